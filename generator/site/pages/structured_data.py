"""JSON-LD for search engines, in the vocabulary of schema.org."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

_DAYS = {"пн": "Mo", "вт": "Tu", "ср": "We", "чт": "Th", "пт": "Fr", "сб": "Sa", "вс": "Su"}
_HOURS = re.compile(
    r"(пн|вт|ср|чт|пт|сб|вс)(?:\s*[–—-]\s*(пн|вт|ср|чт|пт|сб|вс))?[:,]?\s*(?:с\s*)?"
    r"(\d{1,2})[:.](\d\d)\s*(?:[–—-]|до)\s*(\d{1,2})[:.](\d\d)",
    re.IGNORECASE,
)
_ESCAPED = [(char.encode(), f"\\u{ord(char):04x}".encode()) for char in "<>&\u2028\u2029"]


def script(items: Sequence[Mapping[str, Any]]) -> Markup:
    """Return the JSON for a `<script type="application/ld+json">`, escaped so that it can't end the script."""
    graph = {"@context": "https://schema.org", "@graph": list(items)}
    text = msgspec.json.encode(graph, enc_hook=str)  # a name may be `Markup`
    for char, escaped in _ESCAPED:
        text = text.replace(char, escaped)
    return Markup(text.decode())  # noqa: S704 - `<` is escaped


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return a BreadcrumbList of (name, absolute URL) pairs."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(trail, 1)
        ],
    }


def postal_address(street: str, city: str, region: str) -> dict[str, Any]:
    """Return a PostalAddress in Russia."""
    return {
        "@type": "PostalAddress",
        "streetAddress": street,
        "addressLocality": city,
        "addressRegion": region,
        "addressCountry": "RU",
    }


def opening_hours(hours: str | None) -> list[str]:
    """Return `Mo-Fr 09:00-18:00` for «Пн–Пт 9:00–18:00»; parts that can't be parsed are dropped."""
    return [
        f"{_DAYS[first.lower()]}{'-' + _DAYS[last.lower()] if last else ''}"
        f" {int(from_hour):02}:{from_minute}-{int(to_hour):02}:{to_minute}"
        for first, last, from_hour, from_minute, to_hour, to_minute in _HOURS.findall(hours or "")
    ]
