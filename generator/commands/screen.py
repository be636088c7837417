"""What people and machines see of a command: reports and sentences."""

import sys
from typing import Literal

from generator.problems import Report, as_github, as_gitlab, as_json

REPORT_FORMATS = ("text", "json", "github", "gitlab")
ReportFormat = Literal["text", "json", "github", "gitlab"]


def say(text: str) -> None:
    """Tell the person at the screen; what machines read goes elsewhere."""
    print(text, file=sys.stderr)  # noqa: T201


def write(text: str) -> None:
    """Write what was asked for, for a person or a machine."""
    print(text)  # noqa: T201


def show(report: Report) -> None:
    """Show all problems and their count, if there are any."""
    for problem in report:
        say(str(problem))
    if list(report):
        say(report.summary())


def show_as(report: Report, form: ReportFormat) -> None:
    """Show all problems in the form asked for, then their count."""
    match form:
        case "json":
            write(as_json(report))
        case "gitlab":
            write(as_gitlab(report))
        case "github":
            for problem in report:
                write(as_github(problem))
        case "text":
            for problem in report:
                say(str(problem))
    say(report.summary())
