"""A data folder → the model of a city, or a report of everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.datafiles.assemble import assemble
from generator.datafiles.drafts import Drafts, read_drafts
from generator.datafiles.folder import Folder, read_folder
from generator.datafiles.rules import check_rules
from generator.model import City
from generator.problems import Report

Clock = Callable[[ZoneInfo], date]  # what day it is in a time zone


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What came of loading: the city unless the report has errors."""

    city: City | None
    report: Report
    drafts: Drafts
    today: date


def load(data: Path, today: date | None, day_in: Clock) -> Loaded:
    """Read and check the folder; without `today` the site's time zone decides what day it is."""
    report = Report()
    return understand(read_folder(data, report), report, today, day_in)


def understand(folder: Folder, report: Report, today: date | None, day_in: Clock) -> Loaded:
    """Check the texts of a folder, which need not stand on the disk; `report` has what was wrong with reading them."""
    drafts = read_drafts(folder, report)
    zone = drafts.site.get("timezone") if drafts.site else None
    day = today or day_in(zone or ZoneInfo("UTC"))
    check_rules(drafts, day, report)
    city = None if report.failed else assemble(drafts)
    return Loaded(city=city, report=report, drafts=drafts, today=day)
