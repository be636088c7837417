"""The state kept between runs: the position in the stream of events, and the chats without a house.

    output/bot/
      listen-<company>.json   the position, and the numbers of the chats without a house
      unfinished.json         the chats that an interrupted check has asked about today

No links and no token; both may be deleted, but MAX may have dropped the events since a deleted position.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.text import write_whole


class Listening(Struct, kw_only=True):
    """The state of one company's listening."""

    file: Path
    marker: int | None = None
    waiting: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path, company: str) -> "Listening":
        """Return the stored state, or an empty one."""
        state = cls(file=folder / f"listen-{company}.json")
        raw = _read(state.file)
        marker, waiting = raw.get("marker"), raw.get("waiting")
        if isinstance(marker, int):
            state.marker = marker
        if isinstance(waiting, list):
            state.waiting = [number for number in waiting if isinstance(number, int)]
        return state

    def add(self, chat_id: int) -> bool:
        """Add a chat without a house; return False if it is there already."""
        if chat_id in self.waiting:
            return False
        self.waiting.append(chat_id)
        return True

    def remove(self, chat_id: int) -> None:
        """Remove a chat that has its house, or is not one of ours."""
        self.waiting = [number for number in self.waiting if number != chat_id]

    def store(self) -> None:
        """Write the state."""
        _write(self.file, {"marker": self.marker, "waiting": self.waiting})


class Unfinished(Struct, kw_only=True):
    """The findings of a check that was interrupted today: (state, reason) by number of the chat."""

    file: Path
    day: date
    found: dict[int, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, day: date) -> "Unfinished":
        """Return the findings of the same day."""
        state = cls(file=folder / "unfinished.json", day=day)
        raw = _read(state.file)
        rows = raw.get("found")
        if raw.get("day") == day.isoformat() and isinstance(rows, list):
            for row in rows:
                match row:
                    case [int(number), str(kind), str(reason)]:
                        state.found[number] = (kind, reason)
        return state

    def store(self) -> None:
        """Write the findings, for the next run."""
        rows = [[number, *found] for number, found in self.found.items()]
        _write(self.file, {"day": self.day.isoformat(), "found": rows})

    def forget(self) -> None:
        """Delete the file: the check is finished."""
        self.file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any]:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _write(file: Path, value: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, (json.dumps(value, ensure_ascii=False) + "\n").encode())
