"""Reads a table in a separate process with limits, so that a hostile file or a crashing library does no harm.

The process writes the rows into an anonymous temporary file; they are used only after the whole table is read,
so nothing of a refused table is used. Systems that can't fork (Windows) have no such limits.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from msgspec.structs import astuple, replace

from generator.caching import can_fork
from generator.spreadsheets.tables.cells import Cell, Row, Sheet, UnreadableError
from generator.spreadsheets.tables.tables import read_tables

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_BATCH = 500  # rows
_SMALLER = "скопируйте нужные строки и столбцы в новую книгу и сохраните её как .xlsx; длинный список разделите"


class Limits(Struct, frozen=True, kw_only=True):
    """Limits for reading one table."""

    memory: int = 350_000_000  # bytes in addition to the program's own
    cpu: int = 12  # seconds
    clock: int = 60  # seconds; generous, because the machine may be busy
    written: int = 1_000_000_000  # bytes of rows


LIMITS = Limits()
Reader: TypeAlias = Callable[[IO[bytes]], Iterable[Sheet]]


def read_limited(path: Path, limits: Limits = LIMITS, read: Reader = read_tables) -> list[Sheet]:
    """Return the sheets of a table, whose rows can be iterated once; raises `UnreadableError`."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UnreadableError("это не файл, а устройство или канал", "укажите таблицу, сохранённую на диске")
    if not can_fork():
        with path.open("rb") as file:
            return [replace(one, rows=list(one.rows)) for one in read(file)]
    from multiprocessing import get_context  # noqa: PLC0415 - most commands need none

    context = get_context("fork")
    told, teller = context.Pipe(duplex=False)
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - stays open while rows are read
    with path.open("rb") as file, told:
        process = context.Process(target=_work, args=(file, spool, teller, limits, read), daemon=True)
        process.start()
        teller.close()  # so that reading ends when the process does
        try:
            sheets = told.recv() if told.poll(limits.clock) else None
        except EOFError:  # ended by a limit or by a crash of a library
            sheets = None
        finally:
            process.kill()
            process.join()
    if sheets is None:
        raise UnreadableError("таблица слишком велика или повреждена: прочитать её не удалось", _SMALLER)
    if isinstance(sheets, UnreadableError):
        raise sheets
    return [Sheet(name, _Rows(spool, start, count), *more) for name, start, count, *more in sheets]


class _Rows:
    """The rows of a sheet, read lazily from the file."""

    def __init__(self, spool: IO[bytes], start: int, count: int) -> None:
        self._spool, self._start, self._count = spool, start, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        at, left = self._start, self._count
        while left > 0:
            self._spool.seek(at)
            batch = pickle.load(self._spool)  # noqa: S301 - written by this program
            at, left = self._spool.tell(), left - len(batch)
            for number, cells in batch:
                yield Row(number, {column: Cell(*parts) for column, parts in cells.items()})


def _work(file: IO[bytes], spool: IO[bytes], teller: "Connection", limits: Limits, read: Reader) -> None:
    """Write the rows; send the positions of each sheet, or what is wrong."""
    _limit(limits)
    answer: Any
    try:
        answer = [_written(sheet, spool) for sheet in read(file)]
        spool.flush()
    except UnreadableError as error:
        answer = error
    except (MemoryError, OSError):  # a limit of the process or a full disk
        answer = UnreadableError("внутри файла слишком много данных", _SMALLER)
    teller.send(answer)


def _written(sheet: Sheet, spool: IO[bytes]) -> tuple[Any, ...]:
    start, count = spool.tell(), 0
    for batch in _batches(sheet.rows):
        pickle.dump(batch, spool, pickle.HIGHEST_PROTOCOL)
        count += len(batch)
    name, _, *more = astuple(sheet)
    return name, start, count, *more


def _batches(rows: Iterable[Row]) -> Iterator[list[tuple[int, dict[int, tuple[Any, str, str, str, str]]]]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield [(row.number, {at: astuple(one) for at, one in row.cells.items()}) for row in batch]


def _limit(limits: Limits) -> None:
    with suppress(ImportError, ValueError, OSError):  # no limits on this system, or lower ones already
        import resource  # noqa: PLC0415 - missing on some systems

        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written, limits.written))
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        memory = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
