"""A street as a value: its type and its name, and the texts derived from them."""

import re
from functools import cached_property

from msgspec import Struct

from generator.addresses.slug import slugify
from generator.addresses.spelling import is_adjective, name_key
from generator.addresses.vocabulary import STREET_TYPES, StreetType

NBSP = "\u00a0"
_NUMERAL = re.compile(r"\d+-[йяе]")
_UNBROKEN = re.compile(r"(?<!\S)(\d+(?:-[йяе])?|[^\W\d_]\.|имени|и) ")
_RUNS = re.compile(r"\d+|\D+")
_QUARTER = StreetType(name="", short="", gender="m")


class Street(Struct, frozen=True, kw_only=True, array_like=True, dict=True):
    """`type` is the name of a street type in the vocabulary, or "" for a quarter without streets.

    Derived texts are cached: a city has few streets and needs them often.
    """

    type: str
    name: str

    @property
    def _kind(self) -> StreetType:
        return STREET_TYPES.get(self.type, _QUARTER)

    def _titled(self, word: str) -> str:
        name = _UNBROKEN.sub(rf"\1{NBSP}", self.name)
        if not self.type:
            return f"«{name}»"
        first, *rest = self.name.split()
        if _NUMERAL.fullmatch(first) and not any(len(piece) > 1 and piece[1] != "." for piece in rest):
            return " ".join([f"{first}{NBSP}{word}", *rest])
        if self._kind.gender != "f" and not self._kind.in_names and self._agrees:
            return f"{name}{NBSP if word.endswith('.') else ' '}{word}"
        return f"{word}{NBSP if word.endswith('.') or self.name[0].isdigit() else ' '}{name}"

    @property
    def _agrees(self) -> bool:
        """Return True if the name is an adjective of the type's gender: «Спортивный» проезд, «Холмское» шоссе."""
        ending = "й" if self._kind.gender == "m" else "е"
        return all(
            word.endswith(ending) and (is_adjective(word) or _NUMERAL.fullmatch(word)) for word in self.name.split()
        )

    @cached_property
    def title(self) -> str:
        """Return «улица Ленина», «Спортивный проезд», «7-я линия», «„Спутник-2“» in its own quotes."""
        return self._titled(self.type)

    @cached_property
    def short(self) -> str:
        """Return «ул. Ленина», «Спортивный пр-д»."""
        return self._titled(self._kind.short)

    @cached_property
    def name_key(self) -> str:
        """Return the identity without the type."""
        return name_key(self.name)

    @cached_property
    def key(self) -> str:
        """Return the identity within a settlement: case, ё, order of words and «имени» make no difference."""
        return f"{self.type} {self.name_key}".lstrip()

    @cached_property
    def sort_key(self) -> tuple[tuple[int, int, str], ...]:
        """Return the sort key: natural order by name, an ordinal after the name; the type last."""
        words = self.name.split()
        ahead = 1 if words and _NUMERAL.fullmatch(words[0]) and len(words) > 1 else 0
        pieces = self.name_key.split()
        pieces = [*pieces[ahead:], *pieces[:ahead]]
        runs = [run for piece in pieces for run in _RUNS.findall(piece)]
        natural = [(1, int(run), "") if run.isdigit() else (2, 0, run) for run in runs]
        return (*natural, (0, 0, self.type))

    @cached_property
    def slug(self) -> str:
        """Return `ulitsa-lenina`, `prospekt-mira`, made from the key, so always with the type first."""
        return slugify(self.key)
