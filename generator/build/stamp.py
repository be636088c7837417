"""Whether there is anything to do: a digest of all that a build is given, compared with that of the last one."""

import os
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.build.publishing import Published, Publishing
from generator.datafiles import Clock, Sources
from generator.text import Report, as_rows, from_rows


class Notes(Struct, frozen=True, kw_only=True):
    """What a build found to say, and on which day: it would say the same again on that day."""

    report: Report
    today: date
    zone: str  # of the site

    def plain(self) -> list[Any]:
        """Return the notes in JSON's types."""
        return [self.today.isoformat(), self.zone, as_rows(self.report)]


class Unchanged(Struct, frozen=True, kw_only=True):
    """A site that is what this build would make."""

    report: Report
    published: Published


def make_stamp(data: Path, program: str, sources: Sources, wishes: str, key: str) -> str:
    """Return a digest of everything that a build depends on, the day excepted."""
    state = blake2b(digest_size=16)
    # A report names files as they were given, so the folder's own name counts.
    for part in (program, str(data), wishes, blake2b(key.encode()).hexdigest(), *_texts(sources), *_data(data)):
        raw = part.encode() if isinstance(part, str) else part
        state.update(b"%d:" % len(raw) + raw)
    return state.hexdigest()


def find_unchanged(publishing: Publishing, stamp: str, today: date | None, day_in: Clock) -> Unchanged | None:
    """Return the site as it stands if nothing has changed since it was built, neither around it nor in it."""
    found = publishing.find(stamp)
    if found is None:
        return None
    published, (day, zone, problems) = found
    if day != (today or day_in(ZoneInfo(zone))).isoformat():
        return None
    return Unchanged(report=from_rows(problems), published=published)


def _texts(sources: Sources) -> Iterator[str | bytes]:
    # Whose a file is and what is wrong with the folder decides what the report says.
    yield from map(str, sources.report)
    for kind, own in sources.own.items():
        yield from own.values()
        for name, content in sorted(getattr(sources, kind).items()):
            yield from (kind, name, content)


def _data(folder: Path) -> Iterator[str | bytes]:
    """Yield the names of all files below the folder of the data, and what stands in those that are read."""
    for where, inner, names in os.walk(folder, followlinks=True):
        inner.sort()
        for name in sorted(names):
            path = Path(where, name)
            yield str(path)
            if path.suffix in {".yaml", ".yml"}:
                try:
                    yield path.read_bytes()
                except OSError:  # whoever reads it next will report it
                    yield ""
