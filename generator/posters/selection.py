"""Selects buildings by company, street, id, and by what has changed."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import Address, Gazetteer, Street, parse_street
from generator.city import Building, Chat, City, in_walking_order, street_of
from generator.posters.notices import entrances
from generator.text import Bad, company_meant, fold, nearest, shorten


class Choice(Struct, frozen=True, kw_only=True):
    """The criteria. Those of different kinds narrow each other; without any, all buildings are selected."""

    companies: tuple[str, ...] = ()  # slugs
    streets: tuple[str, ...] = ()  # in any spelling, or slugs
    buildings: tuple[str, ...] = ()  # ids
    entrances: tuple[int, ...] = ()  # of houses that have one of them
    outdated: frozenset[str] | None = None  # ids of buildings whose notices have changed


def select(city: City, choice: Choice) -> tuple[Building, ...] | Bad:
    """Return the buildings in walking order (by company, street and number), or a `Bad` if there are none."""
    for bad in _unknown(city, choice):
        return bad
    ids = {fold(one) for one in choice.buildings}
    streets = {street for text in choice.streets for street in _named(text, city)}
    found = in_walking_order(
        building
        for building in city.buildings
        if (not choice.companies or building.company in choice.companies)
        and (not choice.streets or street_of(building) in streets)
        and (not ids or building.id in ids)
        and (not choice.entrances or not set(choice.entrances).isdisjoint(entrances(building)))
        and (choice.outdated is None or building.id in choice.outdated)
    )
    if found:
        return found
    return Bad(code="nothing", text="таких домов нет", hint="проверьте условия: дом должен подходить под все сразу")


def with_slugs(city: City, choice: Choice) -> Choice | Bad:
    """Return the choice with the slugs of companies that are named by their names or ИНН."""
    known = {company.slug: (company.name, company.inn or "") for company in city.companies}
    meant = [company_meant(told, known) for told in choice.companies]
    for bad in meant:
        if isinstance(bad, Bad):
            return bad
    return replace(choice, companies=tuple(map(str, meant)))


def changed_since(building: Building, day: date) -> bool:
    """Return True if a chat of the building was opened, confirmed or withdrawn on that day or later."""
    return any(_latest(chat) >= day for chat in building.chats)


def _latest(chat: Chat) -> date:
    return max(day for day in (chat.since, chat.checked, chat.withdrawn, date.min) if day)


def _unknown(city: City, choice: Choice) -> Iterator[Bad]:
    """Yield a `Bad` for each criterion that matches nothing."""
    ids = {building.id for building in city.buildings}
    streets = {building.address.street for building in city.buildings}
    for text in choice.streets:
        if not _named(text, city):
            near = nearest(text, [street.title for street in streets] + [street.name for street in streets])
            yield _bad("street", "улицы", text, _meant(near) or "напишите её, как в данных")
    for one in choice.buildings:
        if fold(one) not in ids:
            yield _bad("building", "дома с номером", one, "номер — пять знаков из поля id, они же стоят под кодом")


def _bad(code: str, what: str, text: str, hint: str) -> Bad:
    return Bad(code=code, text=f"в данных нет {what} «{shorten(text)}»", hint=hint)


def _meant(near: str) -> str:
    return f"может быть, {near}?" if near else ""


def _named(text: str, city: City) -> set[tuple[str, str]]:
    """Return the streets that a text names: by slug, by name alone, or with the type in any spelling.

    Other and former names count, but only of streets of the city itself.
    """
    read = parse_street(text, Gazetteer(city=city.site.city))
    key = read.key if isinstance(read, Street) else ""
    name = Street(type="", name=text).name_key if text.strip() else ""
    known = {street.street.key: street for street in city.streets}

    def names(address: Address) -> bool:
        own = known.get(address.street.key) if not address.settlement else None
        streets = (address.street, *own.aliases, *own.former) if own else (address.street,)
        slugs = {street.slug for street in streets} | ({own.slug} if own else set())
        return text in slugs or any(key == street.key or name == street.name_key for street in streets)

    return {street_of(building) for building in city.buildings if names(building.address)}
