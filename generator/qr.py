"""QR codes: a payload → one small SVG path.

The highest error correction that costs no larger code, Q at least; quiet zone of 4 modules (ISO/IEC 18004).

Our payloads differ in a few characters only. With version, error correction and mask fixed, the matrix of a code
is an affine function over GF(2) of the payload's bits: what a character changes is the same set of modules
whatever stands elsewhere. So a family of payloads needs some dozens of stock codes, and every other code is the
XOR of what its characters change. The mask is the stock choice for the family's first code.
"""

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.shown import Shown

if TYPE_CHECKING:
    from qrcode.main import QRCode

QUIET_ZONE = 4

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # in the order of the values 0 to 44
_BASE = len(_ALPHANUMERIC)
_PAIR_BITS = 11
_FEW = 16  # codes that are made sooner one by one than by learning what their characters change
_CHUNK = 10

_Column = tuple[Callable[[str], tuple[str, ...]], Callable[[str], str]]


class Code(Struct, frozen=True, kw_only=True):
    """A code as a drawing: `size` modules a side with the quiet zone, `path` to be stroked one module wide."""

    payload: Shown[str]
    size: int
    path: Shown[str]


def make_code(prefix: str, varying: str, suffix: str) -> Code:
    """Return the code of `prefix + varying + suffix`; codes that differ in `varying` alone share the work."""
    family = _family(prefix, suffix, len(varying))
    return Code(
        payload=prefix + varying + suffix,
        size=family.modules + 2 * QUIET_ZONE,
        path=_path(family.matrix(varying), family.modules),
    )


def make_lone_code(payload: str) -> Code:
    """Return the code of a payload that has no family."""
    rows = stock_matrix(payload)
    number = int("".join("01"[module] for row in rows for module in row), 2)
    return Code(payload=payload, size=len(rows) + 2 * QUIET_ZONE, path=_path(number, len(rows)))


def stock_matrix(payload: str, level: int | None = None, mask: int | None = None) -> list[list[bool]]:
    """Return the matrix as the library makes it; without `level` and `mask` it chooses them by our rules."""
    code = _stock(payload, _best_level(payload) if level is None else level)
    code.mask_pattern = mask
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


@lru_cache(maxsize=64)
def _family(prefix: str, suffix: str, length: int) -> "_Family":
    return _Family(prefix, suffix, length)


