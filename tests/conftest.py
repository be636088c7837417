"""What all tests share: one browser (playwright's plain interface can't be started twice), and patience."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.built_sites import city, demo, demo_below, run_folder, site  # noqa: F401 - fixtures
from tests.chromium import find_chromium

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip


# The same examples every time, so that a run fails for a change and not by chance; `make stress` looks for new ones.
# How long an example takes says more of the machine than of the program.
hypothesis.settings.register_profile(
    "domchat", deadline=None, database=None, derandomize="DOMCHAT_STRESS" not in os.environ
)
hypothesis.settings.load_profile("domchat")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_ARGUMENTS)
        yield browser
        browser.close()
