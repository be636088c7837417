"""Selects buildings by company, street, id or address, and by what has changed."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import Address, Gazetteer, Reading, Street, parse_line, parse_street
from generator.city import Building, Chat, City, KnownStreet, in_walking_order, street_of
from generator.posters.notices import entrances
from generator.text import Bad, company_meant, fold, nearest, shorten

_NO_TYPE = "улица"  # what the parser assumes


class Choice(Struct, frozen=True, kw_only=True):
    """The criteria. Those of different kinds narrow each other; without any, all buildings are selected."""

    companies: tuple[str, ...] = ()  # slugs
    streets: tuple[str, ...] = ()  # in any spelling, or slugs
    buildings: tuple[str, ...] = ()  # ids, or addresses in any spelling
    entrances: tuple[int, ...] = ()  # of houses that have one of them
    outdated: frozenset[str] | None = None  # ids of buildings whose notices have changed


def select(city: City, choice: Choice) -> tuple[Building, ...] | Bad:
    """Return the buildings in walking order (by company, street and number), or a `Bad` if there are none."""
    unknown = list(_unknown(city, choice))
    if unknown:
        return unknown[0] if len(unknown) == 1 else Bad(code=unknown[0].code, text="\n  ".join(map(_line, unknown)))
    ids = {building.id for text in choice.buildings for building in _houses(text, city)}
    streets = {street for text in choice.streets for street in _named(text, city)}
    found = in_walking_order(
        building
        for building in city.buildings
        if (not choice.companies or building.company in choice.companies)
        and (not choice.streets or street_of(building) in streets)
        and (not ids or building.id in ids)
        and (choice.outdated is None or building.id in choice.outdated)
    )
    with_them = [one for one in found if not choice.entrances or not set(choice.entrances).isdisjoint(entrances(one))]
    if with_them:
        return tuple(with_them)
    if found:
        numbers = ", ".join(map(str, choice.entrances))
        return Bad(
            code="nothing", text=f"подъезда {numbers} у выбранных домов нет", hint="проверьте entrances в данных"
        )
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
    streets = {building.address.street for building in city.buildings}
    for text in choice.streets:
        if not _named(text, city):
            near = _near_street(text, streets)
            yield _bad("street", "улицы", text, _meant(near) or "напишите её, как в данных")
    for text in choice.buildings:
        found = {building.address.full: building.id for building in _houses(text, city)}
        if len(found) > 1:
            some = "; ".join(f"{address} — {number}" for address, number in sorted(found.items()))
            hint = f"назовите его номером: {some}"
            yield Bad(code="building", text=f"под «{shorten(text)}» подходит не один дом", hint=hint)
        elif not found:
            hint = "нужен адрес, «Ленина, 12», или пять знаков из поля id, они же под кодом"
            yield _bad("building", "дома", text, hint)
        elif numbers := " ".join(map(str, _read(text, city).entrances)):
            hint = f"укажите его отдельно: --entrance {numbers}"
            yield Bad(code="building", text=f"в «{shorten(text)}» есть подъезд", hint=hint)


def _bad(code: str, what: str, text: str, hint: str) -> Bad:
    return Bad(code=code, text=f"в данных нет {what} «{shorten(text)}»", hint=hint)


def _near_street(text: str, streets: set[Street]) -> str:
    """Return the street that was probably meant, by a slip or by one word of a long name; "" for none."""
    with_word = (street.title for street in streets if text.lower() in street.name.lower().split())
    names = [name for street in streets for name in (street.title, street.name)]
    return nearest(text, names) or min(with_word, default="")


def _line(bad: Bad) -> str:
    return f"{bad.text}; {bad.hint}"


def _meant(near: str) -> str:
    return f"может быть, {near}?" if near else ""


def _named(text: str, city: City) -> set[tuple[str, str]]:
    """Return the streets that a text names: by slug, by name alone, or with the type in any spelling."""
    read = parse_street(text, Gazetteer(city=city.site.city))
    key = read.key if isinstance(read, Street) else ""
    name = Street(type="", name=text).name_key if text.strip() else ""
    known = _known(city)

    def names(address: Address) -> bool:
        own = _own(address, known)
        streets = (address.street, *own.aliases, *own.former)
        slugs = {street.slug for street in streets} | {own.slug}
        return (bool(text) and text in slugs) or any(key == street.key or name == street.name_key for street in streets)

    return {street_of(building) for building in city.buildings if names(building.address)}


def _houses(text: str, city: City) -> list[Building]:
    """Return the buildings that a text names: by id, or by an address in any spelling.

    A street written without its type may be of any type, so several houses may be found.
    """
    by_id = [building for building in city.buildings if building.id == fold(text)]
    if by_id:
        return by_id
    reading, known = _read(text, city), _known(city)
    wanted = reading.result
    if not isinstance(wanted, Address):
        return []
    assumed = any(note.code == "type_assumed" for note in reading.notes)

    def names(address: Address, *, any_type: bool) -> bool:
        if (address.settlement, address.house.key) != (wanted.settlement, wanted.house.key):
            return False
        own = _own(address, known)
        return any(
            street.key == wanted.street.key or (any_type and street.name_key == wanted.street.name_key)
            for street in (address.street, *own.aliases, *own.former)
        )

    def matching(*, any_type: bool) -> list[Building]:
        return [
            building
            for building in city.buildings
            if any(names(address, any_type=any_type) for address in (building.address, *building.aliases))
        ]

    found = matching(any_type=False)
    # «пр.» is more often a проспект than a проезд; no type at all may mean any.
    return matching(any_type=True) if assumed and (not found or wanted.street.type == _NO_TYPE) else found


def _read(text: str, city: City) -> Reading:
    site = city.site
    settlements = tuple({building.address.settlement for building in city.buildings} - {""})
    return parse_line(
        text, Gazetteer(city=site.city, region=site.region, slash_means=site.slash_means, settlements=settlements)
    )


def _known(city: City) -> dict[str, KnownStreet]:
    return {known.street.key: known for known in city.streets}


def _own(address: Address, known: dict[str, KnownStreet]) -> KnownStreet:
    """Return what is known of the street; other and former names have only streets of the city itself."""
    return (known.get(address.street.key) if not address.settlement else None) or KnownStreet(street=address.street)
