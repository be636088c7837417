"""The same work on many items, in several processes where that pays."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Result = TypeVar("Result")

_FEW = 200  # items that one process is done with before others would have begun
_SHARES = 24  # parts per process: many enough to end together, few enough to cost nothing

# Set before the processes are forked, which then have it: targets hold functions that can't be sent to them.
_work: Callable[[int], Any] | None = None


def spread(count: int, work: Callable[[int], Result], jobs: int) -> Iterator[Result]:
    """Yield `work(0)` … `work(count - 1)`, in order.

    Raises what `work` raises, and BrokenProcessPool if one of the processes was killed.
    """
    if jobs < 2 or count < _FEW or not hasattr(os, "fork"):  # noqa: PLR2004
        yield from map(work, range(count))
        return
    global _work  # noqa: PLW0603
    _work = work
    gc.freeze()  # so that collecting garbage doesn't copy the pages that all processes share
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            yield from pool.map(_call, range(count), chunksize=max(1, count // (jobs * _SHARES)))
    finally:
        gc.unfreeze()
        _work = None


def spread_over_threads(count: int, work: Callable[[int], Result], jobs: int) -> Iterator[Result]:
    """Yield `work(0)` … `work(count - 1)`, in order, for work that a library does outside of Python."""
    if count:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(work, range(count))


def _call(index: int) -> Any:  # noqa: ANN401
    assert _work is not None
    return _work(index)
