"""The network: a GET of one public page. No other module of the program uses it.

The standard library is enough: no redirect is followed, no cookie kept, no page rendered. A third-party library would
be one more thing for every city to install and update.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.link_check.pages import Answer, read_page

BASE = "https://max.ru"
_LARGEST = 1_000_000  # bytes read of a page at most
_CHUNK = 65_536
_TIMEOUT = 20  # seconds without data
_DEADLINE = 60  # seconds for a whole page, in case the server sends it slowly
_LONGEST_WAIT = 86_400

Get = Callable[[str], Answer]


class Fetcher(Struct, frozen=True, kw_only=True):
    """Gets pages from one site only. `base` differs from the default in tests only."""

    agent: str
    base: str = BASE
    timeout: float = _TIMEOUT

    def get(self, url: str) -> Answer:
        """Return the server's answer; failures are answers too."""
        if not url.startswith(f"{BASE}/"):
            raise ValueError(f"not a link of {BASE}")
        request = urllib.request.Request(  # noqa: S310 - the base URL is fixed
            self.base + url.removeprefix(BASE), headers={"User-Agent": self.agent, "Accept": "text/html"}
        )
        try:
            with _OPENER.open(request, timeout=self.timeout) as response:
                return self._read(response.status, response, url)
        except urllib.error.HTTPError as error:
            with error:
                return self._refusal(error, url)
        except (OSError, HTTPException, ValueError) as error:
            return Answer(error=_reason(error))

    def _refusal(self, error: urllib.error.HTTPError, url: str) -> Answer:
        if error.headers.get("Location"):
            host = urlsplit(error.headers["Location"]).hostname or "другую страницу"
            return Answer(status=error.code, location=host)
        try:
            answer = self._read(error.code, error, url)
        except (OSError, HTTPException) as broken:
            return Answer(error=_reason(broken))
        return replace(answer, wait=_seconds(error.headers.get("Retry-After", "")))

    def _read(self, status: int, response: Any, url: str) -> Answer:  # noqa: ANN401 - two kinds of responses
        body, deadline = b"", time.monotonic() + _DEADLINE
        while len(body) < _LARGEST:
            chunk = response.read1(_CHUNK) if hasattr(response, "read1") else response.read(_CHUNK)
            body += chunk
            if not chunk:
                break
            if time.monotonic() > deadline:
                raise TimeoutError("страница приходит слишком медленно")
        return read_page(status, body.decode("utf-8", "replace"), url.rpartition("/")[2])


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Does not follow redirects: the target of a redirect is the answer."""

    def redirect_request(  # noqa: PLR0913, PLR0917
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Return None: no redirect is followed."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return "сервер молчит"
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


def _seconds(text: str) -> int:
    return min(int(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() else 0
