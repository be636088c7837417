"""Batches, targets and files as columns, a list or an array for each thing that is known of them.

A site has tens of thousands of files, and nearly all of them stay: in columns they are read, compared, carried over,
sent between processes and written without making an object of each.
"""

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from generator.build.publishing.modes import is_readable, mend_folders, mend_mode

DIGEST = 16  # bytes
_WORD = 2**64 - 1  # some file systems have longer inodes


class Entry(NamedTuple):
    """A file: size in bytes, time in nanoseconds, inode, digest of the content."""

    size: int
    time: int
    inode: int
    digest: bytes


class Files(Struct):
    """Files by their paths below the web root, each as it was when it was written."""

    paths: list[str] = field(default_factory=list)
    sizes: "array[int]" = field(default_factory=partial(array, "q"))
    times: "array[int]" = field(default_factory=partial(array, "q"))
    inodes: "array[int]" = field(default_factory=partial(array, "Q"))
    digests: bytearray = field(default_factory=bytearray)

    def __len__(self) -> int:
        return len(self.paths)

    def is_sound(self) -> bool:
        """Tell whether the columns fit together."""
        rows = len(self)
        return [rows, rows, rows, rows * DIGEST] == [
            len(self.sizes),
            len(self.times),
            len(self.inodes),
            len(self.digests),
        ]

    def paths_between(self, start: int, stop: int) -> list[str]:
        """Return the paths of a stretch."""
        return self.paths[start:stop]

    def entry(self, row: int) -> Entry:
        """Return what is known of a file."""
        digest = bytes(self.digests[row * DIGEST : (row + 1) * DIGEST])
        return Entry(self.sizes[row], self.times[row], self.inodes[row], digest)

    def add(self, path: str, entry: Entry) -> None:
        """Add a file."""
        self.paths.append(path)
        self.sizes.append(entry.size)
        self.times.append(entry.time)
        self.inodes.append(entry.inode)
        self.digests += entry.digest

    def take(self, other: "Files", start: int, stop: int) -> None:
        """Add a stretch of other files."""
        self.paths += other.paths[start:stop]
        self.sizes += other.sizes[start:stop]
        self.times += other.times[start:stop]
        self.inodes += other.inodes[start:stop]
        self.digests += other.digests[start * DIGEST : stop * DIGEST]

    def inspect(self, root: Path, *, inodes: bool = True) -> set[str]:
        """Return the paths of those that aren't as they were written, as far as size, time and inode tell.

        Without `inodes`, a copy of a file counts as the file. Files and folders get their permissions back.
        """
        mend_folders(root, self.paths)
        found = set()
        with _seen_from(root) as look:
            for path, size, time, inode in zip(self.paths, self.sizes, self.times, self.inodes, strict=True):
                try:
                    status = look(path)
                except OSError:
                    found.add(path)
                    continue
                if not is_readable(status.st_mode):
                    mend_mode(f"{root}/{path}")
                moved = inodes and status.st_ino & _WORD != inode
                if status.st_mtime_ns != time or status.st_size != size or moved:
                    found.add(path)
        return found

    def look_again(self, root: Path) -> None:
        """Note the times and inodes of the same files elsewhere."""
        with _seen_from(root) as look:
            for row, status in enumerate(map(look, self.paths)):
                self.times[row], self.inodes[row] = status.st_mtime_ns, status.st_ino & _WORD


Inner = TypeVar("Inner", "Files", "Groups[Files]")


class Groups(Struct, Generic[Inner]):
    """What was made of targets, or of batches: the name and the key of each, and what is in it.

    `inner` holds the files of all targets, or the targets of all batches, those of each from one bound to the next.
    """

    inner: Inner
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    bounds: "array[int]" = field(default_factory=lambda: array("q", [0]))

    def __len__(self) -> int:
        return len(self.names)

    def is_sound(self) -> bool:
        """Tell whether the columns fit together."""
        inner = len(self.inner)
        return (
            self.inner.is_sound()
            and len(self.names) == len(self.keys) == len(self.bounds) - 1
            and sorted([0, *self.bounds[1:], inner]) == [*self.bounds, inner]
        )

    def paths_of(self, place: int) -> list[str]:
        """Return the paths of all files in one of them."""
        return self.inner.paths_between(self.bounds[place], self.bounds[place + 1])

    def paths_between(self, start: int, stop: int) -> list[str]:
        """Return the paths of all files in a stretch of them."""
        return self.inner.paths_between(self.bounds[start], self.bounds[stop])

    def close(self, name: str, key: str) -> None:
        """Say in whom it is what was added last."""
        self.names.append(name)
        self.keys.append(key)
        self.bounds.append(len(self.inner))

    def take(self, other: "Groups[Inner]", start: int, stop: int) -> None:
        """Add a stretch of others with all that is in them."""
        first, last = other.bounds[start], other.bounds[stop]
        shift = len(self.inner) - first
        self.names += other.names[start:stop]
        self.keys += other.keys[start:stop]
        self.bounds.extend(bound + shift for bound in other.bounds[start + 1 : stop + 1])
        self.inner.take(other.inner, first, last)


Targets = Groups[Files]
Batches = Groups[Groups[Files]]


def no_batches() -> Batches:
    """Return columns without anything."""
    return Groups(Groups(Files()))


def stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of consecutive places: the first of each, and the one after its last."""
    start = stop = -1
    for place in places:
        if place != stop:
            if stop >= 0:
                yield start, stop
            start = place
        stop = place + 1
    if places:
        yield start, stop


def content_digest(content: bytes) -> bytes:
    """Return the digest of a file's content."""
    return sha256(content).digest()[:DIGEST]


def entry_of(status: os.stat_result, digest: bytes) -> Entry:
    """Return what there is to know of a file."""
    return Entry(status.st_size, status.st_mtime_ns, status.st_ino & _WORD, digest)


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
