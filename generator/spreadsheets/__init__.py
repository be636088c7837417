"""The room of lists: tables that clerks keep in Excel → plans for the data, and back to workbooks.

`tables` reads files, `rows` what stands in them, `plans` compares it with the data; `workbook` writes the tables that
we send. `plain_fields` is the one table of columns that all of them know.
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
