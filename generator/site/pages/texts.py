"""The Markdown pages of `site_src/pages`: front matter, then Jinja, then Markdown."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from jinja2 import Environment, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace

from generator.caching import digest
from generator.city.views import EXAMPLE_PAGE, Context, page_html
from generator.site.pages.front_matter import Article
from generator.site.pages.heads import make_head
from generator.site.plans import Plan
from generator.site.template_errors import blame
from generator.site.views import Link, Page, SiteView, TextPage
from generator.text import bind

_MEANINGFUL = re.compile(r"[\\`*_{}\[\]()#+!|<>&\"']")


def published_articles(articles: Iterable[Article], context: Context) -> list[Article]:
    """Return the articles that this site publishes: one is for a demonstration only."""
    return [article for article in articles if context.site.demo or article.slug != EXAMPLE_PAGE]


def menu_links(articles: Iterable[Article], context: Context) -> tuple[Link, ...]:
    """Return the footer links that pages declare in their front matter, sorted by path."""
    return tuple(
        Link(href=context.urls.path(article.slug), text=bind(article.menu)) for article in articles if article.menu
    )


def text_plans(articles: Iterable[Article], site: SiteView, context: Context) -> Iterator[Plan]:
    """Yield the plans of the pages of `site_src/pages`."""
    for article in articles:
        yield Plan(
            name=f"{article.slug}/index.html",
            templates=("text.html",),
            seen=digest(article.title, article.description, article.body),
            pages=partial(_page, article, site, context),
        )


def page_environment() -> Environment:
    """Return the environment in which a Markdown page is a template that sees `site` and `base`."""
    return Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - values are escaped before


def _page(article: Article, site: SiteView, context: Context) -> Iterator[Page]:
    view = TextPage(
        head=make_head(context, path=article.slug, title=article.title, description=bind(article.description)),
        heading=bind(article.title),
        body=page_html(_markdown(article, site)),
    )
    yield Page(path=f"{article.slug}/index.html", template="text.html", view=view)


def _markdown(article: Article, site: SiteView) -> str:
    template = page_environment().from_string(article.body)
    context = template.new_context({"site": _escape_all(site), "base": site.root})
    try:
        return "".join(template.root_render_func(context))  # `render` would lose the line numbers that `blame` needs
    except Exception as error:
        blamed = blame(error, {None: article.own} if article.own else {}, above=article.line - 1)
        if blamed is None:
            raise
        raise blamed from error


def _escape_all(view: Any) -> Any:  # noqa: ANN401
    """Return a copy of a view, its strings escaped for Markdown and HTML."""
    if isinstance(view, str):
        return _MEANINGFUL.sub(lambda char: f"&#{ord(char[0])};", view)
    if isinstance(view, tuple):
        return tuple(map(_escape_all, view))
    if isinstance(view, Struct):
        return replace(view, **{name: _escape_all(getattr(view, name)) for name in view.__struct_fields__})
    return view
