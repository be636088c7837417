"""Normalises characters: one alphabet, one kind of dash, single spaces."""

import re
import unicodedata

from generator.addresses.vocabulary import DASHES, LOOK_ALIKES, QUOTES

LONGEST = 200
"""Most characters in a line; the longest of 141,573 real ones had 118."""

# Tabs and line ends are spaces in a spreadsheet's cell; every other control, format (bidi, zero-width) or unassigned
# character makes lines look alike that differ. The soft hyphen and the byte order mark too.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_TABLE = str.maketrans({**dict.fromkeys(DASHES, "-"), **dict.fromkeys(QUOTES, '"'), "\\": "/", "|": "/"})
_LOOK_ALIKES = str.maketrans(LOOK_ALIKES)
_YO = str.maketrans("ёЁ", "еЕ")


def forbidden(text: str) -> str:
    """Return the first character that no address may contain, or ""."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def normalise(text: str) -> str:
    """Return the text in NFC with "-" for any dash, '"' for any quote, "/" for a backslash or pipe, single spaces."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_TABLE)).strip()


def fold(text: str) -> str:
    """Return the text in lower case with е for ё."""
    return text.lower().translate(_YO)


def to_cyrillic(text: str) -> str:
    """Return the text with Cyrillic letters for Latin look-alikes: `12A` is typed on either keyboard layout."""
    return text.translate(_LOOK_ALIKES)
