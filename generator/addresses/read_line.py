"""The front desk: takes a whole line apart at its commas and sends each piece to the right room."""

from dataclasses import dataclass, field

from generator.addresses.address import Address
from generator.addresses.fold import LONGEST, forbidden, wash
from generator.addresses.gazetteer import Gazetteer, place_key
from generator.addresses.places import Place, take_places
from generator.addresses.read_house import HouseReading, read_house
from generator.addresses.read_street import StreetReading, read_street
from generator.addresses.refusal import Note, Refusal, note, refusal
from generator.addresses.resolve import resolve
from generator.addresses.spelling import canonical
from generator.addresses.street import Street
from generator.addresses.vocabulary import HOUSE_WORDS, STREET_TYPES, STREET_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that a line says: the address or why there is none, what was guessed, entrances named."""

    result: Address | Refusal
    notes: tuple[Note, ...] = ()
    entrances: tuple[int, ...] = ()


@dataclass(kw_only=True, slots=True)
class _Parts:
    """What the segments of a line turned out to be."""

    places: list[Place] = field(default_factory=list)
    streets: list[StreetReading] = field(default_factory=list)
    house: list[str] = field(default_factory=list)


def unfit(line: str) -> Refusal | None:
    """Why a text isn't looked at: empty, too long, invisible characters."""
    if len(line) > LONGEST:
        return refusal("too_long")
    if bad := forbidden(line):
        return refusal("characters", f"U+{ord(bad):04X}")
    return refusal("empty") if not line.strip(" \t\r\n\u00a0,.-") else None


def read_line(line: str, gazetteer: Gazetteer) -> Reading:
    """Read one line, and tell what was ignored or guessed."""
    if bad := unfit(line):
        return Reading(result=bad)
    parts = _sorted(_segments(wash(line)), gazetteer)
    settlement, notes = _settlement(parts.places, gazetteer)
    if len(parts.streets) > 1:
        settlement, more = _nested(parts, settlement, gazetteer)
        notes += more
        if isinstance(settlement, Refusal):
            return Reading(result=settlement, notes=tuple(notes))
    street, more = _street(parts, settlement, gazetteer)
    notes += more
    if isinstance(street, Refusal):
        return Reading(result=street, notes=tuple(notes))
    if not parts.streets:
        settlement = ""
    if not parts.house:
        return Reading(result=refusal("no_house"), notes=tuple(notes))
    house = read_house(", ".join(parts.house), gazetteer.slash_means)
    if isinstance(house.result, Refusal) and any(map(_opens_street, parts.house[1:])):
        return Reading(result=refusal("two_streets", wash(line)), notes=tuple(notes))
    return _joined(settlement, street, house, notes)


def _joined(settlement: str, street: Street, house: HouseReading, notes: list[Note]) -> Reading:
    notes = [*notes, *house.notes]
    if isinstance(house.result, Refusal):
        return Reading(result=house.result, notes=tuple(notes), entrances=house.entrances)
    address = Address(settlement=settlement, street=street, house=house.result)
    return Reading(result=address, notes=tuple(notes), entrances=house.entrances)


def _segments(line: str) -> list[str]:
    """Split at commas, but not inside brackets or quotes' brackets."""
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


def _sorted(segments: list[str], gazetteer: Gazetteer) -> _Parts:
    parts = _Parts()
    for number, segment in enumerate(segments):
        if parts.house and parts.streets and not _may_be_place(segment, gazetteer):
            parts.house.append(segment)
            continue
        places, rest = take_places(segment)
        rest = _take_known(rest, places_found := list(places), gazetteer)
        parts.places += places_found
        if not rest:
            continue
        behind = segments[number + 1 :]
        if parts.house and parts.streets:
            parts.house.append(segment)
        elif not _is_house(rest, after_street=bool(parts.streets)):
            _add_street(parts, rest, more=bool(behind or parts.house))
        elif parts.streets or any(not _is_house(other) for other in behind):
            parts.house.append(rest)
        else:
            parts.house += [rest, *behind]
            break
    return parts


