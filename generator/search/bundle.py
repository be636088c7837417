"""Bundles the ES modules of site_src/search/ into one small module, for the site, the tests and the bench.

Sources are given as name → text.
"""

import re
from collections.abc import Mapping
from hashlib import sha256

from generator.search.vocabulary import vocabulary_module

CORE = ("letters", "words", "query", "houses", "city", "rank", "parts", "search")
"""In the order in which they need one another."""

_INNER = [
    "word",
    "gap",
    "latin",
    "index",
    "roles",
    "said",
    "settlement",
    "weak",
    "place",
    "words",
    "own",
    "streetHit",
    "houseHit",
    "byOrdinal",
    "byWord",
    "byNumber",
    "places",
    "letter",
    "parts",
    "rest",
    "flat",
    "count",
    "start",
    "cost",
    "list",
    "row",
    "old",
    "sure",
    "services",
    "named",
]
"""Properties that neither a caller, the index nor a string names; the minifier keeps them, so they get letters here."""
_LETTERS = "abcdefgijklmnopqrtuwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Without `s`, `h` and `v`, which the index uses."""

_IMPORT = re.compile(r"^import\b[^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|function)", re.MULTILINE)


def core(sources: Mapping[str, str]) -> str:
    """Return the search without a DOM; it exports `open`."""
    return _with_short_names(_bundled(_core_modules(sources), "open"))


def region(sources: Mapping[str, str]) -> str:
    """The search of a region's portal, without a DOM; exports `open` too.

    It says its own core's digest: a city's index is read by the module that was made with it.
    """
    known = f'const CORE = "{sha256(core(sources).encode()).hexdigest()[:10]}";\n'
    return _with_short_names(_bundled([*_core_modules(sources), known + sources["region.js"]], "open", "openRegion"))


def _core_modules(sources: Mapping[str, str]) -> list[str]:
    return [vocabulary_module(), *(sources[f"{name}.js"] for name in CORE)]


def _with_short_names(text: str) -> str:
    for name, letter in zip(_INNER, _LETTERS, strict=False):
        text = re.sub(rf"(?<=\.){name}\b|(?<=[{{,]){name}(?=[:(])", letter, text)
    return text


def field(sources: Mapping[str, str]) -> str:
    """Return the field and its list; it exports `enhance`."""
    return _bundled([sources["field.js"]], "enhance")


def loader(sources: Mapping[str, str]) -> str:
    """Return the few lines that every page has, without exports."""
    return minified(sources["loader.js"])


def _bundled(modules: list[str], name: str, inner: str = "") -> str:
    """Return the modules in one function, so that its names can be short; the export is called `inner` there."""
    joined = "".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in modules)
    return minified(f"export const {name}=(()=>{{{joined};return {inner or name}}})();")


def minified(text: str) -> str:
    """Return a small script that does the same.

    Destructuring declarations are avoided in the sources: the minifier may move them before what they need. It is
    written in Go, whose threads a forked process has not: it would wait for them for ever.
    """
    import minify  # type: ignore[import-untyped]  # noqa: PLC0415 - bundles are remembered

    return str(minify.string("text/javascript", text)) + "\n"
