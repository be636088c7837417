"""The same work for many numbers, in forked processes."""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Result = TypeVar("Result")

# Set before the processes are forked, which then have it, and all that it knows: nothing of that could be sent to them.
_work: Callable[[int], Any] | None = None


def can_fork() -> bool:
    """Tell whether a process can be made of this one, with all that it knows."""
    return hasattr(os, "fork")


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


def _leave_with_parent() -> None:
    """Let this process end when the one that made it does, however that was killed: it would wait for work for ever."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as above
    from multiprocessing.connection import wait  # noqa: PLC0415

    parent = parent_process()
    assert parent is not None

    def leave() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _call(number: int) -> Any:  # noqa: ANN401
    assert _work is not None
    return _work(number)
