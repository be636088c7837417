"""What is known about a city's streets and settlements and can't be seen from an address."""

from functools import cached_property

from msgspec import Struct, field

from generator.addresses.fold import fold, normalise
from generator.addresses.read_street import read_street
from generator.addresses.spelling import name_key
from generator.addresses.street import Street

ASSUMED = "улица"
"""The type of an unknown street written without a type."""


class StreetKnowledge(Struct, frozen=True, kw_only=True):
    """A street of this city: its name as displayed, other names, former names."""

    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Gazetteer(Struct, frozen=True, kw_only=True, dict=True):
    """What is known about a city.

    `slash_means` is "corner" (12/1 is a house of its own) or "corpus" (12/1 is 12 корп. 1). `settlements` may be
    written without a type: «Луговое, ул. Комарова, 3».
    """

    city: str
    region: str = ""
    slash_means: str = "corner"
    streets: tuple[StreetKnowledge, ...] = ()
    settlements: tuple[str, ...] = ()

    @cached_property
    def _knowledge(self) -> "_Index":
        return _Index.of(self.streets)

    @cached_property
    def places(self) -> dict[str, str]:
        """Return folded bare name -> city, region or settlement."""
        named = {"settlement": self.settlements, "region": (self.region,)}
        found = {place_key(name): kind for kind, names in named.items() for name in names if name.strip()}
        return {**found, place_key(self.city): "city"}

    @cached_property
    def own_spelling(self) -> dict[str, str]:
        """Return folded settlement -> its spelling in `site.yaml`."""
        return {place_key(name): normalise(name) for name in self.settlements}

    def known(self, types: tuple[str, ...], name: str) -> tuple[tuple[Street, str], ...]:
        """Return the known streets with this name and any of these types (none means any type), and how they are known.

        The second value is "name", "alias" or "former".
        """
        by_type = self._knowledge.by_name.get(name_key(name), {})
        found = {by_type[kind] for kind in (types or (*by_type,)) if kind in by_type}
        return tuple(sorted(found, key=lambda entry: entry[0].sort_key))


def place_key(name: str) -> str:
    """Return the key of a settlement: equal for «Южно-Сахалинск» and «Южно Сахалинск»."""
    return " ".join(fold(normalise(name)).replace("-", " ").replace('"', " ").split())


class _Index(Struct, kw_only=True):
    by_name: dict[str, dict[str, tuple[Street, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, streets: tuple[StreetKnowledge, ...]) -> "_Index":
        index = cls()
        read = [(entry, _street(entry.name)) for entry in streets]
        for _, street in read:
            index.enter(street, street, "name")
        for entry, street in read:
            for how, names in (("alias", entry.aliases), ("former", entry.former)):
                for name in names:
                    index.enter(_street(name, default=street.type), street, how)
        return index

    def enter(self, called: Street, street: Street, how: str) -> None:
        """Add a street unless its name and type are taken: a second one is an error of site.yaml."""
        self.by_name.setdefault(called.name_key, {}).setdefault(called.type, (street, how))


def _street(text: str, default: str = ASSUMED) -> Street:
    """Return the street for a name in `site.yaml`; one that can't be parsed stays as written."""
    part = read_street(normalise(text), more=True)
    kind = part.types[0] if part.types else "" if part.quoted else default
    return Street(type=kind, name=part.names[0] if part.names else text.strip())
