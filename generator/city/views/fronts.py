"""A house → the drawing of its front and its text alternative."""

from functools import cache

from generator.city.directory import House
from generator.city.views.facade import Facade, draw_facade
from generator.text import plural

FLOORS = ("этаж", "этажа", "этажей")
ENTRANCES = ("подъезд", "подъезда", "подъездов")


def draw_front(house: House) -> tuple[Facade | None, str]:
    """Return the drawing and its text alternative; no drawing if floors or entrances of the whole house are unknown."""
    floors, entrances = house.floors, house.entrances
    return draw_facade(floors, entrances), _words(floors, entrances)


@cache
def _words(floors: int, entrances: int) -> str:
    return f"Рисунок дома: {plural(floors, *FLOORS)}, {plural(entrances, *ENTRANCES)}"
