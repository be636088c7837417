"""Excel 97–2003 workbooks (.xls) → sheets. The format has at most 65,536 rows, which limits the memory."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import IO, Any

import xlrd

from generator.spreadsheets.tables.cells import (
    Cell,
    Counter,
    Row,
    Sheet,
    UnreadableError,
    Value,
    commented,
    runs_cell,
    shown_number,
    unstruck,
)

_INVITE = re.compile(rb"max\.ru/join/[A-Za-z0-9_-]{8,128}")
_WIDE_INVITE = re.compile(b"m\0a\0x\0" + re.escape(".ru/join/".encode("utf-16-le")) + rb"(?:[A-Za-z0-9_-]\x00){8,128}")


def read_xls(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the worksheets."""
    content = file.read()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UnreadableError(
            "в файле есть макросы, такие файлы не открываются", "сохраните его как «Книга Excel (.xlsx)»"
        )
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError("файл закрыт паролем", "сохраните копию без пароля")
    try:
        # xlrd reports hyperlinks and merged cells only with formats.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=_Silence())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("файл закрыт паролем", "сохраните копию без пароля") from error
        raise
    counter = Counter()
    seen = []
    for sheet in book.sheets():
        rows = [_row(sheet, number, book) for number in range(sheet.nrows)]
        counter.add(sum(len(row.cells) for row in rows))
        merged = [(low + 1, high, left) for low, high, left, _ in sheet.merged_cells if high - low > 1]
        filled = [row for row in rows if row.cells]
        seen += [
            f"{cell.text} {cell.link} {cell.struck} {cell.comment}"
            for row in filled
            for cell in row.cells.values()
            if cell.link or "/" in cell.text or cell.struck or cell.comment
        ]
        hidden = tuple(row.number for row in filled if getattr(sheet.rowinfo_map.get(row.number - 1), "hidden", 0))
        yield Sheet(sheet.name, filled, sheet.visibility != 0, merged, hidden_rows=hidden)
    _refuse_unseen_links(content, " ".join(seen))


def _refuse_unseen_links(content: bytes, seen: str) -> None:
    """Refuse a book with an invitation that no cell shows: a formula without a stored value, which is not read."""
    plain = {found.decode("ascii") for found in _INVITE.findall(content)}
    wide = {found.decode("utf-16-le") for found in _WIDE_INVITE.findall(content)}
    if any(one not in seen for one in plain | wide):
        raise UnreadableError(
            "в книге есть ссылки на чаты, которых не видно в ячейках (формулы без значений, надписи)",
            "откройте её в Excel или LibreOffice и сохраните как .xlsx",
        )


class _Silence:
    def write(self, text: str) -> None:
        """Ignore the library's log."""


def _row(sheet: Any, number: int, book: Any) -> Row:  # noqa: ANN401
    cells = {}
    for column, cell in enumerate(sheet.row(number)):
        value = _value(cell, book)
        link = sheet.hyperlink_map.get((number, column))
        target = (link.url_or_path or "") if link else ""
        if isinstance(target, bytes):
            target = target.decode("utf-8", "replace")
        if value is not None or target:
            runs = sheet.rich_text_runlist_map.get((number, column))
            if _is_struck(book, _font_of(cell, book)):
                cells[column] = unstruck(Cell(value, target))
            elif runs and isinstance(value, str):
                cells[column] = runs_cell(_runs(value, runs, book), target)
            else:
                cells[column] = Cell(value, target)
        note = sheet.cell_note_map.get((number, column))
        if note and (cell := commented(cells.get(column), note.text or "")):
            cells[column] = cell
    return Row(number + 1, cells)


def _runs(text: str, runs: list[tuple[int, int]], book: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401
    """Yield pieces of a text, each with whether it is struck out; a run is the start of a piece and its font."""
    starts = [start for start, _ in runs]
    yield text[: starts[0]], False
    for (start, font), end in zip(runs, [*starts[1:], len(text)], strict=True):
        yield text[start:end], _is_struck(book, font)


def _font_of(cell: Any, book: Any) -> int:  # noqa: ANN401
    with suppress(LookupError, TypeError):
        return int(book.xf_list[cell.xf_index].font_index)
    return 0


def _is_struck(book: Any, font: int) -> bool:  # noqa: ANN401
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _number_format(cell: Any, book: Any) -> str:  # noqa: ANN401
    with suppress(LookupError, TypeError):
        return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
    return ""


def _value(cell: Any, book: Any) -> Value:  # noqa: ANN401, PLR0911 - one for each type
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value) if cell.value.strip() else None
        case xlrd.XL_CELL_NUMBER:
            return shown_number(cell.value, _number_format(cell, book))
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_DATE:
            try:
                return xlrd.xldate_as_datetime(cell.value, book.datemode)  # type: ignore[no-any-return]
            except (ValueError, OverflowError):
                return timedelta(days=cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#?"))
        case _:
            return None
