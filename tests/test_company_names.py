"""A company named by its file, its ИНН or its name; a miss names the nearest one, never all."""

import pytest

from generator.text import Bad, company_meant

KNOWN = {
    "uk-stadionnyy": ("УК «Стадионный»", "6500000017"),
    "uk-frunzenskogo-rayona": ("УК Фрунзенского района", ""),
    "uk-vlad-dom": ("УК «Влад-Дом»", "6500000024"),
    "uk-vlad-dom-2": ("УК «Влад Дом»", "6500000031"),
    **{f"zhsk-{number}": (f"ЖСК № {number}", "") for number in range(300)},
}


@pytest.mark.parametrize(
    ("told", "slug"),
    [
        ("uk-stadionnyy", "uk-stadionnyy"),
        ("6500000017", "uk-stadionnyy"),
        ("УК «Стадионный»", "uk-stadionnyy"),
        ('ук "стадионный"', "uk-stadionnyy"),
        ("Стадионный", "uk-stadionnyy"),
        ("Фрунзенского района", "uk-frunzenskogo-rayona"),
        ("ЖСК 12", "zhsk-12"),
        ("6500000031", "uk-vlad-dom-2"),
    ],
)
def test_a_company_is_named_in_any_way(told, slug):
    assert company_meant(told, KNOWN) == slug


@pytest.mark.parametrize(
    ("told", "text", "hint"),
    [
        ("стадионый", "в данных нет компании «стадионый»", "возможно, uk-stadionnyy (УК «Стадионный», 6500000017)"),
        (
            "УК Влад-Дом",
            "компаний «УК Влад-Дом» в данных несколько",
            (
                "укажите имя файла или ИНН: uk-vlad-dom (УК «Влад-Дом», 6500000024); "
                "uk-vlad-dom-2 (УК «Влад Дом», 6500000031)"
            ),
        ),
        ("ъъъ", "в данных нет компании «ъъъ»", "имена файлов — в папке companies"),
        ("", "в данных нет компании «»", "имена файлов — в папке companies"),
    ],
)
def test_a_miss_names_the_nearest(told, text, hint):
    bad = company_meant(told, KNOWN)
    assert isinstance(bad, Bad)
    assert (bad.text, bad.hint) == (text, hint)
    many = company_meant("ЖСК", KNOWN)
    assert isinstance(many, Bad)
    assert many.hint.endswith("; и ещё 295")
