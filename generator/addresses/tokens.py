"""Tokens: the words of a segment, and look-ups in the vocabulary."""

import re
from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct

from generator.addresses.fold import fold
from generator.addresses.vocabulary import STREET_TYPES, STREET_WORDS

_TOKEN = re.compile(
    r"\d[^\s,.\"()№;:]*\.?|[^\W\d_]+(?:[-/][^\W\d_]+)*(?:-\d+(?![^\W\d_]))?\.?|\S",
)
T = TypeVar("T")
_LONGEST_WORD = 3
"""Number of words in the longest entry in the vocabulary: «п. г. т.»."""


class Token(Struct, frozen=True):
    """A word as written, its folded form without full stops, and its position."""

    text: str
    word: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Return True if it begins with a digit: «12», «12А/2», «2-я»."""
        return self.text[0].isdecimal()

    @property
    def is_word(self) -> bool:
        """Return True if it consists of two letters or more."""
        return len(self.word) > 1 and self.text[0].isalpha()

    @property
    def is_abbreviated(self) -> bool:
        """Return True if it is written as a type, not as a name: «ул», «ул.», «УЛ»."""
        return self.text[-1] == "." or self.text[0].islower() or self.text.isupper()


def cut(text: str) -> list[Token]:
    """Return the words of a normalised text."""
    return [
        Token(piece := found.group(), fold(piece).rstrip("."), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    ]


def look_up(tokens: list[Token], place: int, table: Mapping[str, T]) -> tuple[T | None, int]:
    """Return the longest entry of the table that begins at a place, and its number of words."""
    if place < len(tokens) and (found := table.get(tokens[place].word)) is not None and place + 1 == len(tokens):
        return found, 1
    for length in range(min(_LONGEST_WORD, len(tokens) - place), 0, -1):
        words = " ".join(token.word for token in tokens[place : place + length])
        if (found := table.get(words)) is not None:
            return found, length
    return None, 0


def in_name(token: Token) -> bool:
    """Return True for whole words such as «остров» or «вал», which may be part of a name; «тер.» and «о-в» may not."""
    types = STREET_WORDS.get(token.word, ())
    return bool(types) and STREET_TYPES[types[0]].in_names and fold(types[0]) == token.word
