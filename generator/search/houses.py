"""How the houses of a street are written: `AAбвBk1k2`. The reader is site_src/search/houses.js."""

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter

from generator.search.values import Building

_DIGITS = re.compile(r"\d+")
_RUNS = re.compile(r"\d+|\D+")
_UNSAFE = re.compile(r"[^0-9А-Я~\\,.]")

_parts = attrgetter("number", "letter", "fraction", "corpus", "building", "litera")

_Natural = tuple[tuple[int, str], ...]
_Order = tuple[tuple[int, _Natural], ...]


def key(house: Building) -> str:
    """Return the reader's name of a house: `12`, `12а`, `12/2`, `12k2`, `12а*2`; "" where it can't have one."""
    number, tail, _ = _taken_apart(_parts(house))
    return "" if tail is None else f"{number}{tail}"


def sort_key(house: Building) -> tuple[int, _Order, str]:
    """Return the sort key: 2 < 10, 12 < 12А < 12/2 < 12 корп. 2; those without a number last."""
    number, _, order = _taken_apart(_parts(house))
    return number, order, house.title


def encode(houses: Iterable[Building]) -> str:
    """Return a line for the houses of one street, in the order of `sort_key`."""
    line: list[str] = []
    last = 0
    for house in houses:
        number, tail, _ = _taken_apart(_parts(house))
        if tail is None:
            line.append("<")
            continue
        if number != last:
            line.append(("!" if tail else "") + _step(number - last))
            last = number
        line.append(tail)
    return "".join(line)


@lru_cache(maxsize=8192)
def _taken_apart(parts: tuple[str, ...]) -> tuple[int, str | None, _Order]:
    """Return the number at the name's beginning, the rest, the sort key; cached: every street has a house 12."""
    order = tuple((rank, _natural(part)) for rank, part in enumerate(parts) if part)
    found = _DIGITS.match(parts[0])
    tail = _tail(parts[0][found.end() :], *parts[1:]) if found else None
    return (10**9 if found is None or tail is None else int(found.group())), tail, order


def _step(step: int) -> str:
    return chr(64 + step) if 0 < step <= _ALPHABET else f"({step})"


def _tail(merged: str, letter: str, *others: str) -> str | None:
    if merged:
        merged, letter = merged + letter, ""
    pieces = [merged] if merged else []
    pieces += [letter[0].lower() + letter[1:].upper()] if letter else []
    pieces += [mark + value.upper() for mark, value in zip("/ksl", others, strict=True) if value]
    escaped = [piece[0] + piece[1:].replace("-", "~").replace("/", "\\") for piece in pieces]
    if any(_UNSAFE.search(piece[1:]) for piece in escaped) or not re.fullmatch(r"[а-я]?", letter[:1].lower()):
        return None
    return "".join(
        piece if place == 0 else _FURTHER.get(piece[0], piece[0]) + piece[1:] for place, piece in enumerate(escaped)
    )


_ALPHABET = 26
_FURTHER = {"/": ":", "k": "*", "s": "=", "l": "%"}


def _natural(text: str) -> _Natural:
    return tuple((int(run), "") if run.isdigit() else (0, run) for run in _RUNS.findall(text.lower()))