class _Family:
    """All payloads of one form. A matrix is an integer of modules × modules bits, the first module highest."""

    def __init__(self, prefix: str, suffix: str, length: int) -> None:
        self._prefix, self._suffix = prefix, suffix
        self._zero = _ALPHANUMERIC[0] * length
        payload = prefix + self._zero + suffix
        self._level = _best_level(payload)
        code = _stock(payload, self._level)
        self.modules: int = code.version * 4 + 17
        code.make(fit=False)
        self.mask = int(code.best_mask_pattern())
        self._asked = 0
        self._slots = _slots(code.data_list, len(prefix), length)
        self._changes: dict[tuple[int, str], int] = {}
        self._pair_bits: dict[int, list[int]] = {}

    @cached_property
    def _start(self) -> int:
        return self._stock_number(self._zero)

    def matrix(self, varying: str) -> int:
        """Return the matrix of one member."""
        self._asked += 1
        if self._asked <= _FEW:
            return self._stock_number(varying)
        number = self._start
        for index, (start, end, whole_pair) in enumerate(self._slots):
            key = index, varying[start:end]
            change = self._changes.get(key)
            if change is None:
                make = self._pair_change if whole_pair else self._plain_change
                change = self._changes[key] = make(index, key[1])
            number ^= change
        return number

    def _plain_change(self, index: int, text: str) -> int:
        """Return what this text in this slot changes, found by making the code."""
        start, end, _ = self._slots[index]
        return self._start ^ self._stock_number(self._zero[:start] + text + self._zero[end:])

    def _pair_change(self, index: int, text: str) -> int:
        """Return what a pair changes: alphanumeric mode writes it as one number of 11 bits, from «00», all zero."""
        if index not in self._pair_bits:
            powers = [
                _ALPHANUMERIC[(1 << bit) // _BASE] + _ALPHANUMERIC[(1 << bit) % _BASE] for bit in range(_PAIR_BITS)
            ]
            self._pair_bits[index] = [self._plain_change(index, pair) for pair in powers]
        value = _ALPHANUMERIC.index(text[0]) * _BASE + _ALPHANUMERIC.index(text[1])
        change = 0
        for bit, what in enumerate(self._pair_bits[index]):
            if value >> bit & 1:
                change ^= what
        return change

    def _stock_number(self, varying: str) -> int:
        rows = stock_matrix(self._prefix + varying + self._suffix, self._level, self.mask)
        return int("".join("01"[module] for row in rows for module in row), 2)


def _slots(chunks: list, first: int, length: int) -> list[tuple[int, int, bool]]:  # type: ignore[type-arg]
    """Cut the varying characters as the encoding does: (start, end, whether it is a whole alphanumeric pair).

    `chunks` are the library's pieces of the payload, each in a mode of its own; `first` is where the varying
    characters begin in the payload.
    """
    from qrcode.util import MODE_ALPHA_NUM  # noqa: PLC0415 - as in `_stock`

    slots = []
    offset = 0
    for chunk in chunks:
        step = 2 if chunk.mode == MODE_ALPHA_NUM else 1
        for at in range(offset, offset + len(chunk), step):
            start, end = max(at - first, 0), min(at + step - first, length)
            if start < end:
                slots.append((start, end, step == 2 and end - start == 2))  # noqa: PLR2004
        offset += len(chunk)
    return slots


def _best_level(payload: str) -> int:
    from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q  # noqa: PLC0415 - as in `_stock`

    small, strong = (_stock(payload, level) for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H))
    level: int = ERROR_CORRECT_H if strong.version == small.version else ERROR_CORRECT_Q
    return level


def _stock(payload: str, level: int) -> "QRCode":
    from qrcode.main import QRCode  # noqa: PLC0415 - the library loads one for pictures, and most builds make no code

    code: QRCode = QRCode(error_correction=level, border=0)
    code.add_data(payload)
    code.best_fit()
    return code


def _path(matrix: int, modules: int) -> str:
    """Draw each row from its left edge, chunk by chunk; a chunk's strokes are the same wherever it stands."""
    columns, rows = _layout(modules)
    bits = f"{matrix:0{modules * modules}b}"
    parts = [""] * (len(rows) * (len(columns) + 1))
    parts[:: len(columns) + 1] = rows
    for number, (cut, strokes) in enumerate(columns, 1):
        parts[number :: len(columns) + 1] = map(strokes, cut(bits))
    return "".join(parts)


@cache
def _layout(modules: int) -> tuple[list[_Column], list[str]]:
    """Return the columns of chunks, as (what cuts it out of all bits, what draws a chunk), and the rows' starts."""
    widths = [_CHUNK] * (modules // _CHUNK) + [modules % _CHUNK] * bool(modules % _CHUNK)
    columns: list[_Column] = []
    for left, width in zip(accumulate([0, *widths]), widths, strict=False):
        rows = (slice(start, start + width) for start in range(left, modules * modules, modules))
        columns.append((itemgetter(*rows), _all_strokes(width).__getitem__))
    return columns, [f"M{QUIET_ZONE} {y}.5" for y in range(QUIET_ZONE, QUIET_ZONE + modules)]


@cache
def _all_strokes(width: int) -> dict[str, str]:
    """Return the strokes of all chunks of a width, by their bits."""
    return {bits: _strokes(bits, width) for bits in (f"{number:0{width}b}" for number in range(1 << width))}


def _strokes(text: str, width: int) -> str:
    """Return relative strokes for the dark runs of a chunk, ending at its right edge."""
    parts = []
    at = 0
    while at < width:
        end = text.find("0" if text[at] == "1" else "1", at)
        end = width if end < 0 else end
        parts.append(f"h{end - at}" if text[at] == "1" else f"m{end - at} 0")
        at = end
    return "".join(parts)
