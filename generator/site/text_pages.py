"""Our own Markdown pages: front matter, Jinja, Markdown."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace

from generator.site.heads import make_head
from generator.site.markdown import page_html
from generator.site.organizations import Context
from generator.site.plans import Plan, digest
from generator.site.views import Page, SiteView, TextPage
from generator.typography import bind

_FRONT_MATTER = re.compile(r"---\ntitle: (?P<title>.+)\ndescription: (?P<description>.+)\n---\n(?P<body>.*)", re.DOTALL)
_MEANINGFUL = re.compile(r"[\\`*_{}\[\]()#+!|<>&\"']")
_DEMO_ONLY = {"primer"}


class PageSourceError(ValueError):
    """A Markdown page of ours is not in the form that the program expects: a mistake of the maintainer."""


def text_plans(sources: Mapping[str, str], site: SiteView, context: Context) -> Iterator[Plan]:
    """Plan the pages of `site_src/pages`, given as slug → text."""
    for slug, text in sorted(sources.items()):
        if context.site.demo or slug not in _DEMO_ONLY:
            yield Plan(
                name=f"{slug}/index.html",
                templates=("text.html",),
                seen=digest(text),
                pages=partial(_page, slug, text, site, context),
            )


def _page(slug: str, text: str, site: SiteView, context: Context) -> Iterator[Page]:
    shape = _FRONT_MATTER.fullmatch(text)
    if shape is None:
        raise PageSourceError(f"{slug}.md: expected front matter with title and description")
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - values come in escaped
    body = environment.from_string(shape["body"]).render(site=_escape_all(site), base=site.root)
    view = TextPage(
        head=make_head(context, path=slug, title=shape["title"], description=bind(shape["description"])),
        heading=bind(shape["title"]),
        body=page_html(body),
    )
    yield Page(path=f"{slug}/index.html", template="text.html", view=view)


def _escape_all(view: Any) -> Any:  # noqa: ANN401
    """Return a copy of a view whose strings mean nothing in Markdown or HTML."""
    changes = {
        name: _escape_all(value) if isinstance(value, Struct) else _escape(value)
        for name in view.__struct_fields__
        if isinstance(value := getattr(view, name), Struct | str)
    }
    return replace(view, **changes)


def _escape(text: str) -> str:
    return _MEANINGFUL.sub(lambda char: f"&#{ord(char[0])};", text)
