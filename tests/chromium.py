"""The browser of the system."""

import shutil

import pytest


def find_chromium() -> str:
    """Return where Chromium is; without it the tests fail rather than pass by."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("The tests need Chromium, which is not here. Type: ./scripts/system-packages", pytrace=False)
    return found
