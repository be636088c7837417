"""The calls of the bot's API, sent politely: a few a second, with retries, never two at once."""

import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from generator.link_check.bot.answers import (
    ChatInfo,
    Me,
    Updates,
    line,
    read_chat,
    read_json,
    read_me,
    read_updates,
)
from generator.link_check.bot.secret import Token
from generator.link_check.fetching import Network, Reply

SERVER = "https://platform-api2.max.ru"
_PAUSE = 0.3  # seconds between the starts of two requests: a tenth of what the server allows
_TRIES = 4
_FIRST_PAUSE = 1.0  # seconds before the second attempt; doubled before each later one
_LONGEST_PAUSE = 90.0  # seconds; if the server asks for a longer pause, the run stops
_FAILURES = 5  # calls in a row without any answer: the network is down
_ADDED, _REMOVED, _RENAMED = KINDS = ("bot_added", "bot_removed", "chat_title_changed")
_OK, _UNAUTHORIZED, _TOO_MANY, _SERVER_ERRORS = 200, 401, 429, range(500, 600)

Value = TypeVar("Value")


class Trouble(Struct, frozen=True, kw_only=True):
    """Why a call gave no value, in Russian. `final`: the next calls would not either."""

    text: str
    status: int = 0
    final: bool = False


class Bot(Struct, kw_only=True):
    """A bot of one company. `tell` gets a line about each request, without the token."""

    token: Token
    server: str = SERVER
    network: Network = Network()
    agent: str = "domchat-bot"
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    tell: Callable[[str], None] = lambda _: None
    _next: float = 0.0
    _failures: int = 0

    def me(self) -> Me | Trouble:
        """Return the bot itself: the token is a good one."""
        return self._call("/me", read_me)

    def chat(self, chat_id: int) -> ChatInfo | Trouble:
        """Return what MAX says of a chat."""
        found = self._call(f"/chats/{chat_id}", read_chat)
        if isinstance(found, ChatInfo) and found.chat_id != chat_id:
            return Trouble(text="сервер ответил о другом чате")
        return found

    def updates(self, marker: int | None, wait: int) -> Updates | Trouble:
        """Return the events after the marker; the server waits up to `wait` seconds for the first one."""
        query: dict[str, str | int] = {"types": ",".join(KINDS), "timeout": wait, "limit": 100}
        if marker is not None:
            query["marker"] = marker
        found = self._call(f"/updates?{urlencode(query, safe=',')}", read_updates, wait)
        return replace(found, marker=marker) if isinstance(found, Updates) and found.marker is None else found

    def _call(
        self, path: str, read: Callable[[dict[str, Any]], Value | None], server_waits: int = 0
    ) -> Value | Trouble:
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            self._keep_pace()
            reply = self._get(path, server_waits)
            if reply.wait > _LONGEST_PAUSE:
                return Trouble(text=f"сервер просит подождать {reply.wait} с", status=reply.status, final=True)
            again = reply.error or reply.status == _TOO_MANY or reply.status in _SERVER_ERRORS
            if not again or attempt == _TRIES:
                break
            self.sleep(max(pause, float(reply.wait)))
            pause *= 2
        return self._read(reply, read)

    def _get(self, path: str, server_waits: int) -> Reply:
        started = self.clock()
        headers = {"User-Agent": self.agent, "Accept": "application/json", **self.token.header}
        reply = self.network.get(self.server + path, headers, 20.0 + server_waits)
        reply = replace(reply, error=line(self.token.hide(reply.error)))
        self.tell(f"GET {path} → {reply.status or reply.error}, {self.clock() - started:.1f} с")
        return reply

    def _keep_pace(self) -> None:
        now = self.clock()
        turn = max(now, self._next)
        self._next = turn + _PAUSE
        if turn > now:
            self.sleep(turn - now)

    def _read(self, reply: Reply, read: Callable[[dict[str, Any]], Value | None]) -> Value | Trouble:
        if reply.error:
            self._failures += 1
            return Trouble(text=f"нет связи: {reply.error}", final=self._failures >= _FAILURES)
        self._failures = 0
        if reply.location:
            return Trouble(text=f"сервер отправляет на {line(self.token.hide(reply.location))}", status=reply.status)
        raw = read_json(reply.body, self.token.hide)
        if reply.status == _OK:
            value = read(raw) if raw is not None else None
            return Trouble(text="непонятный ответ сервера", status=_OK) if value is None else value
        return self._refusal(reply.status, raw or {})

    def _refusal(self, status: int, raw: dict[str, Any]) -> Trouble:
        told = line(raw.get("message")) or line(raw.get("code"))
        if status == _UNAUTHORIZED:
            return Trouble(
                text="MAX не принимает этот токен: проверьте его на странице бота", status=status, final=True
            )
        known = {403: "MAX не даёт боту об этом узнать", 404: "MAX не знает такого чата", 429: "сервер просит реже"}
        text = known.get(status, f"сервер отвечает {status}")
        return Trouble(text=f"{text} ({told})" if told else text, status=status, final=status == _TOO_MANY)
