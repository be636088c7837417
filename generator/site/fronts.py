"""A house → the drawing of its front and what it says to whoever can't see it."""

from functools import cache

from generator.facade import Facade, draw_facade
from generator.site.directory import House
from generator.typography import plural

FLOORS = ("этаж", "этажа", "этажей")
ENTRANCES = ("подъезд", "подъезда", "подъездов")


def draw_front(house: House) -> tuple[Facade | None, str]:
    """Return the drawing and its words; no drawing where floors or entrances of the whole house are unknown."""
    floors, entrances = house.records[0].floors or 0, _entrances_of(house)
    return draw_facade(floors, entrances), _words(floors, entrances)


def _entrances_of(house: House) -> int:
    """Return how many entrances the whole house has, 0 if its records don't tell."""
    known = [record.entrances for record in house.records]
    if len(known) == 1:
        return known[0] if isinstance(known[0], int) else 0
    return len({number for numbers in known if isinstance(numbers, tuple) for number in numbers})


@cache
def _words(floors: int, entrances: int) -> str:
    return f"Рисунок дома: {plural(floors, *FLOORS)}, {plural(entrances, *ENTRANCES)}"
