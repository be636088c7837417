"""A target: files that are made together, and the key of what they are made of."""

from collections.abc import Callable, Iterable

from msgspec import Struct


class Target(Struct, frozen=True):
    """What to make. Equal keys promise equal files; a target whose key is empty is made by every build.

    `make` yields (path below the web root, bytes). It may run in another process, and more than once.
    """

    name: str  # unique, for people
    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    size: int = 1  # about how many files there are, so that processes get equal shares
    threaded: bool = False  # uses a library with threads of its own, which don't survive in a forked process
