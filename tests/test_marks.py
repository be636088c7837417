"""The beginnings of names in `MARKED` match existing tests."""

from pathlib import Path

import pytest

from tests.conftest import MARKED


def test_every_marked_place_is_there():
    for place in (place for places in MARKED.values() for place in places):
        file, _, name = place.partition("::")
        path = Path(__file__).parents[1] / file
        assert path.exists(), f"{place}: see MARKED in tests/conftest.py"
        assert f"def {name}" in (path.read_text(encoding="utf-8") if name else "def "), place


def test_whoever_asks_for_the_browser_is_marked(request: pytest.FixtureRequest):
    unmarked = [
        item.nodeid
        for item in request.session.items
        if "browser" in getattr(item, "fixturenames", ()) and item.get_closest_marker("browser") is None
    ]
    assert unmarked == []
