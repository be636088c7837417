"""The laws hold for large cities too: what only those do beside reading is done for these small ones."""

import pytest

from generator.build.publishing import ahead


@pytest.fixture(autouse=True)
def looked_at_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_MANY", 0)
