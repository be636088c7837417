"""An HTTP answer → what it says about a link.

Source of the signs: public pages looked at in 2026. A dead nick's page says «Не нашли чат по этой ссылке»; a live
channel's has an `og:title` and `participantsCount`. What a dead invitation's page says is not known.
"""

import hashlib
import re
from html.parser import HTMLParser
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

_NOT_FOUND = "не нашли чат по этой ссылке"
_ROBOT = re.compile(r"captcha|капч|вы не робот|подтвердите, что вы человек", re.IGNORECASE)
_PARTICIPANTS = re.compile(r"participantsCount\W{1,6}\d")
_UNSEEN = frozenset(("script", "style", "template", "noscript"))


class Answer(Struct, frozen=True, kw_only=True):
    """An HTTP answer without the link itself. `status` 0: none arrived, and `error` says why."""

    status: int = 0
    error: str = ""
    title: str = ""  # og:title
    participants: bool = False
    not_found: bool = False  # the visible text says so
    robot: bool = False  # the page is a robot check
    digest: str = ""  # of the page without the link's own token
    location: str = ""  # target host of a redirect
    wait: int = 0  # seconds that the server asks to wait

    def as_row(self) -> dict[str, Any]:
        """Return the fields that differ from their defaults."""
        return {name: value for name, value in asdict(self).items() if value}


def read_page(status: int, body: str, token: str) -> Answer:
    """Return the parsed page; `token` is left out of its digest, in case the page repeats it."""
    body = body.replace(token, "")
    page = _Page()
    page.feed(body)
    seen = " ".join(" ".join(page.text).split())
    return Answer(
        status=status,
        title=" ".join(page.title.split()),
        participants=bool(_PARTICIPANTS.search(body)),
        not_found=_NOT_FOUND in seen.lower(),
        robot=bool(_ROBOT.search(body)) and not page.title,
        digest=hashlib.sha256(body.encode()).hexdigest()[:16],
    )


class _Page(HTMLParser):
    """Collects the visible text and `og:title`."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.text: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the title; skip invisible elements."""
        values = dict(attrs)
        if tag == "meta" and values.get("property") == "og:title":
            self.title = self.title or values.get("content") or ""
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """Leave an invisible element."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        """Collect visible text."""
        if not self._unseen:
            self.text.append(data)
