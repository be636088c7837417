"""Waiting for what a page says of itself.

Playwright's own `wait_for_function` asks again from inside the page by `eval`, which our policy forbids: it works only
where the first answer is already the right one.
"""

import time
from typing import Any

from playwright.sync_api import Error, Page

PATIENCE = 30  # seconds


def wait_until(page: Page, expression: str, arg: Any = None) -> None:
    """Wait until the expression, which may use `arg` and be a promise, is true."""
    deadline = time.monotonic() + PATIENCE
    last: object = "it stayed false"
    while time.monotonic() < deadline:
        try:
            if page.evaluate(f"async (arg) => !!(await ({expression}))", arg):
                return
        except Error as error:  # the page is just being loaded anew
            last = error
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression}: {last}")
