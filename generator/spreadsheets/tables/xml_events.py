"""Fast XML parsing element by element, without entities and external files.

defusedxml does the same with Python's own parser, eight times slower; it is used for the small parts of a
workbook.
"""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from generator.spreadsheets.tables.cells import UnreadableError

_DOCTYPE = b"<!DOCTYPE"
_OTHER_ALPHABETS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class _Guard:
    """A file that refuses a document type, which could declare entities."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._tail, self._begun = file, b"", False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        chunk = self._file.read(size)
        seen = self._tail + chunk
        if _DOCTYPE in seen or (not self._begun and seen.startswith(_OTHER_ALPHABETS)):
            raise UnreadableError("в файле есть то, чего в таблицах не бывает: похоже на вредоносный файл")
        self._tail, self._begun = seen[-len(_DOCTYPE) :], True
        return chunk


def xml_events(file: IO[bytes], events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Element]]:
    """Yield (event, element); the caller clears elements it has read."""
    yield from iterparse(_Guard(file), events=events)  # type: ignore[arg-type]  # noqa: S314
