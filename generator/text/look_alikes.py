"""Letters that look like others: what two names have in common when a reader can't tell them apart."""

import re
import unicodedata

# Latin letters and digits, and the Cyrillic letters that they pass for.
_LATIN = str.maketrans("abcehikmoptuxyj3", "авсенікмортихујз")
_ALIKE = str.maketrans("ёіјѕԛԝүһѵ", "еиј5qwунv")
_WORD = re.compile(r"[^\W\d_]+")


def skeleton(text: str) -> str:
    """Return the letters and digits of a text, with all that look alike written as one: equal for look-alikes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LATIN).translate(_ALIKE)
    return "".join(char for char in folded if char.isalnum())


def mixed_words(text: str) -> list[str]:
    """Return the words in which Latin and Cyrillic letters stand together."""
    return [word for word in _WORD.findall(text) if {"LATIN", "CYRILLIC"} <= {_script(char) for char in word}]


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]
