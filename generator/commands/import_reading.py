"""Reads the table of an import: chooses its sheets and columns."""

from collections.abc import Iterable, Iterator, Sized
from itertools import chain, islice
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
    chosen_layout,
    find_layout,
    is_premises_register,
    read_rows,
    rivalry,
    title_of_persons,
)
from generator.spreadsheets.tables import Sheet, UnreadableError, read_apart
from generator.text import Bad, shorten

_HEADER_ROWS = 60  # rows searched for the header
_MAX_ROWS = 100_000


class Source(Struct, frozen=True, kw_only=True):
    """The file and how to read it: `columns` are «Адрес=B»; no `sheets` means all that are not hidden."""

    file: Path
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """A sheet and its rows; without a layout it has no houses."""

    name: str
    layout: Layout | None
    rows: tuple[ReadRow, ...] = ()


def read_file(source: Source, gazetteer: Gazetteer) -> list[Table] | Bad:
    """Return the sheets row by row; a `Bad` means that the file or an option can't be understood."""
    try:
        return list(_read_sheets(list(_chosen(read_apart(source.file), source)), source, gazetteer))
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
        wanted = sheet.name in source.sheets if source.sheets else not sheet.hidden
        if wanted or sheet.name == BASE_SHEET:
            yield sheet
    missing = [name for name in source.sheets if name not in names]
    if missing:
        raise UnreadableError(f"листа «{missing[0]}» в книге нет", f"есть: {', '.join(names)}")


def _read_sheets(sheets: list[Sheet], source: Source, gazetteer: Gazetteer) -> Iterator[Table]:
    base: Base = next((read_base(sheet) for sheet in sheets if sheet.name == BASE_SHEET), {})
    for sheet in sheets:
        if sheet.name in (BASE_SHEET, HELP_SHEET):
            continue
        size, rows = len(sheet.rows) if isinstance(sheet.rows, Sized) else 0, iter(sheet.rows)
        head = list(islice(rows, _HEADER_ROWS))
        layout = chosen_layout(source.columns, head) if source.columns else find_layout(head)
        if layout is None:
            yield Table(name=sheet.name, layout=None)
            continue
        sheet.rows = chain(head, rows)
        if size > _MAX_ROWS + _HEADER_ROWS and not is_premises_register(layout):  # reported before all rows are read
            raise _too_many()
        read = tuple(islice(read_rows(sheet, layout, gazetteer, base), _MAX_ROWS + 1))
        if len(read) > _MAX_ROWS:
            raise _too_many()
        yield Table(name=sheet.name, layout=layout, rows=read)


def _too_many() -> UnreadableError:
    return UnreadableError(f"больше {_MAX_ROWS} строк", "разделите таблицу на части")


def unusable(tables: list[Table], source: Source, company: str) -> Bad | None:
    """Return why the sheets can't be used: no header, no rows, or no company."""
    if not any(table.layout for table in tables):
        return Bad(
            code="table",
            text=f"{source.file}: не нашлось заголовка со столбцом «Адрес» или «Улица» и «Дом»",
            hint="назовите столбцы сами: --columns Адрес=B «Ссылка на чат=D»",
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
