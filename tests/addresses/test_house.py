"""A house number: its derived texts, identity and order."""

import pytest

from generator.addresses import House, Refusal, parse_house


def house(text):
    found = parse_house(text)
    assert isinstance(found, House)
    return found


def test_faces():
    found = House(number="12", letter="А", fraction="2", corpus="3", building="1", litera="Б")
    assert found.title.replace("\u00a0", " ") == "12А/2 корп. 3 стр. 1 лит. Б"
    assert " " not in found.title
    assert found.plate.replace("\u00a0", " ") == "12А/2 корпус 3 строение 1 литера Б"
    assert found.speech == "дом 12А дробь 2 корпус 3 строение 1 литера Б"
    assert house("37-39").speech == "дом 37 тире 39"


@pytest.mark.parametrize(
    "spellings",
    [
        ("13А", "13 а", '13 "А"', "13-а", "д. 13А", "дом №13а", "13A", "013а", "13а."),
        ("12 корп. 2", "12к2", "12, к. 2", "12 корпус № 2", "д.12 кор.2", "12 кор.корпус 2"),
        ("12 стр. 1", "12с1", "12, строение 1", "12 стр.1"),
        ("12/2", "12\\2", "12|2", "12 / 2"),
        ("8 лит. А", "8литА", "8, литера а", "8 (литер А)", "8 л.А"),
        ("37-39", "37_39", "37 — 39"),
    ],
)
def test_spellings_of_one_house(spellings):
    assert len({house(text).key for text in spellings}) == 1


def test_what_may_or_may_not_be_one_house_has_one_loose_key():
    found = [house(text) for text in ("13А", "13, к. а", "13 лит. А", "13 стр. А", "13/а")]
    assert len({each.key for each in found}) == len(found)
    assert len({each.loose_key for each in found}) == 1
    assert house("13").loose_key != house("13А").loose_key
    assert house("13 корп. 1").loose_key != house("13/1").loose_key


def test_order():
    written = ["2", "10", "12", "12А", "12А/2", "12Б", "12/2", "12/10", "12 корп. 2", "12 корп. 10", "12 стр. 1"]
    written.append("12 лит. А")
    found = [house(text) for text in reversed(written)]
    ordered = sorted(found, key=lambda each: each.sort_key)
    assert [each.title.replace("\u00a0", " ") for each in ordered] == written


def test_slugs_of_letters_that_are_marks_too():
    found = [
        "12к",
        "12к2",
        "12 корп. К",
        "12К корп. 2",
        "12 корп. 2К",
        "12с",
        "12с1",
        "12Ш",
        "12 стр. Х",
        "37/39",
        "37-39",
    ]
    slugs = [house(text).slug for text in found]
    assert len(set(slugs)) == len(slugs)
    assert house("12а").slug == "12a"
    assert house("12/2").slug == "12-2"
    assert house("12 корп. 2").slug == "12k2"
    assert house("12 стр. 1").slug == "12s1"


def test_slash_means_corpus():
    assert parse_house("12/1", slash_means="corpus") == parse_house("12 корп. 1") != parse_house("12/1")
    assert parse_house("165/167", slash_means="corpus") == parse_house("165/167")


def test_a_refusal_says_what_is_wrong_and_how_to_cure_it():
    refused = parse_house("2018-09-02")
    assert refused == Refusal(
        code="excel_date",
        text="Вместо номера дома стоит дата «2018-09-02»: так Excel испортил номер вида «2/9».",
        hint="Задайте столбцу в Excel формат «Текстовый» и введите номер дома заново.",
    )
