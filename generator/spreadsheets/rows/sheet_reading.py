"""The rows of a sheet below its header; totals, headings and repeated headers are skipped and reported."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.addresses import Gazetteer, Refusal, parse_line, parse_street
from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.columns import Layout
from generator.spreadsheets.rows.merged_cells import unmerged
from generator.spreadsheets.rows.premises import collapsed, is_premises_register
from generator.spreadsheets.rows.row_cells import BadCellError, Surroundings
from generator.spreadsheets.rows.row_reading import read_row
from generator.spreadsheets.rows.rows import Base, PassedRow, ReadRow, RefusedRow
from generator.spreadsheets.tables.cells import Row, Sheet
from generator.text import shorten

_TOTAL = re.compile(r"(?:итого|всего|подытог|общий итог|промежуточный итог|total)\b.*", re.IGNORECASE | re.DOTALL)
_HEADED = ("address", "settlement", "street", "house")  # columns in which a heading may be


def read_rows(sheet: Sheet, layout: Layout, gazetteer: Gazetteer, base: Base) -> Iterator[ReadRow]:
    """Read the rows below the header."""
    reader = _Reader(Surroundings(sheet=sheet.name, layout=layout, gazetteer=gazetteer, base=base))
    below = (row for row in unmerged(sheet) if row.number > layout.header)
    if is_premises_register(layout):
        for row, weight, flats in collapsed(below, layout):
            yield reader.read(row, weight, flats)
    else:
        for row in below:
            yield reader.read(row)


class _Reader:
    """Reads the rows of one sheet in order."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.layout = around, around.layout

    def read(self, row: Row, weight: int = 1, flats: int = 0) -> ReadRow:
        """Read one row."""
        passed = self._passed(row)
        if passed:
            return passed
        try:
            read = read_row(self.around, row)
        except BadCellError as error:
            self.around.before = None  # following rows may belong to this unreadable house, not to the last one
            return RefusedRow(place=self.around.place(row), remarks=(error.remark,), weight=weight)
        if flats and "flats" not in read.values:
            read = replace(read, values={**read.values, "flats": flats})
        self.around.before = replace(read, weight=weight)
        return self.around.before

    def _passed(self, row: Row) -> PassedRow | None:
        texts = [cell.text for _, cell in sorted(row.cells.items())]
        filled = [text for text in texts if text]
        place = self.around.place(row)
        if filled and _TOTAL.fullmatch(filled[0]):
            return PassedRow(place=place, text=f"итог: {shorten(filled[0], 60)}")
        numbers = list(map(str, range(int(filled[0]), int(filled[0]) + len(filled)))) if _is_small(filled) else []
        if filled == numbers and len(filled) > 2 and row.number <= self.layout.header + 2:  # noqa: PLR2004
            return PassedRow(place=place, text="номера столбцов")
        if len(filled) > 1 and all(cell.text == self.layout.titles.get(at) for at, cell in row.cells.items()):
            return PassedRow(place=place, text="заголовки столбцов ещё раз")
        if any(readings.max_links(cell) for cell in row.cells.values()):
            return None  # links to MAX are imported or become questions, wherever they are
        told = {at for name, places in self.layout.columns.items() if name not in _HEADED for at in places}
        if (
            len(row.cells) == 1
            and filled
            and not told & row.cells.keys()
            and self._is_heading(filled[0], min(row.cells))
        ):
            return PassedRow(place=place, text=f"заголовок: {shorten(filled[0], 60)}")
        return None

    def _is_heading(self, text: str, column: int) -> bool:
        """A line alone in its row: a street that the next rows belong to, a company, a district."""
        if not self.layout.columns.keys() & {"street", "address"}:
            street = parse_street(text, self.around.gazetteer)
            self.around.street = text if not isinstance(street, Refusal) else self.around.street
            return not isinstance(street, Refusal)
        if column == self.layout.first("street"):
            return False
        if column != self.layout.first("address"):
            return True
        result = parse_line(text, self.around.gazetteer).result
        return isinstance(result, Refusal) and result.code != "no_house" and not re.search(r"\d", text)


def _is_small(filled: list[str]) -> bool:
    return bool(filled) and filled[0] in ("1", "2")
