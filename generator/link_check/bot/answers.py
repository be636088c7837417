"""Answers of the bot's API → values. The texts are not to be trusted: anybody can choose a title.

Source: the published schema 0.0.32 (July 2026). Nothing was asked of the live service, so unknown fields are ignored,
and an answer without the fields that matter is no answer.
"""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from generator.text import Bad, MaxLink, parse_link

_INT64 = 2**63
_LONGEST = 300  # characters of a title or a sentence
_LONGEST_DESCRIPTION = 2000


class Me(Struct, frozen=True, kw_only=True):
    """The bot itself."""

    user_id: int
    name: str
    username: str


class ChatInfo(Struct, frozen=True, kw_only=True):
    """What MAX says of a chat today. `link` is None if MAX does not tell it: unknown, never dead.

    `strange_link` says why a link that was told is not one of MAX.
    """

    chat_id: int
    kind: str  # chat, channel, dialog
    status: str  # active, removed, left, closed
    title: str
    description: str = ""
    link: MaxLink | None = None
    strange_link: str = ""
    members: int | None = None


class Update(Struct, frozen=True, kw_only=True):
    """An event: `kind` is bot_added, bot_removed or chat_title_changed; `user` did it at `time` (of MAX's own)."""

    kind: str
    chat_id: int
    time: int = 0
    user_id: int | None = None
    user: str = ""


class Updates(Struct, frozen=True, kw_only=True):
    """Events, and the mark from which the next request goes on."""

    events: tuple[Update, ...]
    marker: int | None = None


def read_json(body: bytes, hide: Callable[[str], str]) -> dict[str, Any] | None:
    """Return the object in an answer, or None: HTML, half of one, something else. `hide` removes the token."""
    try:
        value = json.loads(body.decode("utf-8", "replace"))
        value = json.loads(hide(json.dumps(value, ensure_ascii=False)))  # however its letters were escaped
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def read_me(raw: dict[str, Any]) -> Me | None:
    """Return the bot."""
    number = _number(raw.get("user_id"))
    name = line(raw.get("name")) or line(raw.get("first_name"))
    return None if number is None else Me(user_id=number, name=name, username=line(raw.get("username")))


def read_chat(raw: dict[str, Any]) -> ChatInfo | None:
    """Return the chat."""
    number, status = _number(raw.get("chat_id")), raw.get("status")
    if number is None or not isinstance(status, str) or not status:
        return None
    link = parse_link(raw["link"]) if isinstance(raw.get("link"), str) and raw["link"] else None
    if isinstance(link, MaxLink) and raw.get("type") != "channel" and link.kind not in ("invite", "public"):
        link = Bad(code="link-not-chat", text="она ведёт не в чат")
    members = _number(raw.get("participants_count"))
    return ChatInfo(
        chat_id=number,
        kind=line(raw.get("type")) or "chat",
        status=line(status),
        title=line(raw.get("title")),
        description=line(raw.get("description"), _LONGEST_DESCRIPTION),
        link=link if isinstance(link, MaxLink) else None,
        strange_link=link.text if isinstance(link, Bad) else "",
        members=members if members is not None and members >= 0 else None,
    )


def read_updates(raw: dict[str, Any]) -> Updates | None:
    """Return the events; one that can't be understood does not stop the others."""
    events = raw.get("updates")
    if not isinstance(events, list):
        return None
    found = [event for one in events if isinstance(one, dict) and (event := _event(one))]
    return Updates(events=tuple(found), marker=_number(raw.get("marker")))


def _event(raw: dict[str, Any]) -> Update | None:
    number, kind = _number(raw.get("chat_id")), raw.get("update_type")
    if number is None or not isinstance(kind, str):
        return None
    user = raw.get("user")
    user = user if isinstance(user, dict) else {}
    named = line(user.get("name")) or " ".join(
        filter(None, (line(user.get("first_name")), line(user.get("last_name"))))
    )
    when = _number(raw.get("timestamp")) or 0
    return Update(kind=kind, chat_id=number, time=when, user_id=_number(user.get("user_id")), user=named)


def _number(value: object) -> int | None:
    """Return a whole number of 64 bits; other programs write those beyond 2^53 as text."""
    if isinstance(value, str) and value.removeprefix("-").isascii() and value.removeprefix("-").isdigit():
        value = int(value) if len(value) <= 20 else None  # noqa: PLR2004 - 19 digits and a sign
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -_INT64 <= value < _INT64 else None


def line(value: object, longest: int = _LONGEST) -> str:
    """Return a text on one line without control and invisible characters, which could move the cursor or hide words."""
    if not isinstance(value, str):
        return ""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in value)
    return " ".join(shown.split())[:longest]
