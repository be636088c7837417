"""Pages for finding a house without the search: home, streets, a street."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from generator.caching import digest
from generator.city import ROOT, City, Directory, Settlement, StreetPage
from generator.city.views import Context
from generator.site.pages.heads import make_head
from generator.site.pages.houses import house_row, open_chats
from generator.site.plans import Plan
from generator.site.views import HomePage, HouseRow, Letter, Link, Page, SearchView, StreetRow, StreetsPage, StreetView
from generator.text import bind, plural

_HOUSES = ("дом", "дома", "домов")
_LONG_LIST = 60  # houses
_JUMP = 50  # house numbers
_NUMBER = re.compile("[0-9]+")
_HOME_STREETS = 40  # more streets than this get a page of their own


def list_plans(directory: Directory, search: SearchView, context: Context) -> Iterator[Plan]:
    """Yield the plans of the home page, the lists of streets and the streets."""
    listed = digest(repr(search), *(part for street in directory.streets for part in _row_parts(street)))
    yield Plan(
        name="index.html",
        templates=("home.html",),
        seen=digest(listed, _finds(directory.city)),
        pages=partial(_home, directory, search, context),
    )
    city = next((place for place in directory.settlements if not place.name), None)
    for place in [None, *(place for place in directory.settlements if place.name)]:
        yield Plan(
            name=f"{place.path if place else 'doma'}/index.html",
            templates=("streets.html",),
            seen=listed,
            pages=partial(_streets, directory, place or city, search, context),
        )
    former = {known.street.key: [old.title for old in known.former] for known in directory.city.streets}
    for street in directory.streets:
        records = [record for house in street.houses for record in house.records]
        yield Plan(
            name=f"{street.path}/index.html",
            templates=("street.html",),
            seen=digest(b"".join([record.outline for record in records])),
            pages=partial(_street, street, former.get(street.street.key, []), context),
        )


def _row_parts(street: StreetPage) -> tuple[str, str, str]:
    return street.path, street.settlement, f"{street.street.title}: {len(street.houses)}"


def _home(directory: Directory, search: SearchView, context: Context) -> Iterator[Page]:
    site = context.site
    city_streets = [street for place in directory.settlements if not place.name for street in place.streets]
    letters = _letters(city_streets, context)
    total = sum(1 for _ in directory.houses)
    urgent = " и аварийных служб" if directory.city.has_emergency_phones else ""
    head = make_head(
        context,
        path="",
        title=site.title,
        description=bind(
            f"Найдите чат своего дома в MAX, телефоны управляющей компании{urgent}: {site.city}, "
            f"{plural(total, *_HOUSES)}."
        ),
    )
    if len(city_streets) > _HOME_STREETS:
        letters = tuple(Letter(letter=one.letter, anchor=one.anchor, streets=()) for one in letters)
    view = HomePage(
        head=head,
        letters=letters,
        settlements=tuple(_settlement_row(place, context) for place in directory.settlements if place.name),
        houses=plural(total, *_HOUSES),
        finds=_finds(directory.city),
        search=search,
    )
    yield Page(path="index.html", template="home.html", view=view)


def _finds(city: City) -> str:
    """Return what a visitor finds by an address; nothing that the data lacks is promised."""
    chats = any(not chat.withdrawn for building in city.buildings for chat in building.chats)
    urgent = city.has_emergency_phones
    company = "управляющую компанию" if urgent else "управляющую компанию и её телефон"
    things = [*["чат дома"] * chats, *["аварийный телефон"] * urgent, company]
    first, last = ", ".join(things[:-1]), things[-1]
    text = f"По адресу найдёте {first}{' и ' if urgent else ', '}{last}." if first else f"По адресу найдёте {last}."
    if not chats:
        text += " Ссылок на чаты здесь пока нет: страница дома подскажет, как войти через «Госуслуги.Дом»."
    return bind(text)


def _streets(directory: Directory, place: Settlement | None, search: SearchView, context: Context) -> Iterator[Page]:
    """Yield the list of streets of a settlement, or of the city if `place` is None or has no name."""
    inside = place is not None and bool(place.name)
    others = [] if inside else [other for other in directory.settlements if other.name]
    path = place.path if place is not None and inside else ROOT
    name = place.name if place is not None and inside else context.site.city
    head = make_head(
        context,
        path=path,
        title=f"{name}: улицы и дома",
        description=bind(f"Все улицы и дома, {name}: выберите улицу, потом дом, и откроется его чат."),
        trail=[(ROOT, "Дома")] if inside else (),
    )
    view = StreetsPage(
        head=head,
        heading=name,
        letters=_letters(place.streets if place else (), context),
        settlements=tuple(_settlement_row(other, context) for other in others),
        search=search,
    )
    yield Page(path=f"{path}/index.html", template="streets.html", view=view)


def _street(street: StreetPage, former: list[str], context: Context) -> Iterator[Page]:
    rows, jumps = _with_jumps(street, tuple(house_row(house, context, of_street=True) for house in street.houses))
    title = street.street.title
    where = f"{street.settlement}, {title}" if street.settlement else title
    parent = street.path.rpartition("/")[0]
    trail = [(ROOT, "Дома"), *([(parent, street.settlement)] if street.settlement else [])]
    up = Link(href=context.urls.path(parent), text=street.settlement or context.site.city)
    view = StreetView(
        head=make_head(
            context,
            path=street.path,
            title=f"{where}: дома и чаты",
            description=bind(f"{where}: {plural(len(rows), *_HOUSES)}, чаты домов в MAX и телефоны."),
            trail=trail,
        ),
        heading=title,
        settlement=street.settlement,
        former=", ".join(former),
        houses=rows,
        jumps=jumps,
        coverage=open_chats(len(rows), sum(row.has_chat for row in rows)),
        up=up,
    )
    yield Page(path=f"{street.path}/index.html", template="street.html", view=view)


def _with_jumps(street: StreetPage, rows: tuple[HouseRow, ...]) -> tuple[tuple[HouseRow, ...], tuple[Link, ...]]:
    """Return the rows with anchors, and links to them («1–50», «51–100»), none for a short list."""
    if len(rows) < _LONG_LIST:
        return rows, ()
    marked, jumps = [], []
    seen = -1
    for house, row in zip(street.houses, rows, strict=True):
        digits = _NUMBER.match(house.address.house.number)
        group = (int(digits[0]) - 1) // _JUMP if digits else seen
        if group > seen:
            seen = group
            anchor = f"dom-{group * _JUMP + 1}"
            jumps.append(Link(href=f"#{anchor}", text=f"{group * _JUMP + 1}–{(group + 1) * _JUMP}"))
            marked.append(replace(row, anchor=anchor))
        else:
            marked.append(row)
    return tuple(marked), tuple(jumps)


def _letters(streets: Iterable[StreetPage], context: Context) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            letter=letter,
            anchor=f"bukva-{letter.casefold()}",
            streets=tuple(_street_row(street, context) for street in group),
        )
        for letter, group in groupby(streets, key=_initial)
    )


def _initial(street: StreetPage) -> str:
    """Return the letter under which the street is listed: «2-я Комсомольская» under К."""
    _, _, word = street.street.sort_key[0]
    return word[:1].upper() or "0–9"


def _street_row(street: StreetPage, context: Context) -> StreetRow:
    title, kind = street.street.title, street.street.type
    before = kind if kind and title.startswith(kind) else ""
    after = kind if kind and not before and title.endswith(kind) else ""
    return StreetRow(
        href=context.urls.path(street.path),
        before=before,
        name=title.removeprefix(before).removesuffix(after).strip(),
        after=after,
        count=plural(len(street.houses), *_HOUSES),
    )


def _settlement_row(place: Settlement, context: Context) -> StreetRow:
    houses = sum(len(street.houses) for street in place.streets)
    return StreetRow(
        href=context.urls.path(place.path), before="", name=place.name, after="", count=plural(houses, *_HOUSES)
    )
