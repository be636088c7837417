"""The same work on many items, in several processes where that pays."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 200  # items that one process is done with before others would have begun
_SHARES = 24  # per process: many enough to end together, few enough to cost nothing

# Set before the processes are forked, which then have it: targets hold functions that can't be sent to them.
_work: Callable[[int], Any] | None = None


def spread(
    items: Sequence[Item], size: Callable[[Item], int], work: Callable[[Sequence[Item]], Result], jobs: int
) -> Iterator[Result]:
    """Yield what `work` makes of each share of the items, in order; `size` says how much work an item is.

    Raises what `work` raises, and BrokenProcessPool if one of the processes was killed.
    """
    whole = sum(map(size, items))
    shares = list(_cut(items, size, max(1, whole // (jobs * _SHARES))))

    if jobs < 2 or whole < _FEW or not hasattr(os, "fork"):  # noqa: PLR2004
        yield from map(work, shares)
        return

    def share(number: int) -> Result:
        return work(shares[number])

    global _work  # noqa: PLW0603
    _work = share
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            yield from pool.map(_call, range(len(shares)))
    finally:
        _work = None


def spread_over_threads(items: Sequence[Item], work: Callable[[Sequence[Item]], Result], jobs: int) -> Iterator[Result]:
    """Yield what `work` makes of each item, in order, for work that a library does outside of Python."""
    if items:
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


def _call(number: int) -> Any:  # noqa: ANN401
    assert _work is not None
    return _work(number)
