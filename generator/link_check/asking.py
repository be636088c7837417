"""Sends requests politely: few at a time, at a steady pace, with retries; stops when the server says so."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct, field

from generator.link_check.fetching import Get
from generator.link_check.pages import Answer
from generator.link_check.verdicts import TOO_MANY

_TRIES = 3
_FIRST_PAUSE = 2.0  # seconds before the second attempt; doubled before the third
_LONGEST_PAUSE = 60.0  # seconds; if the server asks for a longer pause, the run stops
_SERVER_ERRORS = range(500, 600)
_TIMEOUTS = 5  # so many timeouts in a row mean that the network is down

Sleep = Callable[[float], None]
Clock = Callable[[], float]


class Asker(Struct, kw_only=True):
    """Sends requests. `stopped` says why it gave up, if it did."""

    get: Get
    sleep: Sleep
    clock: Clock  # seconds, from any starting point
    pause: float  # seconds between the starts of two requests
    stopped: str = ""
    _next: float = 0.0
    _timeouts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, url: str) -> Answer | None:
        """Return the answer, or None if the run has stopped."""
        wait = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            if self.stopped:
                return None
            self._keep_pace()
            answer = self.get(url)
            if not (answer.error or answer.status in _SERVER_ERRORS) or attempt == _TRIES:
                return self._noted(answer)
            self.sleep(min(max(wait, answer.wait), _LONGEST_PAUSE))
            wait *= 2
        return None

    def ask_all(self, urls: Iterable[str], at_once: int) -> Iterator[tuple[str, Answer]]:
        """Yield each link with its answer, in the order of the links, until the run stops."""
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            waiting = list(urls)
            try:
                for url, answer in zip(waiting, pool.map(self.ask, waiting), strict=True):
                    if answer is not None:
                        yield url, answer
            except BaseException:
                self.stopped = self.stopped or "прервано"
                raise

    def _keep_pace(self) -> None:
        with self._lock:
            now = self.clock()
            turn = max(now, self._next)
            self._next = turn + self.pause
        if turn > now:
            self.sleep(turn - now)

    def _noted(self, answer: Answer) -> Answer:
        with self._lock:
            self._timeouts = self._timeouts + 1 if answer.error else 0
            if answer.status == TOO_MANY:
                later = f", просит подождать {answer.wait} с" if answer.wait else ""
                self.stopped = f"сервер просит спрашивать реже{later}"
            elif answer.robot:
                self.stopped = "сервер спросил, не робот ли это"
            elif self._timeouts >= _TIMEOUTS:
                self.stopped = f"сеть не отвечает: {answer.error}"
        return answer
