"""The drawing of a house's front: as many floors and doors as the house has, inside its frame, small."""

import io
import re

import pytest
import resvg_py
from PIL import Image

from generator.city.views.facade import MOST_ENTRANCES, MOST_FLOORS, Facade, draw_facade

SIZES = [
    (floors, entrances) for floors in (1, 2, 3, 5, 6, 9, 12, 16, 25, MOST_FLOORS) for entrances in (1, 2, 3, 4, 16)
]


def drawn(facade: Facade, *lines: tuple[str, int, str]) -> Image.Image:
    """Draw lines (path, width, dashes) black on white, two pixels a unit."""
    paths = "".join(
        f'<path d="{path}" stroke="#000" fill="none" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
        for path, width, dashes in lines
    )
    box = f"0 0 {facade.width} {facade.height}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{paths}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, width=2 * facade.width, background="#fff")
    return Image.open(io.BytesIO(bytes(png))).convert("L")


def marks(picture: Image.Image, *, row: int) -> int:
    """Return the number of dark runs in a row of pixels."""
    pixels = [picture.getpixel((x, row)) < 128 for x in range(picture.width)]
    return sum(now and not before for before, now in zip([False, *pixels], pixels, strict=False))


@pytest.mark.parametrize(("floors", "entrances"), SIZES)
def test_every_entrance_has_a_door(floors: int, entrances: int):
    facade = draw_facade(floors, entrances)
    assert facade
    picture = drawn(facade, (facade.doors, 8, facade.door_dashes))
    assert marks(picture, row=picture.height - 8) == entrances


@pytest.mark.parametrize(("floors", "entrances"), SIZES)
def test_every_floor_has_its_row_of_windows(floors: int, entrances: int):
    facade = draw_facade(floors, entrances)
    assert facade
    picture = drawn(facade, (facade.windows, 5, facade.window_dashes))
    column = picture.rotate(90, expand=True)
    first = int(re.match(r"M(\d+)", facade.windows)[1])
    assert marks(column, row=column.height - 2 * first - 4) == floors
    flats = marks(picture, row=picture.height - 12)
    assert flats == entrances * (4 if entrances <= 2 else 2)


@pytest.mark.parametrize(("floors", "entrances"), SIZES)
def test_the_house_stands_inside_its_frame(floors: int, entrances: int):
    facade = draw_facade(floors, entrances)
    assert facade
    wide, high = facade.pixels
    assert 8 <= wide <= 136
    assert 8 <= high <= 96
    assert wide / high == pytest.approx(facade.width / facade.height, rel=0.1)
    for path in (facade.windows, facade.stairs, facade.doors):
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
            assert 0 < int(x) < int(x) + int(length) < facade.width
            assert 0 < int(y) < facade.height


def test_what_is_unknown_or_absurd_is_not_drawn():
    for floors, entrances in (
        (None, 4), (5, None), (None, None), (0, 1), (MOST_FLOORS + 1, 2), (5, MOST_ENTRANCES + 1),
    ):  # fmt: skip
        assert draw_facade(floors, entrances) is None


def test_different_houses_look_different():
    assert len({draw_facade(floors, entrances) for floors, entrances in SIZES}) == len(SIZES)


def test_it_is_drawn_once():
    assert draw_facade(5, 4) is draw_facade(5, 4)
