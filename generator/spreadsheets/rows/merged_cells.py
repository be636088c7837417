"""Merged cells → rows that each contain the merged value."""

from collections.abc import Iterator

from generator.spreadsheets.tables.cells import Cell, Row, Sheet


def unmerged(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows, each with the values of merged cells that cover it."""
    waiting = sorted(sheet.merged, reverse=True)
    open_blocks: dict[int, tuple[int, Cell]] = {}  # column → (last row, value)
    for row in sheet.rows:
        cells = row.cells
        for column, (last, cell) in list(open_blocks.items()):
            if last < row.number:
                del open_blocks[column]
            elif column not in cells:
                cells = {**cells, column: cell}
        while waiting and waiting[-1][0] <= row.number:
            first, last, column = waiting.pop()
            if first == row.number and column in row.cells:
                open_blocks[column] = (last, row.cells[column])
        yield Row(row.number, cells)
