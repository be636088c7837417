"""A browser, and a small server that behaves as a static host."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.built_sites import Built
from tests.ports import http_server


class _Host(SimpleHTTPRequestHandler):
    """Serves `directory`; answers missing files with 404.html and the status 404."""

    protocol_version = "HTTP/1.1"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


def _serve(folder: Path) -> AbstractContextManager[str]:
    return http_server(lambda *rest: _Host(*rest, directory=str(folder)))


@pytest.fixture(scope="session")
def demo_address(demo: Built) -> Iterator[str]:
    with _serve(demo.files) as address:
        yield address


@pytest.fixture(scope="session")
def city_address(city: Built) -> Iterator[str]:
    with _serve(city.files) as address:
        yield address


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a phone; it takes the options of a browser context."""
    contexts: list[BrowserContext] = []

    def open_page(**settings: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, "locale": "ru-RU", **settings})
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
