"""A local server that imitates MAX's bot API as its published schema describes it, with its oddities.

Without a marker only the latest event is given; events that were given are forgotten; the token counts only in the
header; unknown fields come with every answer. `broken` replaces the answer to a path, once for each item of a list.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, field

from tests.ports import http_server

TOKEN = "TEST-f9LHodD0cOL5NY7All_9xJRh5ZhPw6bRvq-0DD4k"  # invented
Answer = tuple[int, dict[str, str], str | bytes]


class MaxBot(Struct):
    """The bot's chats, its events, and the requests received."""

    chats: dict[int, dict[str, object]] = field(default_factory=dict)
    events: list[dict[str, object]] = field(default_factory=list)
    broken: dict[str, list[Answer] | Answer] = field(default_factory=dict)
    tokens: tuple[str, ...] = (TOKEN,)
    asked: Counter[str] = field(default_factory=Counter)
    queries: list[dict[str, list[str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    first: int = 1000  # marker of the first event
    base: str = ""
    on_poll: object = None  # called before each answer to /updates
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, chat_id, title, link=None, *, user=(1, "Анна"), event="bot_added", **more):
        """Put the bot into a chat: MAX tells it so."""
        self.chats[chat_id] = {
            "chat_id": chat_id, "type": "chat", "status": "active", "title": title, "participants_count": 34,
            "is_public": False, "link": link, "owner_id": 7, "description": None, "last_event_time": 1, "new": [{}],
            **more,
        }  # fmt: skip
        self.tell(chat_id, event, user)

    def tell(self, chat_id, event="bot_added", user=(1, "Анна")):
        person = {"user_id": user[0], "name": user[1], "is_bot": False} if user else None
        self.events.append(
            {"update_type": event, "timestamp": 1, "chat_id": chat_id, "user": person, "is_channel": False, "x": None}
        )

    def answer(self, path: str, query: dict[str, list[str]], token: str) -> Answer:  # noqa: PLR0911
        self.asked[path] += 1
        if path in self.broken:
            found = self.broken[path]
            if not isinstance(found, list):
                return found
            if found:
                return found.pop(0)
        if token not in self.tokens:
            return refusal(401, "verify.token", f"Invalid access_token: {token}")
        if path == "/me":
            return fine({"user_id": 5, "name": "УК Пример", "username": "primer_bot", "is_bot": True})
        if path == "/updates":
            return self._updates(query)
        number = path.removeprefix("/chats/")
        if path.startswith("/chats/") and number.lstrip("-").isdigit():
            chat = self.chats.get(int(number))
            return fine(chat) if chat else refusal(404, "chat.not.found", f"Chat {number} not found")
        return refusal(404, "not.found", "no such method")

    def _updates(self, query: dict[str, list[str]]) -> Answer:
        if callable(self.on_poll):
            self.on_poll()
        types = query.get("types", [""])[0].split(",")
        events = [event for event in self.events if event["update_type"] in types]
        start = max(0, int(query["marker"][0]) - self.first) if "marker" in query else max(0, len(self.events) - 1)
        limit = int(query.get("limit", ["100"])[0])
        page = [event for event in self.events[start : start + limit] if event in events]
        return fine({"updates": page, "marker": self.first + min(len(self.events), start + limit)})


def fine(value: object) -> Answer:
    return 200, {"Content-Type": "application/json"}, json.dumps(value, ensure_ascii=False)


def refusal(status: int, code: str, message: str, **headers: str) -> Answer:
    return status, headers, json.dumps({"code": code, "message": message})


@contextmanager
def serve(imitated: MaxBot, certificate: Path | None = None) -> Iterator[MaxBot]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            with imitated.lock:
                query = parse_qs(parts.query)
                imitated.headers.append(dict(self.headers))
                imitated.queries.append(query)
                status, headers, body = imitated.answer(parts.path, query, self.headers.get("Authorization", ""))
            if status == 0:  # the server closes the connection
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body.encode() if isinstance(body, str) else body)

        def log_message(self, *arguments):
            pass

    with http_server(Handler, certificate) as imitated.base:
        yield imitated
