"""Files of all formats → sheets of cells."""

from generator.spreadsheets.tables.apart import read_apart
from generator.spreadsheets.tables.cells import Sheet, UnreadableError

__all__ = [
    "Sheet",
    "UnreadableError",
    "read_apart",
]
