"""Similar letters: recognises names that a reader can't distinguish."""

import re
import unicodedata

# Latin letters and digits, and the Cyrillic letters that they resemble.
_LATIN_LETTERS, _CYRILLIC_LETTERS = "abcehikmoptuxyj", "авсенікмортихуј"
_LATIN = str.maketrans(f"{_LATIN_LETTERS}3", f"{_CYRILLIC_LETTERS}з")
_ALIKE = str.maketrans("ёіјѕԛԝүһѵ", "еиј5qwунv")
_WORD = re.compile(r"[^\W\d_]+")


def skeleton(text: str) -> str:
    """Return the letters and digits of a text, similar ones replaced by one: equal for look-alikes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LATIN).translate(_ALIKE)
    return "".join(char for char in folded if char.isalnum())


def mixed_words(text: str) -> list[str]:
    """Return the words that mix similar letters of two alphabets: «Пpимер», but not «PROДом»."""
    return [word for word in _WORD.findall(text) if _is_mixed(word)]


def _is_mixed(word: str) -> bool:
    scripts: dict[str, str] = {}
    for char in word:
        script = unicodedata.name(char, "?").split()[0]
        scripts[script] = scripts.get(script, "") + char
    latin, cyrillic = scripts.get("LATIN", ""), scripts.get("CYRILLIC", "")
    return bool(latin and cyrillic) and (_all_alike(latin, _LATIN_LETTERS) or _all_alike(cyrillic, _CYRILLIC_LETTERS))


def _all_alike(letters: str, alike: str) -> bool:
    return set(letters.casefold()) <= set(alike)
