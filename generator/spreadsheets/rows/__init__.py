"""Sheets of cells → houses, row by row: recognises columns, parses cells, collects questions."""

from generator.spreadsheets.rows.columns import (
    Layout,
    choices_of,
    chosen_layout,
    describe,
    find_layout,
    rivalry,
    side_by_side,
)
from generator.spreadsheets.rows.headerless import Guess, guess, left_links, loose_links
from generator.spreadsheets.rows.people import title_of_persons
from generator.spreadsheets.rows.premises import is_premises_register
from generator.spreadsheets.rows.readings import is_nothing
from generator.spreadsheets.rows.row_cells import BadCellError, Surroundings
from generator.spreadsheets.rows.row_reading import read_row
from generator.spreadsheets.rows.rows import (
    Base,
    CompanyName,
    HouseRow,
    PassedRow,
    ReadRow,
    RefusedRow,
    Remark,
    in_order,
)
from generator.spreadsheets.rows.sheet_reading import read_rows

__all__ = [
    "BadCellError",
    "Base",
    "CompanyName",
    "Guess",
    "HouseRow",
    "Layout",
    "PassedRow",
    "ReadRow",
    "RefusedRow",
    "Remark",
    "Surroundings",
    "choices_of",
    "chosen_layout",
    "describe",
    "find_layout",
    "guess",
    "in_order",
    "is_nothing",
    "is_premises_register",
    "left_links",
    "loose_links",
    "read_row",
    "read_rows",
    "rivalry",
    "side_by_side",
    "title_of_persons",
]
