"""Work in several processes: a function for many items, or one task in parallel with this process."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 200  # items that one process is done with before others would have begun
_SHARES = 24  # per process: many enough to end together, few enough to cost nothing

# Set before forking, so that the processes inherit it with everything it refers to: it could not be pickled.
_work: Callable[[int], Any] | None = None


def can_fork() -> bool:
    """Return True if this process can be forked."""
    return hasattr(os, "fork")


@cache
def can_share_work() -> bool:
    """Return True if `in_processes` works here: its processes need locks, and so a /dev/shm that can be written."""
    if not can_fork():
        return False
    from multiprocessing import get_context  # noqa: PLC0415 - most builds need none

    try:
        get_context("fork").Lock()
    except (ImportError, OSError):
        return False
    return True


def in_processes(work: Callable[[int], Result], count: int, jobs: int) -> Iterator[Result]:
    """Yield `work` of each number from 0, in order, in up to `jobs` processes.

    Raises the exceptions of `work`, and BrokenProcessPool if a process was killed.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow, not for small builds
    from multiprocessing import get_context  # noqa: PLC0415

    global _work  # noqa: PLW0603
    _work = work
    try:
        with ProcessPoolExecutor(min(jobs, count), get_context("fork"), initializer=_leave_with_parent) as pool:
            yield from pool.map(_call, range(count))
    finally:
        _work = None


def spread(
    items: Sequence[Item], size: Callable[[Item], int], work: Callable[[Sequence[Item]], Result], jobs: int
) -> Iterator[Result]:
    """Yield what `work` makes of each share of the items, in order; `size` says how much work an item is.

    Raises what `work` raises, and BrokenProcessPool if one of the processes was killed.
    """
    whole = sum(map(size, items))
    shares = list(_cut(items, size, max(1, whole // (jobs * _SHARES))))
    if jobs > 1 and whole >= _FEW and can_share_work():
        yield from in_processes(lambda number: work(shares[number]), len(shares), jobs)
    else:
        yield from map(work, shares)


def spread_over_threads(items: Sequence[Item], work: Callable[[Sequence[Item]], Result], jobs: int) -> Iterator[Result]:
    """Yield what `work` makes of each item, in order, for work that a library does outside of Python."""
    if len(items) < 2:  # noqa: PLR2004
        yield from map(work, [items] if items else [])
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a small build needs none

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(lambda item: work([item]), items)


def _cut(items: Sequence[Item], size: Callable[[Item], int], enough: int) -> Iterator[list[Item]]:
    """Yield shares of items that are enough work together."""
    share: list[Item] = []
    work = 0
    for item in items:
        share.append(item)
        work += size(item)
        if work >= enough:
            yield share
            share, work = [], 0
    if share:
        yield share


class BackgroundProcess(Generic[Result]):
    """A generator that runs in another process; `take` returns its results one by one.

    For work that this process can also do itself: if the other one failed or was killed, `take` returns None.
    """

    def __init__(self, work: Callable[[], Iterator[Result]]) -> None:
        from multiprocessing import get_context  # noqa: PLC0415 - most builds need none

        context = get_context("fork")
        self._results, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(work, sender), daemon=True)
        self._process.start()
        sender.close()  # so that reading ends when the process does

    def take(self) -> Result | None:
        """Return the next result, waiting for it."""
        try:
            result: Result = self._results.recv()
        except (EOFError, OSError):
            return None
        return result

    def end(self) -> None:
        """Stop the work if it isn't finished."""
        self._process.kill()  # SIGTERM may be ignored, and the process has nothing to clean up
        self._process.join()
        self._results.close()


def _send(work: Callable[[], Iterator[Any]], sender: "Connection") -> None:
    _leave_with_parent()
    with suppress(OSError):  # a failure here happens again in the main process, which reports it
        for result in work():
            sender.send(result)


def _leave_with_parent() -> None:
    """End this process when its parent ends, even if that was killed; otherwise it would wait for work for ever.

    Ctrl+C reaches both processes; only the parent reports it, and ends this one.
    """
    from multiprocessing import parent_process  # noqa: PLC0415 - as above
    from multiprocessing.connection import wait  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def leave() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _call(number: int) -> Any:  # noqa: ANN401
    assert _work is not None
    return _work(number)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Disable the collector: a build makes many values and no garbage in cycles; forked processes inherit this.

    Repeated searches for cycles took 2 % of a large build and freed nothing. They also write to the memory pages
    shared with forked processes, which then have to be copied.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
