"""Puts inflected street names into the nominative: «на улице Милицейской», «переулку Отдаленному»."""

import re

from generator.addresses.fold import fold
from generator.addresses.spelling import ORDINAL
from generator.addresses.vocabulary import NAMED_AFTER, STRESSED_ENDINGS, WOMEN

_SURNAME = re.compile(r".*(?:[оеё]в|[иы]н)ой")
_FEMININE_SOFT = re.compile(r".*(?:рх|ж|д|ль|н|ш)ней")
_MASCULINE_DATIVE = re.compile(r".{2,}(?:ому|ему|ом|ем)")
_MASCULINE_GENITIVE = re.compile(r".{2,}(?:ого|его)")
_HISSING = frozenset("гкхжшчщ")


def nominatives(name: str, gender: str) -> tuple[str, ...]:
    """Return the possible nominatives of a name; if there are several, the city's known streets decide."""
    words = name.split()
    if fold(words[0]).rstrip(".") in NAMED_AFTER:
        return (name,)
    options = [_feminine(word) if gender == "f" else _other(word, gender) for word in words]
    if len(words) > 1 and any(option == (word,) for option, word in zip(options, words, strict=True)):
        return (name,)
    last = options[-1]
    return tuple(" ".join([*(option[-1] for option in options[:-1]), form]) for form in last)


def _feminine(word: str) -> tuple[str, ...]:
    folded = fold(word)
    if found := ORDINAL.fullmatch(word):
        return (f"{found[1]}-я",) if folded.endswith(("й", "ю", "я")) else (word,)
    if folded.endswith(("ую", "юю")):
        return (word[:-2] + ("ая" if folded.endswith("ую") else "яя"),)
    if _FEMININE_SOFT.fullmatch(folded):
        return (word[:-2] + "яя",)
    if not folded.endswith("ой") or folded in WOMEN:
        return (word,)
    # «Садовой» may be the adjective or a surname as in «Цветаевой».
    return (word, word[:-2] + "ая") if _SURNAME.fullmatch(folded) else (word[:-2] + "ая",)


def _other(word: str, gender: str) -> tuple[str, ...]:
    folded = fold(word)
    if found := ORDINAL.fullmatch(word):
        return (f"{found[1]}-{'е' if gender == 'n' else 'й'}",)
    if _MASCULINE_GENITIVE.fullmatch(folded):
        return (word, word[:-3] + _ending(folded, word[:-3], gender))
    if _MASCULINE_DATIVE.fullmatch(folded):
        stem = word[: -3 if folded.endswith("му") else -2]
        return (stem + _ending(folded, stem, gender),)
    return (word,)


def _ending(folded: str, stem: str, gender: str) -> str:
    soft = folded.endswith(("ему", "ем", "его"))
    if gender == "n":
        return "ее" if soft else "ое"
    if fold(stem) + "ой" in STRESSED_ENDINGS:
        return "ой"
    return "ий" if soft or fold(stem[-1]) in _HISSING else "ый"
