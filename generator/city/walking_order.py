"""Walking order of houses: by company, street and number.

Spellings of one street are grouped: «8-е Марта» and «8 Марта» are the same street.
"""

from collections.abc import Iterable

from generator.addresses import fold
from generator.city.model import Building


def street_of(building: Building) -> tuple[str, str]:
    """Return the identity of a street: the settlement and the street's key."""
    return fold(building.address.settlement), building.address.street.key


def in_walking_order(buildings: Iterable[Building], *, by_company: bool = True) -> tuple[Building, ...]:
    """Return the buildings sorted; a street with several spellings is placed by the first of them."""
    buildings = tuple(buildings)
    places: dict[tuple[str, str], tuple[object, ...]] = {}
    for building in buildings:
        street, place = street_of(building), building.address.street.sort_key
        places[street] = min(places.get(street, place), place)

    def order(building: Building) -> tuple[object, ...]:
        street = street_of(building)
        company = building.company if by_company else ""
        return (company, street[0], places[street], street[1], building.address.house.sort_key, building.id)

    return tuple(sorted(buildings, key=order))
