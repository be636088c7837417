"""A file of an organisation → what is known of it: its problems, its facts and, if it is sound, its record.

Everything here follows from the text of the file and from the site's file alone, so it may be remembered.
"""

from msgspec import Struct

from generator.city import Organization
from generator.datafiles.assemble import make_organization
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import OrganizationFacts, facts_of
from generator.datafiles.fields import AUTHORITY, COMPANY, SUPPLIER
from generator.datafiles.folder import File
from generator.datafiles.ground import Ground
from generator.datafiles.kinds import Record
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.rules import check_file
from generator.datafiles.understanding import understand_building, understand_serves
from generator.text import Report

RECORDS: dict[str, Record] = {"companies": COMPANY, "suppliers": SUPPLIER, "authorities": AUTHORITY}


class FileReading(Struct, kw_only=True):
    """`facts` is None if the file could not be read at all, `made` if there is an error in it."""

    report: Report
    facts: OrganizationFacts | None = None
    made: Organization | None = None


def read_draft(file: File, section: str, ground: Ground, report: Report) -> Draft | None:
    """Return the draft of an organisation with all its buildings, their addresses read."""
    root, reader = read_root(file.text, file.path, report)
    draft = reader.draft(root, RECORDS[section]) if root else None
    if draft is None:
        return None
    for building in draft.get("buildings") or ():
        understand_building(building, ground.addresses, report)
    understand_serves(draft, ground.gazetteer, report)
    return draft


def read_file(file: File, section: str, ground: Ground) -> FileReading:
    """Read a file, check it by the rules of one file, and return what it says."""
    report = Report()
    return reading_of(read_draft(file, section, ground, report), file, section, ground, report)


def reading_of(draft: Draft | None, file: File, section: str, ground: Ground, report: Report) -> FileReading:
    """Check a draft by the rules of one file, and return what it says; `report` has what was wrong with its text."""
    if draft is None:
        return FileReading(report=report)
    alone = Drafts(ground=ground)
    alone.section(section)[file.slug] = draft
    report.add(check_file(alone))
    return FileReading(
        report=report,
        facts=facts_of(section, file.slug, draft, ground),
        made=None if report.failed else make_organization(section, file.slug, draft, ground),
    )
