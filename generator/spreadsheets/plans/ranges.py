"""Houses such as «11-15»: one house on merged plots, or several houses written in short.

Registers of eight cities hold some three hundred such houses, and none of them has a house with one of these numbers
beside it. So one that has is asked about: the row probably means all of them.
"""

from collections import defaultdict
from collections.abc import Iterable

from generator.addresses import Address
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.finding import ask
from generator.spreadsheets.rows.rows import HouseRow, Remark


def ask_of_ranges(rows: Iterable[HouseRow], known: Iterable[Address]) -> dict[str, Remark]:
    """Return the questions about rows, by place; `known` are the addresses of the data."""
    streets: defaultdict[str, dict[str, Address]] = defaultdict(dict)  # street → number → address
    ranges = []
    keys = set()
    for address in known:
        keys.add(address.key)
        _note(address, streets)
    for row in rows:
        if row.address is not None and "-" in row.address.house.number:
            ranges.append((row, row.address))
        elif row.address is not None:
            _note(row.address, streets)
    return {
        row.place: ask(
            row,
            f"«{address.house.number}» — один дом или несколько? {shown(other.full)} — отдельный дом",
            "если это несколько домов, запишите каждый отдельной строкой; если один, уберите тот или пишите дробь: "
            f"{address.house.number.replace('-', '/')}",
        )
        for row, address in ranges
        if address.key not in keys and (other := _inside(address, streets[_street(address)]))
    }


def _note(address: Address, streets: defaultdict[str, dict[str, Address]]) -> None:
    if address.house.is_plain:
        streets[_street(address)][address.house.number] = address


def _street(address: Address) -> str:
    return address.key.rpartition("|")[0]


def _inside(address: Address, houses: dict[str, Address]) -> Address | None:
    if not address.house.is_plain:
        return None  # «62-68 стр. 1» is one of several houses of a plot
    low, high = map(int, address.house.number.split("-"))
    return next((houses[number] for number in map(str, range(low, high + 1, 2)) if number in houses), None)
