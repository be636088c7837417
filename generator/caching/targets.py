"""A target: files that are made together, and the key of what they are made of. A batch: targets planned together."""

from collections.abc import Callable, Iterable

from msgspec import Struct


class Target(Struct, frozen=True):
    """What to make. Equal keys promise equal files; a target whose key is empty is made by every build.

    `make` yields (path below the web root, bytes). It may run in another process, and more than once.
    """

    name: str  # unique, for people
    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    threaded: bool = False  # uses a library with threads of its own, which don't survive in a forked process


class Batch(Struct, frozen=True):
    """Targets that are not planned yet. Equal keys promise equal targets, keys and all.

    So a batch whose key and files are as they were need not even be planned, and another process can plan it.
    """

    name: str  # unique among batches
    key: str
    size: int  # how many targets there are, about
    targets: Callable[[], Iterable[Target]]
