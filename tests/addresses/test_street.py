"""A street: its derived texts and identity."""

import pytest

from generator.addresses import Gazetteer, Refusal, Street, parse_street

CITY = Gazetteer(city="Омск")


def street(text):
    found = parse_street(text, CITY)
    assert isinstance(found, Street)
    return found


@pytest.mark.parametrize(
    ("text", "title", "short", "slug"),
    [
        ("ул Ленина", "улица Ленина", "ул. Ленина", "ulitsa-lenina"),
        ("пр-т Мира", "проспект Мира", "пр-кт Мира", "prospekt-mira"),
        ("проезд Спортивный", "Спортивный проезд", "Спортивный пр-д", "proezd-sportivnyy"),
        ("Советская ул.", "улица Советская", "ул. Советская", "ulitsa-sovetskaya"),
        ("ш. Холмское", "Холмское шоссе", "Холмское ш.", "shosse-kholmskoe"),
        ("наб Нагатинская", "набережная Нагатинская", "наб. Нагатинская", "naberezhnaya-nagatinskaya"),
        ("линия 7-я", "7-я линия", "7-я линия", "liniya-7"),
        ("мкр 3", "микрорайон 3", "мкр. 3", "mikrorayon-3"),
        ("«Спутник-2»", "«Спутник-2»", "«Спутник-2»", "sputnik-2"),
        ("пер Цветаевой", "переулок Цветаевой", "пер. Цветаевой", "pereulok-tsvetaevoy"),
    ],
)
def test_faces(text, title, short, slug):
    found = street(text)
    assert found.title.replace("\u00a0", " ") == title
    assert found.short.replace("\u00a0", " ") == short
    assert found.slug == slug


@pytest.mark.parametrize(
    "spellings",
    [
        ("ул. Большая Садовая", "ул. Садовая Б.", "Садовая Большая ул", "УЛ. БОЛЬШАЯ САДОВАЯ", "ул Б.Садовая"),
        ("ул. 2-я Комсомольская", "ул. Комсомольская 2-я", "ул. Комсомольская 2-Я", "Вторая Комсомольская ул."),
        ("ул. имени Попова", "ул. им. Попова", "ул Попова", "ул. Им Попова"),
        ("ул. им Мичурина И.В.", "ул. И.В. Мичурина", "ул. И. В. Мичурина"),
        ("ул. Озёрная", "ул. озерная"),
        ("ул. 1 Мая", "ул. Первого Мая", "ул. 1-го Мая"),
        ("ул. Миклухо-Маклая", "ул. МИКЛУХО-МАКЛАЯ", "ул. Миклухо–Маклая"),
    ],
)
def test_spellings_of_one_street(spellings):
    found = [street(text) for text in spellings]
    assert len({each.key for each in found}) == 1
    assert len({each.slug for each in found}) == 1


def test_a_type_parts_streets_of_one_name():
    assert street("ул. Чехова").key != street("пер. Чехова").key


def test_a_street_built_by_hand_has_the_same_key():
    assert Street(type="улица", name="Садовая Б.").key == street("ул. Большая Садовая").key


def test_order_is_by_name_then_number_then_type():
    written = [
        "улица 8 Марта",
        "улица 2-я Комсомольская",
        "улица 10-я Комсомольская",
        "переулок Ленина",
        "улица Ленина",
    ]
    found = sorted(map(street, reversed(written)), key=lambda each: each.sort_key)
    assert [each.title.replace("\u00a0", " ") for each in found] == written


@pytest.mark.parametrize("text", ["", "ул.", "ул. Ленина, 5", "г. Омск, ул. Ленина", "12", "ул. Lenina"])
def test_what_is_no_street(text):
    assert isinstance(parse_street(text, CITY), Refusal)
