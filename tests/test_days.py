"""Days as people write them."""

from datetime import date

import pytest

from generator.text.days import parse_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("01.11.2026", date(2026, 11, 1)),
        ("1.11.26", date(2026, 11, 1)),
        ("01.11", date(2026, 11, 1)),
        ("01.12", date(2025, 12, 1)),
        ("1 ноября", date(2026, 11, 1)),
        ("1 Ноября 2025 г.", date(2025, 11, 1)),
        ("3 мая", date(2026, 5, 3)),
        ("3 марта 2026 года", date(2026, 3, 3)),
        ("31 дек.", date(2025, 12, 31)),
        ("22\u00a0ноября", TODAY),
        (" Вчера ", date(2026, 11, 21)),
        ("позавчера", date(2026, 11, 20)),
        ("неделю назад", date(2026, 11, 15)),
        ("две недели назад", date(2026, 11, 8)),
        ("месяц назад", date(2026, 10, 22)),
        ("2 недели назад", date(2026, 11, 8)),
        ("3 дня назад", date(2026, 11, 19)),
        ("1 декабря 2026", date(2026, 12, 1)),
        ("31.02.2026", None),
        ("31 ноября", None),
        ("1 брюмера", None),
        ("main", None),
        ("HEAD~1", None),
        ("1234567", None),
        ("v1.0", None),
        ("", None),
        ("99.99", None),
    ],
)
def test_a_day(text, day):
    assert parse_day(text, TODAY) == day


def test_the_29th_of_february_is_the_last_one_that_there_was():
    assert parse_day("29 февраля", date(2028, 3, 1)) == date(2028, 2, 29)
    assert parse_day("29 февраля", TODAY) is None
