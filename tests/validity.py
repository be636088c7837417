"""Checks that a page is valid HTML by the parsing algorithm of browsers."""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap

import html5lib


def mistakes(name: str, html: str) -> list[str]:
    """Return the parse errors of a page."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    lines = html.split("\n")
    return [
        f"{name}:{line}: {code} {values}: {lines[line - 1][:120]}" for (line, _column), code, values in parser.errors
    ]


def _all_mistakes(pages: list[tuple[str, str]]) -> list[str]:
    return [mistake for found in starmap(mistakes, pages) for mistake in found]


def mistakes_of_all(pages: Iterable[tuple[str, str]]) -> list[str]:
    """Return the parse errors of many pages, parsed in several processes."""
    pending = list(pages)
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(_all_mistakes, [pending[index :: workers * 4] for index in range(workers * 4)])
        return [mistake for part in found for mistake in part]
