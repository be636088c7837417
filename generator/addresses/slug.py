"""Makes slugs: readable ASCII names for addresses on the web."""

import re

from generator.addresses.fold import fold
from generator.addresses.vocabulary import TRANSLITERATION

# Letters of Russia's other languages, and pre-1918 ones, as people type them in Latin.
_OTHER_LETTERS = {
    "ә": "a",
    "ө": "o",
    "ү": "u",
    "ұ": "u",
    "җ": "zh",
    "ң": "n",
    "һ": "h",
    "ҙ": "z",
    "ҫ": "s",
    "ғ": "g",
    "ҡ": "k",
    "ӑ": "a",
    "ӗ": "e",
    "ӳ": "u",
    "ҥ": "n",
    "ҕ": "g",
    "ӏ": "",
    "і": "i",
    "ї": "i",
    "ӧ": "o",
    "ӥ": "i",
    "ӝ": "zh",
    "ӟ": "z",
    "ӵ": "ch",
    "ӱ": "u",
    "ӓ": "a",
    "ӹ": "y",
    "ӊ": "n",
    "ӈ": "n",
    "ԥ": "p",
    "қ": "k",
    "ҷ": "ch",
    "ӕ": "ae",
    "ѣ": "e",
    "ѳ": "f",
    "ѵ": "i",
    "ґ": "g",
    "є": "e",
    "ҳ": "h",
    "ӣ": "i",
    "ӯ": "u",
    "ҹ": "ch",
}
_TABLE = str.maketrans({**_OTHER_LETTERS, **TRANSLITERATION})
_OTHER = re.compile(r"[^a-z0-9]+")


def transliterate(text: str) -> str:
    """Return Russian in lower-case Latin, other characters unchanged: «Щорса» -> `shchorsa`."""
    return fold(text).translate(_TABLE)


def slugify(text: str) -> str:
    """Return [a-z0-9-] only, without a dash at the ends: «2-я Комсомольская» -> `2-ya-komsomolskaya`."""
    return _OTHER.sub("-", transliterate(text)).strip("-")
