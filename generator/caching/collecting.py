"""Pauses Python's cyclic garbage collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
