"""Checks that the contestants made the same site by comparing the text of their pages, without our extras."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

_STEP = 7  # every 7th page is compared


def same_pages(ours: Path, theirs: Path) -> tuple[int, int]:
    """Return (pages with the same text, pages compared)."""
    paths = sorted(path.relative_to(theirs) for path in theirs.rglob("index.html"))[::_STEP]
    return sum(_same(ours / path, theirs / path) for path in paths), len(paths)


def _same(ours: Path, theirs: Path) -> bool:
    return ours.is_file() and _text(ours) == _text(theirs)


def _text(path: Path) -> str:
    parser = _Text()
    parser.feed(path.read_text(encoding="utf-8"))
    # Line breaks may differ between templates.
    return re.sub(r"\s", "", "".join(parser.parts))


class _Text(HTMLParser):
    """Collects text, structured data and link targets; drawings differ between tools."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.parts += _links(attrs)

    def handle_data(self, data: str) -> None:
        self.parts.append(unescape(data))


def _links(attributes: list[tuple[str, str | None]]) -> Iterator[str]:
    # Hugo's redirects use absolute URLs, as its manual advises.
    yield from (re.sub(r"^https://chat\.example\.ru", "", value or "") for name, value in attributes if name == "href")
