"""Work in several processes: a function for many items, or one task in parallel with this process."""

import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 200  # items that one process is done with before others would have begun
_LOOK_EVERY = 0.2  # seconds; whether the parent is there
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
        with ProcessPoolExecutor(min(jobs, count), get_context("fork"), _leave_with_parent, (os.getpid(),)) as pool:
            yield from pool.map(_call, range(count))
    finally:
        _work = None


def spread(
    items: Sequence[Item], size: Callable[[Item], int], work: Callable[[Sequence[Item]], Result], jobs: int
) -> Iterator[Result]:
    """Yield what `work` makes of each share of the items; `size` says how much work an item is.

    This process makes the largest item before it forks the others, which inherit what that left in memory, such as
    compiled templates. Raises what `work` raises, and BrokenProcessPool if one of the processes was killed.
    """
    largest = max(items, key=size, default=None)
    rest = [item for item in items if item is not largest]
    several = jobs > 1 and sum(map(size, rest)) >= _FEW and can_share_work()
    if several and largest is not None:
        yield work([largest])
    left = rest if several else items
    shares = list(_cut(left, size, max(1, sum(map(size, left)) // (jobs * _SHARES))))
    yield from in_processes(lambda number: work(shares[number]), len(shares), jobs) if several else map(work, shares)


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
    Forked without `multiprocessing`, whose import takes 20 ms.
    """

    def __init__(self, work: Callable[[], Iterator[Result]]) -> None:
        reading, writing = os.pipe()
        parent = os.getpid()
        self._process = os.fork()
        if not self._process:
            _send(work, writing, parent)
        os.close(writing)  # so that reading ends when the process does
        self._results = open(reading, "rb")  # noqa: PTH123, SIM115 - closed by `end`

    def take(self) -> Result | None:
        """Return the next result, waiting for it."""
        try:
            result: Result = pickle.load(self._results)  # noqa: S301 - written by `_send`
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        return result

    def end(self) -> None:
        """Stop the work if it isn't finished."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)  # SIGTERM may be ignored, and the process has nothing to clean up
            os.waitpid(self._process, 0)
        self._process = 0  # another process may get the number
        self._results.close()


def _send(work: Callable[[], Iterator[Any]], handle: int, parent: int) -> NoReturn:
    try:
        _leave_with_parent(parent)
        # A failure here happens again in the main process, which reports it.
        with suppress(Exception), open(handle, "wb") as results:
            for result in work():
                pickle.dump(result, results)
                results.flush()
    finally:
        os._exit(0)


def _leave_with_parent(parent: int) -> None:
    """End this process when its parent ends, even if that was killed; otherwise it would wait for work for ever.

    Ctrl+C reaches both processes; only the parent reports it, and ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def leave() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
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
