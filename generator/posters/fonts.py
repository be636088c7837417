"""The font of posters and previews: PT Sans (ParaType, OFL 1.1) of the package `fontpkg-pt-sans`; no system fonts."""

import struct
from bisect import bisect_left
from functools import cache, cached_property
from pathlib import Path

import fontpkg_pt_sans

FOLDER = Path(fontpkg_pt_sans.__file__).parent / "files"
UNITS = 1000  # of an em
CAPITAL = 700  # height of a capital letter in units
_UNICODE_MAP = (3, 1)
_ENTRY, _PAIR = 16, 6  # bytes


class Face:
    """A font file, of which only the tables `cmap` and `kern` are read (OpenType specification)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._font = path.read_bytes()
        self.glyphs = self._glyphs()

    def kerning(self, left: str, right: str) -> int:
        """Return by how many units a letter stands farther from the one on its left than their widths say."""
        font, pair = self._font, struct.pack(">HH", self.glyphs[left], self.glyphs[right])
        at = self._pairs.start + _PAIR * bisect_left(self._pairs, pair, key=lambda at: font[at : at + 4])
        return int.from_bytes(font[at + 4 : at + _PAIR], signed=True) if font[at : at + 4] == pair else 0

    @cached_property
    def _pairs(self) -> range:
        """Return where the pairs of glyphs are, in order: the only part of `kern`, in format 0."""
        start = self._table(b"kern") + 4
        count = struct.unpack_from(">H", self._font, start + 6)[0]
        return range(start + 14, start + 14 + _PAIR * count, _PAIR)

    def _table(self, name: bytes) -> int:
        """Return where a table begins."""
        tables = struct.unpack_from(">H", self._font, 4)[0]
        entries = (struct.unpack_from(">4sIII", self._font, 12 + _ENTRY * index) for index in range(tables))
        found: int = next(offset for tag, _, offset, _ in entries if tag == name)
        return found

    def _glyphs(self) -> dict[str, int]:
        """Return the glyph of each character, from `cmap`, format 4."""
        font, start = self._font, self._table(b"cmap")
        count = struct.unpack_from(">H", font, start + 2)[0]
        maps = (struct.unpack_from(">HHI", font, start + 4 + 8 * index) for index in range(count))
        at = start + next(offset for platform, encoding, offset in maps if (platform, encoding) == _UNICODE_MAP)
        segments = struct.unpack_from(">H", font, at + 6)[0] // 2
        offsets_at = at + 16 + 6 * segments
        columns = [struct.unpack_from(f">{segments}H", font, at + 14)]
        columns += [struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments * index) for index in (1, 2, 3)]
        glyphs = {}
        for index, (last, first, delta, offset) in enumerate(zip(*columns, strict=True)):
            for code in range(first, min(last, 0xFFFE) + 1):
                glyph = code
                if offset:
                    glyph = struct.unpack_from(">H", font, offsets_at + 2 * (index + code - first) + offset)[0]
                glyphs[chr(code)] = (glyph + delta) & 0xFFFF if glyph else 0
        return glyphs


@cache
def face(*, bold: bool) -> Face:
    """Return the regular or the bold face, the only two used."""
    return Face(files()[bold])


@cache
def coverage() -> frozenset[str]:
    """Return the characters that both fonts can show."""
    return frozenset(face(bold=False).glyphs) & frozenset(face(bold=True).glyphs)


def files() -> list[Path]:
    """Return the files of the regular and the bold face."""
    return sorted(FOLDER.glob("*-Regular.ttf")) + sorted(FOLDER.glob("*-Bold.ttf"))
