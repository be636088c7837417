"""Files made from all houses: open data, sitemap, redirects; their keys cover only the data that they show."""

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import chain

from msgspec import Struct

from generator.caching import Target, digest
from generator.city import Directory
from generator.city.views import Context
from generator.site.feeds import feed_files
from generator.site.open_data import CITY_FILE, city_summary, open_data_files
from generator.site.pages.redirects import TEMPLATES, find_redirects, redirect_pages, seen_by_redirects
from generator.site.rendering import PageTargets, Renderer
from generator.site.server_files import nginx_redirects, redirects_file, sitemap_files
from generator.site.views import SearchView

_INDEX = "index.html"


class WholeCity(Struct, frozen=True, dict=True):
    """Targets of the whole city; `shared` is a digest of what every page depends on."""

    directory: Directory
    context: Context
    shared: bytes

    @property
    def everything(self) -> bytes:
        """Return a digest of all records and organisations, and of which links are stale today."""
        buildings = self.directory.city.buildings
        records = b"".join([building.digest for building in buildings])
        return digest(self.shared, self._organizations, records, self.context.stale(buildings))

    def open_data(self) -> Target:
        """Return the target of `/data/v1/`."""
        key = digest(self.shared, self._organizations, self._outlines)
        return Target("data/v1/", key.hex(), partial(_open_data, self.directory, self.context))

    def summary(self, search: SearchView) -> Target:
        """Return the target of the file by which a portal knows the city and finds its search."""
        key = digest(self.shared, self._outlines, search.module, search.index)
        return Target(CITY_FILE, key.hex(), partial(_summary, self.directory, self.context, search))

    def feeds(self) -> Target:
        """Return the target of all feeds."""
        key = digest("feeds", self.shared, self._organizations, self._outlines)
        return Target("feeds", key.hex(), partial(feed_files, self.directory.city, self.context))

    def sitemap(self, before: Iterable[str], after: Iterable[str]) -> Target:
        """Return the target of the sitemap: the files `before`, then all houses, then `after`."""
        names = [] if self.context.site.demo else [*before, "", *after]
        places = b"".join([building.place for building in self.directory.city.buildings]) if names else b""
        key = digest(self.shared, *names, places)
        return Target("sitemap.xml", key.hex(), partial(self._sitemap, names))

    def _sitemap(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the sitemap; "" in `names` marks the position of the houses."""
        houses = [f"{house.path}/" for house in self.directory.houses]
        listed = chain.from_iterable([name] if name else houses for name in names)
        paths = [name.removesuffix(_INDEX).rstrip("/") for name in listed]
        for name, text in sitemap_files(paths, self.context.urls).items():
            yield name, text.encode()

    def redirects(self, pages: PageTargets) -> Target:
        """Return the targets of redirects: rules for servers, and a small page for each."""
        key = pages.key(TEMPLATES, seen_by_redirects(self.directory.city))
        return Target("redirects", key, partial(self._redirects, pages.renderer))

    def _redirects(self, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
        redirects = find_redirects(self.directory)
        urls = self.context.urls
        yield "_redirects", redirects_file(redirects, urls).encode()
        yield "redirects.nginx.conf", nginx_redirects(redirects, urls).encode()
        for page in redirect_pages(redirects, self.directory, self.context):
            yield page.path, renderer.render(page)

    @cached_property
    def _outlines(self) -> bytes:
        return b"".join([building.outline for building in self.directory.city.buildings])

    @cached_property
    def _organizations(self) -> bytes:
        return digest(*map(self.context.digest, self.directory.city.organizations))


def _summary(directory: Directory, context: Context, search: SearchView) -> Iterator[tuple[str, bytes]]:
    yield CITY_FILE, city_summary(directory, context, search)


def _open_data(directory: Directory, context: Context) -> Iterator[tuple[str, bytes]]:
    for name, content in open_data_files(directory, context).items():
        yield f"data/v1/{name}", content
