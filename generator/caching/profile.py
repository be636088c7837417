"""Where the time of a build went."""

import os
import time

from msgspec import Struct, field


class Profile(Struct):
    """Phases in their order, with the seconds of wall time and CPU that each took."""

    phases: list[tuple[str, float, float]] = field(default_factory=list)
    _last: tuple[float, float] = field(default_factory=lambda: _now())  # noqa: PLW0108 - it is defined below

    def reached(self, phase: str) -> None:
        """Note that a phase has ended, and the next begins."""
        now = _now()
        self.phases.append((phase, now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def _now() -> tuple[float, float]:
    # Not what time it is, only how much of it passed. CPU: with the processes that have ended.
    spent = os.times()
    return time.perf_counter(), spent.user + spent.system + spent.children_user + spent.children_system
