"""Texts of files → drafts of all records, addresses understood with what the city knows of its streets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.addresses import (
    Address,
    Gazetteer,
    Refusal,
    Street,
    StreetKnowledge,
    parse_address,
    parse_street,
)
from generator.addresses.fold import fold
from generator.datafiles.fields import AUTHORITY, COMPANY, HISTORY, PRIVATE_LINK, SITE, SUPPLIER, Record
from generator.datafiles.folder import File, Folder
from generator.datafiles.nodes import MapNode, Node, ScalarNode, compose
from generator.datafiles.reading import Draft, Reader, Spot
from generator.datafiles.value_types import BUILDING_ID
from generator.model import KnownStreet
from generator.problems import Bad, Place, Report, shorten

_RECORDS: dict[str, Record] = {"companies": COMPANY, "suppliers": SUPPLIER, "authorities": AUTHORITY}
_EMPTY_GAZETTEER = Gazetteer(city="", region="")


@dataclass(slots=True, kw_only=True)
class PrivateLink:
    """A link that does not stand in the company's file, for one chat of a building."""

    building: str
    position: int | None  # of the chat, counted from 1; None: the building has one chat
    draft: Draft


@dataclass(slots=True, kw_only=True)
class Drafts:
    """All drafts of a data folder. `unread` names the organisations whose files exist but are broken."""

    site: Draft | None = None
    gazetteer: Gazetteer = _EMPTY_GAZETTEER
    streets: tuple[KnownStreet, ...] = ()
    companies: dict[str, Draft] = field(default_factory=dict)
    suppliers: dict[str, Draft] = field(default_factory=dict)
    authorities: dict[str, Draft] = field(default_factory=dict)
    links: list[PrivateLink] = field(default_factory=list)
    history: Draft | None = None
    unread: frozenset[str] = frozenset()
    _by_id: dict[str, Draft] = field(default_factory=dict)

    def organizations(self) -> list[Draft]:
        """Return the drafts of all organisations."""
        return [*self.companies.values(), *self.suppliers.values(), *self.authorities.values()]

    def buildings(self) -> list[tuple[str, Draft]]:
        """Return (slug of the company, draft of the building) of all buildings."""
        return [
            (slug, building) for slug, company in self.companies.items() for building in company.get("buildings") or ()
        ]

    @property
    def street_slugs(self) -> dict[str, str]:
        """Return the slugs that the data gives, by street key."""
        return {known.street.key: known.slug for known in self.streets if known.slug}

    def by_id(self) -> dict[str, Draft]:
        """Return the first building of each id."""
        if not self._by_id:
            for _, building in reversed(self.buildings()):
                self._by_id[building.get("id")] = building
        return self._by_id


def read_drafts(folder: Folder, report: Report) -> Drafts:
    """Read all files of the folder, reporting every mistake inside one record."""
    drafts = Drafts(unread=folder.unread)
    if folder.site:
        drafts.site = _read_file(folder.site, SITE, report)
        if drafts.site:
            drafts.gazetteer = _gazetteer(drafts.site)
            drafts.streets = _known_streets(drafts.site, drafts.gazetteer, report)
    broken = set()
    for section, files in folder.sections.items():
        found: dict[str, Draft] = getattr(drafts, section)
        for file in files:
            draft = _read_file(file, _RECORDS[section], report)
            if draft is None:
                broken.add(file.slug)
                continue
            found[file.slug] = draft
            for building in draft.get("buildings") or () if section == "companies" else ():
                _understand_building(building, drafts.gazetteer, report)
    drafts.unread |= broken
    for supplier in drafts.suppliers.values():
        _understand_serves(supplier, drafts.gazetteer, report)
    if folder.links:
        drafts.links = _read_links(folder.links, report)
    if folder.history:
        drafts.history = _read_file(folder.history, HISTORY, report)
    return drafts


def _read_file(file: File, record: Record, report: Report) -> Draft | None:
    node = compose(file.text, file.path, report)
    return Reader(file.path, report).draft(node, record) if node is not None else None


def _gazetteer(site: Draft) -> Gazetteer:
    return Gazetteer(
        city=site.get("city") or "",
        region=site.get("region") or "",
        slash_means=site.get("slash_means") or "corner",
        streets=tuple(
            StreetKnowledge(
                name=street.get("name"),
                aliases=street.get("aliases") or (),
                former=street.get("former") or (),
                slug=street.get("slug") or "",
            )
            for street in site.get("streets") or ()
            if street.get("name")
        ),
    )


