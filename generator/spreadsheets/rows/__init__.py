"""Sheets of cells → houses, row by row: recognises columns, parses cells, collects questions."""

from generator.spreadsheets.rows.columns import Layout, chosen_layout, describe, find_layout, rivalry
from generator.spreadsheets.rows.people import title_of_persons
from generator.spreadsheets.rows.premises import is_premises_register
from generator.spreadsheets.rows.rows import Base, HouseRow, PassedRow, ReadRow, RefusedRow, Remark
from generator.spreadsheets.rows.sheet_reading import read_rows

__all__ = [
    "Base",
    "HouseRow",
    "Layout",
    "PassedRow",
    "ReadRow",
    "RefusedRow",
    "Remark",
    "chosen_layout",
    "describe",
    "find_layout",
    "is_premises_register",
    "read_rows",
    "rivalry",
    "title_of_persons",
]
