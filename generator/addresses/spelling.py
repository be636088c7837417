"""Canonical spelling of street names, whatever order, case or abbreviations were written."""

import re
from functools import lru_cache

from generator.addresses.fold import fold, normalise
from generator.addresses.vocabulary import (
    ACRONYMS,
    CUT_ADJECTIVES,
    CUT_WORDS,
    NAMED_AFTER,
    ORDINALS,
    SMALL_WORDS,
    WHOLE_ADJECTIVES,
)

ORDINAL = re.compile(r"(\d+)-?(?:[ыиоа]?([йяе])|г?о|му|ю)", re.IGNORECASE)
"""«2-я», «2я», «2-ая», «4-Я»; the endings -го, -му, -ю are cases."""

_PIECES = re.compile(r"(?<![^\W\d])[^\W\d_]\.(?=[^\W\d_.])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_INITIAL = re.compile(r"[^\W\d_]\.")
_COUNTED = re.compile(r"(\d+)-(?:ти|и|ми|х)", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XX": 20, "XXI": 21, "XXII": 22}
"""Numerals that can't be taken for an initial."""
_VOWELS = frozenset("аеёиоуыэюя")
_NOMINATIVE = re.compile(r".+(?:ая|яя|ый|ий|ое|ее|[чжшвг]ья|[чжшвг]ье)|.*[цск]кой|.*(?<![оеиы]в)(?<![иы]н)ой")
_FEMININE_NOUN = re.compile(r".+(?:ка|ня|ща)")
_KEY_WORDS = re.compile(r"[^\W_]+")


def is_adjective(word: str) -> bool:
    """Return True for nominatives such as «Спортивный» or «Донской», False for surnames such as «Цветаевой»."""
    return _NOMINATIVE.fullmatch(fold(word)) is not None


@lru_cache(maxsize=65536)
def canonical(name: str) -> str:
    """Return «2-я Большая Садовая» for «Садовая Б. 2-я», «имени И. В. Мичурина» for «им Мичурина И.В.»."""
    words = _spaced(normalise(name)).split()
    named_after = bool(words) and fold(words[0]).rstrip(".") in NAMED_AFTER and len(words) > 1
    words = [whole for word in words[named_after:] if (whole := _whole(word, words))]
    ordinals = [number for word in words if (number := _ordinal(word))]
    words = [word for word in words if not _ordinal(word)]
    words = [_adjective(index, words) for index, word in enumerate(words)]
    sizes = [word for word in words if fold(word) in WHOLE_ADJECTIVES] if len(words) > 1 else []
    words = _initials_first([word for word in words if word not in sizes])
    spelt = [_cased(word) for word in (*ordinals, *sizes, *words)]
    if spelt and not named_after:
        spelt[0] = spelt[0][:1].upper() + spelt[0][1:]
    if named_after:
        spelt.insert(len(ordinals), "имени")
    return " ".join(spelt)


def proper_case(name: str) -> str:
    """Return «Самара», «Ростов-на-Дону» for «САМАРА», «ростов-на-дону»."""
    return " ".join(map(_cased, name.split()))


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a key that all spellings of a name share; «имени» makes no difference."""
    words = (word for word in canonical(name).split() if word != "имени")
    return " ".join(piece for word in words for piece in _KEY_WORDS.findall(_plain_number(word)))


def _spaced(name: str) -> str:
    """Return «В. Ф. Маргелова» for «В.Ф.Маргелова»; «В.О.» stays one word."""
    return _PIECES.sub(lambda found: found.group() + " ", name)


def _whole(word: str, words: list[str]) -> str:
    """Return «Академика» for «акад.»; a full stop after a whole word is dropped."""
    if not word.endswith("."):
        return word
    cut = fold(word)[:-1]
    if len(words) > 1 and cut in CUT_WORDS:
        return CUT_WORDS[cut]
    return word if len(cut) == 1 or cut in CUT_ADJECTIVES else word[:-1]


def _ordinal(word: str) -> str:
    found = ORDINAL.fullmatch(word)
    return f"{found[1]}-{fold(found[2])}" if found and found[2] else ""


def _adjective(index: int, words: list[str]) -> str:
    """Return «Малый» for «М.» in «Каретный М.»; «М. Горького» is a person and stays."""
    word = words[index]
    found = CUT_ADJECTIVES.get(fold(word).rstrip("."))
    others = [other for place, other in enumerate(words) if place != index]
    if found is None or not others or (word[-1] != "." and not (found.initial and len(word) == 1)):
        return word
    noun = fold(others[-1])
    if is_adjective(noun):
        return found.forms["f" if noun.endswith("я") else "n" if noun.endswith("е") else "m"]
    if len(others) == 1 and (not found.initial or _FEMININE_NOUN.fullmatch(noun)):
        return found.forms["f" if noun[-1] in "ая" else "n" if noun[-1] in "ое" else "m"]
    return word


def _initials_first(words: list[str]) -> list[str]:
    """Return «Академика Н. А. Семихатова» for «Академика Семихатова Н. А.»; «В. О.» alone is one word."""
    known = [bool(_INITIAL.fullmatch(word)) for word in words]
    if all(known):
        return ["".join(words)] if words else []
    last = max(place for place, initial in enumerate(known) if not initial)
    return [*words[:last], *words[last + 1 :], words[last]]


def _cased(word: str) -> str:
    """Return capitals and lower case in proper case; mixed case stays."""
    lower = word.lower()
    if lower in SMALL_WORDS:
        return lower
    if _INITIALS.fullmatch(word):
        return word.upper()
    if word[0].isdigit():
        return lower if not word[-1].isdigit() else word
    if word.isupper() and word[2:] and word not in ACRONYMS and not _VOWELS.isdisjoint(lower):
        return "-".join(part if part in SMALL_WORDS else part.capitalize() for part in lower.split("-"))
    if word.islower():
        return "-".join(part if part in SMALL_WORDS else part[:1].upper() + part[1:] for part in word.split("-"))
    return word


def _plain_number(word: str) -> str:
    """Return «2» for «2-я», «Второго», «II»; «26» for «26-ти»."""
    if word in _ROMAN:
        return str(_ROMAN[word])
    folded = fold(word)
    if found := ORDINAL.fullmatch(folded) or _COUNTED.fullmatch(folded):
        return str(int(found[1]))
    return str(ORDINALS.get(folded, folded))
