"""The cells of one row by column name, and messages about cells that can't be read."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from generator.addresses import Gazetteer, Refusal
from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.columns import Layout
from generator.spreadsheets.rows.rows import Base, HouseRow, Remark
from generator.spreadsheets.tables.cells import Cell, Row, cell_name
from generator.text import Bad, as_clause

_UNITS = (("settlement", "address"), ("location_latitude", "location_longitude"))  # read together


class Surroundings(Struct, kw_only=True):
    """The context of a row: its sheet, the place and street above it, the house of the previous row.

    `settlement` is from the name of the sheet or a heading, `company` from a heading; `street` from a heading or, if no
    row repeats the street of the previous row (`repeats`), from the last row that named one, with its settlement.
    """

    sheet: str
    layout: Layout
    gazetteer: Gazetteer
    base: Base
    settlement: str = ""
    company: str = ""
    street: str = ""
    repeats: bool = False
    before: HouseRow | None = None
    seen: set[tuple[str, str]] = field(default_factory=set)  # keys of `base` seen so far

    def place(self, row: Row, column: int | None = None) -> str:
        """Return Excel's name of a row or cell."""
        where = f"строка {row.number}" if column is None else cell_name(row.number, column)
        return f"«{self.sheet}», {where}" if self.sheet else where


class BadCellError(Exception):
    """The row can't be read because of this cell."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.text)
        self.remark = remark


class RowCells:
    """A row of a table. `edited`: columns changed since the export, if it is our own workbook."""

    def __init__(self, around: Surroundings, row: Row) -> None:
        self.around, self.row, self.layout = around, row, around.layout
        self.doubts: list[Remark] = []
        self.remarks: list[Remark] = []
        self.edited: frozenset[str] | None = None
        self.cleared: frozenset[str] = frozenset()
        self.exported_link = ""
        self.assumed = False  # the address doesn't say what kind of street it is
        self.entrance: int | None = None  # named in the address
        self.aside = ""  # words in the address that are not part of it

    def compare(self, was: Mapping[str, str]) -> None:
        """Find the cells edited in our own workbook; only they count."""
        now = {name: self.shown(name) for name in self.layout.columns}
        edited = {name for name, text in now.items() if text and text != was.get(name, "")}
        self.cleared = frozenset(name for name, text in now.items() if not text and was.get(name, ""))
        self.exported_link = was.get("link", "")
        at = self.layout.first("link")
        target = self.row.cells[at].link if at in self.row.cells else ""
        if "link" not in self.cleared and target and not _is_same_link(target, self.exported_link or now["link"]):
            edited.add("link")  # the text is as it was, and a click leads elsewhere now
        for unit in _UNITS:
            if (edited | self.cleared) & set(unit):
                edited |= set(unit)
        self.edited = frozenset(edited)

    def clerks_link(self, cell: Cell) -> Cell:
        """Return the cell with that one of its text and its click's target which isn't as we exported it."""
        was = self.exported_link
        if not (was and cell.link and cell.text) or _is_same_link(cell.link, cell.text):
            return cell
        if _is_same_link(cell.link, was):
            return Cell(cell.value, "", cell.formula)
        return Cell(cell.link, cell.link) if _is_same_link(cell.text, was) else cell

    def cell(self, name: str) -> Cell | None:
        """Return the cell if it has a value (in our own workbook: a changed one)."""
        at = self.layout.first(name)
        cell = self.row.cells.get(at) if at is not None else None
        if cell is None or readings.is_nothing(cell) or (self.edited is not None and name not in self.edited):
            return None
        return cell

    def shown(self, name: str) -> str:
        """Return the displayed text of the cell."""
        at = self.layout.first(name)
        return self.row.cells[at].text if at is not None and at in self.row.cells else ""

    def text(self, name: str) -> str:
        """Return the cell's text, edited or not."""
        at = self.layout.first(name)
        cell = self.row.cells.get(at) if at is not None else None
        return cell.text if cell and not readings.is_nothing(cell) else ""

    def remark(self, name: str, bad: Bad | Refusal, column: int | None = None) -> Remark:
        """Return a message about a cell; `column` if several have this name."""
        at = self.layout.first(name) if column is None else column
        return Remark(place=self.around.place(self.row, at), text=as_clause(bad.text), hint=as_clause(bad.hint))

    def typed(self, name: str, *, needed: bool = False, doubt: bool = False) -> Any:  # noqa: ANN401
        """Return the cell's value, or None after noting why it has none; a bad `needed` one ends the row."""
        cell = self.cell(name)
        value = readings.typed(name, cell) if cell else None
        if not isinstance(value, Bad):
            return value
        remark = self.remark(name, value)
        if needed:
            raise BadCellError(remark)
        (self.doubts if doubt else self.remarks).append(remark)
        return None

    def refuse(self, name: str, text: str, hint: str) -> None:
        """Stop reading the row because of this cell."""
        raise BadCellError(self.remark(name, Bad(code="row", text=text, hint=hint)))


def _is_same_link(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")
