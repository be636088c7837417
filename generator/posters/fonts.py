"""The fonts of the posters: PT Sans (ParaType, OFL 1.1) from the package `fontpkg-pt-sans`; no system fonts."""

import struct
from functools import cache
from pathlib import Path

import fontpkg_pt_sans

FOLDER = Path(fontpkg_pt_sans.__file__).parent / "files"
_UNICODE_MAP = (3, 1)
_ENTRY = 16


@cache
def coverage() -> frozenset[str]:
    """Return the characters that both fonts can show."""
    return frozenset.intersection(*(frozenset(map(chr, _mapped(path.read_bytes()))) for path in files()))


def files() -> list[Path]:
    """Return the files of the regular and the bold face, the only two used."""
    return sorted(FOLDER.glob("*-Regular.ttf")) + sorted(FOLDER.glob("*-Bold.ttf"))


def _mapped(font: bytes) -> list[int]:
    """Return the characters that have a glyph, from a font's table `cmap`, format 4 (OpenType specification)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + _ENTRY * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    maps = (struct.unpack_from(">HHI", font, start + 4 + 8 * index) for index in range(count))
    at = start + next(offset for platform, encoding, offset in maps if (platform, encoding) == _UNICODE_MAP)
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    return [code for first, last in zip(starts, ends, strict=True) for code in range(first, min(last, 0xFFFE) + 1)]
