"""What people and machines see of a command: reports and sentences."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TextIO

from generator.text import Report, as_github, as_gitlab, as_json

REPORT_FORMATS = ("text", "json", "github", "gitlab")
ReportFormat = Literal["text", "json", "github", "gitlab"]


def say(text: str) -> None:
    """Tell the person at the screen; what machines read goes elsewhere."""
    put(f"{text}\n", sys.stderr)


def write(text: str) -> None:
    """Write what was asked for, for a person or a machine."""
    put(f"{text}\n", sys.stdout)


def put(text: str, stream: TextIO) -> None:
    """Write a piece of a line or more of them."""
    with _nobody_has_to_read(stream):
        stream.write(text)


def flush() -> None:
    """Bring all that was written to its readers; to know of a full disk now is better than never."""
    for stream in (sys.stdout, sys.stderr):
        with _nobody_has_to_read(stream):
            stream.flush()


@contextmanager
def _nobody_has_to_read(stream: TextIO) -> Iterator[None]:
    """A reader may leave, as `head` does, and that is no failure: the command still has its work to end.

    What it says from then on goes nowhere, or Python would try again to get rid of it when it exits.
    """
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


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
                write(str(problem))
    say(report.summary())