def _add_street(parts: _Parts, rest: str, *, more: bool) -> None:
    """«Анкудинова, бульвар» and «улица, Ленина» are one street in two segments."""
    types = STREET_WORDS.get(rest.lower().rstrip("."))
    if types and parts.streets and not parts.streets[-1].types and not STREET_TYPES[types[0]].in_names:
        last = parts.streets.pop()
        parts.streets.append(
            StreetReading(types=types, names=last.names, house=last.house, remark=last.remark, refusal=last.refusal)
        )
        return
    reading = read_street(rest, more)
    if reading.remark[:1].isupper():
        # «ш. Юкковское (Осиновая Роща)»: of several streets of one name the one which is there.
        parts.places += [*take_places(reading.remark)[0]] or [Place(kind="settlement", name=reading.remark)]
    elif (inside := take_places(reading.remark)) and inside[0] and not inside[1]:
        parts.places += inside[0]
    parts.streets.append(reading)
    if reading.house:
        parts.house.append(reading.house)


def _is_house(text: str, *, after_street: bool = False) -> bool:
    """It can stand in the house's place: «12А», «д. б/н», «корп. 2», but not «8 Марта» or «5-я Садовая»."""
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


def _opens_street(text: str) -> bool:
    words = text.lower().replace(".", " ").split()
    return len(words) > 1 and words[0] in STREET_WORDS and words[1].isalpha()


def _may_be_place(segment: str, gazetteer: Gazetteer) -> bool:
    return segment[0].isalpha() and (not take_places(segment)[1] or place_key(segment) in gazetteer.places)


def _take_known(rest: str, places: list[Place], gazetteer: Gazetteer) -> str:
    """Places written without a type, if this city knows them: «Южно-Сахалинск, Ленина 5»."""
    known = gazetteer.places
    if (key := place_key(rest)) in known:
        places.append(Place(kind=_kind(known[key]), name=rest))
        return ""
    words = rest.split()
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


def _settlement(places: list[Place], gazetteer: Gazetteer) -> tuple[str, list[Note]]:
    """The last settlement counts, the site's own city is ""; everything else is noted."""
    notes: list[Note] = []
    settlement, city = "", place_key(gazetteer.city)
    for place in places:
        key = place_key(place.name)
        if place.kind == "country":
            notes.append(note("region", place.name))
        elif place.kind != "settlement":
            notes.append(note(place.kind, place.name))
        elif key == city:
            continue
        elif key in gazetteer.places and gazetteer.places[key] in ("district", "region"):
            notes.append(note(gazetteer.places[key], place.name))
        else:
            if settlement:
                notes.append(note("settlement", settlement))
            settlement = gazetteer.own_spelling.get(key, place.name)
    return settlement, notes


def _nested(parts: _Parts, settlement: str, gazetteer: Gazetteer) -> tuple[str | Refusal, list[Note]]:
    """«мкр. 3, ул. Мира, 5»: the quarter is noted; «СНТ Ромашка, ул. Мира, 5»: it is where the street is."""
    notes: list[Note] = []
    place: str | Refusal = settlement
    for outer in parts.streets[:-1]:
        if outer.refusal or outer.house:
            return outer.refusal or refusal("two_streets", " — ".join(_said(parts))), notes
        level = STREET_TYPES[outer.types[0]].level if outer.types else ""
        title = Street(type=outer.types[0], name=outer.names[0]).title if outer.types else outer.names[0]
        if level == "quarter":
            notes.append(note("quarter", title))
        elif level == "locality":
            place = title
        elif outer.types:
            return refusal("two_streets", " — ".join(_said(parts))), notes
        else:
            return refusal("place", outer.names[0]), notes
    del parts.streets[:-1]
    return place, notes


def _said(parts: _Parts) -> list[str]:
    return [" ".join([*reading.types[:1], *reading.names[:1]]) for reading in parts.streets]


def _street(parts: _Parts, settlement: str, gazetteer: Gazetteer) -> tuple[Street | Refusal, list[Note]]:
    """A settlement without streets is itself what the house is counted in."""
    if not parts.streets:
        if settlement and parts.house:
            return Street(type="", name=canonical(settlement)), []
        return refusal("no_street"), []
    reading = parts.streets[-1]
    street, notes = resolve(reading, gazetteer, own=not settlement)
    if reading.remark[:1].islower() and not take_places(reading.remark)[0]:
        notes.append(note("remark", reading.remark))
    return street, notes
