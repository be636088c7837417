"""Parses the lines of a draft: addresses, streets, the short form of chats."""

import re

from msgspec.structs import replace

from generator.addresses import Address, AddressReader, Gazetteer, Refusal, fold, parse_line, parse_street
from generator.datafiles.reading import Draft, Spot
from generator.text import Bad, Place, Report, as_clause

# Words for parts of a house, which may have been ignored; from `house_words` of the vocabulary.
_INSIDE = re.compile(r"\b(?:кв|под|п-д|эт|ком|пом)", re.IGNORECASE)


def as_bad(refusal: Refusal) -> Bad:
    """Return a refusal of the package `addresses` as a `Bad`."""
    code = f"address-{refusal.code.replace('_', '-')}"
    return Bad(code=code, text=as_clause(refusal.text), hint=as_clause(refusal.hint))


def understand_building(building: Draft, addresses: AddressReader, report: Report) -> None:
    """Replace address lines by addresses, and `chat` by `chats`."""
    settlement = building.get("settlement") or ""
    if settlement and fold(settlement) == fold(addresses.gazetteer.city):
        settlement = ""
    addresses = addresses.elsewhere if settlement else addresses

    def understand(line: str, place: Place) -> Address | None:
        address = addresses.read(line)
        if isinstance(address, Refusal):
            report.bad(place, as_bad(address))
            return None
        if settlement and address.settlement and fold(settlement) != fold(address.settlement):
            report.error(
                place,
                "settlement-clash",
                f"в адресе стоит «{address.settlement}», а в поле settlement «{settlement}»",
                "оставьте одно из двух",
            )
            return None
        _warn_of_ignored(line, place, addresses.gazetteer, report)
        return replace(address, settlement=settlement) if settlement else address

    line = building.values.pop("address", None)
    if line is not None:
        address = understand(line, building.at("address"))
        if address is not None:
            building.values["address"] = address
    _gather_chats(building, report)
    if not building.get("aliases"):
        return
    aliases: list[Address] = []
    spots: list[Spot] = []
    for place, text in _whole_lines(building, addresses):
        alias = understand(text, place)
        if alias is not None:
            spots.append((place.line, place.column))
            aliases.append(alias)
    building.values["aliases"] = tuple(aliases)
    building.items["aliases"] = dict(enumerate(spots))


def _warn_of_ignored(line: str, place: Place, gazetteer: Gazetteer, report: Report) -> None:
    """Warn of parts of the line that the parsed address leaves out, because they may be part of the house."""
    for note in parse_line(line, gazetteer).notes if _INSIDE.search(line) else ():
        if note.code in ("flat", "floor", "entrances"):
            report.warning(
                place,
                "address-ignored",
                as_clause(note.text),
                "уберите квартиру, этаж и подъезд; подъезды компании пишут в поле entrances",
            )


def _gather_chats(building: Draft, report: Report) -> None:
    chat = building.values.pop("chat", None)
    if "chats" in building.given and "chat" in building.given:
        report.error(
            building.at("chat"), "chat-and-chats", "у дома стоят и chat, и chats", "перенесите чат в список chats"
        )
    elif chat is not None:
        building.values["chats"] = (chat,)


def _whole_lines(building: Draft, addresses: AddressReader) -> list[tuple[Place, str]]:
    """Return the aliases with their places, rejoined if YAML split them.

    `aliases: [ул. Пограничная, 3]` without quotes, as everybody writes it, is a list of two.
    """
    lines = [(building.at("aliases", index), line) for index, line in enumerate(building.get("aliases") or ())]
    whole: list[tuple[Place, str]] = []
    index = 0
    while index < len(lines):
        place, line = lines[index]
        index += 1
        if index < len(lines) and isinstance(addresses.read(line), Refusal):
            joined = f"{line}, {lines[index][1]}"
            if not isinstance(addresses.read(joined), Refusal):
                line = joined
                index += 1
        whole.append((place, line))
    return whole


def understand_serves(supplier: Draft, gazetteer: Gazetteer, report: Report) -> None:
    """Replace the names of streets by streets."""
    serves = supplier.get("serves")
    if not isinstance(serves, Draft):
        return
    names = ("settlements", "streets", "companies", "buildings")
    if not any(serves.get(name) for name in names) and not serves.partial:
        report.error(serves.place, "serves-nobody", "не сказано, кого обслуживает поставщик", "напишите serves: all")
    streets = []
    for index, text in enumerate(serves.get("streets") or ()):
        street = parse_street(text, gazetteer)
        if isinstance(street, Refusal):
            report.bad(serves.at("streets", index), as_bad(street))
        else:
            streets.append(street)
    serves.values["streets"] = tuple(streets)
