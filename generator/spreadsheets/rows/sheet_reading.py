"""The rows of a sheet below its header; totals, headings and repeated headers are skipped and reported."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from msgspec.structs import replace

from generator.addresses import Gazetteer, Refusal, parse_line, parse_settlement, parse_street
from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.columns import Layout
from generator.spreadsheets.rows.dittos import undittoed
from generator.spreadsheets.rows.merged_cells import unmerged
from generator.spreadsheets.rows.premises import collapsed, is_premises_register
from generator.spreadsheets.rows.row_cells import BadCellError, Surroundings
from generator.spreadsheets.rows.row_reading import read_row
from generator.spreadsheets.rows.rows import Base, PassedRow, ReadRow, RefusedRow, Remark
from generator.spreadsheets.tables.cells import Row, Sheet
from generator.text import shorten

_TOTAL = re.compile(r"(?:итого|всего|подытог|общий итог|промежуточный итог|total)\b.*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[.)]?")
_HEADED = ("address", "settlement", "street", "house")  # columns in which a heading may be


def read_rows(sheet: Sheet, layout: Layout, gazetteer: Gazetteer, base: Base) -> Iterator[ReadRow]:
    """Yield the results of the rows below the header."""
    around = Surroundings(sheet=sheet.title, layout=layout, gazetteer=gazetteer, base=base)
    around.settlement = parse_settlement(sheet.name, gazetteer) and sheet.name
    reader = _Reader(around)
    rows = iter(unmerged(sheet))
    below: Iterator[Row] = iter(())
    for row in rows:
        if row.number > layout.header:
            below = undittoed(chain((row,), rows), layout)
            break
        if row.number < layout.header and reader.names_house(row):
            yield RefusedRow(place=around.place(row), remarks=(_above(around.place(row)),))
    if is_premises_register(layout):
        for row, weight, flats in collapsed(below, layout):
            yield reader.read(row, Row(0, {}), weight, flats)
    else:
        for row, following in pairwise(chain(below, (Row(0, {}),))):
            yield reader.read(row, following)


class _Reader:
    """Reads the rows of one sheet in order."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.layout = around, around.layout

    def names_house(self, row: Row) -> bool:
        """Return True if a row above the header seems to be a house of another table."""
        at = self.layout.first("address")
        cell = row.cells.get(at) if at is not None else None
        address = cell and not isinstance(parse_line(cell.text, self.around.gazetteer).result, Refusal)
        return bool(address) or any(readings.max_links(one) for one in row.cells.values())

    def read(self, row: Row, following: Row, weight: int = 1, flats: int = 0) -> ReadRow:
        """Return the result of one row; `following` is the row below."""
        passed = self._passed(row, following)
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

    def _passed(self, row: Row, following: Row) -> PassedRow | None:
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
        words = [at for at in sorted(row.cells) if not _NUMBER.fullmatch(row.cells[at].text)]
        if len(words) == 1 and self._is_heading(row, words[0], following):
            self.around.before = None  # what follows belongs to the heading
            return PassedRow(place=place, text=f"заголовок: {shorten(row.cells[words[0]].text, 60)}")
        return None

    def _is_heading(self, row: Row, column: int, following: Row) -> bool:
        """Return True for the only words in a row: a settlement or street for the next rows, a company, a district.

        Beside them may be its number in the list («1 | ул. Мира») and, beside a street, sums of its houses.
        """
        around, columns, text = self.around, self.layout.columns, row.cells[column].text
        known = {at for places in columns.values() for at in places}
        headed = {at for name in _HEADED for at in columns.get(name, ())}
        if row.cells.keys() & known - {column}:
            return self._is_street_with_sums(row, column, following)
        if column in known - headed:
            return False
        if parse_settlement(text, around.gazetteer):
            around.settlement, around.street = text, ""
            return True
        street = not isinstance(parse_street(text, around.gazetteer), Refusal)
        of_street, of_house = self.layout.first("street"), self.layout.first("house")
        if column == of_street:
            heads = street and of_house in following.cells and of_street not in following.cells
        elif column == of_house:
            heads = street or ("street" in columns and not re.search(r"\d", text))
        elif column != self.layout.first("address") or (street and self._names_house(following, column)):
            heads = street or bool(columns.keys() & {"street", "address"})
        else:
            result = parse_line(text, around.gazetteer).result
            told = isinstance(result, Refusal) and result.code not in ("no_house", "no_number")
            return told and not re.search(r"\d", text)
        if heads:
            around.street, around.repeats = (text, False) if street else ("", around.repeats)
        return heads

    def _is_street_with_sums(self, row: Row, column: int, following: Row) -> bool:
        around, text = self.around, row.cells[column].text
        only = column == self.layout.first("address") and not row.cells.keys() & set(
            self.layout.columns.get("house", ())
        )
        if not only or isinstance(parse_street(text, around.gazetteer), Refusal):
            return False
        if self._names_house(following, column):
            around.street, around.repeats = text, False
            return True
        return False

    def _names_house(self, row: Row, column: int) -> bool:
        """Return True if the cell contains only a house number."""
        text = row.cells[column].text if column in row.cells else ""
        result = parse_line(text, self.around.gazetteer).result
        return isinstance(result, Refusal) and result.code == "no_street" and bool(re.search(r"\d", text))


def _above(place: str) -> Remark:
    text = "строка стоит выше заголовка и не прочитана: похоже, на листе две таблицы"
    return Remark(place=place, text=text, hint="перенесите её на другой лист, с заголовком, и загрузите снова")


def _is_small(filled: list[str]) -> bool:
    return bool(filled) and filled[0] in ("1", "2")
