"""Houses «5/2» and «5 корп. 2» in one street: the same house in cities where a slash means a corpus.

Only people know which kind of city it is. So they are asked once, with the evidence of coordinates, until
site.yaml says it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import cos, hypot, radians

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import Address
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.finding import ask
from generator.spreadsheets.plans.plan import Known
from generator.spreadsheets.rows.rows import HouseRow, Remark

_NEAR = 60  # metres
_DEGREE = 111_000  # metres
_SHOWN = 3
_HINT = (
    "если это одни и те же дома, напишите в site.yaml slash_means: corpus, если разные — slash_means: corner, "
    "и загрузите таблицу снова"
)


class _House(Struct, frozen=True):
    address: Address
    rows: Sequence[HouseRow]
    location: tuple[float, float] | None
    is_known: bool = False


def ask_of_slashes(new: Iterable[Sequence[HouseRow]], known: Iterable[Known]) -> dict[str, Remark]:
    """Return the questions about rows, by place, the same for all; `new` are the rows of each new house."""
    houses = [_House(one.draft.get("address"), (), one.draft.get("location"), is_known=True) for one in known]
    for rows in new:
        if rows[0].address is not None:
            location = next((row.values["location"] for row in rows if "location" in row.values), None)
            houses.append(_House(rows[0].address, rows, location))
    one_house: defaultdict[str, list[_House]] = defaultdict(list)
    for house in houses:
        if house.address.house.fraction or house.address.house.corpus:
            one_house[_with_corpus(house.address).key].append(house)
    pairs: list[tuple[_House, _House]] = []
    for several in one_house.values():
        first, *others = sorted(several, key=lambda one: (not one.is_known, one.address.key))
        pairs += [(first, other) for other in others if other.rows and other.address.key != first.address.key]
    if not pairs:
        return {}
    examples = "; ".join(
        sorted(f"{shown(one.address.full)} и {shown(other.address.full)}" for one, other in pairs)[:_SHOWN]
    )
    text = f"в городе есть дома и с дробью, и с корпусом того же номера (пар {len(pairs)}: {examples})"
    if near := sum(_is_near(one, other) for one, other in pairs):
        text += f"; у {near} координаты ближе {_NEAR} м"
    return {row.place: ask(row, text, _HINT, kind="slashes") for _, other in pairs for row in other.rows}


def _with_corpus(address: Address) -> Address:
    house = address.house
    if house.corpus or not house.fraction:
        return address
    return replace(address, house=replace(house, fraction="", corpus=house.fraction))


def _is_near(one: _House, other: _House) -> bool:
    if one.location is None or other.location is None:
        return False
    (north, east), (other_north, other_east) = one.location, other.location
    away = hypot(float(north) - float(other_north), (float(east) - float(other_east)) * cos(radians(float(north))))
    return away * _DEGREE < _NEAR
