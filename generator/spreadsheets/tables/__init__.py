"""Files of all formats → sheets of cells."""

from generator.spreadsheets.tables.cells import Cell, Row, Sheet, UnreadableError
from generator.spreadsheets.tables.delimited import ODD_LINES
from generator.spreadsheets.tables.limited import LIMITS, Limits, read_limited
from generator.spreadsheets.tables.tables import read_tables

__all__ = [
    "LIMITS",
    "ODD_LINES",
    "Cell",
    "Limits",
    "Row",
    "Sheet",
    "UnreadableError",
    "read_limited",
    "read_tables",
]
