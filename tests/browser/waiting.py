"""Waiting for a condition in a page.

Playwright's own `wait_for_function` repeats the check with `eval`, which our policy forbids, so it only works
if the first check succeeds.
"""

import time
from typing import Any

from playwright.sync_api import Error, Page

PATIENCE = 30  # seconds


def wait_until(page: Page, expression: str, arg: Any = None) -> None:
    """Wait until the expression is true; it may use `arg` and be a promise."""
    deadline = time.monotonic() + PATIENCE
    last: object = "it stayed false"
    while time.monotonic() < deadline:
        try:
            if page.evaluate(f"async (arg) => !!(await ({expression}))", arg):
                return
        except Error as error:  # the page is being reloaded
            last = error
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression}: {last}")
