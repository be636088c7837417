"""The collector of garbage, and when it is not wanted."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Spare the collector the many new values, none of which is garbage in a circle; processes forked here, too.

    Looking for circles in a large city again and again took 2 % of a build and freed nothing. Besides, it writes to
    the pages that processes share, and each gets a copy of its own.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
