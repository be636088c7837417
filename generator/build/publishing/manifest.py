"""The list of published files, stored beside the tree: a SHA-256, then MessagePack."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from generator.build.publishing.modes import folders_of, is_readable, mend_folders, mend_mode
from generator.text import Problem, write_whole

_HASH = 32  # bytes
_IN_BOTH_TREES = 2  # hard links of a file that is in the two trees and nowhere else
_WORD = 2**64 - 1  # some file systems have longer inodes


class File(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was written: path below the web root, size in bytes, time in nanoseconds, digest of the content."""

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
    """The problems that a build reported, and its date: on the same day it would report the same."""

    problems: tuple[Problem, ...]
    day: date
    zone: str  # time zone of the site
    base_url: str = ""  # of the site, in ASCII


class Manifest(Struct, kw_only=True, array_like=True, tag="7"):
    """The targets of a tree, and the paths in which the previous tree (`previous`) differs from it.

    `delta` is None if unknown, because that tree was changed by hand. `stamp` is the digest of the build's inputs.
    The tag is the version of this format.
    """

    targets: list[Made] = []
    previous: int | None = None
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


def inspect(
    files: Sequence[File],
    root: Path,
    *,
    inodes: bool = True,
    folders: Sequence[str] | None = None,
    unshared: list[File] | None = None,
) -> set[str]:
    """Return the paths of files that changed since they were written, judged by size, time and inode.

    Without `inodes`, a copy of a file counts as unchanged. Permissions are restored, those of `folders` too (None:
    all that contain the files). `unshared` gets the files that are not certainly in another tree as well.
    """
    found = set()
    mend_mode(str(root))
    with _seen_from(root) as look:
        mend_folders(root, folders_of([file.path for file in files]) if folders is None else folders, look)
        for file in files:
            try:
                status = look(file.path)
            except OSError:
                found.add(file.path)
                continue
            if not is_readable(status.st_mode):
                mend_mode(f"{root}/{file.path}")
            if status.st_nlink != _IN_BOTH_TREES and unshared is not None:
                unshared.append(file)
            moved = inodes and status.st_ino & _WORD != file.inode
            if status.st_mtime_ns != file.time or status.st_size != file.size or moved:
                found.add(file.path)
    return found


def found_in(root: Path, files: Iterable[File]) -> list[File]:
    """Return the same files with their times and inodes in another tree."""
    with _seen_from(root) as look:
        return [file_of(file.path, look(file.path), file.digest) for file in files]


@contextmanager
def _seen_from(root: Path) -> Iterator[Callable[[str], os.stat_result]]:
    """Yield a function that looks at a file below a folder: a seventh cheaper than by its whole path."""
    if os.stat not in os.supports_dir_fd:  # Windows
        yield lambda path: os.stat(f"{root}/{path}", follow_symlinks=False)  # noqa: PTH116 - faster than Path.stat
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        yield partial(os.stat, dir_fd=handle, follow_symlinks=False)
    finally:
        os.close(handle)
