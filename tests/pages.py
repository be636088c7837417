"""HTML → a flat list of elements, which is enough for most tests.

It does not validate; html5lib does that in other tests.
"""

import json
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct, field

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element(Struct, frozen=True):
    """An element: its name, attributes, text, and ancestors."""

    tag: str
    attributes: dict[str, str]
    above: tuple["Element", ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Document(Struct, frozen=True, dict=True):
    """The elements of a page in order."""

    elements: tuple[Element, ...]

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and all(element.get(name) == value for name, value in attributes.items())
        ]

    def having(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.attributes]

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.classes]

    def meta(self, name: str) -> str:
        found = [
            one for one in self.all("meta") if name in (one.get("name"), one.get("property"), one.get("http-equiv"))
        ]
        return found[0].get("content") if found else ""

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.having("id")]

    @cached_property
    def title(self) -> str:
        return self.all("title")[0].text

    @cached_property
    def canonical(self) -> str:
        found = self.all("link", rel="canonical")
        return found[0].get("href") if found else ""

    @cached_property
    def refresh(self) -> str:
        """Return the target of a redirect page."""
        return self.meta("refresh").partition("url=")[2]

    @property
    def indexable(self) -> bool:
        return "noindex" not in self.meta("robots")

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """Return the JSON-LD objects."""
        scripts = self.all("script", type="application/ld+json")
        return [item for script in scripts for item in json.loads("".join(script.texts))["@graph"]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.found.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def parse(html: str) -> Document:
    """Return the parsed page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Document(tuple(reader.found))
