"""Locks: one process at a time, others wait.

`filelock` was tried: it needs a file beside the data, which people would commit, and takes 28 ms to import, a
fifth of a build without changes.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.1  # seconds between attempts, on systems that can't wait for a lock


@contextmanager
def locked(path: Path, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold a lock on a folder, or on a file, created if missing; call `waiting` once if another process holds it.

    A disk without locks is not locked. A lock ends with its process, however that ends.
    """
    handle = _open(path)
    try:
        if _is_taken(handle):
            waiting()
            with suppress(OSError):
                _wait(handle)
        yield
    finally:
        os.close(handle)


def _is_taken(handle: int) -> bool:
    try:
        return not _take(handle)
    except OSError:  # some network disks
        return False


if sys.platform == "win32":
    import msvcrt

    def _open(path: Path) -> int:
        from hashlib import sha256  # noqa: PLC0415
        from tempfile import gettempdir  # noqa: PLC0415

        if path.is_dir():  # a folder can't be opened: lock a file named after it
            path = Path(gettempdir(), f"domchat-{sha256(str(path.resolve()).encode()).hexdigest()}.lock")
        return os.open(path, os.O_RDWR | os.O_CREAT)

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _wait(handle: int) -> None:
        while not _take(handle):
            time.sleep(_PAUSE)

else:
    import fcntl

    def _open(path: Path) -> int:
        return os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o666)

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
