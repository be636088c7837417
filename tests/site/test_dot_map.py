"""The map: north is up, the grid is small, one yard is one dot."""

import re

import pytest

from generator.city.statistics import Dot
from generator.site.pages.dot_map import draw_map
from generator.text.typography import NBSP


def test_a_map_needs_places():
    dot = Dot(latitude=46.95, longitude=142.73, has_chat=True)
    assert draw_map([dot, dot]) is None


def test_houses_in_one_yard_are_one_dot():
    drawn = draw_map([Dot(latitude=46.95, longitude=142.73, has_chat=number > 2) for number in range(8)])
    assert drawn is not None
    [layer] = drawn.layers
    assert (layer.kind, layer.size, layer.path.count("M")) == ("yes", 8, 1)


def test_the_map_lies_right():
    """North is up, east is right, and nothing is outside."""
    south_west, north_east = (46.90, 142.70), (46.96, 142.80)
    dots = [Dot(latitude=lat, longitude=lon, has_chat=True) for lat, lon in (south_west, north_east, (46.93, 142.71))]
    drawn = draw_map(dots)
    assert drawn is not None
    places = [(int(x), int(y)) for layer in drawn.layers for x, y in re.findall(r"M(\d+) (\d+)h0", layer.path)]
    assert max(places)[1] == min(y for _, y in places)
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)
    # 7.6 km from west to east, 6.7 km from south to north
    wide, high = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    assert wide / high == pytest.approx(7.6 / 6.7, rel=0.06)
    assert drawn.ruler_says == f"2{NBSP}км"


def test_thirty_thousand_dots_stay_small():
    dots = [
        Dot(latitude=46.9 + (number * 7919 % 30_000) / 3e5, longitude=142.7 + number / 2e5, has_chat=number % 3 > 0)
        for number in range(30_000)
    ]
    drawn = draw_map(dots)
    assert drawn is not None
    assert sum(len(layer.path) for layer in drawn.layers) < 30_000
