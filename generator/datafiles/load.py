"""A data folder → the model of a city, or a report of everything that is wrong with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.caching import Memo, without_collecting
from generator.city import model
from generator.datafiles.assemble import make_site, with_private_links
from generator.datafiles.drafts import Drafts
from generator.datafiles.extracts.all_files import Key, read_all
from generator.datafiles.extracts.one_file import FileReading, read_draft, reading_of
from generator.datafiles.extracts.remembering import Memory
from generator.datafiles.extracts.side_files import SideFile, read_history, read_private_links
from generator.datafiles.facts import Facts
from generator.datafiles.fields import SITE
from generator.datafiles.folder import File, Folder, read_folder
from generator.datafiles.ground import Ground, make_ground
from generator.datafiles.past import against_the_past
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.rules import check_between
from generator.text import Report

Clock = Callable[[ZoneInfo], date]  # what day it is in a time zone


class Loaded(Struct, frozen=True, kw_only=True):
    """What came of loading: the city unless the report has errors."""

    city: model.City | None
    report: Report
    today: date


def load(  # noqa: PLR0913
    folder: Folder, report: Report, today: date | None, day_in: Clock, *, memo: Memo | None = None, jobs: int = 1
) -> Loaded:
    """Check the files of a folder; without `today` the site's time zone decides what day it is.

    `report` has what was wrong with reading the folder, and gets the rest.
    `memo` remembers what was read of each file; new files are read by up to `jobs` processes.
    """
    with without_collecting():
        ground = make_ground(_read_site(folder.site, report), report)
        memory = Memory(memo=memo, ground=ground.digest)
        files = read_all(folder, ground, memory, jobs)
        read = _joined(folder, ground, files, memory, report)
        day = today or _day(ground, day_in)
        report.add(check_between(read, day))
        city = _city(read, files, report)
        if city is not None:
            report.add(against_the_past(city, read.history, Path(folder.path)))
        return Loaded(city=city, report=report, today=day)


def load_drafts(data: Path, today: date | None, day_in: Clock) -> tuple[Drafts, Report]:
    """Read and check the folder; return the drafts of all its records."""
    report = Report()
    return check_folder(read_folder(data, report), report, today, day_in)


def check_folder(folder: Folder, report: Report, today: date | None, day_in: Clock) -> tuple[Drafts, Report]:
    """Check texts that need not stand on the disk; return the drafts of all records.

    `report` has what was wrong with reading the folder, and gets the rest.
    """
    ground = make_ground(_read_site(folder.site, report), report)
    drafts, files = Drafts(ground=ground), dict[Key, FileReading]()
    for section, several in folder.sections.items():
        for file in several:
            found = Report()
            draft = read_draft(file, section, ground, found)
            files[section, file.slug] = reading_of(draft, file, section, ground, found)
            if draft is not None:
                drafts.section(section)[file.slug] = draft
    read = _joined(folder, ground, files, Memory(memo=None, ground=ground.digest), report)
    drafts.links, drafts.history, drafts.unread = read.links, read.history, read.unread
    report.add(check_between(read, today or _day(ground, day_in)))
    return drafts, report


def _joined(folder: Folder, ground: Ground, files: dict[Key, FileReading], memory: Memory, report: Report) -> Facts:
    """Return the facts of all files; `report` gets what is wrong with each."""
    links = _side_file(folder.links, read_private_links, memory)
    history = _side_file(folder.history, read_history, memory)
    for part in (*(one.report for one in files.values()), links.report, history.report):
        report.merge(part)
    return Facts(
        ground=ground,
        organizations=tuple(one.facts for one in files.values() if one.facts),
        links=links.links,
        history=history.history,
        unread=folder.unread | {slug for (_, slug), one in files.items() if one.facts is None},
    )


def _day(ground: Ground, day_in: Clock) -> date:
    zone = ground.site.get("timezone") if ground.site else None
    return day_in(zone or ZoneInfo("UTC"))


def _city(facts: Facts, files: dict[Key, FileReading], report: Report) -> model.City | None:
    """Make the model, unless an error was reported."""
    if report.failed or facts.site is None:
        return None
    private: dict[str, list[PrivateLink]] = defaultdict(list)
    for link in facts.links:
        private[link.building].append(link)
    made = [one.made for _, one in sorted(files.items(), key=lambda item: item[0][1])]
    history = facts.history
    return model.City(
        site=make_site(facts.site),
        streets=facts.ground.streets,
        companies=tuple(with_private_links(one, private) for one in made if isinstance(one, model.Company)),
        suppliers=tuple(one for one in made if isinstance(one, model.Supplier)),
        authorities=tuple(one for one in made if isinstance(one, model.Authority)),
        published=dict(sorted((history.get("published") or {}).items())) if history else {},
        organization_pages=tuple(history.get("organizations") or ()) if history else (),
        key_mark=(history.get("key") if history else "") or "",
    )


def _read_site(file: File | None, report: Report) -> Draft | None:
    if file is None:
        return None
    root, reader = read_root(file.text, file.path, report)
    return reader.draft(root, SITE) if root else None


def _side_file(file: File | None, read: Callable[[File], SideFile], memory: Memory) -> SideFile:
    if file is None:
        return SideFile()
    known = memory.recall(file, SideFile)
    if known is None:
        known = read(file)
        memory.keep(file, known)
    return known
