"""The same work on many items, in several processes where that pays."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from generator.caching import can_share_work, in_processes

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 200  # items that one process is done with before others would have begun
_SHARES = 24  # per process: many enough to end together, few enough to cost nothing


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
