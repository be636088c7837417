"""The list of published files, each as it was when written, kept beside the tree: a SHA-256, then MessagePack."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from generator.build.publishing.modes import is_readable, mend_folders, mend_mode
from generator.text import Problem, write_whole

_HASH = 32  # bytes at the beginning
_WORD = 2**64 - 1  # some file systems have longer inodes


class File(Struct, frozen=True, array_like=True, gc=False):
    """A file by its path below the web root: size in bytes, time in nanoseconds, digest of the content."""

    path: str
    size: int
    time: int
    inode: int
    digest: bytes


class Made(Struct, frozen=True, array_like=True):
    """A target that was made: its key and its files."""

    name: str
    key: str
    files: list[File]


class Notes(Struct, frozen=True, array_like=True):
    """What a build found to say about the data, and on which day: it would say the same again on that day."""

    problems: tuple[Problem, ...]
    day: date
    zone: str  # of the site


class Manifest(Struct, kw_only=True, array_like=True, tag="7"):
    """A tree: what was made of each target, and in which paths the tree before it (`twin`) differs from it.

    `delta` is None if that isn't known, since somebody changed the tree before by hand.
    `stamp` is a digest of all that the build was given. The tag is the number of this form.
    """

    targets: list[Made] = []
    twin: int | None = None
    delta: tuple[str, ...] | None = ()
    stamp: str = ""
    notes: Notes | None = None

    def files(self) -> list[File]:
        """Return all files."""
        return list(chain.from_iterable([target.files for target in self.targets]))


def load_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if there is none that can be trusted."""
    try:
        raw = memoryview(path.read_bytes())
    except OSError:
        return None
    if sha256(raw[_HASH:]).digest() != raw[:_HASH]:
        return None
    try:
        return msgpack.decode(raw[_HASH:], type=Manifest)
    except DecodeError:  # written by another version of the program
        return None


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    packed = msgpack.encode(manifest)
    write_whole(path, sha256(packed).digest() + packed)


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
    found = set()
    mend_mode(str(root))
    with _seen_from(root) as look:
        mend_folders(root, [file.path for file in files], look)
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
