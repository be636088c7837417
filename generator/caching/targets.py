"""A target: files that are made together, and the digest of their inputs."""

from collections.abc import Callable, Iterable

from msgspec import Struct


class Target(Struct, frozen=True):
    """Files to make. Equal keys promise equal files; a target with an empty key is made by every build.

    `make` yields (path below the web root, bytes). It may run in another process, and more than once.
    """

    name: str  # unique, for messages
    key: str
    make: Callable[[], Iterable[tuple[str, bytes]]]
    size: int = 1  # approximate number of files, for equal shares of work
    threaded: bool = False  # made in threads of the main process: for libraries whose threads don't survive forking
