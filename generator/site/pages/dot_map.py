"""Coordinates of houses → a map of dots without tiles or third parties.

Houses are grouped in a grid of at most 48 cells a side, so 30,000 of them take no more than 2,304 dots. North is up;
degrees of longitude are scaled by the cosine of the middle latitude.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import cos, radians

from generator.city import Dot
from generator.site.coverage_views import DotLayer, MapView
from generator.text import NBSP, plural

FEWEST = 3  # dots; with fewer there is no map

_CELLS = 48
_CELL = 10  # units of the drawing
_SIZES = ((1, 4), (5, 6), (20, 8))  # (up to this number of houses, size of the dot)
_LARGEST = 10
_KM_PER_DEGREE = 111.2
_SMALLEST_EXTENT = 0.005  # degrees, about half a kilometre, so that one yard does not fill the map
_RULERS = (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1)  # kilometres

_Cell = tuple[int, int]


def draw_map(dots: Sequence[Dot]) -> MapView | None:
    """Return the map, or None if too few houses have coordinates."""
    if len(dots) < FEWEST:
        return None
    south, north = _extent(dot.latitude for dot in dots)
    shrink = cos(radians((south + north) / 2))
    west, east = _extent(dot.longitude * shrink for dot in dots)
    cell = max(north - south, east - west) / _CELLS
    counts: dict[_Cell, Counter[bool]] = defaultdict(Counter)
    for dot in dots:
        column = min(_CELLS - 1, int((dot.longitude * shrink - west) / cell))
        row = min(_CELLS - 1, int((north - dot.latitude) / cell))
        counts[column, row][dot.has_chat] += 1
    width = _CELL * (max(column for column, _ in counts) + 2)
    height = _CELL * (max(row for _, row in counts) + 2)
    length, says = _ruler(_CELL / cell / _KM_PER_DEGREE, width)
    with_chat = sum(dot.has_chat for dot in dots)
    return MapView(
        width=width,
        height=height + _CELL,
        layers=_layers(counts),
        ruler=f"M{_CELL} {height}h{length}",
        ruler_says=says,
        says=f"Карта: на ней {plural(len(dots), 'дом', 'дома', 'домов')}, чат есть у{NBSP}{with_chat}.",
    )


def _extent(values: Iterable[float]) -> tuple[float, float]:
    """Return the minimum and maximum, at least the smallest extent apart."""
    known = sorted(values)
    least, most = known[0], known[-1]
    lacking = max(0.0, _SMALLEST_EXTENT - (most - least))
    return least - lacking / 2, most + lacking / 2


def _layers(counts: dict[_Cell, Counter[bool]]) -> tuple[DotLayer, ...]:
    paths: dict[tuple[bool, int], list[str]] = defaultdict(list)
    for (column, row), houses in sorted(counts.items()):
        most_have_one = 2 * houses[True] >= houses.total()
        place = f"M{_CELL * (column + 1)} {_CELL * (row + 1)}h0"
        paths[most_have_one, _size(houses.total())].append(place)
    return tuple(
        DotLayer(kind="yes" if most_have_one else "no", size=size, path="".join(places))
        for (most_have_one, size), places in sorted(paths.items())
    )


def _size(houses: int) -> int:
    return next((size for most, size in _SIZES if houses <= most), _LARGEST)


def _ruler(units_per_km: float, width: int) -> tuple[int, str]:
    """Return the longest round distance that takes at most a third of the map, in units and in words."""
    kilometres = next((one for one in _RULERS if one * units_per_km <= width / 3), _RULERS[-1])
    metres = round(1000 * kilometres)
    says = f"{metres // 1000}{NBSP}км" if metres >= 1000 else f"{metres}{NBSP}м"  # noqa: PLR2004 - metres in a km
    return round(kilometres * units_per_km), says
