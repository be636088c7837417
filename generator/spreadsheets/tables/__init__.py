"""Files of every kind → sheets of cells."""

from generator.spreadsheets.tables.cells import Sheet, UnreadableError
from generator.spreadsheets.tables.tables import read_tables

__all__ = [
    "Sheet",
    "UnreadableError",
    "read_tables",
]
