"""Letters that look like others: what two names have in common when a reader can't tell them apart."""

import re
import unicodedata

# Latin letters and digits, and the Cyrillic letters that they pass for.
_LATIN_LETTERS, _CYRILLIC_LETTERS = "abcehikmoptuxyj", "авсенікмортихуј"
_LATIN = str.maketrans(f"{_LATIN_LETTERS}3", f"{_CYRILLIC_LETTERS}з")
_ALIKE = str.maketrans("ёіјѕԛԝүһѵ", "еиј5qwунv")
_WORD = re.compile(r"[^\W\d_]+")


def skeleton(text: str) -> str:
    """Return the letters and digits of a text, with all that look alike written as one: equal for look-alikes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LATIN).translate(_ALIKE)
    return "".join(char for char in folded if char.isalnum())


def mixed_words(text: str) -> list[str]:
    """Return the words in which letters of one alphabet pass for those of another: «Пpимер», and not «PROДом»."""
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
