"""Excel workbooks (.xlsx) → sheets.

Uses openpyxl's reader of one sheet's XML, row by row: its usual modes either keep every empty cell in memory or
lose hyperlinks. The unpacked size is checked before anything is unpacked.
"""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import IO, Any

from msgspec.structs import replace
from openpyxl.cell.text import Text
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import HYPERLINK_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.hyperlink import HyperlinkList
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from generator.spreadsheets.tables.cells import (
    MAX_COLUMN,
    Cell,
    Counter,
    Row,
    Sheet,
    UnreadableError,
    column_number,
    commented,
    loose_links,
    runs_cell,
    shown_number,
    unstruck,
)
from generator.spreadsheets.tables.xml_events import xml_events

_MAX_UNPACKED = 400_000_000  # bytes of one part; enough for a million rows of formatted empty cells
_STREAMED = ("xl/worksheets/", "xl/media/", "content.xml", "Pictures/")
_MAX_WHOLE = 60_000_000  # bytes of a part that is read at once: styles, shared texts
_MAX_PARTS = 10_000
_FORMULA = f"{{{SHEET_MAIN_NS}}}f"
_VALUE = f"{{{SHEET_MAIN_NS}}}v"
_TEXT, _INLINE = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}is"
_COMMENT = f"{{{SHEET_MAIN_NS}}}comment"
_STRUCK = re.compile("\ue000([^\ue001]*)\ue001")  # how this module marks struck text until the cell is made
_BROKEN = "#ЗНАЧ!"  # Excel's word for a value that it can't show
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # «_x000D_»: an escaped character that XML can't contain
_WHOLE = (ROW_TAG, HYPERLINK_TAG, MERGE_TAG)
_MAX_ROW = 1_048_576
_MAX_ROWS = 120_000  # empty rows count too: a million of them take minutes


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack to more than any table needs, and macros."""
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or any(part.file_size > _limit(part.filename) for part in parts):
        raise UnreadableError(
            "внутри файла слишком много данных: так выглядит «архивная бомба» или таблица с миллионом пустых строк",
            "скопируйте нужные строки в новую книгу и сохраните её",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("файл закрыт паролем", "сохраните копию без пароля")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise UnreadableError(
            "в файле есть макросы, такие файлы не открываются", "сохраните его как «Книга Excel (.xlsx)»"
        )


def _limit(part: str) -> int:
    return _MAX_UNPACKED if part.startswith(_STREAMED) else _MAX_WHOLE


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Reads only rows, links and merged cells; returns both the calculated value and the formula."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **options)
        self.hidden: list[int] = []

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        for _, element in xml_events(self.source):
            if element.tag == ROW_TAG:
                yield (row := self.parse_row(element))
                self.hidden += [row[0]] if element.get("hidden") in ("1", "true") else []
            elif element.tag == HYPERLINK_TAG:
                self.hyperlinks = HyperlinkList.from_tree(element)
            elif element.tag == MERGE_TAG:
                self.merged_cells = MergeCells.from_tree(element)
            if element.tag in _WHOLE:
                element.clear()

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except (ValueError, IndexError, KeyError, TypeError):  # one broken cell must not spoil the book
            element.set("t", "str")
            element.attrib.pop("s", None)
            for value in element.iter(_VALUE):
                value.text = _BROKEN
            cell = super().parse_cell(element)
        inline = element.find(_INLINE) if element.get("t") == "inlineStr" else None
        if inline is not None:
            cell["value"] = _marked(inline)
        if isinstance(cell["value"], str):
            cell["value"] = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell["value"]).replace("\r\n", "\n")
        formula = element.find(_FORMULA)
        cell["formula"] = "" if formula is None else (formula.text or " ")
        return cell


def read_xlsx(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the worksheets."""
    with warnings.catch_warnings(), zipfile.ZipFile(file) as archive:
        warnings.simplefilter("ignore")  # about extensions unknown to openpyxl
        check_archive(archive)
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.shared_strings = _shared_texts(reader)
        reader.read_workbook()
        try:
            apply_stylesheet(reader.archive, reader.wb)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110 - without styles a date is a number, which is understood as well
            pass
        counter = Counter()
        for sheet, part in reader.parser.find_sheets():
            if part.target in reader.valid_files and "chart" not in part.Type:
                read = _read_sheet(sheet.name, part.target, reader, counter)
                yield replace(read, hidden=sheet.state != "visible")


def _shared_texts(reader: ExcelReader) -> list[str]:
    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return []
    texts = []
    with reader.archive.open(part.PartName.removeprefix("/")) as source:
        for _, element in xml_events(source):
            if element.tag == _TEXT:
                texts.append(_marked(element).replace("x005F_", ""))
                element.clear()
    return texts


def _marked(element: Any) -> str:  # noqa: ANN401
    """Return a text whose struck runs are marked."""
    text = Text.from_tree(element)
    runs = [(run.t, run.rPr is not None and run.rPr.strike) for run in text.r if run.t]
    return (text.t or "") + "".join(f"\ue000{one}\ue001" if is_struck else one for one, is_struck in runs)


