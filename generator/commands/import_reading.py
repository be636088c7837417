"""Reads the table of an import: chooses its sheets and columns."""

from collections.abc import Iterable, Iterator, Sized
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import Gazetteer
from generator.spreadsheets import BASE_SHEET, HELP_SHEET, read_base
from generator.spreadsheets.rows import (
    Base,
    HouseRow,
    Layout,
    PassedRow,
    ReadRow,
    choices_of,
    chosen_layout,
    find_layout,
    guess,
    is_premises_register,
    left_links,
    loose_links,
    read_rows,
    rivalry,
    side_by_side,
    title_of_persons,
)
from generator.spreadsheets.tables import Row, Sheet, UnreadableError, read_limited
from generator.text import Bad, shorten

_HEADER_ROWS = 60  # rows searched for the header
_MAX_ROWS = 100_000


class Source(Struct, frozen=True, kw_only=True):
    """The file and how to read it: `columns` are «Адрес=B»; no `sheets` means all that are not hidden."""

    file: Path
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """A sheet and its rows; without a layout it has no houses, or it is hidden and was not read.

    `cure` are the options with which a sheet without a header can be read; `hidden_rows` are the rows read though
    Excel doesn't show them.
    """

    name: str
    layout: Layout | None
    hidden: bool = False
    rows: tuple[ReadRow, ...] = ()
    cure: str = ""
    hidden_rows: tuple[int, ...] = ()


def read_file(source: Source, gazetteer: Gazetteer, sheets: list[Sheet] | None = None) -> list[Table] | Bad:
    """Return the sheets row by row; a `Bad` means that the file or an option can't be understood.

    `sheets`: those of the file if it has been opened already.
    """
    try:
        opened = read_limited(source.file) if sheets is None else sheets
        return list(_read_sheets(list(_chosen(opened, source)), source, gazetteer))
    except FileNotFoundError:
        return Bad(code="usage", text=f"файла {source.file} нет", hint="проверьте имя")
    except IsADirectoryError:
        return Bad(code="usage", text=f"{source.file} — папка, а нужен файл", hint="укажите таблицу в ней")
    except UnreadableError as error:
        return Bad(code="table", text=f"{source.file}: {error.text}", hint=error.hint)


def _chosen(sheets: Iterable[Sheet], source: Source) -> Iterator[Sheet]:
    names = []
    for sheet in sheets:
        names.append(sheet.name)
        if not source.sheets or sheet.name in source.sheets or sheet.name == BASE_SHEET:
            yield sheet
    missing = [name for name in source.sheets if name not in names]
    if missing:
        raise UnreadableError(f"листа «{missing[0]}» в книге нет", f"есть: {', '.join(names)}")


def _read_sheets(sheets: list[Sheet], source: Source, gazetteer: Gazetteer) -> Iterator[Table]:
    base: Base = next((read_base(sheet) for sheet in sheets if sheet.name == BASE_SHEET), {})
    for sheet in sheets:
        if sheet.name in (BASE_SHEET, HELP_SHEET):
            continue
        if sheet.hidden and not source.sheets:
            yield Table(name=sheet.name, layout=None, hidden=True)
            continue
        if not isinstance(sheet.rows, Sized):
            sheet.rows = list(sheet.rows)  # they are read more than once
        parts = side_by_side(_head(sheet)) if _size(sheet) <= _MAX_ROWS else ()
        for one in [sheet.cut(part) for part in parts] or [sheet]:
            yield _table(one, source, gazetteer, base)


def _table(sheet: Sheet, source: Source, gazetteer: Gazetteer, base: Base) -> Table:
    """Return the sheet row by row."""
    choices = choices_of(source.columns, sheet.part)
    layout, guessed = chosen_layout(choices, _head(sheet)) if choices else find_layout(_head(sheet)), None
    if layout is None and _size(sheet) <= _MAX_ROWS:
        guessed = guess(list(sheet.rows), gazetteer)
        layout = guessed.layout if guessed and guessed.sure else None
    if layout is None:
        cure = f"--columns {guessed.choices}" if guessed else ""
        return Table(name=sheet.title, layout=None, rows=(*left_links(sheet), *loose_links(sheet)), cure=cure)
    if _size(sheet) > _MAX_ROWS + _HEADER_ROWS and not is_premises_register(layout):  # before all rows are read
        raise _too_many()
    read = tuple(islice(read_rows(sheet, layout, gazetteer, base), _MAX_ROWS + 1))
    if len(read) > _MAX_ROWS:
        raise _too_many()
    unseen = tuple(number for number in sheet.hidden_rows if number > layout.header)
    return Table(name=sheet.title, layout=layout, rows=(*read, *loose_links(sheet)), hidden_rows=unseen)


def _head(sheet: Sheet) -> list[Row]:
    return list(islice(sheet.rows, _HEADER_ROWS))


def _size(sheet: Sheet) -> int:
    return len(sheet.rows) if isinstance(sheet.rows, Sized) else 0


def _too_many() -> UnreadableError:
    return UnreadableError(f"больше {_MAX_ROWS} строк", "разделите таблицу на части")


def _named(tables: list[Table]) -> str:
    """Return what to write if the columns of the only sheet, or of one of several, seem plain."""
    found = next((table for table in tables if table.cure), None)
    if found is None:
        return ""
    sheet = f"--sheet «{found.name}» " if len(tables) > 1 else ""
    return f"похоже, адреса узнать можно; если так, назовите столбцы сами: {sheet}{found.cure}"


def unusable(tables: list[Table], source: Source, company: str) -> Bad | None:
    """Return why the sheets can't be used: no header, no rows, or no company."""
    if not any(table.layout for table in tables):
        return Bad(
            code="table",
            text=f"{source.file}: не нашлось заголовка со столбцом «Адрес» или «Улица» и «Дом»",
            hint=_named(tables) or "назовите столбцы сами: --columns Адрес=B «Ссылка на чат=D»",
        )
    if rivals := next(filter(None, (rivalry(table.layout) for table in tables if table.layout)), None):
        return replace(rivals, text=f"{source.file}: {rivals.text}")
    persons = next((title for table in tables if table.layout and (title := title_of_persons(table.layout))), "")
    if persons and not source.columns:
        return Bad(
            code="table",
            text=f"{source.file}: это похоже на список людей, а не домов: в нём есть столбец «{shorten(persons)}»",
            hint="людей на сайте не бывает; если строка всё же — дом, назовите столбцы сами: --columns Адрес=B",
        )
    rows = [row for table in tables for row in table.rows if not isinstance(row, PassedRow)]
    if not rows:
        return Bad(code="table", text=f"{source.file}: под заголовком нет ни одной строки", hint="впишите в неё дома")
    houses = [row for row in rows if isinstance(row, HouseRow)]
    named = any(row.company.name or row.company.inn or row.company.ogrn for row in houses)
    named = named or all(row.id for row in houses)
    if houses and not company and not named:
        return Bad(
            code="usage",
            text="в таблице не сказано, чьи это дома",
            hint="укажите компанию: --company primer-1, или добавьте столбец «Управляющая компания»",
        )
    return None
