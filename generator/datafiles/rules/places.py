"""Rules of addresses: one record per house, one page per address."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addresses import Address, Street
from generator.city import house_path, pages_above
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import BuildingFacts, Facts
from generator.datafiles.rules.common import warning
from generator.text import Place, Problem

_COORDINATES = 2


def one_address_one_record(facts: Facts) -> Iterator[Problem]:
    """An address belongs to one record, or to several with disjoint lists of entrances."""
    for records in facts.repeated_addresses:
        for index, one in enumerate(records[1:], 1):
            for other in records[:index]:
                foreign = one.file is not other.file
                lists = [
                    which for which in (one.building.entrances, other.building.entrances) if isinstance(which, tuple)
                ]
                parts = len(lists) == len((one, other))
                both = sorted(set(lists[0]) & set(lists[1])) if parts else []
                if parts and foreign and not both:
                    continue
                shared = both if foreign else []
                text = f"этот дом уже есть: {other.place}"
                yield Problem(
                    one.place,
                    "address-taken",
                    f"{text}; подъезды в обеих записях: {', '.join(map(str, shared))}" if shared else text,
                    _one_record(one.building.address, facts, shared=bool(shared), same_company=not foreign),
                )
                break


def _one_record(address: Address, facts: Facts, *, shared: bool, same_company: bool) -> str:
    if shared:
        return "оставьте каждый подъезд у одной из компаний"
    cure = (
        "оставьте одну запись"
        if same_company
        else "если дом ведут две компании, перечислите подъезды каждой: entrances: [1, 2]"
    )
    known = None if address.settlement else facts.settings.known.get(address.street.key)
    names = [street.title for street in (*known.former, *known.aliases)] if known else []
    return f"{cure}; {address.street.title} — по site.yaml это и {', '.join(names)}" if names else cure


def one_house_one_page(facts: Facts) -> Iterator[Problem]:
    """The records of one house have the same slug, because they share a page."""
    for records in facts.repeated_addresses:
        first: dict[str, BuildingFacts] = {}  # of each company: a second one is an error anyway
        for one in records:
            if not one.spots.slug_unread:  # an unreadable slug is not another slug
                first.setdefault(one.file.slug, one)
        pages = list(first.values())
        for one in pages[1:]:
            other = pages[0]
            if one.building.path != other.building.path:
                yield Problem(
                    _slug_place(one),
                    "page-split",
                    f"у дома вышло бы две страницы: здесь /{one.building.path}/, по другой его записи — "
                    f"/{other.building.path}/: {_slug_place(other)}",
                    "напишите в записях дома одинаковый slug или уберите его отовсюду",
                )


def _slug_place(one: BuildingFacts) -> Place:
    return one.file.at(one.spots.slug or one.spots.address)


def aliases_are_other_addresses(drafts: Drafts) -> Iterator[Problem]:
    """An alias is an address that the building does not have already."""
    for _slug, building in drafts.buildings():
        own, aliases = building.get("address"), building.get("aliases") or ()
        known = {own.key: "этот адрес уже стоит в поле address"} if aliases and isinstance(own, Address) else {}
        for index, alias in enumerate(aliases):
            if alias.key in known:
                yield Problem(building.at("aliases", index), "alias-needless", known[alias.key], "уберите его")
            known.setdefault(alias.key, "этот адрес в списке уже есть")


class _PageUse(Struct, frozen=True, gc=False):
    """A page that needs a path; equal owners may share it. `alias` is the index of the building's alias."""

    owner: tuple[str, ...]
    one: BuildingFacts
    alias: int = 0

    @property
    def place(self) -> Place:
        spots = self.one.spots
        if self.owner[0] == "alias":
            return self.one.file.at(spots.aliases[self.alias])
        return self.one.file.at((self.owner[0] == "settlement" and spots.settlement) or spots.address)


_CURES = {
    "settlement": "если это одно место, пишите его название одинаково",
    "street": "дайте одной из улиц свой адрес в site.yaml: streets: [{name: …, slug: …}]",
    "house": "дайте одному из домов свой: slug: …",
    "alias": "уберите этот адрес из aliases",
}


