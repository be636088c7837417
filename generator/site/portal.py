"""The portal of a region: a page with all cities, their coverage, a list of cities for the search, a sitemap index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import chain, groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct, json
from msgspec.structs import replace

from generator.caching import Cache, Target, digest, remembered
from generator.city import Contact, Site, Urls
from generator.city.views import Context
from generator.datafiles import Sources
from generator.search import Town, bundle, write_cities
from generator.site.coverage_views import Segment
from generator.site.files import Setting, common_files, file_target, name_assets, site_view
from generator.site.offline import WorkerFiles, worker_targets
from generator.site.open_data import CityCard
from generator.site.pages.heads import make_head
from generator.site.plans import Plan
from generator.site.rendering import PageTargets
from generator.site.search_files import module_path
from generator.site.server_files import sitemap_index
from generator.site.views import CityGroup, CityRow, Page, PortalPage, SearchView
from generator.text import NBSP, grouped, long_date, natural_key, percent, plural

_COVERAGE = "pokrytie"
RESERVED = frozenset(("assets", "data", _COVERAGE))
"""Folders of the portal: no city below it can have one of these names."""
ANY_CITY = "any-city"
_CITIES_FILE = "data/v1/cities.json"
_MANY = 30  # cities from which on they stand by letter
_MODULES = {"loader": bundle.loader, "field": bundle.field, "region": bundle.region}


class PortalCity(Struct, frozen=True, kw_only=True):
    """A city that has a site: what that says of itself, and the day on which it was built."""

    slug: str
    card: CityCard
    built: date | None


class Portal(Struct, frozen=True, kw_only=True):
    """What the portal shows."""

    title: str
    base_url: str  # ends with a slash
    city_url: str  # the address of a city's site, `ANY_CITY` in the place of the folder's name
    contact: Contact
    demo: bool
    offline: bool
    cities: tuple[PortalCity, ...]


def portal_targets(portal: Portal, sources: Sources, setting: Setting, cache: Cache | None = None) -> list[Target]:
    """Return all targets of the portal; `cache` caches their parts."""
    own = _site(portal)
    urls = Urls(own.base_url)
    context = Context(site=own, urls=urls, today=setting.today)
    assets = name_assets(sources.assets)
    modules = _modules(sources.search, cache)
    where = Urls(portal.city_url).absolute("").replace(ANY_CITY, "*")
    cities = sorted(portal.cities, key=lambda one: natural_key(one.card.city))
    listed = write_cities([Town(name=one.card.city, region=one.card.region, slug=_slug(one, where)) for one in cities])
    folder = f"assets/search/{sha256(listed).hexdigest()[:10]}/"
    search = SearchView(
        loader=urls.root + modules["loader"][0],
        field=urls.root + modules["field"][0],
        module=urls.root + modules["region"][0],
        index=urls.root + folder,
        cities=urls.root + where.removeprefix(urls.absolute("")) if where.startswith(urls.absolute("")) else where,
        example=f"{min((one.card.city for one in cities), key=len).lower()} мира 12" if cities else "",
    )
    site = site_view(own, urls, assets)
    shared = digest(setting.program, repr(own), repr(site), repr(search))
    pages = PageTargets.of(sources, site, shared, cache)
    seen = digest(repr(cities))
    home, coverage, lost = [pages.target(plan) for plan in _plans(cities, search, context, seen)]
    stored = WorkerFiles(
        pages=[home, coverage],
        assets=sorted([*(path for path, _ in modules.values()), *assets.values()]),
        index=folder,
        version=digest(seen, shared, *pages.templates.values()),
    )
    files = f"{sha256(listed).hexdigest()[:10]} city.txt\n".encode()
    return [
        home,
        coverage,
        lost,
        file_target(f"{folder}city.txt", listed),
        file_target(f"{folder}files.txt", files),
        file_target(_CITIES_FILE, _open_data(cities, own)),
        *(file_target(name, text.encode()) for name, text in _sitemaps(cities, own, urls)),
        *common_files(context, sources, assets, dict(modules.values()), region=True),
        *worker_targets(stored if own.offline else None, sources.offline, cache, lone=True),
    ]


def _site(portal: Portal) -> Site:
    """Return the portal as a site whose city is the region."""
    return Site(
        title=portal.title,
        city=portal.title,
        region="",
        base_url=portal.base_url,
        timezone=ZoneInfo("UTC"),
        contact=portal.contact,
        stale_after_days=1,
        slash_means="corner",
        publish_posters=False,
        building_previews=False,
        offline=portal.offline,
        demo=portal.demo,
        retired={},
    )


def _modules(sources: Mapping[str, str], cache: Cache | None) -> dict[str, tuple[str, bytes]]:
    """Return the path and the content of each module of the search."""
    parts = ["modules of the portal", *chain.from_iterable(sorted(sources.items()))]
    texts = remembered(cache, parts, dict[str, str], lambda: {name: make(sources) for name, make in _MODULES.items()})
    return {name: (module_path(name, text.encode()), text.encode()) for name, text in texts.items()}


def _is_below(city: PortalCity, urls: Urls) -> bool:
    return city.card.site == urls.absolute(city.slug)


def _slug(city: PortalCity, where: str) -> str:
    """Return what the search makes a city's address of: its folder's name, or the whole address if it chose its own."""
    return city.slug if city.card.site == where.replace("*", city.slug) else quote(city.card.site, safe="")


def _plans(cities: Sequence[PortalCity], search: SearchView, context: Context, seen: bytes) -> Iterator[Plan]:
    """Yield the plans of the pages, the home page first."""
    site = context.site
    houses, chats = (sum(getattr(one.card, name) for one in cities) for name in ("houses", "chats"))
    lead = f"{plural(len(cities), 'город', 'города', 'городов')}, {plural(houses, 'дом', 'дома', 'домов')}."
    if houses:
        lead += f" Чат есть у{NBSP}{percent(chats / houses)} домов."
    groups = tuple(_groups(cities, context.urls))
    laggards = sorted(cities, key=lambda one: (_share(one), -one.card.houses))

    rows = tuple(_row(one, context.urls) for one in laggards)

    def page(path: str, template: str, title: str, description: str, *, listed: bool) -> Plan:
        home = "" if path == "index.html" else path.removesuffix("/index.html")
        head = make_head(
            context,
            path=home if listed else None,
            title=title,
            description=description,
            index=listed,
        )
        head = replace(head, picture="", json_ld=Markup(""))

        def pages() -> Iterator[Page]:
            yield Page(
                path=path,
                template=template,
                view=PortalPage(
                    head=head, search=search, lead=lead, groups=groups if path == "index.html" else (), rows=rows
                ),
            )

        return Plan(name=path, templates=(template,), seen=digest(seen, repr(head)), pages=pages)

    yield page("index.html", "portal.html", site.title, f"Домовые чаты в MAX. {lead}", listed=True)
    yield page(f"{_COVERAGE}/index.html", "portal-coverage.html", "Чаты в цифрах", lead, listed=True)
    yield page("404.html", "portal-notfound.html", "Такой страницы нет", "Страница не найдена.", listed=False)


def _groups(cities: Sequence[PortalCity], urls: Urls) -> Iterator[CityGroup]:
    """Yield the cities by region if there are several, or by letter if there are many."""
    regions = {one.card.region for one in cities}
    if len(regions) > 1:
        by_region = sorted(cities, key=lambda one: natural_key(one.card.region))
        named: Iterable[tuple[str, Iterable[PortalCity]]] = groupby(by_region, key=lambda one: one.card.region)
    elif len(cities) >= _MANY:
        named = groupby(cities, key=lambda one: one.card.city[:1].upper().replace("Ё", "Е"))
    else:
        named = [("", cities)]
    for heading, several in named:
        yield CityGroup(heading=heading, cities=tuple(_row(one, urls) for one in several))


def _share(city: PortalCity) -> float:
    return city.card.chats / city.card.houses if city.card.houses else 0.0


def _row(city: PortalCity, urls: Urls) -> CityRow:
    card = city.card
    return CityRow(
        href=urls.path(city.slug) if _is_below(city, urls) else card.site,
        name=card.city,
        houses=plural(card.houses, "дом", "дома", "домов"),
        share=percent(_share(city)) if card.houses else "",
        chats=f"{grouped(card.chats)}{NBSP}из{NBSP}{grouped(card.houses)}",
        built=long_date(city.built) if city.built else "",
        bar=(Segment(kind="open", x=0.0, width=round(100 * _share(city), 2)),) if card.chats else (),
    )


def _open_data(cities: Sequence[PortalCity], site: Site) -> bytes:
    rows = [
        {
            "slug": one.slug,
            "city": one.card.city,
            "region": one.card.region,
            "site": one.card.site,
            "houses": one.card.houses,
            "chats": one.card.chats,
            "built": one.built,
        }
        for one in cities
    ]
    lines = b",\n".join(json.format(json.encode(row), indent=0) for row in rows)
    head = json.encode({"version": 1, "site": site.base_url, "title": site.title, "demo": site.demo})
    return head[:-1] + b',\n"cities": [\n' + lines + b"\n]}\n"


def _sitemaps(cities: Sequence[PortalCity], site: Site, urls: Urls) -> Iterator[tuple[str, str]]:
    """Yield the index of all sitemaps, and the portal's own."""
    own = "sitemap-portal.xml"
    shown = [] if site.demo else [one.card.site + "sitemap.xml" for one in cities if not one.card.demo]
    pages = [] if site.demo else ["", _COVERAGE]
    index, part = sitemap_index([urls.file(own), *shown], [urls.absolute(page) for page in pages])
    yield "sitemap.xml", index
    yield own, part
