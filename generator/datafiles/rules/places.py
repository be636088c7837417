"""Rules of addresses: one record for a house, one page for an address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from generator.addresses import Address, Street
from generator.city import house_path
from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import warning
from generator.text import Place, Problem

_COORDINATES = 2


def one_address_one_record(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An address belongs to one record, or to several whose lists of entrances don't overlap."""
    for records in _records_by_address(drafts):
        for index, (slug, building) in enumerate(records[1:], 1):
            for other_slug, other in records[:index]:
                lists = building.get("entrances"), other.get("entrances")
                parts = all(isinstance(entrances, tuple) for entrances in lists)
                if parts and slug != other_slug and not set(lists[0]) & set(lists[1]):
                    continue
                shared = sorted(set(lists[0]) & set(lists[1])) if parts and slug != other_slug else []
                text = f"этот дом уже есть: {other.at('address')}"
                yield Problem(
                    building.at("address"),
                    "address-taken",
                    f"{text}; подъезды в обеих записях: {', '.join(map(str, shared))}" if shared else text,
                    _one_record(building, drafts, shared=bool(shared), same_company=slug == other_slug),
                )
                break


def _records_by_address(drafts: Drafts) -> Iterable[list[tuple[str, Draft]]]:
    """Return the records of each address with the slugs of their companies."""
    by_key: dict[object, list[tuple[str, Draft]]] = defaultdict(list)
    for slug, building in drafts.buildings():
        address = building.get("address")
        if isinstance(address, Address):
            by_key[address.key].append((slug, building))
    return by_key.values()


def _one_record(building: Draft, drafts: Drafts, *, shared: bool, same_company: bool) -> str:
    if shared:
        return "оставьте каждый подъезд у одной из компаний"
    cure = (
        "оставьте одну запись"
        if same_company
        else "если дом ведут две компании, перечислите подъезды каждой: entrances: [1, 2]"
    )
    address = building.get("address")
    known = None if address.settlement else drafts.ground.known.get(address.street.key)
    names = [street.title for street in (*known.former, *known.aliases)] if known else []
    return f"{cure}; {address.street.title} — по site.yaml это и {', '.join(names)}" if names else cure


def one_house_one_page(drafts: Drafts, _: date) -> Iterator[Problem]:
    """The records of one house say one slug: they share a page, a section each."""
    for records in _records_by_address(drafts):
        first: dict[str, Draft] = {}  # of each company: another record there has to go, whatever it says
        for company, building in records:
            if "slug" not in building.given or building.get("slug"):  # one that can't be read is no other slug
                first.setdefault(company, building)
        pages = [(building, _page_of(building, drafts)) for building in first.values()]
        for building, page in pages[1:]:
            other, known = pages[0]
            if page != known:
                yield Problem(
                    _slug_place(building),
                    "page-split",
                    f"у дома вышло бы две страницы: здесь /{page}/, по другой его записи — /{known}/: "
                    f"{_slug_place(other)}",
                    "напишите в записях дома одинаковый slug или уберите его отовсюду",
                )


def _page_of(building: Draft, drafts: Drafts) -> str:
    return house_path(building.get("address"), drafts.street_slugs, building.get("slug") or "")


def _slug_place(building: Draft) -> Place:
    return building.at("slug" if "slug" in building.given else "address")


def aliases_are_other_addresses(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An alias is an address that the building does not have yet."""
    for _slug, building in drafts.buildings():
        own = building.get("address")
        known = {own.key: "этот адрес уже стоит в поле address"} if isinstance(own, Address) else {}
        for index, alias in enumerate(building.get("aliases") or ()):
            if alias.key in known:
                yield Problem(building.at("aliases", index), "alias-needless", known[alias.key], "уберите его")
            known.setdefault(alias.key, "этот адрес в списке уже есть")


class _Claim(Struct, frozen=True):
    """A page's address and what wants to stand there; equal owners may share it."""

    path: str
    owner: tuple[str, ...]
    place: Place
    hint: str
    street: Street | None = None


def page_addresses_are_unique(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Every address on the web leads to one thing; both sources of a clash are named."""
    taken: dict[str, _Claim] = {}
    for claim in _claims(drafts):
        if "" in claim.path.split("/"):
            yield Problem(
                claim.place,
                "page-nameless",
                "из этого названия не выходит адрес страницы",
                "напишите его русскими или латинскими буквами",
            )
            continue
        first = taken.setdefault(claim.path.casefold(), claim)
        if first.owner != claim.owner:
            text = f"адрес страницы /{claim.path}/ уже занят: {first.place}"
            yield Problem(claim.place, "page-taken", text, _street_beside_settlement(first, claim) or claim.hint)


def _street_beside_settlement(*claims: _Claim) -> str:
    """Return the cure where a settlement with streets meets its own houses without a street, or a street's name."""
    street = next((claim.street for claim in claims if claim.street), None)
    if street is None or {claim.owner[0] for claim in claims} != {"settlement", "street"}:
        return ""
    known = f"streets: [{{name: {street.title}, slug: {street.slug}-{'ulitsa' if street.type else 'bez-ulits'}}}]"
    if street.type:
        return f"так называется и населённый пункт; дайте улице свой адрес в site.yaml: {known}"
    return f"в этом месте есть и улицы, и дома без улицы; дайте домам без улицы свою страницу в site.yaml: {known}"


def _claims(drafts: Drafts) -> Iterator[_Claim]:
    """Yield the pages of houses with those above them, then the redirects from aliases."""
    slugs = drafts.street_slugs
    places = [
        (building, address)
        for _, building in drafts.buildings()
        if isinstance(address := building.get("address"), Address)
    ]
    for building, address in places:
        name, street = address.settlement, address.street
        path = _page_of(building, drafts)
        above = path.rpartition("/")[0]
        where = building.at("address")
        if name:
            place = building.at("settlement") if "settlement" in building.given else where
            hint = "если это одно место, пишите его название одинаково"
            yield _Claim(above.rpartition("/")[0], ("settlement", name), place, hint)
        hint = "дайте одной из улиц свой адрес в site.yaml: streets: [{name: …, slug: …}]"
        yield _Claim(above, ("street", name, street.key), where, hint, street)
        yield _Claim(path, ("house", address.key), where, "дайте одному из домов свой: slug: …")
    for building, address in places:
        for index, alias in enumerate(building.get("aliases") or ()):
            if alias.key != address.key:
                place = building.at("aliases", index)
                yield _Claim(house_path(alias, slugs), ("alias", address.key), place, "уберите этот адрес из aliases")


def look_alike_addresses(drafts: Drafts, _: date) -> Iterator[Problem]:
    """«13 корп. А» beside «13А» may or may not be the same house: a warning."""
    by_key: dict[object, tuple[object, Draft]] = {}
    for _slug, building in drafts.buildings():
        address = building.get("address")
        if not isinstance(address, Address):
            continue
        key, other = by_key.setdefault(address.loose_key, (address.key, building))
        if key != address.key:
            yield warning(
                building.at("address"),
                "address-alike",
                f"«{address.title}» и «{other.get('address').title}» ({other.at('address')}) — возможно, один дом",
                "если дом один, оставьте одну запись",
            )


def entrances_exist(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat of one entrance belongs to an entrance of the building."""
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


def location_is_on_earth(drafts: Drafts, _: date) -> Iterator[Problem]:
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
