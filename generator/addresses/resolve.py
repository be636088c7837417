"""The clerk with the map: which street of this city is meant by a type and a name."""

from generator.addresses.gazetteer import ASSUMED, Gazetteer
from generator.addresses.read_street import StreetReading
from generator.addresses.refusal import Note, Refusal, note, refusal
from generator.addresses.spelling import is_adjective
from generator.addresses.street import Street


def resolve(reading: StreetReading, gazetteer: Gazetteer, *, own: bool = True) -> tuple[Street | Refusal, list[Note]]:
    """`own`: a street of the city itself; the knowledge says nothing about other settlements."""
    if reading.refusal:
        return reading.refusal, []
    notes = [note("case", reading.names[0])] if reading.inflected and len(reading.names) == 1 else []
    known = [hit for name in reading.names for hit in gazetteer.known(reading.types, name)] if own else []
    if len({street.key for street, _ in known}) > 1:
        known = _default(known, reading.types[0] if reading.types else ASSUMED)
        if not known:
            titles = ", ".join(street.title for name in reading.names for street, _ in gazetteer.known((), name))
            return refusal("ambiguous_street", titles), notes
        notes.append(note("type_assumed", known[0][0].type))
    if known:
        street, how = known[0]
        if how == "former":
            notes.append(note("former_name", reading.names[0]))
        elif how == "alias" or len(reading.types) != 1:
            notes.append(note("type_by_knowledge", street.title))
        return street, notes
    if len(reading.names) > 1:
        return refusal("case", reading.names[0]), notes
    if reading.types:
        if len(reading.types) > 1:
            notes.append(note("type_assumed", reading.types[0]))
        return Street(type=reading.types[0], name=reading.names[0]), notes
    if reading.quoted:
        return Street(type="", name=reading.names[0]), notes
    if is_adjective(reading.names[0].split()[-1]) and reading.names[0][-1] in "йе":
        return refusal("no_type", reading.names[0]), notes
    return Street(type=ASSUMED, name=reading.names[0]), [*notes, note("type_assumed", ASSUMED)]


def _default(known: list[tuple[Street, str]], kind: str) -> list[tuple[Street, str]]:
    found = {street.key: (street, how) for street, how in known if street.type == kind}
    return list(found.values()) if len(found) == 1 else []
