"""An address as a value: settlement, street and house."""

from functools import lru_cache

from msgspec import Struct

from generator.addresses.fold import fold
from generator.addresses.house import House
from generator.addresses.street import NBSP, Street

_folded = lru_cache(maxsize=4096)(fold)  # a city has few settlements, and asks for the keys of all its addresses


class Address(Struct, frozen=True, array_like=True):
    """`settlement` is "" in the site's own city, else a plain name such as «Луговое»."""

    street: Street
    house: House
    settlement: str = ""

    @property
    def title(self) -> str:
        """Return «улица Ленина, 12А», without the settlement."""
        return f"{self.street.title},{NBSP}{self.house.title}"

    @property
    def full(self) -> str:
        """Return the title with the settlement in front, if there is one."""
        return f"{self.settlement}, {self.title}" if self.settlement else self.title

    @property
    def speech(self) -> str:
        """Return the text for a screen reader: «улица Ленина, дом 12 корпус 2»."""
        return ", ".join(filter(None, (self.settlement, self.street.title.strip("«»"), self.house.speech)))

    @property
    def key(self) -> str:
        """Identity within the site."""
        return f"{_folded(self.settlement)}|{self.street.key}|{self.house.key}"

    @property
    def loose_key(self) -> str:
        """Equal for houses that may or may not be one: «13А» and «13 лит. А»."""
        return f"{_folded(self.settlement)}|{self.street.key}|{self.house.loose_key}"

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The city itself first, then by settlement, street, house."""
        return (_folded(self.settlement), self.street.sort_key, self.house.sort_key)
