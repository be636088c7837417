"""Splits off postcode, country, region, district and settlement from the beginning of a segment."""

import re
from functools import lru_cache

from msgspec import Struct

from generator.addresses.fold import fold
from generator.addresses.tokens import Token, cut, in_name, look_up
from generator.addresses.vocabulary import (
    HOUSE_WORDS,
    NAMED_AFTER,
    PLACE_WORDS,
    REGION_KINDS,
    REGION_WORDS,
    SETTLEMENT_WORDS,
    SMALL_WORDS,
    STREET_TYPES,
    STREET_WORDS,
)

_POSTCODE = 6
_NAMED_AFTER = re.compile(r"\bим(?:\.|(?= )) ?", re.IGNORECASE)
_PERSON = re.compile(r".+(?:ого|его|[оеё]ва|[иы]на|ой|ых|их)")
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября")
_COUNTED = frozenset((*_MONTHS, "декабря", "пятилетки", "интернационала"))
_NAME = re.compile(r"[\w .'’-]+")


class Place(Struct, frozen=True, kw_only=True):
    """A place in an address.

    `kind` is postcode, country, region, district or settlement; `doubtful`: «С.» of «С. Разина» is not a village.
    """

    kind: str
    name: str
    doubtful: bool = False


@lru_cache(maxsize=65536)
def take_places(text: str) -> tuple[tuple[Place, ...], str]:
    """Return the places at the start of a normalised segment and the rest: «г Омск ул Мира 5» -> Омск, «ул Мира 5»."""
    tokens = cut(text)
    places: list[Place] = []
    while tokens:
        place, length = _first(tokens, text)
        if not place:
            break
        if place.name:
            places.append(place)
        tokens = tokens[length:]
    return tuple(places), text[tokens[0].start :] if tokens else ""


def _first(tokens: list[Token], text: str) -> tuple[Place | None, int]:
    """Return the place at the beginning and its number of words; a place without a name is to be skipped."""
    first = tokens[0]
    if first.text.isdecimal() and (len(first.text) == _POSTCODE or (first.text == "0" and len(tokens) == 1)):
        return Place(kind="postcode", name=first.text), 1
    if skipped := _noise(tokens):
        return Place(kind="", name=""), skipped
    kind, length = _marked(tokens, 0)
    if kind == "country":
        return Place(kind=kind, name=first.text), length
    counted = end = _end_of_counted(tokens, length) if kind == "settlement" else 0
    if not end and kind and len(tokens) > length and _is_name(tokens[length], first):
        end = _end_of_name(tokens, length, kind)
    if not any(token.is_word for token in tokens[length:end]):
        return _type_behind(tokens, text)
    name = _NAMED_AFTER.sub("имени ", _words(text, tokens[length:end]))
    # «рп. Тевриз, д. Таежная 5»: a street in the house's place, or a village; `read_street` refuses it.
    unsure = first.word == "д" and end < len(tokens) and tokens[end].is_number
    # «м. Владимирский Лагерь» is a place, «м. Горького» a person.
    unsure = unsure or (first.word == "м" and (first.text != "м." or bool(_PERSON.fullmatch(fold(name).split()[-1]))))
    if unsure or (kind == "settlement" and not counted and not _can_be_settlement(name)):
        return None, 0
    doubtful = len(first.word) == 1 and first.text[0].isupper() and not tokens[length].text.isupper()
    return Place(kind=kind, name=name, doubtful=doubtful), end


def _is_marker(tokens: list[Token], place: int) -> bool:
    """Return True if a type word with a name after it begins here."""
    _, length = _marked(tokens, place)
    behind = tokens[place + length : place + length + 1]
    return bool(behind) and behind[0].is_word and not behind[0].text[0].islower()


