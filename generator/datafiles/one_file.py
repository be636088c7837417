"""Reads one file: its problems and its facts, including the record.

Everything here depends only on the text of the file and the settings of the site, so it can be cached.
"""

from msgspec import Struct, field

from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import FileFacts, facts_of
from generator.datafiles.fields import AUTHORITY, COMPANY, HISTORY, SUPPLIER
from generator.datafiles.folder import File
from generator.datafiles.history import History, make_history
from generator.datafiles.kinds import Record
from generator.datafiles.private_links import PrivateLink, read_links
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.rules import check_file
from generator.datafiles.settings import Settings
from generator.datafiles.understanding import understand_building, understand_serves
from generator.text import Report

RECORDS: dict[str, Record] = {"companies": COMPANY, "suppliers": SUPPLIER, "authorities": AUTHORITY}


class OrganizationFile(Struct, kw_only=True, array_like=True):
    """The file of an organisation; `facts` is None if it could not be read at all."""

    report: Report
    facts: FileFacts | None = None


class SideFile(Struct, kw_only=True, array_like=True):
    """`private/links.yaml` or `history.yaml`."""

    report: Report = field(default_factory=Report)
    links: tuple[PrivateLink, ...] = ()
    history: History | None = None


def read_draft(file: File, section: str, settings: Settings, report: Report) -> Draft | None:
    """Return the draft of an organisation with all its buildings, their addresses read."""
    root, reader = read_root(file.text, file.path, report)
    draft = reader.draft(root, RECORDS[section]) if root else None
    if draft is None:
        return None
    for building in draft.get("buildings") or ():
        understand_building(building, settings.addresses, report)
    understand_serves(draft, settings.gazetteer, report)
    return draft


def read_file(file: File, section: str, settings: Settings) -> OrganizationFile:
    """Read a file, check it by the rules of one file, and return what it says."""
    report = Report()
    return check_draft(read_draft(file, section, settings, report), file, section, settings, report)


def check_draft(draft: Draft | None, file: File, section: str, settings: Settings, report: Report) -> OrganizationFile:
    """Check a draft by the rules of one file, and return what it says; `report` has what was wrong with its text."""
    if draft is None:
        return OrganizationFile(report=report)
    alone = Drafts(settings=settings)
    alone.section(section)[file.slug] = draft
    report.add(check_file(alone))
    return OrganizationFile(
        report=report,
        facts=facts_of(section, file.slug, draft, settings, sound=not report.failed),
    )


def read_private_links(file: File) -> SideFile:
    """Read `private/links.yaml`."""
    read = SideFile()
    root, reader = read_root(file.text, file.path, read.report)
    if root:
        read.links = tuple(read_links(root, reader))
    return read


def read_history(file: File) -> SideFile:
    """Read `history.yaml`."""
    read = SideFile()
    root, reader = read_root(file.text, file.path, read.report)
    draft = reader.draft(root, HISTORY) if root else None
    if draft:
        read.history = make_history(draft)
    return read
