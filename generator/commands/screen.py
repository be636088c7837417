"""What people and machines see of a command: reports and sentences."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal, TextIO

from generator.text import Place, Report, as_github, as_gitlab, as_json, plural

REPORT_FORMATS = ("text", "json", "github", "gitlab")
_FEW = 3  # problems that are alike and get a line each

ReportFormat = Literal["text", "json", "github", "gitlab"]


def say(text: str) -> None:
    """Tell the person at the screen; what was asked for goes elsewhere, and stands above where both are one."""
    with suppress(OSError), _nobody_has_to_read(sys.stdout):
        sys.stdout.flush()
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


def show(report: Report, tell: Callable[[str], None] = say) -> None:
    """Show the problems and their count, if there are any, by `say` or by `write`."""
    for text in _texts(report):
        tell(text)
    if list(report):
        tell(report.summary())


def _texts(report: Report) -> Iterator[str]:
    """Yield the problems; many that differ only in their place are one, with the first places."""
    places: dict[tuple[str, str, str], list[Place]] = {}
    for problem in report:
        places.setdefault((problem.code, problem.text, problem.hint), []).append(problem.place)
    for problem in report:
        same = places[problem.code, problem.text, problem.hint]
        if len(same) <= _FEW:
            yield str(problem)
        elif problem.place == same[0]:
            others = ", ".join(map(str, same[1 : _FEW + 1]))
            more = plural(len(same) - 1, "такое же место", "таких же места", "таких же мест")
            yield f"{problem}\n    и ещё {more}: {others}{'…' if len(same) > _FEW + 1 else ''}"


def show_as(report: Report, form: ReportFormat, *, every: bool = False) -> None:
    """Show all problems in the form asked for, then their count; in a text `every` keeps those that are alike."""
    match form:
        case "json":
            write(as_json(report))
        case "gitlab":
            write(as_gitlab(report))
        case "github":
            for problem in report:
                write(as_github(problem))
        case "text":
            for text in map(str, report) if every else _texts(report):
                write(text)
    say(report.summary())
