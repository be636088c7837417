"""Checks the published files and links the second tree in another process, while this one reads the data."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.build.publishing.base import Base
from generator.build.publishing.tree import Tree
from generator.caching import BackgroundProcess, can_fork

_MANY = 5000  # files from which on it pays
_SHARES = 64  # of the files to be linked; near the end both processes take some


class Background:
    """Checks both trees in another process, and makes the second one if it is missing or can't be used.

    Each method waits for a result; None means that the process failed and the caller has to do the work.
    """

    def __init__(self, base: Base, previous: Path | None, second: Path) -> None:
        self._links = _Links(base.root, [file.path for file in base.files])
        self._work = BackgroundProcess(lambda: _look_and_link(base, previous, self._links, second))

    @classmethod
    def of(cls, base: Base, previous: Path | None, second: Path) -> "Background | None":
        """Start the process if the site is large enough; `previous` is the second tree, `second` where to make one."""
        if not can_fork() or len(base.files) < _MANY:
            return None
        try:
            return cls(base, previous, second)
        except OSError:  # there is no room for another process
            return None

    def damaged(self) -> set[str] | None:
        """Return the paths of published files that were changed since they were written."""
        return self._work.take()

    def usable(self) -> bool | None:
        """Return True if there is a second tree and its files are unchanged."""
        return self._work.take()

    def linked(self, tree: Tree) -> bool:
        """Return True if the second tree was made in `tree`, equal to the published one."""
        try:
            self._links.make(tree)
        except OSError:  # such as a missing file, which is damaged and will be made
            self._work.end()  # or it might put an old file over a new one
            return False
        copied = self._work.take()
        tree.copied |= bool(copied)
        return copied is not None

    def end(self) -> None:
        """Stop the process."""
        self._work.end()
        self._links.close()


class _Links:
    """The links of a tree in shares. Processes take their numbers from a pipe, so each share is taken once."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self._root = root
        size = -(-len(paths) // _SHARES) or 1
        self._shares = [paths[start : start + size] for start in range(0, len(paths), size)]
        self._waiting, filling = os.pipe()
        os.write(filling, bytes(range(len(self._shares))))
        os.close(filling)

    def make(self, tree: Tree) -> None:
        """Make the links of all shares that no other process takes."""
        while number := os.read(self._waiting, 1):
            tree.link_all(self._root, self._shares[number[0]])

    def close(self) -> None:
        """Close the pipe with the shares that were not taken."""
        os.close(self._waiting)


def _look_and_link(base: Base, previous: Path | None, links: _Links, second: Path) -> Iterator[Any]:
    base.look()
    yield base.damaged
    usable = previous is not None and base.is_equal(previous)
    yield usable
    if not usable:
        tree = Tree(second)
        links.make(tree)
        yield tree.copied
