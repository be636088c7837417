"""Markdown → HTML. Text from data is a small dialect and is sanitised; the program's own pages are trusted."""

import re
from functools import cache, lru_cache
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.text import Bad, bind_html, markdown_html, parse_link

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "a"}
_HTTPS = re.compile(r"https://([a-zа-яё0-9-]+(?:\.[a-zа-яё0-9-]+)+)(?=[/?#]|$)", re.IGNORECASE)
# A table wider than a telephone can be scrolled by keyboard too.
_SCROLLED = '<div class="wide" role="region" aria-label="Таблица {}" tabindex="0">{}</div>'
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_LINKS_ALLOWED = {"https", "mailto"}


@lru_cache(maxsize=4096)
def data_html(text: str, *, links: bool) -> Markup:
    """Return the HTML of Markdown that came from data: a few plain tags, and links only if `links` is set.

    A link to MAX must be one that may be published; all others open without a referrer.
    """
    import nh3  # noqa: PLC0415 - most small changes show no Markdown

    clean = nh3.clean(
        markdown_html(text),
        tags=_TAGS if links else _TAGS - {"a"},
        attributes={"a": {"href"}} if links else {},
        url_schemes=_LINKS_ALLOWED,
        link_rel="noopener nofollow noreferrer",
        attribute_filter=_check_attribute,
    )
    return Markup(bind_html(clean))  # noqa: S704 - sanitised in the line above


@cache
def _converter() -> "Markdown":
    """Return a Markdown converter, cached because making it is slower than using it."""
    from markdown import Markdown  # noqa: PLC0415 - most small changes show no Markdown
    from markdown.extensions.attr_list import AttrListExtension  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415
    from markdown.extensions.tables import TableExtension  # noqa: PLC0415

    # The library would look for their names in all installed packages, which takes 20 ms.
    return Markdown(extensions=[AttrListExtension(), TableExtension(), SaneListExtension()])


def _check_attribute(_tag: str, _name: str, href: str) -> str | None:
    """Return the address of a link that may be published, or None."""
    if href.startswith("mailto:"):
        return href
    # The host must be plain text: browsers read «max%2Eru», «max。ru» and «https:///max.ru» as max.ru.
    host = _HTTPS.match(href)
    if host is None:
        return None
    if f".{host[1].lower()}".endswith(".max.ru"):
        link = parse_link(href)
        return None if isinstance(link, Bad) or link.kind == "invite" else link.url
    return href


def page_html(text: str) -> Markup:
    """Return the HTML of a page in `site_src/pages`."""
    html = _converter().reset().convert(text)
    numbers = count(1)
    html = _TABLE.sub(lambda table: _SCROLLED.format(next(numbers), table[0]), html)
    return Markup(bind_html(html))  # noqa: S704 - our own text
