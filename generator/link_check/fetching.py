"""A GET of one URL. No other module of the program opens connections, but for libraries: obstore and Dask.

The standard library is enough: no redirect is followed, no cookie kept, no page rendered, and the bot needs four GETs.
`httpx` would be seven packages more for every city to install and update, `maxapi` (aiohttp, pydantic) nineteen and a
second way of asking, for calls that fit a page.
"""

import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from functools import lru_cache
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from generator.link_check.pages import Answer, read_page

BASE = "https://max.ru"
_LARGEST = 1_000_000  # bytes read of an answer at most
_CHUNK = 65_536
_TIMEOUT = 20  # seconds without data
_DEADLINE = 60  # seconds for a whole answer after its first byte, in case the server sends it slowly
_LONGEST_WAIT = 86_400

UNTRUSTED = "сертификату сервера нельзя верить"

Get = Callable[[str], Answer]


class Reply(Struct, frozen=True, kw_only=True):
    """An HTTP answer as it came. `status` 0: none arrived, and `error` says why."""

    status: int = 0
    body: bytes = b""
    error: str = ""
    location: str = ""  # target host of a redirect
    wait: int = 0  # seconds that the server asks to wait


class Network(Struct, frozen=True, kw_only=True):
    """Sends requests; `certificates` is a file of certificates to trust besides the system's."""

    certificates: Path | None = None

    def get(self, url: str, headers: Mapping[str, str], timeout: float = _TIMEOUT) -> Reply:
        """Return the server's answer; failures are answers too. `timeout`: seconds without data."""
        request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - the callers fix the scheme
        try:
            with self._opener().open(request, timeout=timeout) as response:
                return Reply(status=response.status, body=_read(response))
        except urllib.error.HTTPError as error:
            with error:
                return _refusal(error)
        except (OSError, HTTPException, ValueError) as error:
            return Reply(error=_reason(error))

    def trouble(self) -> str:
        """Return why the certificates can't be used, in Russian, or ""."""
        try:
            self._opener()
        except ssl.SSLError:
            return "это не сертификаты"
        except OSError as error:
            return "такого файла нет" if isinstance(error, FileNotFoundError) else f"не читается ({error.strerror})"
        return ""

    def _opener(self) -> urllib.request.OpenerDirector:
        if self.certificates is None:
            return _OPENER
        return _trusting(self.certificates)


class Fetcher(Struct, frozen=True, kw_only=True):
    """Gets pages from one site only. `base` differs from the default in tests only."""

    agent: str
    base: str = BASE
    timeout: float = _TIMEOUT

    def get(self, url: str) -> Answer:
        """Return what the page says; failures are answers too."""
        if not url.startswith(f"{BASE}/"):
            raise ValueError(f"not a link of {BASE}")
        headers = {"User-Agent": self.agent, "Accept": "text/html"}
        reply = Network().get(self.base + url.removeprefix(BASE), headers, self.timeout)
        if reply.error or reply.location:
            return Answer(status=reply.status, error=reply.error, location=reply.location)
        answer = read_page(reply.status, reply.body.decode("utf-8", "replace"), url.rpartition("/")[2])
        return replace(answer, wait=reply.wait)


def _refusal(error: urllib.error.HTTPError) -> Reply:
    if error.headers.get("Location"):
        host = urlsplit(error.headers["Location"]).hostname or "другую страницу"
        return Reply(status=error.code, location=host)
    try:
        body = _read(error)
    except (OSError, HTTPException) as broken:
        return Reply(error=_reason(broken))
    return Reply(status=error.code, body=body, wait=_seconds(error.headers.get("Retry-After", "")))


def _read(response: Any) -> bytes:  # noqa: ANN401 - two kinds of responses
    body, deadline = b"", time.monotonic() + _DEADLINE
    while len(body) < _LARGEST:
        chunk = response.read1(_CHUNK) if hasattr(response, "read1") else response.read(_CHUNK)
        body += chunk
        if not chunk:
            break
        if time.monotonic() > deadline:
            raise TimeoutError("ответ приходит слишком медленно")
    return body


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Does not follow redirects: the target of a redirect is the answer."""

    def redirect_request(  # noqa: PLR0913, PLR0917
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Return None: no redirect is followed."""


@lru_cache(1)
def _trusting(certificates: Path) -> urllib.request.OpenerDirector:
    context = ssl.create_default_context()
    context.load_verify_locations(certificates)
    return urllib.request.build_opener(_NoRedirect, urllib.request.HTTPSHandler(context=context))


_OPENER = urllib.request.build_opener(_NoRedirect)


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return "сервер молчит"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{UNTRUSTED} ({cause.verify_message})"
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


def _seconds(text: str) -> int:
    return min(int(text), _LONGEST_WAIT) if text.isascii() and text.isdigit() else 0
