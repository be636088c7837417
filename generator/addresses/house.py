"""A house number as a value: equal for all spellings of one house."""

from functools import cached_property

from msgspec import Struct

from generator.addresses.fold import fold
from generator.addresses.vocabulary import HOUSE_LETTERS
from generator.text import natural_key

_NBSP = "\u00a0"
_LETTERS = str.maketrans(HOUSE_LETTERS)


class House(Struct, frozen=True, kw_only=True, array_like=True, dict=True):
    """A building in its street. Letters are Cyrillic capitals; «37-39» is one merged number.

    Derived texts are cached: most streets have a house 12, and equal numbers share one value.
    """

    number: str
    letter: str = ""
    fraction: str = ""
    corpus: str = ""
    building: str = ""
    litera: str = ""

    @property
    def _head(self) -> str:
        return self.number + self.letter + (f"/{self.fraction}" if self.fraction else "")

    def _with(self, *words: str) -> str:
        parts = zip(words, (self.corpus, self.building, self.litera), strict=True)
        return " ".join([self._head, *(f"{word} {value}" for word, value in parts if value)])

    @cached_property
    def title(self) -> str:
        """Return «12А», «12/2», «12 корп. 2», with no-break spaces."""
        return self._with("корп.", "стр.", "лит.").replace(" ", _NBSP)

    @cached_property
    def plate(self) -> str:
        """Return the text for an address plate: «12 корпус 2»."""
        return self._with("корпус", "строение", "литера").replace(" ", _NBSP)

    @cached_property
    def speech(self) -> str:
        """Return the text for a screen reader, without abbreviations: «дом 12 корпус 2»."""
        text = self._with("корпус", "строение", "литера")
        return "дом " + text.replace("/", " дробь ").replace("-", " тире ")

    @cached_property
    def key(self) -> str:
        """Return the identity within the street."""
        return fold(self._with("к", "с", "л")).replace(" ", "")

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is a number alone, so that no other spelling has its `loose_key`."""
        return not (self.letter or self.fraction or self.corpus or self.building or self.litera)

    @cached_property
    def loose_key(self) -> str:
        """Return a key equal for «13А», «13 корп. А», «13 стр. А», «13 лит. А», «13/А», which may be one house."""
        parts = [self.number, self.letter]
        marked = (("/", self.fraction), ("к", self.corpus), ("с", self.building), ("л", self.litera))
        parts += [mark + value if value[0].isdigit() else value for mark, value in marked if value]
        return fold("".join(parts))

    @cached_property
    def sort_key(self) -> tuple[tuple[int, tuple[tuple[int, str], ...]], ...]:
        """Return the sort key: 2 < 10, 12 < 12А < 12/2 < 12 корп. 2 < 12 стр. 1 < 12 лит. А."""
        parts = (self.number, self.letter, self.fraction, self.corpus, self.building, self.litera)
        return tuple((rank, natural_key(part)) for rank, part in enumerate(parts) if part)

    @cached_property
    def slug(self) -> str:
        """Return `12a`, `12-2`, `12k2`, `12s1`; different for any two houses of a street (a test checks that)."""
        joint = "-" if self.letter or self.fraction else ""
        return "".join(
            (
                self.number.replace("-", "-i-"),
                _latin(self.letter),
                f"-{_latin(self.fraction)}" if self.fraction else "",
                f"{joint}k{_latin(self.corpus)}" if self.corpus else "",
                f"{joint}s{_latin(self.building)}" if self.building else "",
                f"-lit-{_latin(self.litera)}" if self.litera else "",
            )
        )


def _latin(part: str) -> str:
    return fold(part).translate(_LETTERS)
