"""A city and the sources of its look → every file of the site, as path and bytes."""

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import chain

from generator.model import City, Site
from generator.site.directory import make_directory
from generator.site.headers import POLICY, headers_file, nginx_server
from generator.site.heads import make_head
from generator.site.house_pages import HousePages, unlisted_pages
from generator.site.list_pages import list_pages
from generator.site.manifest import ICONS, MANIFEST, manifest
from generator.site.offline import OFFLINE_PAGE, WORKER, with_worker
from generator.site.open_data import open_data_files
from generator.site.organization_pages import organization_pages
from generator.site.organizations import Context
from generator.site.poster_links import poster_chats
from generator.site.redirect_pages import find_redirects, redirect_pages
from generator.site.rendering import Renderer
from generator.site.search_files import SearchFiles, search_files
from generator.site.server_files import nginx_redirects, redirects_file, robots, sitemap_files
from generator.site.text_pages import text_pages
from generator.site.urls import Urls
from generator.site.views import ContactView, NotFoundPage, OfflinePage, Page, SearchView, SiteView
from generator.sources import Sources

_INDEX = "index.html"


def site_files(city: City, sources: Sources, today: date, key: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield (path below the web root, bytes) of the whole site.

    `key` makes the addresses of unlisted pages; it is needed only if `needs_key` says so.
    """
    return with_worker(_files(city, sources, today, key), sources.offline, on=city.site.offline)


def _files(city: City, sources: Sources, today: date, key: str) -> Iterator[tuple[str, bytes]]:
    context = Context(site=city.site, urls=Urls(city.site.base_url), today=today)
    assets = _name_assets(sources.assets)
    directory = make_directory(city)
    search = search_files(directory, sources.search)
    site = _site_view(city.site, context.urls, assets, search)
    redirects = find_redirects(directory)
    renderer = Renderer(sources.templates, site)
    public = chain(
        list_pages(directory, context),
        HousePages(directory=directory, context=context).pages(),
        organization_pages(directory, context),
        text_pages(sources.pages, site, context),
    )
    in_sitemap = []
    for page in public:
        if page.view.head.index:
            in_sitemap.append(page.path.removesuffix(_INDEX).rstrip("/"))
        yield page.path, renderer.render(page)
    hidden = chain(
        redirect_pages(redirects, directory, context),
        unlisted_pages(directory, context, key) if key else (),
        [_not_found(context), _offline(context)],
    )
    for page in hidden:
        yield page.path, renderer.render(page)
    yield from search.files.items()
    for name, asset in sources.assets.items():
        yield assets[name], asset
    texts = {
        **{f"data/v1/{name}": text for name, text in open_data_files(directory, context).items()},
        **sitemap_files(in_sitemap, context.urls),
        MANIFEST: manifest(city.site, context.urls, assets),
        "robots.txt": robots(context.urls, index=not city.site.demo),
        "_redirects": redirects_file(redirects, context.urls),
        "_headers": headers_file(context.urls),
        "server.nginx.conf": nginx_server(context.urls),
        "redirects.nginx.conf": nginx_redirects(redirects, context.urls),
        ".nojekyll": "",
    }
    for path, text in texts.items():
        yield path, text.encode()


def needs_key(city: City) -> bool:
    """Tell whether a chat's link stands on its poster only, so that an unlisted page has to be made."""
    return any(poster_chats(building) for building in city.buildings)


def _name_assets(assets: dict[str, bytes]) -> dict[str, str]:
    """Return where each asset stands: its name carries a hash, so that it may be cached for ever."""
    named = {}
    for name, content in assets.items():
        stem, _, ending = name.rpartition(".")
        named[name] = f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
    return named


def _site_view(site: Site, urls: Urls, assets: dict[str, str], search: SearchFiles) -> SiteView:
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
        not_found_script=urls.root + assets["notfound.js"],
        favicon=urls.root + assets["favicon.svg"],
        no_script_stylesheet=urls.root + assets["noscript.css"],
        worker=urls.root + WORKER if site.offline else "",
        worker_script=urls.root + assets["offline.js"],
        manifest=urls.root + MANIFEST,
        touch_icon=urls.root + assets[ICONS[0]],
        search=SearchView(
            loader=urls.root + search.loader,
            field=urls.root + search.field,
            module=urls.root + search.module,
            index=urls.root + search.index,
        ),
    )


def _not_found(context: Context) -> Page:
    head = make_head(context, path=None, title="Такой страницы нет", description="Страница не найдена.", index=False)
    return Page(path="404.html", template="notfound.html", view=NotFoundPage(head=head))


def _offline(context: Context) -> Page:
    head = make_head(context, path=None, title="Нет связи", description="Сайт не отвечает.", index=False)
    return Page(path=f"{OFFLINE_PAGE}/index.html", template="offline.html", view=OfflinePage(head=head))
