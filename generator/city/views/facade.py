"""A small drawing of a house's front, made from its floors and entrances.

It lets people recognise the house: how high, how long, which doors. It is schematic: a section (what one entrance
serves) has flats on both sides of its stairs, whose windows are half a floor higher, above the door; up to two floors
get a pitched roof, six and more a flat one with the lifts' machine rooms.

A row of windows is one dashed line, so a house of any size takes a few hundred bytes. Lengths are in units of the
drawing; about 1.25 of them make a CSS pixel.
"""

from functools import lru_cache

from msgspec import Struct

from generator.city.views.marks import Shown

MOST_FLOORS = 30  # a larger house can't be recognised at this size
MOST_ENTRANCES = 20

_FLOOR = 10
_WINDOW = 4  # width, and the gap to the next one
_STEP = 2 * _WINDOW
_DOOR = 6
_PARAPET = 2
_EAVES = 2
_MANY_ENTRANCES = 3
_LIFTS_FROM = 6  # floors
_PITCHED_TO = 2
_PIXEL = 1.25
_WIDEST, _HIGHEST = 136, 96  # CSS pixels


class Facade(Struct, frozen=True, kw_only=True):
    """A drawing of `width` × `height` units, to be shown `pixels` (width, height) large.

    `walls` and `roof` are outlines. `windows`, `stairs` and `doors` are dashed lines, 5, 4 and 8 units wide.
    """

    width: Shown[int]
    height: Shown[int]
    pixels: Shown[tuple[int, int]]
    walls: Shown[str]
    roof: Shown[str]
    windows: Shown[str]
    stairs: Shown[str]
    doors: Shown[str]
    window_dashes: Shown[str]
    stair_dashes: Shown[str]
    door_dashes: Shown[str]


@lru_cache(maxsize=1024)
def draw_facade(floors: int | None, entrances: int | None) -> Facade | None:
    """Return the drawing, or None if floors or entrances are unknown or too many to draw."""
    if not floors or not entrances or floors > MOST_FLOORS or entrances > MOST_ENTRANCES:
        return None
    wings = 1 if entrances >= _MANY_ENTRANCES else 2  # windows on each side of the stairs
    section = (2 * wings + 1) * _STEP
    wall = entrances * section + _WINDOW
    above = _height_above(floors)
    ground = above + floors * _FLOOR + _PARAPET
    top, left, width = above, _EAVES, wall + 2 * _EAVES
    first, stair = left + _WINDOW, left + _WINDOW + wings * _STEP
    return Facade(
        width=width,
        height=ground + 1,
        pixels=_pixels(width, ground + 1),
        walls=f"M{left} {top}h{wall}v{ground - top}h-{wall}z",
        roof=_roof(floors, top, width) + (_lifts(entrances, section, stair, top) if floors >= _LIFTS_FROM else ""),
        windows=_rows(first, ground - 5, wall - _WINDOW, floors),
        stairs=_rows(stair, ground - 2 * _FLOOR, wall - _WINDOW - wings * _STEP, floors - 2),
        doors=f"M{stair - 1} {ground - 4}h{wall - _WINDOW - wings * _STEP}",
        window_dashes=_dashes([_WINDOW] * (2 * wings - 1) + [_STEP + _WINDOW] + [_WINDOW] * (2 * wings)),
        stair_dashes=_dashes([_WINDOW, section - _WINDOW]),
        door_dashes=_dashes([_DOOR, section - _DOOR]),
    )


def _height_above(floors: int) -> int:
    """Return the height of the roof."""
    if floors <= _PITCHED_TO:
        return 11
    return 6 if floors >= _LIFTS_FROM else 2


def _roof(floors: int, top: int, width: int) -> str:
    if floors <= _PITCHED_TO:
        return f"M0 {top}l9-{top - 1}h{width - 18}l9 {top - 1}z"
    return f"M0 {top - 2}h{width}v3H0z"


def _lifts(entrances: int, section: int, stair: int, top: int) -> str:
    """Return the machine rooms: a box above each staircase."""
    step = f"m{section} 0"
    return f"M{stair - 2} {top - 2}" + step.join(["v-4h8v4h-8z"] * entrances)


def _rows(x: int, y: int, length: int, count: int) -> str:
    """Return horizontal lines one below the other; each starts its dashes anew."""
    return "".join(f"M{x} {y - floor * _FLOOR}h{length}" for floor in range(count))


def _dashes(lengths: list[int]) -> str:
    return " ".join(map(str, lengths))


def _pixels(width: int, height: int) -> tuple[int, int]:
    scale = min(1 / _PIXEL, _WIDEST / width, _HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