def _known_streets(site: Draft, gazetteer: Gazetteer, report: Report) -> tuple[KnownStreet, ...]:
    """Understand what the site's file says of streets; a name that leads to two streets is an error."""
    # Read without what is known, or every former name would already be the present one.
    plain = Gazetteer(city=gazetteer.city, region=gazetteer.region)
    known = []
    owners: dict[str, Place] = {}
    for draft in site.get("streets") or ():
        names: dict[str, list[Street]] = {}
        for field_name in ("name", "aliases", "former"):
            value = draft.get(field_name) or ()
            lines = (value,) if isinstance(value, str) else value
            names[field_name] = []
            for index, line in enumerate(lines):
                place = draft.at(field_name, None if field_name == "name" else index)
                street = parse_street(line, plain)
                if isinstance(street, Refusal):
                    report.bad(place, _as_bad(street))
                    continue
                names[field_name].append(street)
                if owners.setdefault(street.key, draft.place) != draft.place:
                    report.error(
                        place,
                        "street-name-taken",
                        f"«{street.title}» уже сказано о другой улице: {owners[street.key]}",
                        "оставьте это название у одной из них",
                    )
        if names["name"]:
            known.append(
                KnownStreet(
                    street=names["name"][0],
                    aliases=tuple(names["aliases"]),
                    former=tuple(names["former"]),
                    slug=draft.get("slug") or "",
                )
            )
    return tuple(known)


def _as_bad(refusal: Refusal) -> Bad:
    """Say the address room's sentences as the other problems are said."""
    code = f"address-{refusal.code.replace('_', '-')}"
    return Bad(code=code, text=_as_clause(refusal.text), hint=_as_clause(refusal.hint))


def _as_clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _understand_building(building: Draft, gazetteer: Gazetteer, report: Report) -> None:
    """Replace the lines of addresses by addresses, and `chat` by `chats`."""
    settlement = building.get("settlement") or ""
    if fold(settlement) == fold(gazetteer.city):
        settlement = ""

    def understand(line: str, place: Place) -> Address | None:
        address = parse_address(line, gazetteer)
        if isinstance(address, Refusal):
            report.bad(place, _as_bad(address))
            return None
        if settlement and address.settlement and fold(settlement) != fold(address.settlement):
            report.error(
                place,
                "settlement-clash",
                f"в адресе стоит «{address.settlement}», а в поле settlement «{settlement}»",
                "оставьте одно из двух",
            )
            return None
        return replace(address, settlement=settlement or address.settlement)

    line = building.values.pop("address", None)
    if line is not None:
        address = understand(line, building.at("address"))
        if address is not None:
            building.values["address"] = address
    aliases: list[Address] = []
    spots: list[Spot] = []
    for place, text in _whole_lines(building, gazetteer):
        alias = understand(text, place)
        if alias is not None:
            spots.append((place.line, place.column))
            aliases.append(alias)
    building.values["aliases"] = tuple(aliases)
    building.items["aliases"] = dict(enumerate(spots))
    _gather_chats(building, report)


def _gather_chats(building: Draft, report: Report) -> None:
    chat = building.values.pop("chat", None)
    if "chat" in building.given and "chats" in building.given:
        report.error(
            building.at("chat"), "chat-and-chats", "у дома стоят и chat, и chats", "перенесите чат в список chats"
        )
    elif chat is not None:
        building.values["chats"] = (chat,)


def _whole_lines(building: Draft, gazetteer: Gazetteer) -> list[tuple[Place, str]]:
    """Return the aliases with their places, joining what YAML tore apart.

    `aliases: [ул. Пограничная, 3]` without quotes is a list of two, and everybody writes it so.
    """
    lines = [(building.at("aliases", index), line) for index, line in enumerate(building.get("aliases") or ())]
    whole: list[tuple[Place, str]] = []
    index = 0
    while index < len(lines):
        place, line = lines[index]
        index += 1
        if index < len(lines) and isinstance(parse_address(line, gazetteer), Refusal):
            joined = f"{line}, {lines[index][1]}"
            if not isinstance(parse_address(joined, gazetteer), Refusal):
                line = joined
                index += 1
        whole.append((place, line))
    return whole


def _understand_serves(supplier: Draft, gazetteer: Gazetteer, report: Report) -> None:
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
            report.bad(serves.at("streets", index), _as_bad(street))
        else:
            streets.append(street)
    serves.values["streets"] = tuple(streets)


def _read_links(file: File, report: Report) -> list[PrivateLink]:
    """Read `{ID: {link: …}}` and, for a building with several chats, `{ID: {2: {link: …}}}`."""
    node = compose(file.text, file.path, report)
    if node is None:
        return []
    reader = Reader(file.path, report)
    links = []
    for name, key, value in reader.pairs(node):
        building = BUILDING_ID.parse(name)
        if isinstance(building, Bad):
            report.bad(reader.place(key), building)
            continue
        entries: list[tuple[int | None, Node]] = [(None, value)]
        if isinstance(value, MapNode) and any(_is_position(inner) for inner, _ in value.pairs):
            entries = list(_positions(value, reader))
        for position, entry in entries:
            draft = reader.draft(entry, PRIVATE_LINK)
            if draft:
                links.append(PrivateLink(building=building, position=position, draft=draft))
    return links


def _positions(node: MapNode, reader: Reader) -> Iterator[tuple[int, Node]]:
    for name, key, value in reader.pairs(node):
        if _is_position(key):
            yield int(name), value
        else:
            reader.report.error(
                reader.place(key),
                "unknown-field",
                f"«{shorten(name)}» — не порядковый номер чата",
                "напишите, например, 2: {link: …}",
            )


def _is_position(node: Node) -> bool:
    return isinstance(node, ScalarNode) and re.fullmatch("[0-9]{1,3}", node.value) is not None
