"""Whether there is anything to do: a digest of all that a build is given, compared with that of the last one."""

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.build.publishing import Published, Publishing
from generator.datafiles import Clock, Folder, Sources
from generator.text import Report


class Unchanged(Struct, frozen=True, kw_only=True):
    """A site that is what this build would make."""

    report: Report
    published: Published


def make_stamp(program: str, data: Folder, report: Report, sources: Sources, wishes: str, key: str) -> str:  # noqa: PLR0913, PLR0917
    """Return a digest of everything that a build depends on, the day excepted.

    `report` has what was wrong with reading the data folder.
    """
    state = blake2b(digest_size=16)
    hidden = blake2b(key.encode(errors="surrogatepass")).hexdigest()
    for part in (program, wishes, hidden, *_texts(sources), *_data(data, report)):
        # A name of a file may hold bytes that are not UTF-8.
        raw = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw) + raw)
    return state.hexdigest()


def find_unchanged(publishing: Publishing, stamp: str, today: date | None, day_in: Clock) -> Unchanged | None:
    """Return the site as it stands if nothing has changed since it was built, neither around it nor in it."""
    found = publishing.find(stamp)
    if found is None:
        return None
    published, notes = found
    if notes is None or notes.day != (today or day_in(ZoneInfo(notes.zone))):
        return None
    report = Report()
    report.add(notes.problems)
    return Unchanged(report=report, published=published)


def _texts(sources: Sources) -> Iterator[str | bytes]:
    # Whose a file is and what is wrong with the folder decides what the report says.
    yield from map(str, sources.report)
    for kind, own in sources.own.items():
        yield from own.values()
        for name, content in sorted(getattr(sources, kind).items()):
            yield from (kind, name, content)


def _data(folder: Folder, report: Report) -> Iterator[str | bytes]:
    """Yield the path and the digest of each file of the data, and what was wrong with the folder."""
    yield folder.path  # some problems name it
    yield from map(str, report)
    for file in folder.files():
        yield from (file.path, file.digest)