def _read_sheet(name: str, path: str, reader: ExcelReader, counter: Counter) -> Sheet:
    book = reader.wb
    with reader.archive.open(path) as source:
        parser = _Parser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        rows: dict[int, dict[int, Cell]] = {}
        for seen, (number, cells) in enumerate(parser.parse()):
            if seen > _MAX_ROWS:
                raise UnreadableError(
                    f"на листе «{name}» больше {_MAX_ROWS // 1000} тысяч строк, считая пустые",
                    "удалите пустые строки внизу: встаньте на первую, Ctrl+Shift+End, «Удалить», и сохраните",
                )
            found = {cell["column"] - 1: _cell(cell, book) for cell in cells if _is_filled(cell)}
            counter.add(len(found))
            if found and 1 <= number <= _MAX_ROW:
                rows.setdefault(number, {}).update(found)
    _add_links(rows, parser, _targets(path, reader))
    for spot, comment in _comments(path, reader):
        _change(rows, spot, partial(commented, comment=comment))
    read = [Row(number, rows[number]) for number in sorted(rows)]
    hidden = tuple(number for number in parser.hidden if number in rows)
    return Sheet(name, read, merged=_merged(parser), hidden_rows=hidden, loose=_loose(path, reader))


def _is_filled(cell: dict[str, Any]) -> bool:
    value = cell["value"]
    empty = value is None or (isinstance(value, str) and not value.strip())
    return bool(not empty or cell["formula"]) and 0 < cell["column"] <= MAX_COLUMN


def _cell(cell: dict[str, Any], book: Any) -> Cell:  # noqa: ANN401
    value = cell["value"]
    if cell["style_id"] and isinstance(value, (int, float)):
        with suppress(IndexError, AttributeError):
            value = shown_number(value, _number_format(book, cell["style_id"]))
    formula = cell["formula"].strip() or ("?" if cell["formula"] else "")
    if isinstance(value, str) and _STRUCK.search(value):
        pieces = _STRUCK.split(value)  # struck pieces are the odd ones
        return runs_cell(((piece, at % 2 == 1) for at, piece in enumerate(pieces)), formula=formula)
    made = Cell(value, formula=formula)
    return unstruck(made) if cell["style_id"] and value is not None and _is_struck(book, cell["style_id"]) else made


def _is_struck(book: Any, style: int) -> bool:  # noqa: ANN401
    with suppress(IndexError, AttributeError):
        return bool(book._fonts[book._cell_styles[style].fontId].strike)  # noqa: SLF001
    return False


def _number_format(book: Any, style: int) -> str:  # noqa: ANN401
    number = book._cell_styles[style].numFmtId  # noqa: SLF001
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]) if number >= BUILTIN_FORMATS_MAX_SIZE else ""  # noqa: SLF001


def _targets(sheet: str, reader: ExcelReader) -> dict[str, str]:
    """Return the targets of a sheet's hyperlinks by relation id."""
    path = get_rels_path(sheet)
    if path not in reader.archive.namelist():
        return {}
    return {one.Id: one.Target or "" for one in get_dependents(reader.archive, path) if one.TargetMode == "External"}


def _add_links(rows: dict[int, dict[int, Cell]], parser: WorkSheetParser, targets: dict[str, str]) -> None:
    for link in parser.hyperlinks.hyperlink:
        target = targets.get(link.id or "", "")
        if link.location and target:
            target += f"#{link.location}"
        if target:
            _change(rows, link.ref or "", partial(_linked, target=target))


def _linked(cell: Cell | None, target: str) -> Cell:
    return replace(cell or Cell(None), link=target)


def _change(rows: dict[int, dict[int, Cell]], spot: str, changed: Callable[[Cell | None], Cell | None]) -> None:
    """Add a link or a comment to the cell at a spot, «B2» or «B2:C3»."""
    if found := re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?", spot):
        number, column = int(found[2]), column_number(found[1])
        if cell := changed(rows.get(number, {}).get(column)):
            rows.setdefault(number, {})[column] = cell


def _comments(sheet: str, reader: ExcelReader) -> Iterator[tuple[str, str]]:
    """Yield the spot and the text of each comment of a sheet."""
    path, parts = get_rels_path(sheet), set(reader.archive.namelist())
    for one in get_dependents(reader.archive, path) if path in parts else ():
        if (one.Type or "").endswith("/comments") and one.Target in parts:
            with reader.archive.open(one.Target) as source:
                for _, element in xml_events(source):
                    if element.tag == _COMMENT:
                        yield element.get("ref", ""), "".join(element.itertext()).strip()
                        element.clear()


def _loose(sheet: str, reader: ExcelReader) -> tuple[str, ...]:
    """Return the links in the sheet's text boxes and behind its pictures."""
    path, parts = get_rels_path(sheet), set(reader.archive.namelist())
    found: list[str] = []
    for one in get_dependents(reader.archive, path) if path in parts else ():
        for name in (one.Target, get_rels_path(one.Target)) if (one.Type or "").endswith("/drawing") else ():
            if name in parts:
                found += loose_links(reader.archive.read(name).decode("utf-8", "replace"))
    return tuple(dict.fromkeys(found))


def _merged(parser: WorkSheetParser) -> list[tuple[int, int, int]]:
    ranges = parser.merged_cells.mergeCell if parser.merged_cells else []
    return [(one.min_row, one.max_row, one.min_col - 1) for one in ranges if one.max_row > one.min_row]
