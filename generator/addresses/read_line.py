"""Parses a whole line: splits it at commas and parses place, street and house."""

import re

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses.address import Address
from generator.addresses.fold import LONGEST, forbidden, normalise
from generator.addresses.gazetteer import Gazetteer, place_key
from generator.addresses.places import Place, take_places
from generator.addresses.read_house import HouseReading, read_house
from generator.addresses.read_street import read_street
from generator.addresses.refusal import Note, Refusal, note, refusal
from generator.addresses.resolve import resolve
from generator.addresses.segments import Parts, classify
from generator.addresses.spelling import canonical, proper_case
from generator.addresses.street import Street
from generator.addresses.vocabulary import STREET_TYPES, STREET_WORDS

_NUMBERED = re.compile(r".*(?:[^\W\d_]{3,}(?<![ыио]й)(?<![ая]я))-\d+")  # a name in the nominative, not an adjective


class Reading(Struct, frozen=True, kw_only=True):
    """The result of a line: the address or a refusal, notes on what was guessed, entrances named.

    `placed`: the line names the city or a settlement.
    """

    result: Address | Refusal
    notes: tuple[Note, ...] = ()
    entrances: tuple[int, ...] = ()
    placed: bool = False


def unfit(line: str) -> Refusal | None:
    """Return a refusal for a text that can't be parsed at all: empty, too long, invisible characters."""
    if len(line) > LONGEST:
        return refusal("too_long")
    if bad := forbidden(line):
        return refusal("characters", f"U+{ord(bad):04X}")
    return refusal("empty") if not line.strip(" \t\r\n\u00a0,.-") else None


def read_line(line: str, gazetteer: Gazetteer) -> Reading:
    """Return the reading of a line."""
    if bad := unfit(line):
        return Reading(result=bad)
    line = normalise(line)
    parts = classify(line, gazetteer)
    placed = any(place.kind == "settlement" for place in parts.places)
    reading = read_parts(parts, line, gazetteer)
    return replace(reading, placed=True) if placed else reading


def read_parts(parts: Parts, line: str, gazetteer: Gazetteer) -> Reading:
    """Return the reading of a normalised line that was split into `parts`."""
    settlement, notes = _settlement(parts.places, gazetteer)
    if len(parts.streets) > 1:
        place, more = _nested(parts, settlement)
        notes += more
        if isinstance(place, Refusal):
            return Reading(result=place, notes=tuple(notes))
        settlement = place
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
        return Reading(result=refusal("two_streets", line), notes=tuple(notes))
    return _joined(settlement, street, house, notes)


def _joined(settlement: str, street: Street, house: HouseReading, notes: list[Note]) -> Reading:
    notes = [*notes, *house.notes]
    if isinstance(house.result, Refusal):
        return Reading(result=house.result, notes=tuple(notes), entrances=house.entrances)
    address = Address(settlement=settlement, street=street, house=house.result)
    return Reading(result=address, notes=tuple(notes), entrances=house.entrances)


def settlement_of(places: list[Place], gazetteer: Gazetteer) -> str:
    """Return the settlement in these places, "" for the site's own city."""
    return _settlement(places, gazetteer)[0]


def _settlement(places: list[Place], gazetteer: Gazetteer) -> tuple[str, list[Note]]:
    """Return the last settlement ("" for the site's own city), and notes on other places."""
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
        elif gazetteer.places.get(key) == "region":
            notes.append(note("region", place.name))
        else:
            if settlement:
                notes.append(note("settlement", settlement))
            settlement = gazetteer.own_spelling.get(key) or proper_case(place.name)
    return settlement, notes


def _nested(parts: Parts, settlement: str) -> tuple[str | Refusal, list[Note]]:
    """Return the settlement: «мкр. 3, ул. Мира, 5» only notes the quarter, «СНТ Ромашка, ул. Мира, 5» is in the СНТ."""
    notes: list[Note] = []
    place: str | Refusal = settlement
    placed = any(one.kind == "settlement" for one in parts.places)
    for outer in parts.streets[:-1]:
        if outer.refusal or outer.house:
            return outer.refusal or refusal("two_streets", " — ".join(_said(parts))), notes
        level = STREET_TYPES[outer.types[0]].level if outer.types else ""
        title = Street(type=outer.types[0], name=outer.names[0]).title if outer.types else outer.names[0]
        if level == "quarter" and not placed and _NUMBERED.fullmatch(outer.names[0]):
            return refusal("place", title), notes  # «мкр. Каргополь-2» may be a part of another town
        if level == "quarter":
            notes.append(note("quarter", title))
        elif level == "locality":
            if place:
                notes.append(note("settlement", settlement))
            place = title
        elif outer.types and not parts.streets[-1].types:
            return refusal("unclear", " ".join(parts.streets[-1].names) or parts.streets[-1].house), notes
        elif outer.types:
            return refusal("two_streets", " — ".join(_said(parts))), notes
        else:
            return refusal("place", outer.names[0]), notes
    del parts.streets[:-1]
    return place, notes


def _said(parts: Parts) -> list[str]:
    return [" ".join([*reading.types[:1], *reading.names[:1]]) for reading in parts.streets]


def _street(parts: Parts, settlement: str, gazetteer: Gazetteer) -> tuple[Street | Refusal, list[Note]]:
    """Return the street; in a settlement without streets, the settlement takes its place."""
    if not parts.streets:
        doubt = [place.name for place in parts.places if place.doubtful]
        if doubt and settlement in map(proper_case, doubt):
            return refusal("place", doubt[-1]), []
        if settlement and parts.house:
            # It will be shown in quotation marks, so it must be a valid name there too: «12а Им» is not.
            read = read_street(f'"{settlement}"', more=True)
            return read.refusal or Street(type="", name=canonical(settlement)), []
        return refusal("no_street"), []
    reading = parts.streets[-1]
    street, notes = resolve(reading, gazetteer, own=not settlement)
    if reading.remark[:1].islower() and not take_places(reading.remark)[0]:
        notes.append(note("remark", reading.remark))
    return street, notes


def _opens_street(text: str) -> bool:
    words = text.lower().replace(".", " ").split()
    return len(words) > 1 and words[0] in STREET_WORDS and words[1].isalpha()
