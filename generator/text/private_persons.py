"""Finds private persons in texts that residents see: mobile numbers, names with initials or a patronymic."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.text.phones import Phone, parse_phone
from generator.text.problems import Bad, shorten

_SIGNS = r"[\s().,*_–—-]{0,3}"  # between two digits
# Eleven digits that begin with 7 9 or 8 9, however they are apart; or ten in groups: «914 123-45-67».
_MOBILE = re.compile(
    rf"(?<![\da-zA-Z])(?<!\d[.,])(?:\+{_SIGNS})?[78]{_SIGNS}9(?:{_SIGNS}\d){{9}}(?!\d)"
    r"|(?<![\da-zA-Z])(?<!\d[.,-])\(?9\d\d\)?[\s-]{1,2}\d{3}[\s-]?\d\d[\s-]?\d\d(?!\d)"
)
_NATIONAL = 10  # digits

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
_SURNAME = r"[А-ЯЁ][а-яё]+(?:[оеё]в(?:а|у|ой|ым)?|енко)"
_PATRONYMIC = (
    r"(?:[А-ЯЁ][а-яё]+(?:[ое]вич(?:а|у|ем)?|[ое]вн(?:а|ы|е|у|ой)|иничн(?:а|ы|е|у|ой))"
    r"|(?:Иль|Кузьм|Лук|Фом|Никит|Савв)(?:ич(?:а|у|[её]м)?))"
)
_PERSON = re.compile(
    rf"(?<![\w-])(?:(?P<first>{_NAME})\s{_INITIALS}|{_INITIALS}\s?{_NAME}"
    rf"|(?:{_NAME}\s)?{_NAME}\s{_PATRONYMIC}(?!\w)|{_SURNAME}\s[А-ЯЁ]\.(?!\s?\w\.))"
)
# A person named beside these words is no private person: «ул. А. П. Чехова», «школа им. Попова В. А.».
_STREET = (
    r"ул|улиц\w*|пр-?к?т|просп|проспект\w*|пер|переул\w*|пл|площад\w*|б-?р|бульвар\w*|наб|набережн\w*|ш|шоссе|пр-д"
    r"|проезд\w*|туп|тупик\w*|алле\w+|сквер\w*|парк\w*|мкр|микрорайон\w*|кв-л|квартал\w*|с|сел\w|пос|пгт|пос[её]л\w+"
)
_NAMED_AFTER = r"им|имени|памяти|памятник\w*|музе\w+|мемориал\w*|ип|предпринимател\w+"
_BEFORE = re.compile(rf"(?<![\w-])(?:{_STREET}|{_NAMED_AFTER})(?:\.\s*|\s+)(?:[\w-]+\s+){{0,2}}«?$", re.IGNORECASE)
_BEHIND = re.compile(rf"\s+(?:{_STREET})(?![\w-])", re.IGNORECASE)
_FAR_ENOUGH = 60  # characters in which such a word and two more fit
# Words that letters with a dot may follow: «Корпус А. Б.».
_NO_SURNAMES = (
    "Корпус",
    "Корпуса",
    "Литера",
    "Литеры",
    "Секция",
    "Секции",
    "Блок",
    "Блоки",
    "Подъезд",
    "Подъезды",
    "Дом",
)
_CAPITALS = re.compile(r"\b[А-ЯЁ]{4,}\b")


def private_person(text: str, own_numbers: frozenset[str] = frozenset()) -> Bad | None:
    """Return the first mobile number or name of a person in a text."""
    return next(iter(private_persons(text, own_numbers)), None)


@lru_cache(4096)
def private_persons(text: str, own_numbers: frozenset[str] = frozenset()) -> tuple[Bad, ...]:
    """Return the mobile numbers and the names of persons in a text; `own_numbers` (`Phone.tel`) are allowed."""
    plain = "".join(map(_visible, unicodedata.normalize("NFKC", text)))
    numbers = {
        f"+7{re.sub('[^0-9]', '', found[0])[-_NATIONAL:]}": found[0].strip() for found in _MOBILE.finditer(plain)
    }
    bad = [mobile_number(written) for tel, written in numbers.items() if is_mobile(tel) and tel not in own_numbers]
    return (*bad, *map(_named, dict.fromkeys(_names(plain))))


def _names(plain: str) -> Iterator[str]:
    named = _CAPITALS.sub(lambda word: word[0].capitalize(), plain)
    for found in _PERSON.finditer(named):
        before = named[max(0, found.start() - _FAR_ENOUGH) : found.start()]
        if found["first"] not in _NO_SURNAMES and not _BEFORE.search(before) and not _BEHIND.match(named, found.end()):
            yield plain[found.start() : found.end()]


def _named(name: str) -> Bad:
    return Bad(
        code="private-person",
        text=f"на сайте будет имя человека: «{shorten(name)}»",
        hint="имён частных лиц на сайте не бывает: назовите организацию или должность",
    )


def is_mobile(number: str) -> bool:
    """Return True if a number as it is dialled (`Phone.tel`) is a mobile one."""
    return number.startswith("+79")


def mobile_number(written: str) -> Bad:
    """Return the message about a mobile number that everybody would see."""
    number = parse_phone(written)
    return Bad(
        code="private-person",
        text=f"на сайте будет мобильный номер {number if isinstance(number, Phone) else shorten(written)}",
        hint="если он чей-то личный, уберите его; если он самой организации, впишите его один раз и в own_mobiles",
    )


def _visible(char: str) -> str:
    """Return the character; nothing for accents, keycaps and what can't be seen."""
    if char.isspace():
        return char
    return "" if unicodedata.category(char)[0] in "MC" else char
