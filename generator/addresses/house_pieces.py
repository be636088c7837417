"""Tokens of a house number, and what a token means next to its neighbours."""

import re
from itertools import pairwise
from typing import Final

from generator.addresses.fold import fold, to_cyrillic
from generator.addresses.refusal import refusal
from generator.addresses.vocabulary import HOUSE_WORDS

_PIECES = re.compile(r"\d+|(?<!\d)[бв]/[нсг]\b|[^\W\d_]+(?:[-/][^\W\d_]{2,})*|\S")
_DUPLICATE = re.compile(r"-?\(?\bдубль\b\s*(?:\d+|[xх]\b)?\)?", re.IGNORECASE)
_COUNTING = frozenset((",", ".", "№", "и", "с", "й", "я"))
_MANY = 1000

LETTERS: Final = frozenset("абвгдежзиклмнопрстуфхцчшщэюя")
"""Letters that a house number can have."""

SINGLE_MARKS: Final = {"к": "corpus", "с": "building", "п": "entrance", "л": "litera"}
"""Letters that are also marks: «12к2», «12с1», «12 п. 3», «12 л. А»."""

IGNORED: Final = frozenset(".\"'*;:№`_…")
KINDS: Final = frozenset(("corpus", "building", "litera"))
DETAILS: Final = {"entrance": "entrances", "flat": "flat", "floor": "floor"}
"""Kinds of details beside the house number → code of the note about them."""


class Unreadable(Exception):  # noqa: N818 - control flow inside the reader
    """Ends the reading of a house with a refusal."""

    def __init__(self, code: str, words: str) -> None:
        self.refusal = refusal(code, words)


class Pieces:
    """A cursor over the tokens of a house number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        cut, doubles = _DUPLICATE.subn(" ", text)
        self.doubled = bool(doubles)
        found = list(_PIECES.finditer(fold(to_cyrillic(cut))))
        self.pieces = [piece.group() for piece in found]
        self.glued = [False, *(one.end() == other.start() for one, other in pairwise(found)), False]

    def peek(self, ahead: int = 0) -> str:
        """Return the token at the cursor or `ahead` of it, "" after the end."""
        place = self.at + ahead
        return self.pieces[place] if place < len(self.pieces) else ""

    def stop(self, code: str = "unclear", words: str = "") -> Unreadable:
        """Return an exception to raise, about the words or else the whole text."""
        return Unreadable(code, words or self.text)

    def after(self, ahead: int = 1) -> str:
        """Return the next token that is not ignored."""
        while self.peek(ahead) in IGNORED and self.peek(ahead):
            ahead += 1
        return self.peek(ahead)

    def is_range(self) -> bool:
        """Return True for «с 1 по 232 кв.», «с кв. 1 по 232»; «12с1» and «12 с 1» are строение 1."""
        if HOUSE_WORDS.get(self.after()) in DETAILS:
            return True
        return self.after().isdecimal() and ("по" in self.pieces[self.at : self.at + 5] or self.counts_details(1))

    def is_mark(self, piece: str) -> bool:
        """Return True if the letter is a mark, as in «12к2», «12 к. а», False if it is the house's: «12к», «12К1/2»."""
        follows = self.after()
        if follows.isdecimal():
            return piece != "л"
        dotted = self.peek(1) == "."
        if dotted and (len(follows) > 1 or follows == "п") and piece != "п":
            return HOUSE_WORDS.get(follows) is not None
        single = len(follows) == 1 and follows in LETTERS
        return single and (piece == "л" or (piece == "к" and (dotted or not self.glued[self.at + 1])))

    def is_detail(self, piece: str) -> bool:
        """Return True if the letter begins entrances or flats: «стр. п. 1,2,3», «стр. с кв. 1 по 9»."""
        return (piece == "с" and self.is_range()) or (piece == "п" and self.after().isdecimal())

    def numbers(self, place: int) -> tuple[list[int], int]:
        """Return the numbers from a place on, ranges such as «1-3» and «1 по 3» expanded, and the place after them."""
        found: list[int] = []
        ranged = False
        while place < len(self.pieces):
            piece = self.pieces[place]
            if piece.isdecimal():
                if found and self.pieces[place - 1].isdecimal():
                    break
                number = int(piece)
                more = range(found[-1] + 1, number + 1) if ranged and found else [number]
                found += list(more)[:_MANY]
                ranged = False
            elif piece in ("-", "по"):
                ranged = True
            elif piece not in _COUNTING or (piece == "с" and found):
                break
            place += 1
        while place > self.at and self.pieces[place - 1] in (",", "."):
            place -= 1
        return found, place

    def counts_details(self, ahead: int) -> bool:
        """Return True if numbers precede a word for entrances, flats or floors: «5-10 подъезды», «с 1 по 232 кв.»."""
        _, place = self.numbers(self.at + ahead)
        while place < len(self.pieces) and self.pieces[place] in IGNORED:
            place += 1
        if place >= len(self.pieces) or HOUSE_WORDS.get(self.pieces[place]) not in DETAILS:
            return False
        if len(self.pieces[place]) == 1 and self.glued[place]:
            return False  # «стр. 1П»
        return not self.after(place + 1 - self.at).isdecimal()
