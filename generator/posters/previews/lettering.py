"""Text in a picture: broken into lines, as large as fits, kerned.

Pillow alone kerns only where the system has FriBidi, so its letters are placed here, one by one. A letter is drawn once
for each size.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from generator.posters import fonts
from generator.posters.typesetting import printable

_CAPITAL = fonts.CAPITAL / fonts.UNITS
_LEADING = 0.42  # from the feet of a line to the capitals of the next, in parts of the size

_BREAK = "\u200b"  # a line may break here
_LONG_WORD = re.compile(r"\S{20,}")
_MARKS = re.compile(r"[-./]+")
_ENDLESS = re.compile(rf"[^-./{_BREAK}]{{26,}}")
_PIECE = re.compile(rf"[ {_BREAK}]?[^ {_BREAK}]+")


class Text(Struct, frozen=True):
    """Lines of one size. The height is from the top of capitals to the feet of the last line."""

    lines: list[str]
    size: int
    bold: bool
    width: int
    height: int

    def draw(self, picture: Image.Image, left: int, top: int, ink: int) -> None:
        """Write the lines into a picture."""
        for number, line in enumerate(self.lines):
            feet = round(top + self.size * (_CAPITAL + number * (_CAPITAL + _LEADING)))
            for letter, units in _placed(line, self.bold):
                shape, right, down = _letter(letter, self.size, self.bold)
                picture.paste(ink, (left + right + round(units * self.size / fonts.UNITS), feet + down), shape)


def fit(text: str, width: int, height: int, sizes: range, *, bold: bool = True) -> Text:
    """Return the text at the first of the sizes that fits, or the last one. The sizes are from large to small."""

    def fits(size: int) -> bool:
        made = wrap(text, width, size, bold=bold)
        return made.width <= width and made.height <= height

    return wrap(text, width, first_fitting(sizes, fits), bold=bold)


def first_fitting(sizes: range, fits: Callable[[int], bool]) -> int:
    """Return the first of the sizes that fits, or the last one."""
    return sizes[min(bisect_left(sizes, 1, key=fits), len(sizes) - 1)]


def wrap(text: str, width: int, size: int, *, bold: bool = True) -> Text:
    """Return the text in lines of at most this width; only what can't be broken is wider."""
    lines = [""]
    for piece in _PIECE.findall(_breakable(printable(text))):
        longer = lines[-1] + piece.replace(_BREAK, "")
        if not lines[-1] or _width(longer, bold) * size <= width * fonts.UNITS:
            lines[-1] = longer
        else:
            lines.append(piece.strip(f" {_BREAK}"))
    widest = max(_width(line, bold) for line in lines)
    height = size * (len(lines) * (_CAPITAL + _LEADING) - _LEADING)
    return Text(lines, size, bold, round(widest * size / fonts.UNITS), round(height))


def _breakable(text: str) -> str:
    """Mark where a long word may break: after a hyphen, a full stop or a slash; one longer than a line, anywhere."""
    return _LONG_WORD.sub(lambda word: _ENDLESS.sub(_anywhere, _MARKS.sub(rf"\g<0>{_BREAK}", word[0])), text)


def _anywhere(piece: re.Match[str]) -> str:
    return _BREAK.join(piece[0])


@lru_cache(maxsize=1024)
def _width(line: str, bold: bool) -> float:  # noqa: FBT001 - arguments of a cache
    """Return the width of a line in units of the font."""
    return sum(_advance(letter, bold) for letter in line) + sum(_kerning(*pair, bold) for pair in pairwise(line))


def _placed(line: str, bold: bool) -> Iterator[tuple[str, float]]:  # noqa: FBT001
    """Yield each letter of a line and where it begins, in units of the font."""
    at, before = 0.0, ""
    for letter in line:
        if before:
            at += _advance(before, bold) + _kerning(before, letter, bold)
        yield letter, at
        before = letter


@lru_cache(maxsize=512)
def _advance(letter: str, bold: bool) -> float:  # noqa: FBT001
    return _font(fonts.UNITS, bold).getlength(letter)


@lru_cache(maxsize=2048)
def _kerning(left: str, right: str, bold: bool) -> int:  # noqa: FBT001
    return fonts.face(bold=bold).kerning(left, right)


@lru_cache(maxsize=1024)
def _letter(letter: str, size: int, bold: bool) -> tuple[Image.Image, int, int]:  # noqa: FBT001
    """Return the shape of a letter, and where it is, seen from the letter's origin on the baseline."""
    font = _font(size, bold)
    left, top, right, bottom = map(int, font.getbbox(letter, anchor="ls"))
    shape = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(shape).text((-left, -top), letter, 255, font, anchor="ls")
    return shape, left, top


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001
    return ImageFont.truetype(fonts.face(bold=bold).path, size, layout_engine=ImageFont.Layout.BASIC)
