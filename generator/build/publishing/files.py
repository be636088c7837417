"""A file of the site as it was written, and which files are no longer as they were written."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator.build.publishing.modes import is_readable, mend_folders, mend_mode

_WORD = 2**64 - 1  # some file systems have longer inodes


class File(Struct, frozen=True, array_like=True, gc=False):
    """A file by its path below the web root: size in bytes, time in nanoseconds, digest of the content."""

    path: str
    size: int
    time: int
    inode: int
    digest: bytes


def file_of(path: str, status: os.stat_result, digest: bytes) -> File:
    """Return what there is to know of a file."""
    return File(path, status.st_size, status.st_mtime_ns, status.st_ino & _WORD, digest)


def content_digest(content: bytes) -> bytes:
    """Return the digest of a file's content."""
    return sha256(content).digest()[:16]


def inspect(files: Sequence[File], root: Path, *, inodes: bool = True) -> set[str]:
    """Return the paths of the files that aren't as they were written, as far as size, time and inode tell.

    Without `inodes`, a copy of a file counts as the file. Files and folders get their permissions back.
    """
    mend_folders(root, (file.path for file in files))
    found = set()
    with _seen_from(root) as look:
        for file in files:
            try:
                status = look(file.path)
            except OSError:
                found.add(file.path)
                continue
            if not is_readable(status.st_mode):
                mend_mode(f"{root}/{file.path}")
            moved = inodes and status.st_ino & _WORD != file.inode
            if status.st_mtime_ns != file.time or status.st_size != file.size or moved:
                found.add(file.path)
    return found


def found_in(root: Path, files: Iterable[File]) -> list[File]:
    """Return the same files with the times and inodes that they have in another tree."""
    with _seen_from(root) as look:
        return [file_of(file.path, look(file.path), file.digest) for file in files]


@contextmanager
def _seen_from(root: Path) -> Iterator[Callable[[str], os.stat_result]]:
    """Yield a function that looks at a file below a folder: a seventh cheaper than by its whole path."""
    if os.stat not in os.supports_dir_fd:  # Windows
        yield lambda path: os.stat(f"{root}/{path}", follow_symlinks=False)  # noqa: PTH116
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        yield partial(os.stat, dir_fd=handle, follow_symlinks=False)
    finally:
        os.close(handle)
