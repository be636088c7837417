"""Sheets of stickers: the usual label sheets by name, others by their measures, and the sheet that is cut apart.

Lengths are in millimetres. A code is read if the smallest of its squares (modules) is 0.4 mm or larger: a printer of
300 dots per inch gives it about five dots, and a phone's camera sees it from 12 cm.
"""

import re

from msgspec import Struct

from generator.posters.views import Labels
from generator.text import Bad, nearest, plural, shorten

_A4 = (210.0, 297.0)
_SMALLEST_MODULE = 0.4
_SMALLEST_TEXT = 14.0  # width beside the code; an address of the site in fewer is torn into pieces
_UNPRINTABLE = 4.5  # at the edge of the paper, for the usual laser printer
_MARGIN = 1.2  # of a label, for paper that is fed askew
_LARGEST_CODE = 44.0  # with its quiet zone
_BESIDE = 0.52  # share of the width that the code may take
_QUIET = 8  # modules on both sides together
_TOLERANCE = 0.6  # names of sheets are rounded: 7 rows of 42.3 mm are 296.1 mm
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_PAIR = rf"{_NUMBER}[xх×*]{_NUMBER}"
_COUNT = r"(\d{1,2})[xх×*](\d{1,2})"
_MEASURES = re.compile(rf"{_PAIR}/{_COUNT}(?:/{_PAIR})?(?:/{_PAIR})?", re.IGNORECASE)
_FORM = "ШИРИНАxВЫСОТА/СТОЛБЦОВxРЯДОВ/СЛЕВАxСВЕРХУ/ШАГxШАГ в миллиметрах, например 63.5x38.1/3x7/7.2x15.1/66x38.1"


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet of A4: the size of a label, columns and rows, the first label's corner, and from corner to corner."""

    name: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    cut: bool = False  # plain paper, to be cut apart

    @property
    def capacity(self) -> int:
        """Return the number of stickers."""
        return self.columns * self.rows

    @property
    def size(self) -> str:
        """Return the size of a label: «63,5 × 38,1 мм»."""
        return f"{_russian(self.width)} × {_russian(self.height)} мм"

    @property
    def is_tight(self) -> bool:
        """Return True if there are no gaps between the labels."""
        return self.step_x - self.width < _TOLERANCE and self.step_y - self.height < _TOLERANCE

    @property
    def title(self) -> str:
        """Return the sheet in words."""
        return f"{plural(self.capacity, 'наклейка', 'наклейки', 'наклеек')} {self.size}"

    @property
    def inset(self) -> tuple[float, float]:
        """Return how far text stays from a label's side and from its top: no printer reaches the edge of the paper."""
        return max(_MARGIN, _UNPRINTABLE - self.left), max(_MARGIN, _UNPRINTABLE - self.top)


def _sheet(name: str, size: tuple[float, float], count: tuple[int, int], *more: tuple[float, float]) -> Sheet:
    """Return a sheet; `more` are its margins (usual: the labels are centred) and steps (usual: no gaps)."""
    step = more[1] if len(more) > 1 else size
    spans = [step[axis] * (count[axis] - 1) + size[axis] for axis in (0, 1)]
    start = more[0] if more else tuple(max(0.0, (_A4[axis] - spans[axis]) / 2) for axis in (0, 1))
    return Sheet(
        name=name, width=size[0], height=size[1], columns=count[0], rows=count[1],
        left=start[0], top=start[1], step_x=step[0], step_y=step[1],
    )  # fmt: skip


# Measures: LibreOffice's table of label sheets, extras/source/labels/labels.xml, «Avery Zweckform» and «Avery A4»;
# the name is the article there, other makers copy the same dies. The first of a number is what that number means.
SHEETS = (
    _sheet("3425", (105, 57), (2, 5), (0, 5.93)),
    _sheet("3424", (105, 48), (2, 6), (0, 4.43)),
    _sheet("3652", (70, 42.3), (3, 7), (0, 0), (70, 42.41)),
    _sheet("L7160", (63.5, 38.1), (3, 7), (7.2, 15.15), (66.04, 38.1)),
    _sheet("3474", (70, 37), (3, 8), (0, 0), (70, 37.1)),
    _sheet("3490", (70, 36), (3, 8), (0, 4.43)),
    _sheet("3479", (70, 32), (3, 9), (0, 4.43)),
    _sheet("3421", (70, 25.4), (3, 11), (0, 8.73)),
    _sheet("3651", (52.5, 29.7), (4, 10), (0, 0), (52.5, 29.69)),
    _sheet("3657", (48.5, 25.4), (4, 10), (8, 21.43)),
    _sheet("L7651", (38.1, 21.2), (5, 13), (4.67, 10.9), (40.64, 21.17)),
    _sheet("3666", (38.1, 21.2), (5, 13), (9.75, 10.63)),
)
CUT = Sheet(name="", width=97, height=56.2, columns=2, rows=5, left=8, top=8, step_x=97, step_y=56.2, cut=True)


