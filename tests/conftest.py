"""Shared by all tests: one browser (playwright's sync API can't be started twice), and settings of hypothesis."""

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


# The same examples in every run, so that failures are caused by changes; `make stress` uses new ones. No deadlines,
# because they depend on the machine.
hypothesis.settings.register_profile(
    "domchat", deadline=None, database=None, derandomize="DOMCHAT_STRESS" not in os.environ
)
hypothesis.settings.load_profile("domchat")


# Beginnings of names of tests that `make test-fast` leaves out. Tests that use the browser are marked automatically.
MARKED = {
    "browser": ("tests/browser/",),
    "nginx": (
        "tests/browser/test_browser_nginx.py",
        "tests/region/test_region_portal.py",
        "tests/site/test_site_servers.py",
    ),
    "slow": (
        "tests/addresses/test_known_lines.py::test_lines_whose_halves_were_met_elsewhere",
        "tests/addresses/test_laws.py",
        "tests/datafiles/test_digests.py::test_equal_digests_mean_equal_values",
        "tests/laws/",
        "tests/link_check/test_check_links.py::test_a_run_that_is_killed_goes_on",
        "tests/posters/test_posters_files.py",
        "tests/posters/test_posters_site.py",
        "tests/region/test_region_build.py",
        "tests/region/test_region_kills.py",
        "tests/region/test_region_publish.py",
        "tests/region/test_region_storage.py",
        "tests/site/test_site_chats.py",
        "tests/site/test_site_cities.py::test_a_large_city_is_written_quickly",
        "tests/site/test_site_codes.py",
        "tests/site/test_site_html.py",
        "tests/site/test_site_laws.py",
        "tests/site/test_site_link_names.py",
        "tests/site/test_site_own_sources.py",
        "tests/site/test_site_previews.py",
        "tests/site/test_site_redirects.py",
        "tests/spreadsheets/test_hostile_tables.py::test_hostile_files_are_refused",
        "tests/spreadsheets/test_import_laws.py",
        "tests/spreadsheets/test_limited_reading.py",
        "tests/test_bench.py",
        "tests/test_cli.py",
        "tests/test_output.py",
        "tests/test_serve.py",
        "tests/test_wheel.py",
    ),
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark, places in MARKED.items():
            if item.nodeid.startswith(places) or mark in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_ARGUMENTS)
        yield browser
        browser.close()
