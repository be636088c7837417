"""The system's Chromium."""

import shutil

import pytest


def find_chromium() -> str:
    """Return the path of Chromium; without it, tests fail rather than being skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("The tests need Chromium, which is not here. Type: ./scripts/system-packages", pytrace=False)
    return found
