"""The files inside an archive as streams; nothing is unpacked to a disk, and no name in an archive is used as a path.

Archives are `.zip`, `.tar.gz` and `.gz`, recognised by their first bytes. What they unpack to is counted while it
is read, so that a small archive can't fill memory or time.
"""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from generator.spreadsheets.tables import UnreadableError

_MOST = 3_000_000_000  # bytes of all files; ГИС ЖКХ's largest region has two billion
_MOST_FILES = 200
_HEAD = 262  # bytes in which the mark of a tar file is
_OFFICE = ("[Content_Types].xml", "content.xml", "mimetype", "xl/workbook.xml")


def is_archive(file: IO[bytes]) -> bool:
    """Return True for an archive that is not a workbook; the file is at its start again."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return True
    if not head.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        file.seek(0)
    return not names.intersection(_OFFICE) and not any("\\" in name for name in names)


def members(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield (name, stream) of each file in an archive; a stream must be read before the next one is asked for."""
    if file.read(2) == b"PK":
        yield from _of_zip(file)
        return
    file.seek(0)
    with gzip.open(file) as unpacked:
        is_tar = unpacked.read(_HEAD)[-5:] == b"ustar"
    file.seek(0)
    if is_tar:
        yield from _of_tar(file)
    else:
        with gzip.open(file) as unpacked:
            yield "", io.BufferedReader(_Bounded(unpacked, [0]), 1 << 16)


def _of_zip(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    read = [0]
    with zipfile.ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        _check_number(len(parts))
        for part in parts:
            if part.flag_bits & 1:
                raise UnreadableError("архив закрыт паролем", "скачайте его заново или сохраните без пароля")
            with archive.open(part) as stream:
                yield _shown(part.filename), io.BufferedReader(_Bounded(stream, read), 1 << 16)


def _of_tar(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    # Not "r|gz": tarfile's own unpacking takes minutes for what unpacks to a thousand times its size.
    with gzip.open(file) as unpacked, tarfile.open(fileobj=_Bounded(unpacked, [0]), mode="r|") as archive:
        for seen, part in enumerate(archive, 1):
            _check_number(seen)
            stream = archive.extractfile(part) if part.isfile() else None  # no links, no devices
            if stream is not None:
                yield _shown(part.name), io.BufferedReader(_Bounded(stream, [0]), 1 << 16)


def _check_number(files: int) -> None:
    if files > _MOST_FILES:
        raise UnreadableError(f"в архиве больше {_MOST_FILES} файлов", "дайте сам реестр")


def _shown(name: str) -> str:
    """Return the last part of a name for reports, without characters that can't be shown."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:80]


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than `_MOST` bytes; `read` is the sum of several streams."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, read: list[int]) -> None:
        super().__init__()
        self._stream, self._read = stream, read

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer."""
        content = self._stream.read(len(buffer))
        self._read[0] += len(content)
        if self._read[0] > _MOST:
            raise UnreadableError(
                "внутри архива слишком много данных: так выглядит «архивная бомба»", "проверьте, тот ли это файл"
            )
        buffer[: len(content)] = content
        return len(content)
