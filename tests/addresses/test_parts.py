"""Normalising, slugs, spelling, declension and the vocabulary."""

import re

import pytest

from generator.addresses import slugify, transliterate
from generator.addresses.declension import nominatives
from generator.addresses.fold import forbidden, normalise, to_cyrillic
from generator.addresses.spelling import canonical
from generator.addresses.vocabulary import HOUSE_WORDS, REGION_WORDS, SETTLEMENT_WORDS, STREET_TYPES, STREET_WORDS


def test_normalise():
    assert normalise("  ул.\u00a0Ленина —  5\\2 «а» ") == 'ул. Ленина - 5/2 "а"'
    assert normalise("и\u0306") == "й"
    assert to_cyrillic("12A") == "12А"


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\x00", "\ufeff", "\u00ad", "\u2066"])
def test_invisible_characters_are_found(character):
    assert forbidden(f"ул.{character} Ленина") == character
    assert not forbidden("ул.\tЛенина\u00a05")


def test_slugs():
    assert slugify("Щорса — Объездная, ёж!") == "shchorsa-obezdnaya-ezh"
    assert slugify("Хохловка, Цна, Юрий, Ян, Эхо") == "khokhlovka-tsna-yuriy-yan-ekho"
    assert transliterate("Жизнь") == "zhizn"


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("ДЗЕРЖИНСКОГО", "Дзержинского"),
        ("50 ЛЕТ ВЛКСМ", "50 лет ВЛКСМ"),
        ("60-ЛЕТИЯ ОКТЯБРЯ", "60-летия Октября"),
        ("Каретный М.", "Малый Каретный"),
        ("Хохловка Верхн.", "Верхняя Хохловка"),
        ("Казачья Б.", "Большая Казачья"),
        ("М. Горького", "М. Горького"),
        ("М. Цветаевой", "М. Цветаевой"),
        ("В.Ф.Маргелова", "В. Ф. Маргелова"),
        ("Академика Семихатова Н.А.", "Академика Н. А. Семихатова"),
        ("акад. Павлова", "Академика Павлова"),
        ("Им. Б.п. Полевого", "имени Б. П. Полевого"),
        ("имени космонавта Поповича", "имени Космонавта Поповича"),
        ("14-я В.О.", "14-я В.О."),
        ("им Блинова Ф.А. 2-й", "2-й имени Ф. А. Блинова"),
        ("1905 ГОДА", "1905 года"),
    ],
)
def test_spelling(written, spelt):
    assert canonical(written) == spelt
    assert canonical(spelt) == spelt


@pytest.mark.parametrize(
    ("name", "gender", "found"),
    [
        ("Милицейской", "f", ("Милицейская",)),
        ("Верхней", "f", ("Верхняя",)),
        ("Советскую", "f", ("Советская",)),
        ("Крупской", "f", ("Крупской",)),
        ("Садовой", "f", ("Садовой", "Садовая")),
        ("Зои Космодемьянской", "f", ("Зои Космодемьянской",)),
        ("Ленина", "f", ("Ленина",)),
        ("Строителей", "f", ("Строителей",)),
        ("Отдаленному", "m", ("Отдаленный",)),
        ("Лесному", "m", ("Лесной",)),
        ("Сахалинскому", "m", ("Сахалинский",)),
        ("Горького", "m", ("Горького", "Горький")),
        ("Холмскому", "n", ("Холмское",)),
    ],
)
def test_cases(name, gender, found):
    assert nominatives(name, gender) == found


def test_the_vocabulary_is_folded_and_unambiguous():
    for table in (STREET_WORDS, SETTLEMENT_WORDS, REGION_WORDS, HOUSE_WORDS):
        for word in table:
            assert word == word.lower().replace("ё", "е")
            assert not re.search(r"[._]", word)
    assert not set(STREET_WORDS) & (set(SETTLEMENT_WORDS) | set(REGION_WORDS) | set(HOUSE_WORDS))
    assert STREET_WORDS["пр"][0] == "проспект"
    assert "проезд" in STREET_WORDS["пр"]
    assert all(kind.gender in "mfn" and kind.short for kind in STREET_TYPES.values())
