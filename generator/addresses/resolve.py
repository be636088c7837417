"""Chooses the street of a city for a parsed type and name."""

from generator.addresses.gazetteer import ASSUMED, Gazetteer
from generator.addresses.read_street import StreetReading
from generator.addresses.refusal import Note, Refusal, note, refusal
from generator.addresses.spelling import is_adjective
from generator.addresses.street import Street
from generator.addresses.vocabulary import ACRONYMS


def resolve(reading: StreetReading, gazetteer: Gazetteer, *, own: bool = True) -> tuple[Street | Refusal, list[Note]]:
    """Return the street and notes; with `own=False` the known streets are not used, as in other settlements."""
    if reading.refusal:
        return reading.refusal, []
    notes = [note("case", reading.names[0])] if reading.inflected and len(reading.names) == 1 else []
    hits = [hit for name in reading.names for hit in gazetteer.known(reading.types, name)] if own else []
    street, more = _known(reading, hits) if hits else _unknown(reading)
    return street, notes + more


def _known(reading: StreetReading, hits: list[tuple[Street, str]]) -> tuple[Street | Refusal, list[Note]]:
    notes = []
    if len({street.key for street, _ in hits}) > 1:
        found = _default(hits, reading.types[0] if reading.types else ASSUMED)
        if not found:
            return refusal("ambiguous_street", ", ".join(street.title for street, _ in hits)), []
        hits = found
        notes.append(note("type_assumed", hits[0][0].type))
    street, how = hits[0]
    if how == "former":
        notes.append(note("former_name", reading.names[0]))
    elif how == "alias" or len(reading.types) != 1:
        notes.append(note("type_by_knowledge", street.title))
    return street, notes


def _unknown(reading: StreetReading) -> tuple[Street | Refusal, list[Note]]:
    name = reading.names[0]
    if len(reading.names) > 1:
        return refusal("case", name), []
    if reading.types:
        notes = [note("type_assumed", reading.types[0])] if len(reading.types) > 1 else []
        return Street(type=reading.types[0], name=name), notes
    if reading.quoted:
        return Street(type="", name=name), []
    if name in ACRONYMS:
        return refusal("acronym", name), []
    if is_adjective(name.split()[-1]) and name[-1] in "йе":
        return refusal("no_type", name), []
    return Street(type=ASSUMED, name=name), [note("type_assumed", ASSUMED)]


def _default(known: list[tuple[Street, str]], kind: str) -> list[tuple[Street, str]]:
    found = {street.key: (street, how) for street, how in known if street.type == kind}
    return list(found.values()) if len(found) == 1 else []
