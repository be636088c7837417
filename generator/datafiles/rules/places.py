"""Rules of addresses: one record for a house, one page for an address."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from generator.addresses import Address, Street
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import AddressFacts, BuildingFacts, Facts, OrganizationFacts
from generator.datafiles.rules.common import warning
from generator.text import Place, Problem

PAGE_TAKEN = "page-taken"
_COORDINATES = 2


Record = tuple[OrganizationFacts, BuildingFacts, AddressFacts]


def one_address_one_record(facts: Facts, _: date) -> Iterator[Problem]:
    """An address belongs to one record, or to several whose lists of entrances don't overlap."""
    for records in _records_by_address(facts):
        for index, (company, building, address) in enumerate(records[1:], 1):
            for other_company, other, _address in records[:index]:
                foreign = company is not other_company
                parts = building.entrances is not None and other.entrances is not None
                both = sorted(set(building.entrances or ()) & set(other.entrances or ()))
                if parts and foreign and not both:
                    continue
                shared = both if parts and foreign else []
                text = f"этот дом уже есть: {other_company.at(other.address_spot)}"
                yield Problem(
                    company.at(building.address_spot),
                    "address-taken",
                    f"{text}; подъезды в обеих записях: {', '.join(map(str, shared))}" if shared else text,
                    _one_record(company, address, facts, shared=bool(shared), same_company=not foreign),
                )
                break


def _records_by_address(facts: Facts) -> list[list[Record]]:
    """Return the records of each address that has several."""
    first: dict[str, Record] = {}
    several: dict[str, list[Record]] = {}
    for company, building in facts.buildings:
        address = building.address
        if address is not None:
            record = (company, building, address)
            earlier = first.setdefault(address.key, record)
            if earlier is not record:
                several.setdefault(address.key, [earlier]).append(record)
    return list(several.values())


def _one_record(
    company: OrganizationFacts, address: AddressFacts, facts: Facts, *, shared: bool, same_company: bool
) -> str:
    if shared:
        return "оставьте каждый подъезд у одной из компаний"
    cure = (
        "оставьте одну запись"
        if same_company
        else "если дом ведут две компании, перечислите подъезды каждой: entrances: [1, 2]"
    )
    known = None if address.settlement else facts.ground.known.get(address.street)
    names = [street.title for street in (*known.former, *known.aliases)] if known else []
    title = company.streets[address.street].title
    return f"{cure}; {title} — по site.yaml это и {', '.join(names)}" if names else cure


def one_house_one_page(facts: Facts, _: date) -> Iterator[Problem]:
    """The records of one house say one slug: they share a page, a section each."""
    for records in _records_by_address(facts):
        first: dict[str, Record] = {}  # of each company: another record there has to go, whatever it says
        for record in records:
            company, building, _address = record
            if building.slug is not None:  # one that can't be read is no other slug
                first.setdefault(company.slug, record)
        pages = list(first.values())
        for company, building, address in pages[1:]:
            other_company, other, known = pages[0]
            if address.page != known.page:
                yield Problem(
                    _slug_place(company, building),
                    "page-split",
                    f"у дома вышло бы две страницы: здесь /{address.page}/, по другой его записи — /{known.page}/: "
                    f"{_slug_place(other_company, other)}",
                    "напишите в записях дома одинаковый slug или уберите его отовсюду",
                )


def _slug_place(company: OrganizationFacts, building: BuildingFacts) -> Place:
    return company.at(building.slug_spot or building.address_spot)


def aliases_are_other_addresses(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An alias is an address that the building does not have yet."""
    for _slug, building in drafts.buildings():
        own = building.get("address")
        known = {own.key: "этот адрес уже стоит в поле address"} if isinstance(own, Address) else {}
        for index, alias in enumerate(building.get("aliases") or ()):
            if alias.key in known:
                yield Problem(building.at("aliases", index), "alias-needless", known[alias.key], "уберите его")
            known.setdefault(alias.key, "этот адрес в списке уже есть")


class PageClaim(Struct, frozen=True):
    """A page's address and what wants to stand there; equal owners may share it."""

    path: str
    owner: tuple[str, ...]
    place: Place
    hint: str
    street: Street | None = None


def page_addresses_are_unique(facts: Facts, _: date) -> Iterator[Problem]:
    """Every address on the web leads to one thing; both sources of a clash are named."""
    taken: dict[str, PageClaim] = {}
    for claim in page_claims(facts):
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
            yield Problem(claim.place, PAGE_TAKEN, text, cure_of_clash(claim, first))


def cure_of_clash(claim: PageClaim, other: PageClaim) -> str:
    """Return what to do if two claims want one page."""
    return _street_beside_settlement(other, claim) or claim.hint


def _street_beside_settlement(*claims: PageClaim) -> str:
    """Return the cure where a settlement with streets meets its own houses without a street, or a street's name."""
    street = next((claim.street for claim in claims if claim.street), None)
    if street is None or {claim.owner[0] for claim in claims} != {"settlement", "street"}:
        return ""
    known = f"streets: [{{name: {street.title}, slug: {street.slug}-{'ulitsa' if street.type else 'bez-ulits'}}}]"
    if street.type:
        return f"так называется и населённый пункт; дайте улице свой адрес в site.yaml: {known}"
    return f"в этом месте есть и улицы, и дома без улицы; дайте домам без улицы свою страницу в site.yaml: {known}"


def page_claims(facts: Facts) -> Iterator[PageClaim]:
    """Yield the pages of houses with those above them, then the redirects from aliases."""
    for company, building in facts.buildings:
        address = building.address
        if address is None:
            continue
        above = address.page.rpartition("/")[0]
        where = company.at(building.address_spot)
        if address.settlement:
            place = company.at(building.settlement_spot or building.address_spot)
            hint = "если это одно место, пишите его название одинаково"
            yield PageClaim(above.rpartition("/")[0], ("settlement", address.settlement), place, hint)
        hint = "дайте одной из улиц свой адрес в site.yaml: streets: [{name: …, slug: …}]"
        owner = ("street", address.settlement, address.street)
        yield PageClaim(above, owner, where, hint, company.streets[address.street])
        yield PageClaim(address.page, ("house", address.key), where, "дайте одному из домов свой: slug: …")
    for company, building in facts.buildings:
        if building.address is not None:
            for alias in building.aliases:
                house = building.address.key
                yield PageClaim(alias.page, ("alias", house), company.at(alias.spot), "уберите этот адрес из aliases")


def look_alike_addresses(facts: Facts, _: date) -> Iterator[Problem]:
    """«13 корп. А» beside «13А» may or may not be the same house: a warning."""
    by_key: dict[str, Record] = {}
    for company, building in facts.buildings:
        address = building.address
        if address is None:
            continue
        other_company, other, known = by_key.setdefault(address.loose_key, (company, building, address))
        if known.key != address.key:
            place = other_company.at(other.address_spot)
            yield warning(
                company.at(building.address_spot),
                "address-alike",
                f"«{address.title}» и «{known.title}» ({place}) — возможно, один дом",
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
