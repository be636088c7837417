"""The sign-writer: readable names for addresses on the web."""

import re

from generator.addresses.fold import fold
from generator.addresses.vocabulary import TRANSLITERATION

_TABLE = str.maketrans(TRANSLITERATION)
_OTHER = re.compile(r"[^a-z0-9]+")


def transliterate(text: str) -> str:
    """Lower-case Latin for Russian, all else as it is: «Щорса» -> `shchorsa`."""
    return fold(text).translate(_TABLE)


def slugify(text: str) -> str:
    """[a-z0-9-] only, never a dash at the ends: «2-я Комсомольская» -> `2-ya-komsomolskaya`."""
    return _OTHER.sub("-", transliterate(text)).strip("-")
