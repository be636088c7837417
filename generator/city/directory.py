"""The city grouped for its pages: settlements → streets → houses, and the suppliers of each house."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from generator.addresses import Address, Street
from generator.city.model import Building, Chat, City, Company, Supplier


class House(Struct, frozen=True, kw_only=True):
    """A house with a page of its own: all records of one address, in the order of their entrances."""

    path: str
    address: Address
    records: tuple[Building, ...]

    @property
    def chats(self) -> list[Chat]:
        """Return the chats of all records."""
        return [chat for record in self.records for chat in record.chats]

    @property
    def floors(self) -> int:
        """Return the number of floors from the first record that has it; 0 if none does."""
        return next((record.floors for record in self.records if record.floors), 0)

    @property
    def location(self) -> tuple[float, float] | None:
        """Return (latitude, longitude) from the first record that has them."""
        return next((record.location for record in self.records if record.location), None)

    @property
    def entrances(self) -> int:
        """Return the number of entrances of the whole house; 0 if unknown."""
        known = [record.entrances for record in self.records]
        if len(known) == 1:
            return known[0] if isinstance(known[0], int) else 0
        return len({number for numbers in known if isinstance(numbers, tuple) for number in numbers})


class StreetPage(Struct, frozen=True, kw_only=True):
    """A street (or a quarter without streets) of a settlement, with its houses in order."""

    path: str
    settlement: str
    street: Street
    houses: tuple[House, ...]


class Settlement(Struct, frozen=True, kw_only=True):
    """A settlement; the name of the city itself is empty, and so is its path (`doma` lists it)."""

    path: str
    name: str
    streets: tuple[StreetPage, ...]


class Directory(Struct, frozen=True, kw_only=True):
    """The whole city: the city itself first, then settlements by name."""

    city: City
    settlements: tuple[Settlement, ...]
    company_by_slug: dict[str, Company]
    house_by_id: dict[str, House]

    @property
    def streets(self) -> Iterable[StreetPage]:
        """Return all streets of all settlements."""
        return (street for settlement in self.settlements for street in settlement.streets)

    @property
    def houses(self) -> Iterable[House]:
        """Return all houses, street by street."""
        return (house for street in self.streets for house in street.houses)

    def suppliers_of(self, house: House) -> tuple[Supplier, ...]:
        """Return the suppliers that serve any record of the house."""
        return tuple(one for one in self.city.suppliers if any(map(one.serves.includes, house.records)))


def make_directory(city: City) -> Directory:
    """Group the records of the city into houses, streets and settlements."""
    by_path: dict[str, list[Building]] = defaultdict(list)
    for building in city.buildings:
        by_path[building.path].append(building)
    by_street: dict[str, list[House]] = defaultdict(list)
    house_by_id = {}
    for path, records in by_path.items():
        if len(records) > 1:
            records.sort(key=lambda record: (first_entrance(record), record.id))
        house = House(path=path, address=records[0].address, records=tuple(records))
        by_street[path.rpartition("/")[0]].append(house)
        for record in records:
            house_by_id[record.id] = house
    by_settlement: dict[str, list[StreetPage]] = defaultdict(list)
    for path, houses in by_street.items():
        houses.sort(key=lambda house: (house.address.house.sort_key, house.path))
        first = houses[0].address
        page = StreetPage(path=path, settlement=first.settlement, street=first.street, houses=tuple(houses))
        by_settlement[first.settlement].append(page)
    settlements = [
        Settlement(
            path=streets[0].path.rpartition("/")[0] if name else "",
            name=name,
            streets=tuple(sorted(streets, key=lambda street: (street.street.sort_key, street.path))),
        )
        for name, streets in by_settlement.items()
    ]
    return Directory(
        city=city,
        settlements=tuple(sorted(settlements, key=lambda settlement: (settlement.name.casefold(), settlement.name))),
        company_by_slug={company.slug: company for company in city.companies},
        house_by_id=house_by_id,
    )


def first_entrance(building: Building) -> int:
    """Return the first entrance of a company's part of a house; 0 for a whole house."""
    return min(building.entrances) if isinstance(building.entrances, tuple) and building.entrances else 0
