"""What people and machines see of a command: reports and sentences."""

import sys
from collections.abc import Callable
from typing import Literal

from generator.problems import Problem, Report, as_github, as_json

ReportFormat = Literal["text", "json", "github"]


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
    if form == "json":
        write(as_json(report))
    tell: Callable[[str], None] = write if form == "github" else say
    for problem in report if form != "json" else ():
        tell(_line(problem, form))
    say(report.summary())


def _line(problem: Problem, form: ReportFormat) -> str:
    return as_github(problem) if form == "github" else str(problem)
