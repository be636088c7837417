"""Decides for each segment of a line whether it is a place, the street or the house."""

import re

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses.gazetteer import Gazetteer, place_key
from generator.addresses.places import Place, take_places
from generator.addresses.read_house import read_house
from generator.addresses.read_street import StreetReading, read_street
from generator.addresses.refusal import Refusal
from generator.addresses.vocabulary import HOUSE_WORDS, STREET_TYPES, STREET_WORDS

_POSTCODE = 6
_MARK = re.compile(r"(?:к|корп|корпус|стр|строение|лит|литера?|кв|пом|оф)\b(?:\.|(?= ))", re.IGNORECASE)
"""Behind a house this is a part of it, whatever follows: «д. 5, к. старый фонд»."""
_CALLED_HOUSE = re.compile(r"(?:д|дом)\b\.? ?№? ?\d", re.IGNORECASE)
_PLAINLY_HOUSE = re.compile(r"(?:(?:д|к|стр|корп)\. ?|дом )?\d{1,4}(?:/\d{1,4})?[а-кА-К]?(?: корп\. \d{1,3})?")


class Parts(Struct, kw_only=True):
    """The segments of a line by their meaning."""

    places: list[Place] = field(default_factory=list)
    streets: list[StreetReading] = field(default_factory=list)
    house: list[str] = field(default_factory=list)


def split(line: str) -> list[str]:
    """Return the segments of a normalised line, split at commas outside brackets."""
    pieces = line.split(",")
    if "(" not in line:
        return [piece.strip() for piece in pieces if piece.strip(" .")]
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].count("(") > joined[-1].count(")"):
            joined[-1] += "," + piece
        else:
            joined.append(piece)
    return [piece.strip() for piece in joined if piece.strip(" .")]


def classify(line: str, gazetteer: Gazetteer) -> Parts:
    """Return the parts of a normalised line."""
    parts = Parts()
    segments = split(_without_places(line, parts, gazetteer))
    for number, segment in enumerate(segments):
        if parts.house and parts.streets and not _may_be_place(segment, gazetteer):
            parts.house.append(segment)
            continue
        places, rest = take_places(segment)
        rest = take_known(rest, places_found := list(places), gazetteer)
        behind = segments[number + 1 :]
        if rest.isdecimal() and places_found and _names_house_or_street(behind):
            # «г. Сольцы 2, ул. Мира, 5»: a town of this name, as a house stands behind it.
            places_found[-1] = replace(places_found[-1], name=f"{places_found[-1].name}-{rest}")
            rest = ""
        parts.places += places_found
        if not rest:
            continue
        if parts.house and (parts.streets or _MARK.match(rest)):
            parts.house.append(segment)
        elif not is_house(rest, after_street=bool(parts.streets)):
            _add_street(parts, rest, more=bool(behind or parts.house))
        elif parts.streets or any(not (is_house(other) or _MARK.match(other)) for other in behind):
            parts.house.append(rest)
        else:
            parts.house += [rest, *behind]
            break
    return parts


def _names_house_or_street(segments: list[str]) -> bool:
    """Return True if the segments continue with a street, or with a house that has this name."""
    if not segments:
        return False
    if _CALLED_HOUSE.match(segments[0]):
        return True
    reading = read_street(segments[0])
    return bool(reading.types) and not reading.refusal


def _without_places(line: str, parts: Parts, gazetteer: Gazetteer) -> str:
    """Move places in brackets to `parts`: «ул. Комарова, 3 (с. Дальнее)»; return the rest of the line."""
    start, end = line.find("("), line.find(")")
    if start < 0 or end < start or line.find("(", start + 1) > 0:
        return line
    places, rest = take_places(line[start + 1 : end].strip())
    rest = take_known(rest, found := list(places), gazetteer)
    if rest or not found:
        return line
    parts.places += found
    return f"{line[:start]} {line[end + 1 :]}"


def _add_street(parts: Parts, rest: str, *, more: bool) -> None:
    """Add to the street: «Анкудинова, бульвар» and «улица, Ленина» are one street in two segments."""
    types = STREET_WORDS.get(rest.lower().rstrip("."))
    if types and parts.streets and not parts.streets[-1].types and not STREET_TYPES[types[0]].in_names:
        last = parts.streets.pop()
        parts.streets.append(
            StreetReading(types=types, names=last.names, house=last.house, remark=last.remark, refusal=last.refusal)
        )
        return
    reading = read_street(rest, more=more)
    if reading.remark[:1].isupper():
        # «ш. Юкковское (Осиновая Роща)»: selects one of several streets with the same name.
        parts.places.append(Place(kind="settlement", name=reading.remark))
    parts.streets.append(reading)
    if reading.house:
        parts.house.append(reading.house)


def is_house(text: str, *, after_street: bool = False) -> bool:
    """Return True if a text can be a house: «12А», «д. б/н», «корп. 2», but not «8 Марта» or «5-я Садовая»."""
    if _PLAINLY_HOUSE.fullmatch(text):
        return True
    reading = read_street(text)
    if reading.types and not reading.refusal:
        return False
    if not text[0].isdecimal():
        words = text.lower().replace(".", " ").split()
        if not words or words[0] in STREET_WORDS:
            return False
        if words[0] in HOUSE_WORDS or text.lower() in HOUSE_WORDS:
            rest = next((word for word in words if word not in HOUSE_WORDS), "")
            return after_street or len(words[0]) > 1 or not rest.isalpha() or len(rest) == 1
        return text[0] not in '"(' and (not text[0].isalpha() or (after_street and len(words) == 1))
    return after_street or bool(reading.refusal) or not isinstance(read_house(text).result, Refusal)


def _may_be_place(segment: str, gazetteer: Gazetteer) -> bool:
    if segment.isdecimal():
        return len(segment) == _POSTCODE
    return segment[0].isalpha() and (not take_places(segment)[1] or place_key(segment) in gazetteer.places)


def take_known(rest: str, places: list[Place], gazetteer: Gazetteer) -> str:
    """Return the text without known places written without a type: «Южно-Сахалинск, Ленина 5»."""
    known = gazetteer.places
    if (key := place_key(rest)) in known:
        places.append(Place(kind=_kind(known[key]), name=rest))
        return ""
    words = rest.split()
    if not words or rest[0] == '"':
        return rest
    for length in range(1, min(4, len(words))):
        key = place_key(" ".join(words[:length]))
        behind = words[length:]
        types = STREET_WORDS.get(behind[0].lower().rstrip("."), ())
        if key in known and key and not behind[0][0].isdecimal() and not (types and len(behind) == 1):
            if types and behind[1][0].isdecimal():
                continue
            places.append(Place(kind=_kind(known[key]), name=" ".join(words[:length])))
            return " ".join(behind)
    return rest


def _kind(known: str) -> str:
    return "settlement" if known == "city" else known