def page_addresses_are_unique(facts: Facts) -> Iterator[Problem]:
    """Every path leads to one page; a conflict names both sources."""
    taken: dict[str, _PageUse] = {}
    sound: set[tuple[str, str, Street]] = set()  # streets whose pages above the houses are checked already
    for one in facts.buildings:
        path, address = one.building.path, one.building.address
        if not path:
            continue
        street = (path.rpartition("/")[0], address.settlement, address.street)
        if street not in sound:
            above = [_refused(page, _PageUse(owner, one), taken) for page, owner in pages_above(path, address)]
            problems = list(filter(None, above))
            yield from problems
            if not problems:
                sound.add(street)
        if problem := _refused(path, _PageUse(("house", one.key), one), taken):
            yield problem
    for one in facts.buildings:
        for number, alias in enumerate(one.building.aliases):
            path, use = house_path(alias, facts.settings.slugs), _PageUse(("alias", one.key), one, number)
            if one.key and alias.key != one.key and (problem := _refused(path, use, taken)):
                yield problem


def _refused(path: str, use: _PageUse, taken: dict[str, _PageUse]) -> Problem | None:
    """Return why a page can't have a path, or record it in `taken`."""
    if "//" in path or path.endswith("/"):
        text, hint = "из этого названия не выходит адрес страницы", "напишите его русскими или латинскими буквами"
        return Problem(use.place, "page-nameless", text, hint)
    first = taken.setdefault(path.casefold(), use)
    if first.owner == use.owner:
        return None
    text = f"адрес страницы /{path}/ уже занят: {first.place}"
    return Problem(use.place, "page-taken", text, _street_beside_settlement(first, use) or _CURES[use.owner[0]])


def _street_beside_settlement(*uses: _PageUse) -> str:
    """Return advice for a settlement with streets that conflicts with its houses without a street, or with a street."""
    if {use.owner[0] for use in uses} != {"settlement", "street"}:
        return ""
    street = next(use.one.building.address.street for use in uses if use.owner[0] == "street")
    known = f"streets: [{{name: {street.title}, slug: {street.slug}-{'ulitsa' if street.type else 'bez-ulits'}}}]"
    if street.type:
        return f"так называется и населённый пункт; дайте улице свой адрес в site.yaml: {known}"
    return f"в этом месте есть и улицы, и дома без улицы; дайте домам без улицы свою страницу в site.yaml: {known}"


def look_alike_addresses(facts: Facts) -> Iterator[Problem]:
    """«13 корп. А» and «13А» may be the same house: a warning."""
    by_key: dict[str, BuildingFacts] = {}
    for one in facts.buildings:
        address = one.building.address
        if not one.key or address.house.is_plain or one.building.separate:
            continue
        other = by_key.setdefault(address.loose_key, one)
        if other.key != one.key:
            yield warning(
                one.place,
                "address-alike",
                f"«{address.title}» и «{other.building.address.title}» ({other.place}) — возможно, один дом",
                "если дом один, оставьте одну запись; если дома разные, напишите у одного из них: separate: true",
            )


def entrances_exist(drafts: Drafts) -> Iterator[Problem]:
    """A chat's entrance exists in the building."""
    for _slug, building in drafts.buildings():
        entrances = building.get("entrances")
        if entrances is None or "entrances" in building.partial:
            continue
        known = entrances if isinstance(entrances, tuple) else range(1, entrances + 1)
        for chat in building.get("chats") or ():
            number = chat.get("entrance")
            if number is not None and number not in known:
                yield Problem(
                    chat.at("entrance"),
                    "no-entrance",
                    f"подъезда {number} у этого дома нет",
                    "исправьте номер здесь или в поле entrances",
                )


def location_is_on_earth(drafts: Drafts) -> Iterator[Problem]:
    """A location is latitude, then longitude."""
    for _slug, building in drafts.buildings():
        location = building.get("location")
        if location is None or "location" in building.partial:
            continue
        latitude, longitude = location if len(location) == _COORDINATES else (999, 999)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
            yield Problem(
                building.at("location"),
                "location",
                "нужны два числа: широта, потом долгота",
                "например, location: [46.9591, 142.7381]",
            )
