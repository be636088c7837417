"""A city and its templates → every file of the site, as targets."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.caching import Cache, Target, digest
from generator.city import City, Site, Source, Urls, make_directory
from generator.city.views import Context
from generator.datafiles import Sources
from generator.site.feeds import city_feed
from generator.site.headers import POLICY, headers_file, nginx_server
from generator.site.manifest import ICONS, MANIFEST, manifest
from generator.site.offline import WORKER, WorkerFiles, worker_targets
from generator.site.pages.coverage import coverage_plan
from generator.site.pages.errors import error_plans
from generator.site.pages.front_matter import articles
from generator.site.pages.houses import HousePages
from generator.site.pages.lists import list_plans
from generator.site.pages.organizations import organization_plans
from generator.site.pages.texts import menu_links, published_articles, text_plans
from generator.site.rendering import PageTargets
from generator.site.search_files import search_files
from generator.site.server_files import robots
from generator.site.views import ContactView, Link, SiteView, SourceView
from generator.site.whole_city import WholeCity
from generator.text import long_date


class Setting(Struct, frozen=True, kw_only=True):
    """What a site depends on besides its data and sources.

    `program` is a digest of the program and its libraries; `code` of the program alone, so it may be published.
    `key` makes the addresses of unlisted pages; it is needed only if there are `poster_chats`.
    """

    program: str
    code: str
    today: date
    key: str = ""


def site_targets(city: City, sources: Sources, setting: Setting, cache: Cache | None = None) -> list[Target]:
    """Return all targets of the site, the slowest first; `cache` stores their parts."""
    context = Context(site=city.site, urls=Urls(city.site.base_url), today=setting.today)
    assets = name_assets(sources.assets)
    directory = make_directory(city)
    search = search_files(directory, sources.search, setting.code, context.urls.root, cache)
    texts = published_articles(articles(sources.pages, sources.own["pages"]), context)
    site = replace(
        site_view(city.site, context.urls, assets, menu_links(texts, context), city_feed(city)),
        suppliers=bool(city.suppliers),
        authorities=bool(city.authorities),
        emergency=city.has_emergency_phones,
    )
    lists = list(list_plans(directory, search.view, context))
    others = [
        *organization_plans(directory, context),
        *text_plans(texts, site, context),
        coverage_plan(city, context),
    ]
    shared = digest(setting.program, city.site.base_url, city.site.digest, repr(site))
    pages = PageTargets.of(sources, site, shared, cache)
    hidden = list(map(pages.target, error_plans(search.view, context)))
    page_targets = list(map(pages.target, [*lists, *others]))
    whole = WholeCity(directory, context, shared)
    worker_files = WorkerFiles(
        pages=[*page_targets, *hidden],
        assets=sorted([*search.modules, *assets.values()]),
        index=search.folder,
        version=digest(whole.everything, *pages.templates.values(), *sources.pages.values()),
    )
    return [
        Target(search.folder, search.seen.hex(), search.index),
        whole.open_data(),
        whole.summary(search.view),
        whole.feeds(),
        *map(pages.target, HousePages(directory, context, setting.key, cache).plans()),
        *page_targets,
        *hidden,
        whole.redirects(pages),
        whole.sitemap([plan.name for plan in lists], [plan.name for plan in others]),
        *common_files(context, sources, assets, search.modules),
        *worker_targets(worker_files if city.site.offline else None, sources.offline, cache),
    ]


def common_files(
    context: Context, sources: Sources, assets: Mapping[str, str], modules: Mapping[str, bytes], *, region: bool = False
) -> Iterator[Target]:
    """Yield the files that a city's site and a portal have alike: for servers, scripts, assets, the manifest."""
    site, urls = context.site, context.urls
    yield file_target("_headers", headers_file(urls, region=region).encode())
    yield file_target("server.nginx.conf", nginx_server(urls, region=region).encode())
    yield file_target("robots.txt", robots(urls, index=not site.demo).encode())
    yield file_target(".nojekyll", b"")
    yield from (file_target(path, content) for path, content in modules.items())
    yield from (file_target(assets[name], content) for name, content in sources.assets.items())
    yield file_target(MANIFEST, manifest(site, urls, assets).encode())


def file_target(path: str, content: bytes) -> Target:
    """Return the target of a file whose content is known."""
    return Target(path, sha256(content).hexdigest(), lambda: [(path, content)])


def name_assets(assets: Mapping[str, bytes]) -> dict[str, str]:
    """Return name → path of each asset; the path contains a hash, so browsers may cache it for ever."""
    named = {}
    for name, content in assets.items():
        stem, _, ending = name.rpartition(".")
        named[name] = f"assets/{stem}.{sha256(content).hexdigest()[:10]}.{ending}"
    return named


def site_view(
    site: Site, urls: Urls, assets: Mapping[str, str], menu: tuple[Link, ...] = (), feed: str = ""
) -> SiteView:
    """Return what every page shows of the site; `assets` is name → path below the root."""
    contact = site.contact
    return SiteView(
        title=site.title,
        city=site.city,
        region=site.region,
        demo=site.demo,
        root=urls.root,
        host=urls.host,
        policy=POLICY,
        stale_after_days=site.stale_after_days,
        contact=ContactView(
            email=contact.email or "",
            phone=contact.phone.text if contact.phone else "",
            link=contact.link.url if contact.link else "",
        ),
        stylesheet=urls.root + assets["site.css"],
        coverage_stylesheet=urls.root + assets["coverage.css"],
        not_found_script=urls.root + assets["notfound.js"],
        favicon=urls.root + assets["favicon.svg"],
        no_script_stylesheet=urls.root + assets["noscript.css"],
        worker=urls.root + WORKER if site.offline else "",
        page_script=urls.root + assets["page.js"],
        manifest=urls.root + MANIFEST,
        touch_icon=urls.root + assets[ICONS[0]],
        feed=urls.root + feed if feed else "",
        menu=menu,
        portal=_seen_from(site.base_url, site.portal) if site.portal else "",
        sources=tuple(map(_source_view, site.sources)),
    )


def _source_view(source: Source) -> SourceView:
    return SourceView(
        name=source.name,
        publisher=source.publisher or "",
        day=long_date(source.day) if source.day else "",
        href=source.link or "",
        host=urlsplit(source.link).hostname or "" if source.link else "",
        terms=source.terms or "",
    )


def _seen_from(own: str, other: str) -> str:
    """Return the URL of another site; only its path if both are on one host."""
    one, two = urlsplit(own), urlsplit(other)
    return two.path if (one.scheme, one.netloc) == (two.scheme, two.netloc) else other
