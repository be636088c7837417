"""How the houses of a street are written: `AAбвBk1k2`. The reader is site_src/search/houses.js."""

import re
from collections.abc import Iterable

from generator.search.values import Building

_DIGITS = re.compile(r"\d+")
_RUNS = re.compile(r"\d+|\D+")
_UNSAFE = re.compile(r"[^0-9А-Я~\\,.]")

_Natural = tuple[tuple[int, str], ...]
SortKey = tuple[int, tuple[tuple[int, _Natural], ...], str]


def key(house: Building) -> str:
    """The reader's name of a house: `12`, `12а`, `12/2`, `12k2`, `12а*2`; "" where it can't have one."""
    found = _DIGITS.match(house.number)
    if not found:
        return ""
    tail = _tail(house, house.number[found.end() :])
    return f"{int(found.group())}{tail}" if tail is not None else ""


def sort_key(house: Building) -> SortKey:
    """2 < 10, 12 < 12А < 12/2 < 12 корп. 2; those without a number last."""
    found = _DIGITS.match(house.number)
    parts = (house.number, house.letter, house.fraction, house.corpus, house.building, house.litera)
    number = int(found.group()) if found and key(house) else 10**9
    return number, tuple((rank, _natural(part)) for rank, part in enumerate(parts) if part), house.title


def encode(houses: Iterable[Building]) -> str:
    """One line for the houses of one street, in the order of `sort_key`."""
    line: list[str] = []
    last = 0
    for house in houses:
        name = key(house)
        if not name:
            line.append("<")
            continue
        digits = _DIGITS.match(name)
        number = int(digits.group()) if digits else 0
        tail = name[len(str(number)) :]
        if number != last:
            line.append(("!" if tail else "") + _step(number - last))
            last = number
        line.append(tail)
    return "".join(line)


def _step(step: int) -> str:
    return chr(64 + step) if 0 < step <= _ALPHABET else f"({step})"


def _tail(house: Building, merged: str) -> str | None:
    letter = house.letter
    if merged:
        merged, letter = merged + letter, ""
    marked = [("/", house.fraction), ("k", house.corpus), ("s", house.building), ("l", house.litera)]
    pieces = [merged] if merged else []
    pieces += [letter[0].lower() + letter[1:].upper()] if letter else []
    pieces += [mark + value.upper() for mark, value in marked if value]
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
