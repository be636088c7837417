"""The laws hold for large cities too: what only those have done in other processes is done so for these small ones."""

import pytest

from generator.build.publishing import background
from generator.caching import processes


@pytest.fixture(autouse=True)
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_MANY", 0)
    monkeypatch.setattr(processes, "_FEW", 10)
