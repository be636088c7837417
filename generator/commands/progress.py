"""A progress bar for work that takes over a second: one moving line for a person, occasional lines for a log."""

import sys
import time
from types import TracebackType
from typing import Self

from generator.commands.screen import flush, put

_PATIENCE = 1.0  # seconds before the bar appears
_MOMENT = 0.1  # seconds between updates of the bar
_WHILE = 10.0  # seconds between lines of a log
_WIDTH = 30  # characters


class Progress:
    """Shows how much is done; nothing if it takes less than a second."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._started = self._next = 0.0
        self._live = sys.stderr.isatty()
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn and self._live:
            self._write("\r\033[K")

    def show(self, done: int, of: int) -> None:
        """Record that `done` of `of` items are done."""
        now = time.monotonic()
        if not self._started:
            self._started, self._next = now, now + _PATIENCE
        if now < self._next:
            return
        self._drawn = True
        part = done / of if of else 1.0
        if self._live:
            self._next = now + _MOMENT
            filled = round(part * _WIDTH)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._write(f"\r{self._what} {bar} {done} из {of}{self._rest(now, done, of)}\033[K")
        else:
            self._next = now + _WHILE
            self._write(f"{self._what}: {done} из {of}, {part:.0%}\n")

    def _rest(self, now: float, done: int, of: int) -> str:
        return f", осталось {(now - self._started) * (of - done) / done:.0f} с" if done else ""

    def _write(self, text: str) -> None:
        put(text, sys.stderr)
        flush()
