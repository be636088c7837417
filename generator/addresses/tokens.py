"""The bench where a segment of a line is cut into words, and words are looked up in the library."""

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
"""Words of the longest entry in the vocabulary: «п. г. т.»."""


class Token(Struct, frozen=True):
    """A word as written, its folded form without full stops, and where it stands."""

    text: str
    word: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """It begins with a digit: «12», «12А/2», «2-я»."""
        return self.text[0].isdecimal()

    @property
    def is_word(self) -> bool:
        """It is made of letters, more than one."""
        return len(self.word) > 1 and self.text[0].isalpha()

    @property
    def is_abbreviated(self) -> bool:
        """Written as a type is, not as a name: «ул», «ул.», «УЛ»."""
        return self.text[-1] == "." or self.text[0].islower() or self.text.isupper()


def cut(text: str) -> list[Token]:
    """The words of a washed text."""
    return [
        Token(piece := found.group(), fold(piece).rstrip("."), found.start(), found.end())
        for found in _TOKEN.finditer(text)
    ]


def look_up(tokens: list[Token], place: int, table: Mapping[str, T]) -> tuple[T | None, int]:
    """The table's entry that begins at a place, the longest first, and how many words it has."""
    if place < len(tokens) and (found := table.get(tokens[place].word)) is not None and place + 1 == len(tokens):
        return found, 1
    for length in range(min(_LONGEST_WORD, len(tokens) - place), 0, -1):
        words = " ".join(token.word for token in tokens[place : place + length])
        if (found := table.get(words)) is not None:
            return found, length
    return None, 0


def in_name(token: Token) -> bool:
    """A whole word such as «остров» or «вал», which a name may hold; «тер.» and «о-в» are types for certain."""
    types = STREET_WORDS.get(token.word, ())
    return bool(types) and STREET_TYPES[types[0]].in_names and fold(types[0]) == token.word
