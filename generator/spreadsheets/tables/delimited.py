"""Text tables (.csv, .tsv, ГИС ЖКХ's `|`) → one sheet, read lazily."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from generator.spreadsheets.tables.cells import MAX_COLUMN, Cell, Row, Sheet, UnreadableError

_SEPARATORS = ";\t|,"
_MOSTLY = 0.8
_NONE = "\x1f"  # a separator that does not occur: the table has one column
_SAMPLE = 1_000_000  # bytes from which separator and encoding are guessed
_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac_cyrillic")
_PAIRS = ("ст", "но", "то", "на", "ен", "ов", "ул", "ра", "ко", "ни", "ре", "ом", "ск", "ая", "ка", "ес", "др", "ир")
_UNUSUAL = re.compile("[^\x00-\x7fА-Яа-яЁё«»“”„…—–№\xa0]")
_LIKENESS = 20_000  # bytes used for that
_LINES = 1000
_FIRST = 20  # rows used to count the fields
_LONGEST = 131_072  # characters in a field
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ODD_LINES = "domchat-cp1251"


def _as_cp1251(error: UnicodeError) -> tuple[str, int]:
    """Decode other bytes as Windows' Russian encoding: somebody pasted lines of another file."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1251", "replace"), error.end


codecs.register_error(ODD_LINES, _as_cp1251)


def read_delimited(file: IO[bytes]) -> Iterator[Sheet]:
    """Yield the only sheet; it is read while its rows are iterated."""
    sample = file.read(_SAMPLE)
    encoding = _encoding(sample, file)
    file.seek(0)
    head = sample.decode(encoding, errors="ignore")
    if "\0" in head:
        raise UnreadableError("это не таблица", "дайте файл .xlsx, .xls, .ods или .csv")
    yield Sheet(name="", rows=_rows(file, encoding, _separator(head)))


def _encoding(sample: bytes, file: IO[bytes]) -> str:
    """Return UTF-8 if most lines are, else the encoding in which the text looks most like Russian."""
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    file.seek(0)
    try:
        decoder = io.TextIOWrapper(file, "utf-8", newline="")
        while decoder.read(_SAMPLE):
            pass
    except UnicodeDecodeError:
        lines = [line for line in sample.splitlines()[:_LINES] if not line.isascii()]
        sound = sum(_is_utf_8(line) for line in lines)
        return "utf-8" if sound * 2 > len(lines) else max(_RUSSIAN, key=lambda one: _likeness(sample, one))
    finally:
        decoder.detach()
    return "utf-8"


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _likeness(sample: bytes, encoding: str) -> int:
    text = sample[:_LIKENESS].decode(encoding, "replace")
    return sum(map(text.count, _PAIRS)) - len(_UNUSUAL.findall(text))


def _separator(head: str) -> str:
    """Return the separator that splits most of the first lines into the same number of fields."""
    lines = [line for line in head.splitlines()[:200] if line.strip()]
    if lines and re.fullmatch(r"sep=.", lines[0]):
        return lines[0][-1]
    scores = []
    for separator in _SEPARATORS:
        counts = _widths(lines, separator)
        usual = max(set(counts), key=lambda one: (counts.count(one), one), default=1)
        scores.append((counts.count(usual) / max(len(counts), 1) if usual > 1 else 0, usual))
    best = _SEPARATORS[max(range(len(_SEPARATORS)), key=lambda at: (scores[at][0] > 0, scores[at]))]
    return _NONE if best == "," and "," not in lines[0] and _is_prose(lines) else best


def _is_prose(lines: list[str]) -> bool:
    """Return True if commas are those of addresses, «ул. Мира, 5»: programs write no space after a separator."""
    with suppress(csv.Error):
        fields = [field for row in csv.reader(lines) for field in row[1:]]
        return sum(field.startswith(" ") for field in fields) > _MOSTLY * len(fields)
    return False


def _widths(lines: list[str], separator: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:  # the sample ends inside quotes, or a line is not part of a table
        return []


def _rows(file: IO[bytes], encoding: str, separator: str) -> Iterator[Row]:
    text = io.TextIOWrapper(file, encoding, errors=ODD_LINES, newline="")
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(text, delimiter=separator)
    number, usual = 0, 0
    try:
        for fields in reader:
            number += 1
            usual = max(usual, len(fields)) if number <= _FIRST else usual
            if len(fields) < usual and any(_swallowed(field, separator) for field in fields):
                raise UnreadableError(
                    f"в строке {number} кавычка открыта и не закрыта: в одну ячейку попали строки под ней",
                    "закройте её или уберите; внутри текста в кавычках пишите их дважды",
                )
            if len(fields) > MAX_COLUMN:
                raise UnreadableError(f"в строке {number} больше {MAX_COLUMN} столбцов", "проверьте, тот ли это файл")
            cells = {at: _cell(field) for at, field in enumerate(fields) if field.strip()}
            if cells and not (number == 1 and re.fullmatch("sep=.?", "".join(fields))):
                yield Row(number, cells)
    except csv.Error as error:
        raise UnreadableError(
            f"после строки {number} стоит кавычка, которая нигде не закрыта", "закройте её или уберите"
        ) from error


def _swallowed(field: str, separator: str) -> bool:
    """Return True if a cell contains line ends and separators."""
    return "\n" in field.strip() and separator in field


def _cell(field: str) -> Cell:
    field = field.strip().removeprefix("\ufeff")
    return Cell(field, formula=field[1:]) if field.startswith("=") else Cell(field)
