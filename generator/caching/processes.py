"""Work in forked processes: the same for many numbers, or one thing beside another."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")

# Set before the processes are forked, which then have it, and all that it knows: nothing of that could be sent to them.
_work: Callable[[int], Any] | None = None


def can_fork() -> bool:
    """Tell whether a process can be made of this one, with all that it knows."""
    return hasattr(os, "fork")


@cache
def can_share_work() -> bool:
    """Tell whether `in_processes` works here: its processes need locks, and so a /dev/shm that can be written."""
    if not can_fork():
        return False
    from multiprocessing import get_context  # noqa: PLC0415 - most builds need none

    try:
        get_context("fork").Lock()
    except (ImportError, OSError):
        return False
    return True


def in_processes(work: Callable[[int], Result], count: int, jobs: int) -> Iterator[Result]:
    """Yield `work` of each number from 0, in order, made by up to `jobs` processes.

    Raises what `work` raises, and BrokenProcessPool if one of the processes was killed.
    """
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - a small build needs none, and 15 ms to import
    from multiprocessing import get_context  # noqa: PLC0415

    global _work  # noqa: PLW0603
    _work = work
    try:
        with ProcessPoolExecutor(min(jobs, count), get_context("fork"), initializer=_leave_with_parent) as pool:
            yield from pool.map(_call, range(count))
    finally:
        _work = None


class Beside(Generic[Result]):
    """Work that another process does beside this one: `take` its results, one after the other.

    For work that this process can do itself: where the other one failed, or was killed, `take` returns None.
    """

    def __init__(self, work: Callable[[], Iterator[Result]]) -> None:
        from multiprocessing import get_context  # noqa: PLC0415 - most builds need none

        context = get_context("fork")
        self._results, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(work, sender), daemon=True)
        self._process.start()
        sender.close()  # so that the results end when the other process does

    def take(self) -> Result | None:
        """Wait for the next result and return it."""
        try:
            result: Result = self._results.recv()
        except (EOFError, OSError):
            return None
        return result

    def end(self) -> None:
        """Stop the work, if it isn't done."""
        self._process.kill()  # it may have been told to ignore the polite signal, and has nothing to tidy up
        self._process.join()
        self._results.close()


def _send(work: Callable[[], Iterator[Any]], sender: "Connection") -> None:
    _leave_with_parent()
    with suppress(OSError):  # what can't be done here fails again where it can be told
        for result in work():
            sender.send(result)


def _leave_with_parent() -> None:
    """Let this process end when the one that made it does, however that was killed: it would wait for work for ever.

    Ctrl+C reaches both; the parent alone says so, and ends this one.
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
