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
_HEAD = 4096  # bytes used to recognise the format
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # an Excel 2 to 5 workbook, without a container
_MEGABYTE = 1_000_000
_DAMAGED = "файл повреждён: прочитать его не удалось"
_RESAVE = "откройте его в Excel или LibreOffice и сохраните заново как .xlsx"


def read_tables(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the sheets of a seekable file; raises `UnreadableError`."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
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
    if head[:2] in _BARE_BIFF and head[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00"):
        return read_xls
    if what := _page(head):
        raise UnreadableError(f"это {what}, а такие файлы не читаются", _RESAVE)
    return read_delimited


def _page(head: bytes) -> str:
    """Return the name of a text format that Excel opens as a table though it is none, else ""."""
    if head.startswith((b"ID;P", b"TABLE\r\n0,1", b"TABLE\n0,1")):
        return "таблица SYLK" if head.startswith(b"ID") else "таблица DIF"
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"urn:oasis:names:tc:opendocument" in text:
        return "плоская таблица OpenDocument (.fods)"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "таблица XML 2003 года"
    if text.startswith((b"mime-version:", b"from:", b"content-type: multipart")):
        return "веб-страница в одном файле (MHTML)"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<body", b"<style", b"<div")):
        return "веб-страница"
    return "документ XML" if text.startswith((b"<?xml", b"<!doctype")) else ""


def _of_archive(file: IO[bytes]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            is_strict = "xl/workbook.xml" in names and _is_strict(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(_DAMAGED, _RESAVE) from error
    finally:
        file.seek(0)
    if any("\\" in name for name in names):
        raise UnreadableError("файл собран с ошибкой: части внутри названы не так", _RESAVE)
    if any(name.endswith(".iwa") for name in names):
        raise UnreadableError(
            "книги Numbers не читаются", "откройте её в Numbers: «Файл», «Экспортировать в», «Excel…», формат .xlsx"
        )
    if is_strict:
        raise UnreadableError(
            "книга сохранена в строгом формате Open XML, он не читается",
            "откройте её в Excel: «Сохранить как», тип «Книга Excel (*.xlsx)», без слова «Strict» или «Строгий»",
        )
    if "content.xml" in names:
        return read_ods
    if "xl/workbook.bin" in names:
        raise UnreadableError("книги .xlsb не читаются", "сохраните её как .xlsx")
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return read_xlsx
    if any(name.startswith("word/") for name in names):
        raise UnreadableError("это документ Word, а не таблица", "скопируйте таблицу из него в Excel")
    raise UnreadableError("это архив", "распакуйте его и дайте файл .csv или .xlsx из него")


def _is_strict(archive: zipfile.ZipFile) -> bool:
    with archive.open("xl/workbook.xml") as part:
        return b"purl.oclc.org/ooxml/spreadsheetml" in part.read(_HEAD)
