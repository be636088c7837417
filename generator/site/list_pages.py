"""The way in without a search: home, streets, a street."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.addresses import slugify
from generator.site.directory import Directory, Settlement, StreetPage
from generator.site.heads import make_head
from generator.site.house_pages import house_row
from generator.site.organizations import Context
from generator.site.views import HomePage, Letter, Link, Page, StreetRow, StreetsPage, StreetView
from generator.typography import bind, plural

_HOUSES = ("дом", "дома", "домов")
_HOME_STREETS = 120  # more streets than this are listed on a page of their own


def list_pages(directory: Directory, context: Context) -> Iterator[Page]:
    """Yield the home page, the lists of streets and the streets."""
    yield _home(directory, context)
    city = next((place for place in directory.settlements if not place.name), None)
    places = tuple(_settlement_row(place, context) for place in directory.settlements if place.name)
    yield _streets(context, city, places)
    for place in directory.settlements:
        if place.name:
            yield _streets(context, place, ())
    former = {known.street.key: [old.title for old in known.former] for known in directory.city.streets}
    for street in directory.streets:
        yield _street(street, former.get(street.street.key, []), context)


def _home(directory: Directory, context: Context) -> Page:
    site = context.site
    city_streets = [street for place in directory.settlements if not place.name for street in place.streets]
    letters = _letters(city_streets, context)
    total = sum(1 for _ in directory.houses)
    head = make_head(
        context,
        path="",
        title=site.title,
        description=bind(
            f"Найдите чат своего дома в MAX, телефоны управляющей компании и аварийных служб: {site.city}, "
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
        suppliers=bool(directory.city.suppliers),
        authorities=bool(directory.city.authorities),
    )
    return Page(path="index.html", template="home.html", view=view)


def _streets(context: Context, place: Settlement | None, settlements: tuple[StreetRow, ...]) -> Page:
    """Return the list of streets of a settlement, or of the city (`place` is then its nameless self or None)."""
    inside = place is not None and bool(place.name)
    path = place.path if place is not None and inside else "doma"
    name = place.name if place is not None and inside else context.site.city
    head = make_head(
        context,
        path=path,
        title=f"{name}: улицы и дома",
        description=bind(f"Все улицы и дома, {name}: выберите улицу, потом дом, и откроется его чат."),
        trail=[("doma", "Дома")] if inside else (),
    )
    view = StreetsPage(
        head=head,
        heading=name,
        letters=_letters(place.streets if place else (), context),
        settlements=settlements,
    )
    return Page(path=f"{path}/index.html", template="streets.html", view=view)


def _street(street: StreetPage, former: list[str], context: Context) -> Page:
    rows = tuple(house_row(house, context) for house in street.houses)
    title = street.street.title
    where = f"{street.settlement}, {title}" if street.settlement else title
    parent = street.path.rpartition("/")[0]
    trail = [("doma", "Дома"), *([(parent, street.settlement)] if street.settlement else [])]
    up = Link(href=context.urls.path(parent), text=street.settlement or context.site.city)
    open_chats = sum(row.has_chat for row in rows)
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
        coverage=bind(f"{plural(len(rows), *_HOUSES)}, ссылка на чат есть у {open_chats}"),
        up=up,
    )
    return Page(path=f"{street.path}/index.html", template="street.html", view=view)


def _letters(streets: Iterable[StreetPage], context: Context) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            letter=letter,
            anchor=f"bukva-{slugify(letter) or 'inye'}",
            streets=tuple(
                _street_row(street, context) for street in group
            ),
        )
        for letter, group in groupby(streets, key=_initial)
    )


def _initial(street: StreetPage) -> str:
    """Return the letter under which people look for the street: «2-я Комсомольская» stands under К."""
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
