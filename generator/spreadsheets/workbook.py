"""A company's buildings → a workbook for its clerk; and its original contents, read back by the import.

A row is one chat of a building, or a building without chats. A hidden sheet stores the contents at the time of
export, so that an import applies only what was edited since.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.datafiles import Draft
from generator.spreadsheets.aliases import in_one_line
from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.rows.readings import OWNER_TITLES, SHARE_TITLES
from generator.spreadsheets.sheet_columns import COLUMNS, COMPANY, YES, SheetColumn
from generator.spreadsheets.tables.cells import Sheet
from generator.text import FORMULA_BEGINNINGS, MaxLink, unbound

SHEET, HELP_SHEET, BASE_SHEET = "Дома", "Как заполнять", "_исходное"
_SPARE_ROWS = 300  # empty rows below the list for new houses
_BOOLEANS = ("shared", "approval", "unusual")
_A4 = 9  # Excel's number of the paper
_SIDE = 0.4  # inches
_PERCENT = 70  # of 11 points: 7.7
_GREY, _GREEN = "#EEEEEE", "#DDEBDD"

SheetRow = Mapping[str, Any]
"""Column → text, number or date."""


class Contact(Struct, frozen=True, kw_only=True):
    """A line about the company on the sheet of instructions."""

    label: str
    text: str


_ADVICE = (
    "Впишите ссылки и исправьте то, что изменилось. Сохраните файл и пришлите его обратно, больше ничего не нужно.",
    "Менять можно любую белую ячейку. Стёрли ячейку — стёрли и на сайте; чего не меняли, то и не изменится.",
    "Новый дом: впишите в первую пустую строку внизу, номер оставьте пустым.",
    "Второй чат у дома (например, у каждого подъезда свой): впишите в пустую строку внизу номер дома и вторую ссылку.",
    "Дома больше нет в управлении: ничего не стирайте, напишите об этом в письме.",
    "Лист защищён без пароля, чтобы номера не стёрли случайно. Снять: «Рецензирование» → «Снять защиту листа».",
    "Имён и телефонов жителей, ссылок max.ru/u/… (личных страниц) здесь быть не должно.",
)


def building_rows(building: Draft, company: str) -> Iterator[SheetRow]:
    """Yield the rows of a building: one for each chat, or one."""
    chats: Sequence[Draft] = building.get("chats") or ()
    own = {"company": company, **_building(building)}
    for number, chat in enumerate(chats, 1):
        yield {**own, **_chat(chat), "chat_number": number}
    if not chats:
        yield own


def _building(building: Draft) -> dict[str, Any]:
    entrances, location = building.get("entrances"), building.get("location")
    address = building.get("address")
    return {
        "id": building.get("id"),
        "address": unbound(address.title),
        "settlement": address.settlement,
        "entrances": entrances if isinstance(entrances, int) else None,
        "entrance_list": ", ".join(map(str, entrances)) if isinstance(entrances, tuple) else None,
        "aliases": "; ".join(in_one_line(one, address.settlement) for one in building.get("aliases") or ()),
        "location_latitude": location[0] if location else None,
        "location_longitude": location[1] if location else None,
        **{name: building.get(name) for name in PLAIN},
    }


def _chat(chat: Draft) -> dict[str, Any]:
    values = {name: chat.get(name) for name in ("link", "checked", "checked_by", "entrance", "since", "withdrawn")}
    values["owner"] = OWNER_TITLES[chat.get("owner")] if "owner" in chat.given else None
    values["share"] = SHARE_TITLES[chat.get("share")] if "share" in chat.given else None
    return {**values, **{name: YES if chat.get(name) else None for name in _BOOLEANS}}


def make_workbook(rows: Sequence[SheetRow], contacts: Sequence[Contact], made: date, *, register: bool) -> bytes:
    """Return the workbook; `register` adds a column for the company."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": datetime(made.year, made.month, made.day), "author": "domchat"})  # noqa: DTZ001
        columns = (COLUMNS[0], COMPANY, *COLUMNS[1:]) if register else COLUMNS
        sheet = _Writer(book, columns)
        sheet.write(rows)
        _write_help(book, columns, contacts)
        _write_base(book, columns, rows)
    return target.getvalue()


