"""What publishing will need of the site as it stands, done by another process while this one reads the data."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.build.publishing.base import Base
from generator.build.publishing.tree import Tree
from generator.caching import BackgroundProcess, can_fork

_MANY = 5000  # files from which on it pays
_SHARES = 64  # of what is to be linked: at the end, the two processes take turns


class Background:
    """Looks at the two trees that take turns, and makes the second one if it can't be used or is missing.

    Each method waits; what the other process could not do is left to be done in this one.
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
        """Return the paths of files that are not as they were written; None if they are still to be looked at."""
        return self._work.take()

    def usable(self) -> bool | None:
        """Return True if there is a second tree that is as it was left; None if it is still to be looked at."""
        return self._work.take()

    def linked(self, tree: Tree) -> bool:
        """Return True if a new second tree, to be found in `tree`, is equal to the published one."""
        try:
            self._links.make(tree)
        except OSError:  # a file that is missing, for one: it is damaged, and will be made
            self._work.end()  # or it might put an old file over a new one
            return False
        copied = self._work.take()
        tree.copied |= bool(copied)
        return copied is not None

    def end(self) -> None:
        """Stop, whatever is still to be done."""
        self._work.end()
        self._links.close()


class _Links:
    """The links of a tree in shares, which processes take from a pipe: each is read out of it once."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self._root = root
        size = -(-len(paths) // _SHARES) or 1
        self._shares = [paths[start : start + size] for start in range(0, len(paths), size)]
        self._waiting, filling = os.pipe()
        os.write(filling, bytes(range(len(self._shares))))
        os.close(filling)

    def make(self, tree: Tree) -> None:
        """Make those links that nobody else makes."""
        while number := os.read(self._waiting, 1):
            tree.link_all(self._root, self._shares[number[0]])

    def close(self) -> None:
        """Forget what nobody took."""
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
