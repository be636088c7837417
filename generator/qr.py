"""QR codes: a payload → one small SVG path.

The highest error correction that costs no larger code, Q at least; quiet zone of 4 modules (ISO/IEC 18004).
"""

from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.main import QRCode

QUIET_ZONE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code as a drawing: `size` modules a side with the quiet zone, `path` to be stroked one module wide."""

    payload: str
    size: int
    path: str


@lru_cache(maxsize=8192)
def make_code(payload: str) -> Code:
    """Return the code of a payload."""
    matrix = _matrix(payload)
    return Code(payload=payload, size=len(matrix) + 2 * QUIET_ZONE, path=_path(matrix))


def _matrix(payload: str) -> list[list[bool]]:
    small, strong = (_build(payload, level) for level in (ERROR_CORRECT_Q, ERROR_CORRECT_H))
    best = strong if strong.version == small.version else small
    best.make(fit=False)
    return [[bool(module) for module in row] for row in best.modules]


def _build(payload: str, level: int) -> QRCode:
    code: QRCode = QRCode(error_correction=level, border=0)
    code.add_data(payload)
    code.best_fit()
    return code


def _path(matrix: list[list[bool]]) -> str:
    """Draw each row's runs of dark modules: `M` to the first of the row, relative moves within it."""
    parts = []
    for y, row in enumerate(matrix):
        at = None
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            end = x
            while end < len(row) and row[end]:
                end += 1
            start = f"M{x + QUIET_ZONE} {y + QUIET_ZONE}.5" if at is None else f"m{x - at} 0"
            parts.append(f"{start}h{end - x}")
            at = x = end
    return "".join(parts)