class _Writer:
    """Writes the sheet of houses."""

    def __init__(self, book: Workbook, columns: Sequence[SheetColumn]) -> None:
        self.sheet: Worksheet = book.add_worksheet(SHEET)
        self.columns = columns
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": _GREEN, "border": 1})
        self.formats = {kind: book.add_format(_format(kind)) for kind in ("text", "number", "date", "place", "locked")}
        self.formats["link"] = book.add_format({**_format("text"), "font_color": "#0B57D0", "underline": 1})
        self.quoted = book.add_format({**_format("text"), "quote_prefix": True})

    def write(self, rows: Sequence[SheetRow]) -> None:
        """Write the header, the rows, and the help for filling them in."""
        last = len(rows) + _SPARE_ROWS
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, column.width, self.formats[column.kind])
            self.sheet.write_string(0, at, column.title, self.head)
            self._help(at, column, last)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(self.columns):
                self._cell(number, at, column, row.get(column.name))
            wrapped = [(row.get(one.name), one.width) for one in self.columns if one.kind == "text"]
            set_height(self.sheet, number, wrapped)
        self.sheet.set_row(0, 48)
        self.sheet.freeze_panes(1, 2)
        self.sheet.autofilter(0, 0, max(len(rows), 1), len(self.columns) - 1)
        _prepare_print(self.sheet, self.columns)
        allowed = (
            "format_cells",
            "format_columns",
            "format_rows",
            "insert_rows",
            "sort",
            "autofilter",
            "insert_hyperlinks",
        )
        self.sheet.protect("", dict.fromkeys(allowed, True))

    def _cell(self, row: int, at: int, column: SheetColumn, value: Any) -> None:  # noqa: ANN401
        style = self.formats[column.kind]
        match value:
            case None | "":
                return
            case MaxLink():
                self.sheet.write_url(row, at, value.url, style, value.url)
            case date():
                self.sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
            case int() | float():
                self.sheet.write_number(row, at, value, style)
            case _:
                style = self.quoted if str(value).startswith(FORMULA_BEGINNINGS) else style
                self.sheet.write_string(row, at, str(value), style)

    def _help(self, at: int, column: SheetColumn, last: int) -> None:
        rule: dict[str, Any] = {"input_title": column.title[:32], "input_message": column.help[:255]}
        if column.choices:
            rule |= {"validate": "list", "source": list(column.choices), "error_message": "Выберите из списка."}
        elif column.kind == "number":
            rule |= {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 9999}
            rule["error_message"] = "Нужно целое число."
        elif column.kind == "date":
            rule |= {
                "validate": "date",
                "criteria": "between",
                "minimum": date(2020, 1, 1),
                "maximum": date(2099, 1, 1),
            }
            rule["error_message"] = "Нужна дата: 01.11.2026."
        else:
            rule["validate"] = "any"
        self.sheet.data_validation(1, at, last, at, rule)


def _prepare_print(sheet: Worksheet, columns: Sequence[SheetColumn]) -> None:
    """Let the sheet print on A4 so that it can be read: several pages side by side, number and address on each."""
    fixed = [column.name for column in columns].index("address")
    _set_paper(sheet)
    sheet.set_landscape()
    sheet.set_print_scale(_PERCENT)
    sheet.repeat_columns(0, fixed)
    sheet.repeat_rows(0)
    sheet.print_across()  # the pages of the same houses one after the other
    sheet.hide_gridlines(0)  # that is, print them


def _set_paper(sheet: Worksheet) -> None:
    sheet.set_paper(_A4)
    sheet.set_margins(_SIDE, _SIDE, _SIDE, 1.5 * _SIDE)
    sheet.set_footer("&L&A&RСтраница &P из &N")


def _format(kind: str) -> dict[str, Any]:
    """Return the cell's format; text cells are marked as text, or Excel would turn «2/9» into a date."""
    own: dict[str, dict[str, Any]] = {
        "text": {"num_format": "@", "text_wrap": True},
        "number": {"num_format": "0"},
        "date": {"num_format": "dd.mm.yyyy"},
        "place": {"num_format": "0.000000"},
        "locked": {"num_format": "@", "bg_color": _GREY, "font_color": "#555555"},
    }
    return {"valign": "top", "locked": kind == "locked", **own[kind]}


def _write_help(book: Workbook, columns: Sequence[SheetColumn], contacts: Sequence[Contact]) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    bold = book.add_format({"bold": True, "valign": "top", "num_format": "@"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.set_column(0, 0, 30, bold)
    sheet.set_column(1, 1, 90, text)
    lines = [("Как заполнять", "")]
    lines += [(f"{number}.", advice) for number, advice in enumerate(_ADVICE, 1)]
    lines += [("", ""), ("Столбец", "Что писать"), *((column.title, column.help) for column in columns)]
    if contacts:
        lines += [("", ""), ("На сайте о вас написано", "Если неверно, напишите об этом в письме.")]
        lines += [(contact.label, contact.text) for contact in contacts]
    _set_paper(sheet)
    sheet.fit_to_pages(1, 0)
    for row, (label, words) in enumerate(lines):
        _write_text(sheet, row, 0, label, bold)
        _write_text(sheet, row, 1, words, text)
        set_height(sheet, row, [(words, 90)])
    sheet.protect()


def set_height(sheet: Worksheet, row: int, wrapped: Iterable[tuple[Any, int]]) -> None:
    """Make a row as high as its longest wrapped text (text, width in characters): not every program does it itself."""
    lines = max(-(-len(str(text or "")) // (width - 2)) for text, width in wrapped)
    if lines > 1:
        sheet.set_row(row, min(15 * lines, 409))  # points, and Excel's limit


def _write_text(sheet: Worksheet, row: int, at: int, text: str, style: Format | None = None) -> None:
    if text:
        sheet.write_string(row, at, text, style)


def _write_base(book: Workbook, columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> None:
    sheet = book.add_worksheet(BASE_SHEET)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.name)
        for number, row in enumerate(rows, 1):
            _write_text(sheet, number, at, _text(row.get(column.name)))
    sheet.very_hidden()
    sheet.protect()


def _text(value: Any) -> str:  # noqa: ANN401
    """Return the text of an unchanged cell when it is read: see `Cell.text`."""
    match value:
        case None:
            return ""
        case date():
            return value.strftime("%d.%m.%Y")
        case float():
            return f"{value:.15g}"
        case _:
            return str(value).strip()


def read_base(sheet: Sheet) -> dict[tuple[str, str], dict[str, str]]:
    """Return the contents at the time of export: (id, number of the chat) → column → text."""
    rows = iter(sheet.rows)
    head = next(rows, None)
    names = {at: cell.text for at, cell in head.cells.items()} if head else {}
    base = {}
    for row in rows:
        values = {names[at]: cell.text for at, cell in row.cells.items() if at in names}
        base[values.get("id", ""), values.get("chat_number", "")] = values
    return base
