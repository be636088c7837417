"""The head of a page: title, description, canonical address, breadcrumbs, JSON-LD."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from generator.city import preview_of_site
from generator.city.views import Context
from generator.site.pages import structured_data
from generator.site.views import Head, Link


def make_head(  # noqa: PLR0913 - a head has this many parts
    context: Context,
    *,
    path: str | None,
    title: str,
    description: str,
    trail: Sequence[tuple[str, str]] = (),
    items: Sequence[Mapping[str, Any]] = (),
    picture: str = "",
    index: bool = True,
) -> Head:
    """Return a page's head. `path` is None for a page without a canonical address.

    `trail` is (path, name) of the pages above it, without the home page. `picture` is its preview, by default the
    site's. `items` are JSON-LD objects besides the breadcrumbs. A demonstration is never indexed.
    """
    urls = context.urls
    index = index and not context.site.demo
    graph: list[Mapping[str, Any]] = list(items)
    if trail and path is not None:
        above = [("", context.site.city), *trail, (path, title)]
        graph.insert(0, structured_data.breadcrumbs([(name, urls.absolute(page)) for page, name in above]))
    return Head(
        title=title,
        description=description,
        canonical="" if path is None else urls.absolute(path),
        picture="" if path is None else urls.file(picture or preview_of_site()),
        index=index,
        alone=title == context.site.title,
        here="" if trail else path or "",
        breadcrumbs=tuple(Link(href=urls.path(page), text=name) for page, name in trail),
        json_ld=structured_data.script(graph) if graph else Markup(""),
    )
