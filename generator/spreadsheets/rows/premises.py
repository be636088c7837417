"""Registers with a row for every flat, as ГИС ЖКХ exports them → one row per house."""

from collections.abc import Iterable, Iterator

from generator.addresses import fold
from generator.spreadsheets.rows.columns import Layout
from generator.spreadsheets.tables.cells import Row

_MARKS = ("premises", "premises_kind")
_OF_THE_HOUSE = (
    *("fias", "address", "settlement_type", "settlement", "street_type", "street"),
    *("house", "corpus", "building", "litera", "company", "house_kind"),
)


def is_premises_register(layout: Layout) -> bool:
    """Return True if there is a row for every flat."""
    return any(name in layout.columns for name in _MARKS)


def collapsed(rows: Iterable[Row], layout: Layout) -> Iterator[tuple[Row, int, int]]:
    """Yield (first row of a house, number of its rows, number of its flats)."""
    columns = [at for name in _OF_THE_HOUSE if (at := layout.first(name)) is not None]
    houses: dict[tuple[str, ...], tuple[Row, int, set[str]]] = {}
    number, kind = layout.first("premises"), layout.first("premises_kind")
    for row in rows:
        key = tuple(row.cells[at].text if at in row.cells else "" for at in columns)
        first, weight, flats = houses.get(key) or (row, 0, set())
        homely = kind is None or (kind in row.cells and fold(row.cells[kind].text).startswith(("жил", "кварт")))
        if homely and number is not None and number in row.cells:
            flats.add(row.cells[number].text)
        houses[key] = (first, weight + 1, flats)
    for first, weight, flats in houses.values():
        yield first, weight, len(flats)
