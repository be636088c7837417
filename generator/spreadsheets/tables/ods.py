"""LibreOffice workbooks (.ods) → sheets, parsed element by element, so that a million repeated rows cost nothing."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

from generator.spreadsheets.tables.cells import (
    MAX_COLUMN,
    Cell,
    Counter,
    Row,
    Sheet,
    UnreadableError,
    Value,
    commented,
    loose_links,
    runs_cell,
    unstruck,
)
from generator.spreadsheets.tables.xlsx import check_archive
from generator.spreadsheets.tables.xml_events import xml_events

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_REPEAT = 10_000  # of a non-empty row or cell


def read_ods(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the tables."""
    with zipfile.ZipFile(file) as archive:
        check_archive(archive)
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(10_000_000):
                raise UnreadableError("файл закрыт паролем", "сохраните копию без пароля")
        with archive.open("content.xml") as content:
            yield from _Reader().sheets(content)


class _Reader:
    def __init__(self) -> None:
        self.counter = Counter()
        self.hidden: set[str] = set()  # styles of hidden tables
        self.struck: set[str] = set()  # styles of text that is struck out

    def sheets(self, content: IO[bytes]) -> Iterator[Sheet]:
        sheet, rows, number, depth = Sheet("", []), list[Row](), 0, 0
        for event, element in xml_events(content, ("start", "end")):
            tag = element.tag
            if tag == f"{_TABLE}table" and event == "start":
                depth += 1
                hidden = element.get(f"{_TABLE}style-name", "") in self.hidden
                if depth == 1:
                    sheet, rows, number = Sheet(element.get(f"{_TABLE}name", ""), [], hidden), [], 0
            elif event == "start":
                continue
            elif tag == f"{_STYLE}style":
                self._note_style(element)
            elif tag == f"{_TABLE}table-row" and depth == 1:
                repeated = _repeated(element, "rows")
                rows += self._rows(element, sheet, number, repeated)
                number += repeated
                element.clear()
            elif tag == f"{_TABLE}shapes":
                sheet.loose += _loose(element)
            elif tag == f"{_TABLE}table":
                depth -= 1
                sheet.rows = rows
                element.clear()
                if depth == 0:
                    yield sheet

    def _rows(self, element: Any, sheet: Sheet, above: int, repeated: int) -> list[Row]:  # noqa: ANN401
        cells = self._cells(element, sheet, above + 1)
        if not cells:
            return []
        if repeated > _MAX_REPEAT:
            raise UnreadableError(f"одна и та же строка повторена {repeated} раз", "уберите повторы")
        self.counter.add(len(cells) * repeated)
        numbers = range(above + 1, above + repeated + 1)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden_rows += tuple(numbers)
        return [Row(number, cells) for number in numbers]

    def _note_style(self, element: Any) -> None:  # noqa: ANN401
        shown = element.find(f"{_STYLE}table-properties")
        if shown is not None and shown.get(f"{_TABLE}display") == "false":
            self.hidden.add(element.get(f"{_STYLE}name", ""))
        text = element.find(f"{_STYLE}text-properties")
        if text is not None and text.get(f"{_STYLE}text-line-through-style", "none") != "none":
            self.struck.add(element.get(f"{_STYLE}name", ""))

    def _cells(self, row: Any, sheet: Sheet, number: int) -> dict[int, Cell]:  # noqa: ANN401
        cells: dict[int, Cell] = {}
        column = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            repeated = _repeated(element, "columns")
            cell = _cell(element, self.struck)
            if element.find(f"{_DRAW}*") is not None:
                sheet.loose += tuple(link for one in element.iterfind(f"{_DRAW}*") for link in _loose(one))
            comment = "\n".join("".join(one.itertext()) for one in element.iter(f"{_OFFICE}annotation")).strip()
            if comment:
                cell = commented(cell, comment)
            if cell is not None:
                if repeated > _MAX_REPEAT or column + repeated > MAX_COLUMN:
                    raise UnreadableError("одна и та же ячейка повторена тысячи раз", "уберите лишние столбцы")
                cells.update({column + nth: cell for nth in range(repeated)})
            spanned = int(element.get(f"{_TABLE}number-rows-spanned", "1"))
            if spanned > 1:
                sheet.merged.append((number, number + spanned - 1, column))
            column += repeated
        return cells


def _loose(element: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the links in a text box or behind a picture."""
    targets = (one.get(_HREF, "") for one in element.iter())
    return loose_links(" ".join([*element.itertext(), *targets]))


def _repeated(element: Any, what: str) -> int:  # noqa: ANN401
    return max(int(element.get(f"{_TABLE}number-{what}-repeated", "1")), 1)


def _cell(element: Any, struck: set[str]) -> Cell | None:  # noqa: ANN401
    formula = re.sub(r"^(?:of|oooc|msoxl):=?|^=", "", element.get(f"{_TABLE}formula", ""))
    text = "\n".join("".join(paragraph.itertext()) for paragraph in element.findall(f"{_TEXT}p"))
    links = [one for one in element.findall(f"{_TEXT}p//{_TEXT}a") if one.get(_HREF)]
    link = links[0].get(_HREF) if links else ""
    if len({one.get(_HREF) for one in links}) > 1:  # each is written behind its words
        for one in links:
            one.tail = f" {one.get(_HREF)} {one.tail or ''}"
        link, text = "", "\n".join("".join(paragraph.itertext()) for paragraph in element.findall(f"{_TEXT}p"))
    value = _value(element, text)
    if value is None and not formula and not link:
        return None
    if element.get(f"{_TABLE}style-name") in struck:
        return unstruck(Cell(value, link, formula))
    if isinstance(value, str) and any(one.get(f"{_TEXT}style-name") in struck for one in element.iter(f"{_TEXT}span")):
        return runs_cell(_runs(element, struck), link, formula)
    return Cell(value, link, formula)


def _runs(element: Any, struck: set[str], *, is_struck: bool = False) -> Iterator[tuple[str, bool]]:  # noqa: ANN401
    """Yield the pieces of text inside an element, each with whether it is struck out."""
    is_struck = is_struck or element.get(f"{_TEXT}style-name") in struck
    yield element.text or "", is_struck
    for one in element:
        yield from _runs(one, struck, is_struck=is_struck)
        yield "\n" if one.tag == f"{_TEXT}p" else one.tail or "", is_struck


def _value(element: Any, text: str) -> Value:  # noqa: ANN401
    with suppress(ValueError):  # for a broken value, use the displayed text
        match element.get(f"{_OFFICE}value-type"):
            case "float" | "percentage" | "currency":
                number = float(element.get(f"{_OFFICE}value", ""))
                return text if any(map(str.isalpha, text)) else number  # «5 корп. 1», shown by a format with text
            case "boolean":
                return bool(element.get(f"{_OFFICE}boolean-value") == "true")
            case "date":
                return datetime.fromisoformat(element.get(f"{_OFFICE}date-value", ""))
    return text if text.strip() else None
