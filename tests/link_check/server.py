"""A local server that imitates MAX: each kind of answer, and known failures."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from msgspec import Struct, field

from tests.ports import http_server

LIVE = '<html><head><meta property="og:title" content="{}"></head><body>x<script>{{"participantsCount":7}}</script>'
DEAD = "<html><body><h1>Не нашли чат\n по этой ссылке</h1>"
SHELL = (
    '<html><head><meta property="og:title" content="MAX"></head><body><div id=app data-path="{}"></div>'
    '<script>"Не нашли чат по этой ссылке"</script>'
)
CAPTCHA = "<html><body>Подтвердите, что вы не робот <div class=captcha></div>"

# The answer to a path: (status, headers, body); paths not listed get `otherwise`.
Page = tuple[int, dict[str, str], str]
NOT_FOUND: Page = (200, {}, DEAD)
UNKNOWN: Page = (404, {}, "<html><body>404")


def live(title: str) -> Page:
    return 200, {}, LIVE.format(title)


class Max(Struct):
    """The configured answers, and the requests received."""

    pages: dict[str, list[Page] | Page] = field(default_factory=dict)
    otherwise: Page = NOT_FOUND
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    slow: float = 0.0
    base: str = ""

    def page(self, path: str) -> Page:
        self.asked[path] += 1
        found = self.pages.get(path, self.otherwise)
        if isinstance(found, list):
            return found[min(self.asked[path], len(found)) - 1]
        return found

    @property
    def made_up(self) -> list[str]:
        """Return the requested paths that are not listed."""
        return [path for path in self.asked.elements() if path not in self.pages]


@contextmanager
def serve(imitated: Max) -> Iterator[Max]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with lock:
                imitated.at_once += 1
                imitated.most_at_once = max(imitated.most_at_once, imitated.at_once)
                imitated.agents.add(self.headers["User-Agent"])
                status, headers, body = imitated.page(self.path)
            time.sleep(imitated.slow)
            with lock:
                imitated.at_once -= 1
            if status == 0:  # the server closes the connection
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.replace("{}", self.path).encode())

        def log_message(self, *arguments):
            pass

    with http_server(Handler) as imitated.base:
        yield imitated
