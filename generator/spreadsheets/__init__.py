"""Spreadsheets: tables from clerks → changes of the data, and the data → workbooks.

`tables` reads files, `rows` parses their rows, `plans` compares them with the data; `workbook` writes the
workbooks that we send. `plain_fields` is the table of columns that all of them use.
"""

from generator.spreadsheets.workbook import (
    BASE_SHEET,
    HELP_SHEET,
    Contact,
    SheetRow,
    building_rows,
    make_workbook,
    read_base,
)

__all__ = [
    "BASE_SHEET",
    "HELP_SHEET",
    "Contact",
    "SheetRow",
    "building_rows",
    "make_workbook",
    "read_base",
]
