"""A file from somebody → its sheets. Its format is recognised by its first bytes, not its name."""

import os
import zipfile
from collections.abc import Iterator
from typing import IO

from defusedxml import DefusedXmlException

from generator.spreadsheets.tables.cells import Sheet, UnreadableError
from generator.spreadsheets.tables.delimited import read_delimited
from generator.spreadsheets.tables.ods import read_ods
from generator.spreadsheets.tables.xls import read_xls
from generator.spreadsheets.tables.xlsx import read_xlsx

_MAX_WORKBOOK = 50_000_000  # bytes
_MAX_TEXT = 250_000_000
_MEGABYTE = 1_000_000
_DAMAGED = "файл повреждён: прочитать его не удалось"
_RESAVE = "откройте его в Excel или LibreOffice и сохраните заново как .xlsx"


def read_tables(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the sheets of a seekable file; raises `UnreadableError`."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    read = _reader(head, file)
    limit = _MAX_TEXT if read is read_delimited else _MAX_WORKBOOK
    if size > limit:
        raise UnreadableError(
            f"файл больше {limit // _MEGABYTE} МБ", "проверьте, тот ли это файл; если тот, разделите его на части"
        )
    if size == 0:
        raise UnreadableError("файл пуст", "проверьте, тот ли это файл")
    try:
        yield from read(file)
    except UnreadableError:
        raise
    except DefusedXmlException as error:
        raise UnreadableError("в файле есть то, чего в таблицах не бывает: похоже на вредоносный файл") from error
    except MemoryError:
        raise
    except Exception as error:  # openpyxl, xlrd and zlib raise various errors for invalid files
        if "out of memory" in str(error):  # the XML parser's message
            raise MemoryError from error
        raise UnreadableError(_DAMAGED, _RESAVE) from error


def _reader(head: bytes, file: IO[bytes]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    if head.startswith(b"PK"):
        return _of_archive(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return read_xls
    for mark, what in ((b"%PDF", "PDF"), (b"{\\rtf", "текст RTF"), (b"\x89PNG", "картинка"), (b"\xff\xd8\xff", "фото")):
        if head.startswith(mark):
            raise UnreadableError(f"это не таблица, а {what}", "дайте файл .xlsx, .xls, .ods или .csv")
    if head.startswith((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise UnreadableError("это архив", "распакуйте его и дайте файл .csv или .xlsx из него")
    if head.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<tabl", b"<?xml"):
        raise UnreadableError("это не таблица, а страница или XML", _RESAVE)
    return read_delimited


def _of_archive(file: IO[bytes]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(_DAMAGED, _RESAVE) from error
    finally:
        file.seek(0)
    if "content.xml" in names:
        return read_ods
    if "xl/workbook.bin" in names:
        raise UnreadableError("книги .xlsb не читаются", "сохраните её как .xlsx")
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return read_xlsx
    if any(name.startswith("word/") for name in names):
        raise UnreadableError("это документ Word, а не таблица", "скопируйте таблицу из него в Excel")
    raise UnreadableError("это архив", "распакуйте его и дайте файл .csv или .xlsx из него")
