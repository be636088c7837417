"""A house → the view of its address plate."""

from generator.city.directory import House
from generator.city.views.values import Plate
from generator.text import NBSP


def plate(house: House) -> Plate:
    """Return the address plate of a house."""
    address = house.address
    number, _, rest = address.house.plate.partition(NBSP)
    return Plate(settlement=address.settlement, street=address.street.title, number=number, rest=rest)