def _can_be_settlement(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return _NAME.fullmatch(name) is not None and len(last.rstrip(".")) > 1 and last.lower() not in SMALL_WORDS


def _noise(tokens: list[Token]) -> int:
    """Return the number of words to skip.

    «д. г. Омск, ул. Мира, 5» has an exporter's «д.» before the address; also «п. дск Мичуринец», «г.о. город Омск».
    """
    if tokens[0].text in ",.-":
        return int(len(tokens) > 1)
    if tokens[0].word in ("д", "п", "с") and len(tokens) > 2 and _opens(tokens[1:], tokens[0]):  # noqa: PLR2004
        return 1
    kind, length = _marked(tokens, 0)
    again = kind and tokens[length:] and tokens[length].is_abbreviated and _marked(tokens, length)[0]
    return length if again and _is_marker(tokens, length) else 0


def _opens(tokens: list[Token], before: Token) -> bool:
    """Return True if another type word begins here, written as a type: «г. Омск», «ул.Мира»; «д. Проезд 6537 д15»."""
    if tokens[0].word == "д" or len(tokens) == 1:
        return False
    types = STREET_WORDS.get(tokens[0].word, ())
    if not tokens[0].is_abbreviated:
        whole = bool(types) and STREET_TYPES[types[0]].level == "street" and not in_name(tokens[0])
        return whole and before.word == "д"
    kind, length = _marked(tokens, 0)
    if kind:
        return len(tokens) > length and _is_name(tokens[length], tokens[0])
    return bool(types) and tokens[1].text[0].isalnum()


def _marked(tokens: list[Token], place: int) -> tuple[str, int]:
    """Return the kind of place whose type word is here, and the number of its words."""
    names, length = look_up(tokens, place, REGION_WORDS)
    others, longer = look_up(tokens, place, SETTLEMENT_WORDS)
    if names and length >= longer:
        return REGION_KINDS[names[0]], length
    return ("settlement", longer) if others else ("", 0)


def _is_name(token: Token, marker: Token) -> bool:
    if not token.is_word:
        mark = token.text.lower().strip("0123456789.")  # «12а Участок», but «с 71кв. по 178кв.» are flats
        return token.is_number and bool(mark) and mark not in HOUSE_WORDS and marker.word != "д"
    if len(marker.word) == 1 and token.text[0].islower():
        return token.word in PLACE_WORDS or token.word in NAMED_AFTER  # «п. завода Мосрентген», «с. им Бабушкина»
    return HOUSE_WORDS.get(token.word) not in ("house", "none", "remark") or token.text[0].isupper()


def _end_of_counted(tokens: list[Token], place: int) -> int:
    """Return the end of «6 км» or «9 Января», or 0 if the name is not of this kind."""
    if place + 1 >= len(tokens) or not tokens[place].text.isdecimal():
        return 0
    word = tokens[place + 1].word
    return place + 2 if word == "км" or (word in _COUNTED and tokens[place + 1].text[0].isupper()) else 0


def _end_of_name(tokens: list[Token], place: int, kind: str = "") -> int:
    """Return the end of the name: the next type word; «Русский Остров» and «Красное Село» are names."""
    for end in range(place + 1, len(tokens)):
        token = tokens[end]
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if token.is_number and tokens[end - 1].word in NAMED_AFTER and following and following.is_word:
            continue  # «п. Фабрики им 1 Мая»
        if token.text in ",(" or (token.is_number and token.text[-1].isdecimal()):
            return end
        if HOUSE_WORDS.get(token.word) == "house" and following and (following.is_number or token.text[0].islower()):
            return end
        types, _ = look_up(tokens, end, STREET_WORDS)
        other, _ = _marked(tokens, end)
        if other == kind == "region":
            continue  # «обл. Кемеровская область - Кузбасс»
        if token.is_abbreviated and (other or (types and not in_name(token))):
            return end
        if types and types[0] in ("улица", "проспект", "переулок") and following:
            return end
    return len(tokens)


def _type_behind(tokens: list[Token], text: str) -> tuple[Place | None, int]:
    """Return the place if its type follows: «Санкт-Петербург г», «Ханты-Мансийский автономный округ - Югра»."""
    first = tokens[0]
    if first.text[0].islower() or first.word in STREET_WORDS or first.word in HOUSE_WORDS:
        return None, 0
    for place in range(1, len(tokens)):
        kind, length = _marked(tokens, place)
        types, longer = look_up(tokens, place, STREET_WORDS)
        before = tokens[place - 1]
        if (types and longer > 1) or not (before.is_word or before.text in "/-"):
            return None, 0  # «Советский жилой район», «Мира 5»
        whole = place + length == len(tokens)
        if kind and ((whole and tokens[place].word != "д") or (kind == "region" and before.is_word)):
            end = len(tokens) if whole else _end_of_name(tokens, place + length - 1, kind)
            return Place(kind=kind, name=_words(text, tokens[:place])), end
    return None, 0


def _words(text: str, tokens: list[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end].replace('"', " ").strip(" .-/")
