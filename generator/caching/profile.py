"""Times the phases of a build."""

import os
import time

from msgspec import Struct, field


class Profile(Struct):
    """The phases in order, with the wall and CPU seconds of each."""

    phases: list[tuple[str, float, float]] = field(default_factory=list)
    _last: tuple[float, float] = field(default_factory=lambda: _now())  # noqa: PLW0108 - it is defined below

    def reached(self, phase: str) -> None:
        """Record the end of a phase."""
        now = _now()
        self.phases.append((phase, now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def _now() -> tuple[float, float]:
    # Elapsed time, not the time of day. CPU includes processes that have ended.
    spent = os.times()
    return time.perf_counter(), spent.user + spent.system + spent.children_user + spent.children_system
