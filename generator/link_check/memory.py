"""Verdicts of earlier runs with their dates, and the answers of an interrupted run.

    output/links/
      memory.json        the last verdict and its day, by the link's digest, so it is no list of invitations
      unfinished.jsonl   a line for each answer of the current run, control requests included

Both may be deleted at any time; then all links are checked again.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.link_check.pages import Answer
from generator.link_check.verdicts import Verdict
from generator.text import write_whole


def key_of(url: str) -> str:
    """Return the key of a link in the files."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


class Remembered(Struct, frozen=True, kw_only=True):
    """A verdict and its day."""

    verdict: Verdict
    day: date


class Memory(Struct, kw_only=True):
    """The contents of the two files."""

    folder: Path
    known: dict[str, Remembered] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Memory":
        """Return the stored verdicts; damaged entries are dropped."""
        memory = cls(folder=folder)
        try:
            rows = json.loads((folder / "memory.json").read_text(encoding="utf-8"))
            memory.known = {key: _remembered(row) for key, row in rows.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            memory.known = {}
        return memory

    def unfinished(self, day: date) -> list[tuple[str, Answer]]:
        """Return (key of a link or `control:<form>`, answer) of this day's interrupted run."""
        found = []
        try:
            lines = self._unfinished_file.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return []
        for line in lines:
            try:
                row = json.loads(line)
                if row["day"] == day.isoformat():
                    found.append((str(row["key"]), Answer(**row["answer"])))
            except (ValueError, TypeError, KeyError):
                continue  # an incomplete last line, from a run that was killed
        return found

    def append(self, key: str, answer: Answer, day: date) -> None:
        """Append an answer to the file at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._unfinished_file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "day": day.isoformat(), "answer": answer.as_row()}) + "\n")

    def store(self, verdicts: dict[str, Verdict], day: date) -> None:
        """Store the verdicts of a finished run; "unknown" does not replace an older definite verdict."""
        sure = {key: verdict for key, verdict in verdicts.items() if verdict.state != "unknown"}
        self.known |= {key: Remembered(verdict=verdict, day=day) for key, verdict in sure.items()}
        rows = {key: {**asdict(one.verdict), "day": one.day.isoformat()} for key, one in sorted(self.known.items())}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / "memory.json", json.dumps(rows, ensure_ascii=False, indent=1).encode())
        self._unfinished_file.unlink(missing_ok=True)

    @property
    def _unfinished_file(self) -> Path:
        return self.folder / "unfinished.jsonl"


def _remembered(row: dict[str, str]) -> Remembered:
    if row["state"] not in ("alive", "dead"):
        raise ValueError(row["state"])
    verdict = Verdict(state=row["state"], reason=str(row["reason"]))  # type: ignore[arg-type]
    return Remembered(verdict=verdict, day=date.fromisoformat(row["day"]))
