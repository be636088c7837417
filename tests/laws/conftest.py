"""Makes small cities use the processes that otherwise only large cities use."""

import pytest

from generator.build.publishing import ahead
from generator.caching import processes


@pytest.fixture(autouse=True)
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MANY", 0)
    monkeypatch.setattr(processes, "_FEW", 10)
