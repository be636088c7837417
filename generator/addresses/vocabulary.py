"""The vocabulary of address words, vocabulary.json, which the browser's search reads too."""

import json
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, convert


class StreetType(Struct, frozen=True, kw_only=True):
    """A kind of street.

    `gender` decides whether an adjective stands before it; `level` is a street, a quarter with streets, or a
    locality; `in_names` means that the word is often part of a name («Крымский Вал»), so alone it is not a type.
    """

    name: str
    short: str
    gender: str
    level: str = "street"
    in_names: bool = False


class Adjective(Struct, frozen=True, kw_only=True):
    """«Большая», often abbreviated to «Б.»; `initial` means that the abbreviation looks like a person's initial."""

    forms: dict[str, str]
    initial: bool


TABLE: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))


def _by_word(entries: list[dict[str, Any]], *lists: str) -> dict[str, tuple[str, ...]]:
    """Return written word -> names of the entries with that word, the default first."""
    found: dict[str, tuple[str, ...]] = {}
    for name in lists:
        for entry in entries:
            for word in dict.fromkeys(map(as_looked_up, entry[name])):
                # «ж/д_оп» is written with a space or a hyphen.
                for variant in {word, word.replace(" ", "-")} if "/" in word else {word}:
                    if entry["name"] not in found.get(variant, ()):
                        found[variant] = (*found.get(variant, ()), entry["name"])
    return found


def as_looked_up(written: str) -> str:
    """Return a word of the table in the form of tokens: «п.г.т» and «жилой_дом» contain spaces."""
    return " ".join(written.replace(".", " ").replace("_", " ").split())


LOOK_ALIKES: Final[dict[str, str]] = TABLE["look_alikes"]
DASHES: Final[list[str]] = TABLE["dashes"]
QUOTES: Final[list[str]] = TABLE["quotes"]
TRANSLITERATION: Final[dict[str, str]] = TABLE["transliteration"]
HOUSE_LETTERS: Final[dict[str, str]] = TABLE["house_letters"]

STREET_TYPES: Final = {kind.name: kind for kind in convert(TABLE["street_types"], list[StreetType])}
STREET_WORDS: Final = _by_word(TABLE["street_types"], "written", "cases")
STREET_CASES: Final[frozenset[str]] = frozenset(
    as_looked_up(word) for entry in TABLE["street_types"] for word in entry["cases"]
) - frozenset(as_looked_up(word) for entry in TABLE["street_types"] for word in entry["written"])
"""Inflected type words, followed by an inflected name: «на улице»."""

SETTLEMENT_WORDS: Final = _by_word(TABLE["settlement_types"], "written", "cases")
REGION_WORDS: Final = _by_word(TABLE["region_types"], "written", "cases")
REGION_KINDS: Final[dict[str, str]] = {entry["name"]: entry["kind"] for entry in TABLE["region_types"]}

HOUSE_WORDS: Final[dict[str, str]] = {
    as_looked_up(word): kind
    for kind, entry in TABLE["house_words"].items()
    for word in (*entry["written"], *entry["cases"])
}
"""Written word -> house, corpus, building, litera, entrance, flat, floor, section, number, none."""

NAMED_AFTER: Final[frozenset[str]] = frozenset(TABLE["named_after"])
SMALL_WORDS: Final[frozenset[str]] = frozenset(TABLE["small_words"])
ACRONYMS: Final[frozenset[str]] = frozenset(TABLE["acronyms"])
PREPOSITIONS: Final[frozenset[str]] = frozenset(TABLE["prepositions"])
STRESSED_ENDINGS: Final[frozenset[str]] = frozenset(TABLE["stressed_endings"])
WOMEN: Final[frozenset[str]] = frozenset(TABLE["women"])
ORDINALS: Final[dict[str, int]] = TABLE["ordinals"]

_ADJECTIVES: Final = [
    (entry, Adjective(forms={g: entry[g] for g in "mfn"}, initial=entry["initial"]))
    for entry in TABLE["shortened_adjectives"]
]
CUT_ADJECTIVES: Final[dict[str, Adjective]] = {
    as_looked_up(word): adjective for entry, adjective in _ADJECTIVES for word in entry["written"]
}
WHOLE_ADJECTIVES: Final[frozenset[str]] = frozenset(
    entry[gender].lower() for entry, _ in _ADJECTIVES for gender in "mfn"
)
CUT_WORDS: Final[dict[str, str]] = {
    as_looked_up(word): entry["name"] for entry in TABLE["shortened_words"] for word in entry["written"]
}
