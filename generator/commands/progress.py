"""A bar with the time left, drawn where a person watches and nowhere else."""

import sys
import time

_WIDTH = 30
_TICK = 0.1  # seconds between two drawings


class Bar:
    """The bar of one task; `add` is told of what was done."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._started = self._drawn = time.monotonic()
        self.watched = sys.stderr.isatty()
        if self.watched:
            self._draw()

    def add(self, count: int = 1) -> None:
        """Note what was done."""
        self._done += count
        if self.watched and time.monotonic() - self._drawn > _TICK:
            self._draw()

    def end(self) -> None:
        """Wipe the bar."""
        if self.watched:
            sys.stderr.write("\r\033[K")

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        full = _WIDTH * self._done // max(self._total, 1)
        left = (self._drawn - self._started) * (self._total - self._done) / self._done if self._done else 0
        rest = f", осталось {left:.0f} с" if self._done else ""
        sys.stderr.write(f"\r[{'█' * full}{'·' * (_WIDTH - full)}] {self._done} из {self._total}{rest}\033[K")
        sys.stderr.flush()
