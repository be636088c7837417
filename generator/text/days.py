"""Days as people write them."""

import re
from datetime import date, timedelta

_MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NEAR = {"сегодня": 0, "вчера": 1, "позавчера": 2, "неделю назад": 7, "две недели назад": 14, "месяц назад": 31}
_AGO = re.compile(r"(\d{1,3}) (дня|дней|день|недел[юиь]|недель) назад")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_DOTTED = re.compile(r"(\d\d?)\.(\d\d?)(?:\.(\d{4}|\d\d))?(?: ?г\.?)?")
_LONG = re.compile(r"(\d\d?) ([а-я]{3,8})\.?(?: (\d{4}))?(?: ?г(?:\.|ода)?)?")
_CENTURY = 100


def parse_day(text: str, today: date) -> date | None:
    """Return the day that «1 ноября», «01.11», «2026-11-01» or «вчера» means; without a year, the last such day.

    None means that the text is no day.
    """
    words = " ".join(text.lower().replace("ё", "е").split())
    if words in _NEAR:
        return today - timedelta(_NEAR[words])
    if ago := _AGO.fullmatch(words):
        return today - timedelta(int(ago[1]) * (7 if ago[2].startswith("нед") else 1))
    if iso := _ISO.fullmatch(words):
        return _date(iso[1], int(iso[2]), iso[3], today)
    if dotted := _DOTTED.fullmatch(words):
        return _date(dotted[3], int(dotted[2]), dotted[1], today)
    if long := _LONG.fullmatch(words):
        month = next((number for number, name in enumerate(_MONTHS, 1) if re.match(name, long[2])), 0)
        return _date(long[3], month, long[1], today)
    return None


def _date(year: str | None, month: int, day: str, today: date) -> date | None:
    """Return the day if the calendar has it."""
    number = int(year) if year else today.year
    try:
        found = date(number + 2000 if number < _CENTURY else number, month, int(day))
        return found if year or found <= today else found.replace(year=number - 1)
    except ValueError:
        return None
