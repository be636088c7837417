"""QR codes: a payload → one small SVG path.

The error correction is the highest that does not enlarge the code, at least Q; quiet zone of 4 modules (ISO/IEC 18004).

Payloads of one form differ in a few characters only. With version, error correction and mask fixed, the matrix is an
affine function over GF(2) of the payload's bits: a character flips the same modules whatever the others are. So some
dozens of codes made by the library describe a whole family of payloads, and every other code is the XOR of what its
characters flip. The mask is the library's choice for the family's first code. These tables are cached, so a small
build does not import the library.
"""

import struct
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.caching import Cache, remembered
from generator.city.views.marks import Shown
from generator.text import ALPHABET

if TYPE_CHECKING:
    from qrcode.main import QRCode

QUIET_ZONE = 4

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # character i has value i
_BASE = len(_ALPHANUMERIC)
# The powers of two as pairs of characters.
_POWERS = [_ALPHANUMERIC[(1 << bit) // _BASE] + _ALPHANUMERIC[(1 << bit) % _BASE] for bit in range(11)]
_VARYING = f"{ALPHABET}-"  # characters of printed addresses: ids, secrets
_CHUNK = 10


class Code(Struct, frozen=True, kw_only=True):
    """A drawing of a code: `size` modules a side with the quiet zone; `path` is stroked one module wide."""

    payload: Shown[str]
    size: int
    path: Shown[str]


def make_code(prefix: str, varying: str, suffix: str, cache: Cache | None = None) -> Code:
    """Return the code of `prefix + varying + suffix`; codes that differ only in `varying` share their tables.

    `varying` consists of the characters of ids, and dashes. `cache` stores the tables.
    """
    family = _family(prefix, suffix, len(varying), cache)
    return Code(
        payload=prefix + varying + suffix,
        size=family.modules + 2 * QUIET_ZONE,
        path=_path(family.matrix(varying), family.modules),
    )


def make_lone_code(payload: str) -> Code:
    """Return the code of a single payload, made by the library."""
    rows = stock_matrix(payload)
    return Code(payload=payload, size=len(rows) + 2 * QUIET_ZONE, path=_path(_number(rows), len(rows)))


def stock_matrix(payload: str, level: int | None = None, mask: int | None = None) -> list[list[bool]]:
    """Return the matrix made by the library; without `level` and `mask` they are chosen by our rules."""
    code = _stock(payload, _best_level(payload) if level is None else level)
    code.mask_pattern = mask
    code.make(fit=False)
    return [[bool(module) for module in row] for row in code.modules]


class _Tables(Struct, frozen=True, kw_only=True):
    """The tables of a family of payloads. A matrix is stored as bits, the first module highest."""

    modules: int
    mask: int
    zero: bytes  # the matrix when all varying characters are zeros
    slots: list[tuple[int, int, bool]]  # see `_slots`
    changes: list[dict[str, bytes]]  # by slot: text → what it flips; of pairs only the powers of two


@lru_cache(maxsize=64)
def _family(prefix: str, suffix: str, length: int, cache: Cache | None = None) -> "_Family":
    parts = ["a family of codes", prefix, suffix, str(length)]
    return _Family(remembered(cache, parts, _Tables, lambda: _make_tables(prefix, suffix, length)))


class _Family:
    """All payloads of one form. A matrix is an integer of modules × modules bits, the first module highest."""

    def __init__(self, tables: _Tables) -> None:
        self.modules, self.mask = tables.modules, tables.mask
        self._zero = int.from_bytes(tables.zero)
        self._slots = [
            (start, end, pair, {text: int.from_bytes(change) for text, change in changes.items()})
            for (start, end, pair), changes in zip(tables.slots, tables.changes, strict=True)
        ]

    def matrix(self, varying: str) -> int:
        """Return the matrix of one payload."""
        number = self._zero
        for start, end, pair, changes in self._slots:
            text = varying[start:end]
            if pair and text not in changes:
                changes[text] = _pair_change(text, changes)
            number ^= changes[text]
        return number


def _pair_change(text: str, changes: Mapping[str, int]) -> int:
    """Return what a pair flips: alphanumeric mode encodes it as one number of 11 bits, «00» as 0."""
    value = _ALPHANUMERIC.index(text[0]) * _BASE + _ALPHANUMERIC.index(text[1])
    change = 0
    for bit, power in enumerate(_POWERS):
        if value >> bit & 1:
            change ^= changes[power]
    return change


def _make_tables(prefix: str, suffix: str, length: int) -> _Tables:
    zero = _ALPHANUMERIC[0] * length
    payload = prefix + zero + suffix
    level = _best_level(payload)
    code = _stock(payload, level)
    code.make(fit=False)
    mask = int(code.best_mask_pattern())

    def number(varying: str) -> int:
        return _number(stock_matrix(prefix + varying + suffix, level, mask))

    modules: int = code.version * 4 + 17
    size = -(-modules * modules // 8)
    start = number(zero)
    slots = _slots(code.data_list, len(prefix), length)
    return _Tables(
        modules=modules,
        mask=mask,
        zero=start.to_bytes(size),
        slots=slots,
        changes=[
            {
                text: (start ^ number(zero[:first] + text + zero[end:])).to_bytes(size)
                for text in (_POWERS if pair else _VARYING)
            }
            for first, end, pair in slots
        ],
    )


def _number(rows: list[list[bool]]) -> int:
    return int("".join("01"[module] for row in rows for module in row), 2)


def _slots(chunks: list, first: int, length: int) -> list[tuple[int, int, bool]]:  # type: ignore[type-arg]
    """Split the varying characters as the encoding does: (start, end, whether it is a whole alphanumeric pair).

    `chunks` are the library's pieces of the payload, each in its own mode; `first` is the index of the first varying
    character in the payload.
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
    from qrcode.main import QRCode  # noqa: PLC0415 - the library imports one for pictures, and most builds make no code

    code: QRCode = QRCode(error_correction=level, border=0)
    code.add_data(payload)
    code.best_fit()
    return code


def _path(matrix: int, modules: int) -> str:
    """Return the SVG path of a matrix, row by row; the strokes of each possible chunk are looked up in a table."""
    cut, strokes, rows = _layout(modules)
    return rows % tuple(map(strokes, cut(f"{matrix:0{modules * modules}b}".encode())))


@cache
def _layout(modules: int) -> tuple[Callable[[bytes], tuple[bytes, ...]], Callable[[bytes], str], str]:
    """Return a function that splits all bits into chunks, one that draws a chunk, and a format string for the path."""
    widths = [_CHUNK] * (modules // _CHUNK) + [modules % _CHUNK] * bool(modules % _CHUNK)
    cut = struct.Struct("".join(f"{width}s" for width in widths) * modules).unpack
    rows = (f"M{QUIET_ZONE} {y}.5" + "%s" * len(widths) for y in range(QUIET_ZONE, QUIET_ZONE + modules))
    return cut, _Strokes().__getitem__, "".join(rows)


class _Strokes(dict[bytes, str]):
    """A chunk's bits → relative strokes for its dark runs, ending at its right edge; drawn when first needed."""

    def __missing__(self, bits: bytes) -> str:
        self[bits] = drawn = _strokes(bits.decode())
        return drawn


def _strokes(text: str) -> str:
    parts = []
    at = 0
    while at < len(text):
        end = text.find("0" if text[at] == "1" else "1", at)
        end = len(text) if end < 0 else end
        parts.append(f"h{end - at}" if text[at] == "1" else f"m{end - at} 0")
        at = end
    return "".join(parts)
