"""One command at a time changes the data: the second waits for the first, and then reads what it wrote."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two commands at once are not kept apart there
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the folder of the data; no file is made for it. Where the disk can't lock, nothing is held."""
    if fcntl is None or not data.is_dir():
        yield
        return
    handle = os.open(data, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
