"""The wash-house: every line passes here first and comes out in one alphabet, one dash, one blank."""

import re
import unicodedata

from generator.addresses.vocabulary import DASHES, LOOK_ALIKES, QUOTES

LONGEST = 200
"""Characters of a line; the longest real one of 141,573 had 118."""

# A tab and line ends are blanks in a spreadsheet's cell; every other control, format (bidi, zero-width) or
# unassigned character makes two lines look alike that are not. The soft hyphen and the byte order mark too.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_TABLE = str.maketrans({**dict.fromkeys(DASHES, "-"), **dict.fromkeys(QUOTES, '"'), "\\": "/", "|": "/"})
_LOOK_ALIKES = str.maketrans(LOOK_ALIKES)
_YO = str.maketrans("ёЁ", "еЕ")


def forbidden(text: str) -> str:
    """The first character that no address may hold, "" if there is none."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def wash(text: str) -> str:
    """NFC; any dash is "-", any quote is '"', a backslash or pipe is "/", blanks are single."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_TABLE)).strip()


def fold(text: str) -> str:
    """Lower case, ё as е: what two spellings of one word share."""
    return text.lower().translate(_YO)


def to_cyrillic(text: str) -> str:
    """Latin letters that look Cyrillic become so: `12A` is typed on either keyboard."""
    return text.translate(_LOOK_ALIKES)
