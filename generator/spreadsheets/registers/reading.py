"""A file → its sheets; those of registers have only the columns that are needed, each house once.

Runs in the process with limits (`tables.limited`). A register of premises has hundreds of thousands of rows, so they
are counted here, and only houses go on.
"""

import csv
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import IO

from msgspec.structs import replace

from generator.spreadsheets.registers.archives import is_archive, members
from generator.spreadsheets.registers.kinds import FLATS, GIS_HOUSES, WEIGHT, places_of, recognised
from generator.spreadsheets.tables import ODD_LINES, Cell, Row, Sheet, UnreadableError, read_tables

_HEAD = 65_536  # bytes in which the header of a text table is
_HEADER_ROWS = 20
_MOST_ROWS = 400_000  # of a register of houses, companies or licences
_MOST_HOUSES = 300_000  # of a register of premises
_LARGEST_WORKBOOK = 50_000_000  # bytes
_SEPARATORS = ";|\t,"
_OF_THE_HOUSE = ("fias", "address", "company_ogrn", "company", "house_kind")

Fields = list[str]


def read_any(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the sheets of a table or of all tables in an archive; those of registers are marked."""
    if not is_archive(file):
        if text := _text_register(io.BufferedReader(_Raw(file), _HEAD), ""):
            yield text
        else:
            file.seek(0)
            yield from map(_of_workbook, read_tables(file))
        return
    found = False
    for name, stream in _members(file):
        sheet = _text_register(stream, name)
        if sheet:
            found = True
            yield sheet
        elif stream.peek(2)[:2] == b"PK":  # type: ignore[attr-defined]
            book = stream.read(_LARGEST_WORKBOOK + 1)
            if len(book) > _LARGEST_WORKBOOK:
                raise UnreadableError("книга в архиве слишком велика", "проверьте, тот ли это файл")
            for one in map(_of_workbook, read_tables(io.BytesIO(book))):
                found = found or bool(one.register)
                if one.register:
                    yield replace(one, name=name)
    if not found:
        raise UnreadableError("это архив, и реестра в нём нет", "распакуйте его и дайте файл .csv или .xlsx из него")


def _members(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    try:
        yield from members(file)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # zipfile, tarfile, zlib and csv raise various errors for damaged archives
        raise UnreadableError("архив повреждён: прочитать его не удалось", "скачайте его заново") from error


class _Raw(io.RawIOBase):
    """A file that stays open when its buffer is dropped."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer."""
        content = self._file.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def _text_register(stream: IO[bytes], name: str) -> Sheet | None:
    """Return the register in a text table, or None with the stream where it was."""
    head: bytes = stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
    if b"\0" in head:
        return None
    encoding = _encoding(head)
    line = head.decode(encoding, "ignore").splitlines()[:1]
    for separator in _SEPARATORS:
        titles = dict(enumerate(next(csv.reader(line, delimiter=separator), []))) if line else {}
        register = recognised(titles)
        if register:
            places = places_of(register, titles)
            rows = _lines(io.TextIOWrapper(stream, encoding, errors=ODD_LINES, newline=""), separator, len(titles))
            next(rows)
            body = _body(rows, titles, places, register)
            return Sheet(name, chain((_row(1, titles, places),), body), register=register)
    return None


def _lines(text: io.TextIOWrapper, separator: str, width: int) -> Iterator[Fields]:
    """Yield the rows of a text table."""
    number = 0
    try:
        for number, fields in enumerate(csv.reader(text, delimiter=separator), 1):
            if len(fields) < width and any("\n" in one.strip() and separator in one for one in fields):
                raise UnreadableError(
                    f"в строке {number} кавычка открыта и не закрыта: в одну ячейку попали строки под ней",
                    "скачайте реестр заново; если так и опубликовано, закройте её",
                )
            yield fields
    except (csv.Error, EOFError, OSError, tarfile.TarError, zipfile.BadZipFile, zlib.error) as error:
        raise UnreadableError(f"файл повреждён после строки {number}", "скачайте его заново") from error


def _encoding(head: bytes) -> str:
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8-sig"


def _row(number: int, values: Mapping[int, str], places: Mapping[str, tuple[int, ...]]) -> Row:
    return Row(number, {at: Cell(values[at]) for (at,) in places.values() if values.get(at)})


def _body(
    rows: Iterable[Fields], titles: Mapping[int, str], places: Mapping[str, tuple[int, ...]], register: str
) -> Iterator[Row]:
    """Yield the rows below the header, numbered as an editor of texts shows them; a repeated header is left out."""
    header, wanted = [*titles.values()], sorted(at for (at,) in places.values())
    if register == GIS_HOUSES:
        yield from _houses(rows, header, places)
        return
    for number, fields in enumerate(rows, 2):
        if number > _MOST_ROWS:
            raise _too_many()
        if fields and fields != header:
            yield Row(number, {at: Cell(fields[at]) for at in wanted if at < len(fields) and fields[at]})


def _houses(rows: Iterable[Fields], header: Fields, places: Mapping[str, tuple[int, ...]]) -> Iterator[Row]:
    """Yield each house of a register of premises once, with the numbers of its rows and flats."""
    own = [places[name][0] for name in _OF_THE_HOUSE if name in places]
    (kind,), (premises,) = places.get("premises_kind", (-1,)), places.get("premises", (-1,))
    wanted = sorted(at for (at,) in places.values() if at not in (kind, premises))
    width = max(wanted) + 1
    found: dict[tuple[str, ...], tuple[int, Fields, set[str], list[int]]] = {}
    for number, short in enumerate(rows, 2):
        if not short or short == header:
            continue
        fields = short if len(short) >= width else short + [""] * (width - len(short))
        house = found.setdefault(tuple([fields[at] for at in own]), (number, fields, set(), [0]))
        house[3][0] += 1
        if len(found) > _MOST_HOUSES:
            raise _too_many()
        if (
            0 <= premises < len(fields)
            and fields[premises]
            and _is_flat(fields[kind] if 0 <= kind < len(fields) else "")
        ):
            house[2].add(fields[premises])
    for number, fields, flats, rows_of_it in found.values():
        cells = {at: Cell(fields[at]) for at in wanted if fields[at]}
        yield Row(number, {**cells, WEIGHT: Cell(str(rows_of_it[0])), FLATS: Cell(str(len(flats)))})


def _too_many() -> UnreadableError:
    return UnreadableError("в реестре слишком много строк: столько нигде не бывает", "проверьте, тот ли это файл")


def _is_flat(kind: str) -> bool:
    return not kind or kind.lower().startswith(("жил", "кварт"))


def _of_workbook(sheet: Sheet) -> Sheet:
    """Return a sheet of a workbook; one of a register with its columns only."""
    rows = iter(sheet.rows)
    head = list(islice(rows, _HEADER_ROWS))
    for nth, row in enumerate(head):
        titles = {at: cell.text for at, cell in row.cells.items()}
        register = recognised(titles)
        if not register:
            continue
        places = places_of(register, titles)
        if register == GIS_HOUSES:
            body: Iterable[Row] = _houses_of_sheet(chain(head[nth + 1 :], rows), titles, places)
        else:
            kept = {at for (at,) in places.values()}
            body = (
                Row(one.number, {at: cell for at, cell in one.cells.items() if at in kept})
                for one in chain(head[nth + 1 :], rows)
            )
        return replace(sheet, rows=chain((_row(row.number, titles, places),), body), register=register)
    return replace(sheet, rows=chain(head, rows))


def _houses_of_sheet(
    rows: Iterable[Row], titles: Mapping[int, str], places: Mapping[str, tuple[int, ...]]
) -> Iterator[Row]:
    width = max(titles) + 1
    fields = ([row.cells[at].text if at in row.cells else "" for at in range(width)] for row in rows)
    return _houses(fields, [titles.get(at, "") for at in range(width)], places)