def parse_sheet(text: str) -> Sheet | Bad:
    """Return the sheet that a person names by its number of labels, article or label's size, or by its measures."""
    wanted = _folded(text)
    for sheet in SHEETS:
        if wanted in (str(sheet.capacity), _folded(sheet.name), _folded(f"{sheet.width:g}x{sheet.height:g}")):
            return sheet
    found = _MEASURES.fullmatch(wanted)
    if not found:
        near = nearest(wanted, [_folded(sheet.name) for sheet in SHEETS]) if len(wanted) > len("65") else ""
        return Bad(
            code="sheet",
            text=f"листа наклеек «{shorten(text)}» программа не знает",
            hint=(f"может быть, {near}? " if near else "") + f"есть {names()}; другие опишите так: {_FORM}",
        )
    numbers = [float(one) for one in found.groups() if one]
    (width, height), (columns, rows), *more = zip(numbers[::2], numbers[1::2], strict=True)
    sheet = _sheet(f"{width:g}x{height:g}", (width, height), (int(columns), int(rows)), *more)
    return _refused(sheet, shorten(text.strip())) or sheet


def names() -> str:
    """Return the known sheets in a line: «21 (3652: 70x42.3)»."""
    return ", ".join(f"{sheet.capacity} ({sheet.name}: {sheet.width:g}x{sheet.height:g})" for sheet in SHEETS)


def refuse_code(labels: Labels, modules: int) -> Bad | None:
    """Return why a code with so many squares on a side can't be read from such a label, or None if it can."""
    module = labels.code / (modules + _QUIET)
    if module < _SMALLEST_MODULE:
        what = f"клетка кода вышла бы {_russian(module)} мм, телефон прочтёт от {_russian(_SMALLEST_MODULE)} мм"
    elif labels.width - labels.code - labels.inset_x < _SMALLEST_TEXT:
        what = "рядом с кодом не поместится адрес"
    else:
        return None
    size = f"{_russian(labels.width)} × {_russian(labels.height)} мм"
    return Bad(
        code="labels", text=f"наклейка {size} мала: {what}", hint="возьмите лист с наклейками крупнее: --sheet 24"
    )


def labels_of(
    sheet: Sheet, *, copies: int, start: int = 1, shift: tuple[float, float] = (0, 0), test: bool = False
) -> Labels:
    """Return what the templates see of a sheet."""
    (nudge_x, inset_x), (nudge_y, inset_y) = (_reached(sheet, axis, shift[axis]) for axis in (0, 1))
    # The quiet zone may lie where nothing is printed: it is at least 15 % of a code's dark square.
    code = min(sheet.height - 1.5, 1.15 * (sheet.height - 2 * inset_y), _BESIDE * sheet.width, _LARGEST_CODE)
    return Labels(
        width=sheet.width, height=sheet.height, columns=sheet.columns, rows=sheet.rows,
        left=sheet.left + shift[0], top=sheet.top + shift[1], step_x=sheet.step_x, step_y=sheet.step_y,
        nudge_x=nudge_x, nudge_y=nudge_y, inset_x=inset_x, inset_y=inset_y, code=code,
        cut=sheet.cut, copies=copies, start=start, test=test,
        shift=f"{shift[0]:g},{shift[1]:g}" if any(shift) else "", name=sheet.name, title=sheet.title,
    )  # fmt: skip


def _reached(sheet: Sheet, axis: int, shift: float) -> tuple[float, float]:
    """Return how far a sticker moves inside a shifted label so that the printer reaches it, and its inset."""
    inset = sheet.inset[axis]
    start, size, step, count = (
        (sheet.left, sheet.width, sheet.step_x, sheet.columns),
        (sheet.top, sheet.height, sheet.step_y, sheet.rows),
    )[axis]
    end = _A4[axis] - start - size - step * (count - 1)
    first, last = (
        max(0.0, min(_UNPRINTABLE, edge + inset) - edge - inset - towards)
        for edge, towards in ((start, shift), (end, -shift))
    )
    room = inset - _MARGIN
    return min(first, room) - min(last, room), inset + max(first - room, last - room, 0.0)


def _refused(sheet: Sheet, text: str) -> Bad | None:
    """Return what is wrong with measures that a person wrote."""
    if not sheet.width or not sheet.height or not sheet.capacity:
        return Bad(code="sheet", text=f"в «{text}» есть ноль", hint=f"нужно: {_FORM}")
    if sheet.step_x < sheet.width - _TOLERANCE or sheet.step_y < sheet.height - _TOLERANCE:
        return Bad(
            code="sheet",
            text=f"в «{text}» наклейки заходят одна на другую",
            hint="шаг — от левого края до левого края и от верха до верха, он не меньше наклейки",
        )
    right = sheet.left + sheet.step_x * (sheet.columns - 1) + sheet.width
    bottom = sheet.top + sheet.step_y * (sheet.rows - 1) + sheet.height
    if right > _A4[0] + _TOLERANCE or bottom > _A4[1] + _TOLERANCE:
        return Bad(
            code="sheet",
            text=f"столько наклеек на A4 не поместится: вышло {_russian(right)} × {_russian(bottom)} мм",
            hint="лист — 210 × 297 мм; проверьте размеры, поля и шаг",
        )
    return None


def _folded(text: str) -> str:
    return re.sub(r"[xх×*]", "x", re.sub(r"\s|мм", "", text.lower())).replace(",", ".")


def _russian(number: float) -> str:
    return f"{round(number, 2):g}".replace(".", ",")
