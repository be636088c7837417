"""Applies a function to many items, in several processes if that is faster."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from generator.caching import can_fork, in_processes

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 200  # so few items are faster in one process
_SHARES = 24  # shares per process: enough to finish together, few enough to cost nothing


def spread(
    items: Sequence[Item], size: Callable[[Item], int], work: Callable[[Sequence[Item]], Result], jobs: int
) -> Iterator[Result]:
    """Yield the result of `work` for each share of the items, in order; `size` returns the work in an item.

    Raises the exceptions of `work`, and BrokenProcessPool if a process was killed.
    """
    whole = sum(map(size, items))
    shares = list(_cut(items, size, max(1, whole // (jobs * _SHARES))))
    if jobs > 1 and whole >= _FEW and can_fork():
        yield from in_processes(lambda number: work(shares[number]), len(shares), jobs)
    else:
        yield from map(work, shares)


def spread_over_threads(items: Sequence[Item], work: Callable[[Sequence[Item]], Result], jobs: int) -> Iterator[Result]:
    """Yield the result of `work` for each item, in order, by threads: for work that libraries do outside Python."""
    if len(items) < 2:  # noqa: PLR2004
        yield from map(work, [items] if items else [])
    else:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a small build needs none

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(lambda item: work([item]), items)


def _cut(items: Sequence[Item], size: Callable[[Item], int], enough: int) -> Iterator[list[Item]]:
    """Yield shares of items, each with enough work."""
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
