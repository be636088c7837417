"""A preview → PNG, drawn with Pillow in few colours, which takes a fifth of the time of drawing it in all of them.

A pixel is a number of the palette: the shades from one colour to another have numbers in a row, so that text drawn with
the last of them on a ground of the first gets smooth edges.
"""

import io
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import cycle

from PIL import Image, ImageColor, ImageDraw

from generator.city.views import Facade
from generator.site.previews.lettering import Text, first_fitting, fit, wrap
from generator.site.previews.views import HEIGHT, WIDTH, Preview

# The last shades of the palette's five rows; the first ones are of paper, but white begins where green ends.
_SHADES = 32
_MUTED, _GREEN, _WHITE, _INK, _WARN = range(_SHADES - 1, 5 * _SHADES, _SHADES)
_COLOURS = {_MUTED: "#454a44", _GREEN: "#14533f", _WHITE: "#ffffff", _INK: "#1b1d1a", _WARN: "#8c1d0f"}
_PAPER = "#f8f6f0"

# All lengths are pixels.
_MARGIN = 64
_ROOM = WIDTH - 2 * _MARGIN
_TOP, _BOTTOM = 116, 480  # the rows in which the pictures of a site differ
_TITLE_SIZES, _TEXT_SIZES = range(110, 29, -2), range(40, 11, -1)
_KIND_SIZES, _PLATE_SIZES = range(44, 13, -1), range(190, 29, -2)
_DEMO = "Это пример, а не настоящий сайт"

_RADIUS, _RIM, _LINE = 28, 10, 5  # the plate's corner, and the white line inside it
_PADDING, _GAP = 44, 48
_BELOW_KIND = 52
_FRONT = 330, 260  # at most
_WALLS = 0.6  # of white
_SMOOTH = 4  # shapes are drawn so many times as large and reduced

_PATH = re.compile(r"([MmHhvlz])([-\d ]*)")
_NUMBER = re.compile(r"-?\d+")


def paint(preview: Preview) -> bytes:
    """Return the picture as PNG."""
    picture = _frame(preview.above, preview.says, preview.host, preview.demo).copy()
    if preview.number:
        _draw_plate(picture, preview)
    else:
        _draw_title(picture, preview)
    picture.putpalette(_palette())
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


@cache
def _palette() -> bytes:
    shades = bytearray()
    for last, colour in _COLOURS.items():
        start = ImageColor.getrgb(_COLOURS[_GREEN] if last == _WHITE else _PAPER)
        for shade in range(_SHADES):
            pairs = zip(start, ImageColor.getrgb(colour), strict=True)
            shades += bytes(round(a + (b - a) * shade / (_SHADES - 1)) for a, b in pairs)
    return bytes(shades)


def _ground(ink: int) -> int:
    return ink - _SHADES + 1


