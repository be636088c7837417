"""The stamp: a digest of everything that a build depends on, compared with that of the last build."""

from collections.abc import Iterator
from hashlib import blake2b
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.build.publishing import Published, Publishing
from generator.datafiles import Clock, Folder, Sources
from generator.text import Report


class Unchanged(Struct, frozen=True, kw_only=True):
    """A published site that equals what this build would make."""

    report: Report
    published: Published


def make_stamp(program: str, data: Folder, report: Report, sources: Sources, options: str, key: str) -> str:  # noqa: PLR0913, PLR0917
    """Return a digest of everything that a build depends on, except the date.

    `report` contains the problems of reading the data folder.
    """
    state = blake2b(digest_size=16)
    hidden = blake2b(key.encode(errors="surrogatepass")).hexdigest()
    for part in (program, options, hidden, *_texts(sources), *_data(data, report)):
        # A file name may contain bytes that are not UTF-8.
        raw = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw) + raw)
    return state.hexdigest()


def find_unchanged(publishing: Publishing, stamp: str, day_in: Clock) -> Unchanged | None:
    """Return the published site if neither its inputs nor its files have changed since it was built."""
    found = publishing.find(stamp)
    if found is None:
        return None
    published, notes = found
    if notes is None or notes.day != day_in(ZoneInfo(notes.zone)):
        return None
    report = Report()
    report.add(notes.problems)
    return Unchanged(report=report, published=published)


def _texts(sources: Sources) -> Iterator[str | bytes]:
    # Paths of files and problems of the folder appear in the report.
    yield from map(str, sources.report)
    for kind, own in sources.own.items():
        yield from own.values()
        for name, content in sorted(getattr(sources, kind).items()):
            yield from (kind, name, content)


def _data(folder: Folder, report: Report) -> Iterator[str | bytes]:
    """Yield the path and digest of each data file, and the problems of the folder."""
    yield folder.path  # some problems name it
    yield from map(str, report)
    for file in folder.files():
        yield from (file.path, file.digest)
