"""The map on the wall: what is known about this city and can't be read off an address."""

from functools import cached_property

from msgspec import Struct, field

from generator.addresses.fold import fold, wash
from generator.addresses.read_street import read_street
from generator.addresses.spelling import name_key
from generator.addresses.street import Street

ASSUMED = "улица"
"""The type of a street that is written without one, if nothing is known of it."""


class StreetKnowledge(Struct, frozen=True, kw_only=True):
    """A street of this city: its name as displayed, other names for it, names it had."""

    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Gazetteer(Struct, frozen=True, kw_only=True, dict=True):
    """`slash_means`: "corner" (12/1 is a house of its own) or "corpus" (12/1 is 12 корп. 1).

    `settlements` are those that may stand in a line without saying what they are: «Луговое, ул. Комарова, 3».
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
        """Folded bare name -> city, region or settlement."""
        named = {"settlement": self.settlements, "region": (self.region,)}
        found = {place_key(name): kind for kind, names in named.items() for name in names if name.strip()}
        return {**found, place_key(self.city): "city"}

    @cached_property
    def own_spelling(self) -> dict[str, str]:
        """Folded settlement -> as the data's owner writes it."""
        return {place_key(name): wash(name) for name in self.settlements}

    def known(self, types: tuple[str, ...], name: str) -> tuple[tuple[Street, str], ...]:
        """Streets of this name and any of these types (none: of any type), and how they are known.

        How: "name", "alias" or "former".
        """
        by_type = self._knowledge.by_name.get(name_key(name), {})
        found = {by_type[kind] for kind in (types or (*by_type,)) if kind in by_type}
        return tuple(sorted(found, key=lambda entry: entry[0].sort_key))


def place_key(name: str) -> str:
    """«Южно-Сахалинск» and «Южно Сахалинск» are one place."""
    return " ".join(fold(wash(name)).replace("-", " ").replace('"', " ").split())


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
        """The first street of a name and type keeps it: that there are two is an error of site.yaml."""
        self.by_name.setdefault(called.name_key, {}).setdefault(called.type, (street, how))


def _street(text: str, default: str = ASSUMED) -> Street:
    """A name of the knowledge; one that can't be read stands as written, for the type's sake."""
    part = read_street(wash(text), more=True)
    kind = part.types[0] if part.types else "" if part.quoted else default
    return Street(type=kind, name=part.names[0] if part.names else text.strip())