@lru_cache(maxsize=8)
def _frame(above: str, says: str, host: str, demo: bool) -> Image.Image:  # noqa: FBT001 - arguments of a cache
    """Return what all pictures of a site share: the heading and the foot."""
    picture = Image.new("L", (WIDTH, HEIGHT), _ground(_GREEN))
    heading, typed = fit(above, _ROOM, 40, range(36, 11, -1)), fit(host, 430, 44, _TEXT_SIZES)
    left, note = (_WARN, _DEMO) if demo else (_INK, says)
    words = fit(note, 620, 44, _TEXT_SIZES, bold=demo)
    picture.paste(_ground(_MUTED), (0, 0, WIDTH, _TOP))
    heading.draw(picture, _MARGIN, 72 - heading.height // 2, _MUTED)
    picture.paste(_GREEN, (_MARGIN, 516, WIDTH - _MARGIN, 519))
    picture.paste(_ground(left), (0, 530, 690, HEIGHT))
    words.draw(picture, _MARGIN, 564 - words.height // 2, left)
    picture.paste(_ground(_INK), (690, 530, WIDTH, HEIGHT))
    typed.draw(picture, WIDTH - _MARGIN - typed.width, 564 - typed.height // 2, _INK)
    return picture


def _draw_title(picture: Image.Image, preview: Preview) -> None:
    """Draw a title, and its kind above it."""
    kind = fit(preview.kind, _ROOM, 50, _KIND_SIZES, bold=False)
    above = kind.height + _BELOW_KIND if preview.kind else 0
    title = fit(preview.title, _ROOM, _BOTTOM - _TOP - above - 40, _TITLE_SIZES)
    top = (_TOP + _BOTTOM - above - title.height) // 2
    if preview.kind:
        picture.paste(_ground(_MUTED), (0, _TOP, WIDTH, top + kind.height + _BELOW_KIND // 3))
        kind.draw(picture, _MARGIN, top, _MUTED)
    title.draw(picture, _MARGIN, top + above, _GREEN)


def _draw_plate(picture: Image.Image, preview: Preview) -> None:
    """Draw the address plate: the street small, the number large, the house beside them."""
    front = _front(preview.front) if preview.front else Image.new("L", (0, 0))
    beside = front.width + _GAP if preview.front else 0
    room = _ROOM - 2 * _PADDING - beside

    def made(size: int) -> tuple[list[tuple[Text, int, int]], int, int]:
        """Return the texts of this size with their places, and the width and height of all together."""
        street = wrap(preview.street, room, round(0.4 * size))
        number = wrap(preview.number, room, size)
        rest = wrap(preview.rest, room, size // 2)
        gap = size // 7 if preview.rest else 0
        feet = street.height + round(0.34 * size) + number.height
        texts = [(street, 0, 0), (number, 0, feet - number.height)]
        texts.append((rest, number.width + gap, feet - rest.height))
        return texts, max(street.width, number.width + gap + rest.width), feet

    def fits(size: int) -> bool:
        _, width, height = made(size)
        return width <= room and height <= _BOTTOM - _TOP - 2 * _PADDING

    texts, width, height = made(first_fitting(_PLATE_SIZES, fits))
    height = max(height, front.height)
    outer = width + beside + 2 * _PADDING, height + 2 * _PADDING
    left, top = _MARGIN, (_TOP + _BOTTOM - outer[1]) // 2
    for inset, colour in ((0, _GREEN), (_RIM, _WHITE), (_RIM + _LINE, _GREEN)):
        shape = _rounded(outer[0] - 2 * inset, outer[1] - 2 * inset, _RADIUS - inset)
        picture.paste(colour, (left + inset, top + inset), shape)
    left, feet = left + _PADDING, top + outer[1] - _PADDING
    text_height = texts[1][0].height + texts[1][2]
    for text, x, y in texts:
        text.draw(picture, left + x, feet - text_height + y, _WHITE)
    picture.paste(front, (left + width + beside - front.width, feet - front.height))


def _rounded(width: int, height: int, radius: int) -> Image.Image:
    """Return the shape of a box with round corners."""
    shape = Image.new("L", (width, height), 255)
    corner = _corner(radius)
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        quarter = corner.crop((x * radius, y * radius, (x + 1) * radius, (y + 1) * radius))
        shape.paste(quarter, (x * (width - radius), y * (height - radius)))
    return shape


@cache
def _corner(radius: int) -> Image.Image:
    """Return a disc, which is the four corners of a box."""
    size = 2 * radius * _SMOOTH
    disc = Image.new("L", (size, size))
    ImageDraw.Draw(disc).ellipse((0, 0, size - 1, size - 1), 255)
    return disc.reduce(_SMOOTH)


@lru_cache(maxsize=256)
def _front(facade: Facade) -> Image.Image:
    """Return the house, white on green."""
    unit = max(1, min(_FRONT[0] * _SMOOTH // facade.width, _FRONT[1] * _SMOOTH // facade.height))
    picture = Image.new("L", (facade.width * unit, facade.height * unit), _GREEN)
    draw = ImageDraw.Draw(picture)
    for outline in _outlines(facade.walls):
        draw.polygon([(x * unit, y * unit) for x, y in outline], outline=_GREEN + round(_SHADES * _WALLS), width=unit)
    for outline in _outlines(facade.roof):
        draw.polygon([(x * unit, y * unit) for x, y in outline], fill=_WHITE)
    for width, path, dashes in (
        (5, facade.windows, facade.window_dashes),
        (4, facade.stairs, facade.stair_dashes),
        (8, facade.doors, facade.door_dashes),
    ):
        for (start, y), (end, _) in _outlines(path):
            for left, right in _dashed(start, end, dashes):
                box = (left * unit, (y - width / 2) * unit, right * unit - 1, (y + width / 2) * unit - 1)
                draw.rectangle(box, fill=_WHITE)
    return picture.reduce(_SMOOTH)


def _outlines(path: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the points of each part of an SVG path, as far as façades use its language."""
    points: list[tuple[int, int]] = []
    for command, text in _PATH.findall(path):
        numbers = list(map(int, _NUMBER.findall(text)))
        x, y = points[0 if command == "m" else -1] if points else (0, 0)
        match command, numbers:
            case "M" | "m", [right, down]:
                if points:
                    yield points
                points = [(right, down) if command == "M" else (x + right, y + down)]
            case "H", [right]:
                points.append((right, y))
            case "h", [right]:
                points.append((x + right, y))
            case "v", [down]:
                points.append((x, y + down))
            case "l", [right, down]:
                points.append((x + right, y + down))
    if points:
        yield points


def _dashed(start: int, end: int, dashes: str) -> Iterator[tuple[int, int]]:
    """Yield where the dashes of a line begin and end."""
    lengths = cycle(map(int, dashes.split()))
    while start < end:
        right = start + next(lengths)
        yield start, min(right, end)
        start = right + next(lengths)
