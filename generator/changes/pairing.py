"""Matches the entries of an old list with those of a new one."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from generator.datafiles import Entry

Pair = tuple[Entry | None, Entry | None]


def pairs(old: Sequence[Entry], new: Sequence[Entry], *same: Callable[[Entry], object]) -> list[Pair]:
    """Return (before, after) of each entry: those with equal values of the first function of `same`, then of the next.

    Entries for which a function returns a false value are not compared by it.
    """
    found: list[Pair] = []
    left, right = list(old), list(new)
    for name in same:
        waiting = defaultdict(list)
        for one in right:
            waiting[name(one)].append(one)
        rest = []
        for one in left:
            if name(one) and waiting[name(one)]:
                found.append((one, waiting[name(one)].pop(0)))
            else:
                rest.append(one)
        taken = {id(after) for _, after in found}
        left, right = rest, [one for one in right if id(one) not in taken]
    return [*found, *((one, None) for one in left), *((None, one) for one in right)]


def moves(both: Sequence[Pair], old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int, Entry]]:
    """Return (old index, new index, new entry) of entries in both lists, in their old order."""
    before = {id(one): number for number, one in enumerate(old, 1)}
    after = {id(one): number for number, one in enumerate(new, 1)}
    return sorted(
        ((before[id(was)], after[id(now)], now) for was, now in both if was is not None and now is not None),
        key=lambda move: move[0],
    )


def reordered(both: Sequence[Pair], old: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Return True if entries in both lists changed their order."""
    numbers = [now for _, now, _ in moves(both, old, new)]
    return numbers != sorted(numbers)
