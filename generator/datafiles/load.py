"""A data folder → the model of a city, or a report of everything that is wrong with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.caching import Cache, without_collecting
from generator.city import model
from generator.datafiles.assemble import make_site, with_private_links
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import Facts
from generator.datafiles.file_cache import FileCache, Key, read_all, read_side_file
from generator.datafiles.folder import Folder, read_folder
from generator.datafiles.history import check_history
from generator.datafiles.one_file import (
    OrganizationFile,
    check_draft,
    read_draft,
    read_history,
    read_private_links,
)
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.region import read_site
from generator.datafiles.rules import check_between
from generator.datafiles.settings import Settings, make_settings
from generator.text import Report, is_unicode

OrganizationFiles = dict[Key, OrganizationFile]
Clock = Callable[[ZoneInfo], date]  # returns the day in a time zone; for tests and `--today`, always the same day


class Loaded(Struct, frozen=True, kw_only=True):
    """The result of loading: the city, unless the report has errors."""

    city: model.City | None
    report: Report
    today: date


def load(folder: Folder, report: Report, day_in: Clock, *, cache: Cache | None = None, jobs: int = 1) -> Loaded:
    """Check the files of a folder on the day that it is in the site's time zone.

    `report` contains the problems of reading the folder, and gets the others. `cache` stores what was read of each
    file; changed files are read by up to `jobs` processes.
    """
    with without_collecting():
        settings = make_settings(read_site(folder, report), report)
        unicode = is_unicode(folder.path)  # a path that is not UTF-8 can't be cached or sent between processes
        known = FileCache(cache if unicode else None, settings.digest)
        files = read_all(folder, settings, known, jobs if unicode else 1)
        day = _day(settings, day_in)
        read = _joined(folder, settings, files, known, day, report)
        report.add(check_between(read))
        city = _city(read, report)
        if city is not None:
            report.add(check_history(city, read.history, Path(folder.path)))
        return Loaded(city=city, report=report, today=day)


def load_drafts(data: Path, day_in: Clock) -> tuple[Drafts, Report]:
    """Read and check the folder; return the drafts of all its records."""
    report = Report()
    return check_folder(read_folder(data, report), report, day_in)


def check_folder(folder: Folder, report: Report, day_in: Clock) -> tuple[Drafts, Report]:
    """Check texts that may not be on disk; return the drafts of all records.

    `report` contains the problems of reading the folder, and gets the others.
    """
    settings = make_settings(read_site(folder, report), report)
    drafts, files = Drafts(settings=settings), OrganizationFiles()
    for section, several in folder.sections.items():
        for file in several:
            found = Report()
            draft = read_draft(file, section, settings, found)
            files[section, file.slug] = check_draft(draft, file, section, settings, found)
            if draft is not None:
                drafts.section(section)[file.slug] = draft
    day = _day(settings, day_in)
    read = _joined(folder, settings, files, FileCache(None, settings.digest), day, report)
    drafts.links, drafts.history, drafts.unread = read.links, read.history, read.unread
    report.add(check_between(read))
    return drafts, report


def _joined(  # noqa: PLR0913, PLR0917
    folder: Folder, settings: Settings, files: OrganizationFiles, cache: FileCache, today: date, report: Report
) -> Facts:
    """Return the facts of all files; `report` gets the problems of each."""
    links = read_side_file(folder.links, read_private_links, cache)
    history = read_side_file(folder.history, read_history, cache)
    for part in (*(one.report for one in files.values()), links.report, history.report):
        report.merge(part)
    return Facts(
        settings=settings,
        today=today,
        files=tuple(one.facts for one in files.values() if one.facts),
        links=links.links,
        history=history.history,
        unread=folder.unread | {slug for (_, slug), one in files.items() if one.facts is None},
    )


def _day(settings: Settings, day_in: Clock) -> date:
    zone = settings.site.get("timezone") if settings.site else None
    return day_in(zone or ZoneInfo("UTC"))


def _city(facts: Facts, report: Report) -> model.City | None:
    """Return the model, or None if an error was reported."""
    if report.failed or facts.site is None:
        return None
    private: dict[str, list[PrivateLink]] = defaultdict(list)
    for link in facts.links:
        private[link.building].append(link)
    made = [one.record for one in sorted(facts.files, key=lambda one: one.slug)]
    history = facts.history
    return model.City(
        site=make_site(facts.site),
        streets=facts.settings.streets,
        companies=tuple(with_private_links(one, private) for one in made if isinstance(one, model.Company)),
        suppliers=tuple(one for one in made if isinstance(one, model.Supplier)),
        authorities=tuple(one for one in made if isinstance(one, model.Authority)),
        published=dict(sorted(history.published.items())) if history else {},
        organization_pages=history.organizations if history else (),
        key_mark=history.key if history else "",
    )
