"""Output of commands for people and machines."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal, TextIO

from generator.text import Place, Report, as_github, as_gitlab, as_json, plural

REPORT_FORMATS = ("text", "json", "github", "gitlab")
_FEW = 3  # similar problems shown one by one

ReportFormat = Literal["text", "json", "github", "gitlab"]


def quoted(path: str) -> str:
    """Return the path for a command line, whatever is in it."""
    return shlex.quote(path) if os.name == "posix" else f'"{path}"'


def say(text: str) -> None:
    """Print a message for the person at the screen, separately from the command's output."""
    with suppress(OSError), _nobody_has_to_read(sys.stdout):
        sys.stdout.flush()
    put(f"{text}\n", sys.stderr)


def write(text: str) -> None:
    """Print the command's output."""
    put(f"{text}\n", sys.stdout)


def put(text: str, stream: TextIO) -> None:
    """Write text to a stream."""
    with _nobody_has_to_read(stream):
        stream.write(text)


def flush() -> None:
    """Flush all output; better to notice a full disk now than never."""
    for stream in (sys.stdout, sys.stderr):
        with _nobody_has_to_read(stream):
            stream.flush()


@contextmanager
def _nobody_has_to_read(stream: TextIO) -> Iterator[None]:
    """Ignore a reader that closes the pipe, as `head` does: the command finishes its work.

    Later output goes to the null device; otherwise Python would fail to flush it at exit.
    """
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def show(report: Report, tell: Callable[[str], None] = say) -> None:
    """Print the problems and their number, if there are any, with `say` or `write`."""
    for text in _texts(report):
        tell(text)
    if list(report):
        tell(report.summary())


def _texts(report: Report) -> Iterator[str]:
    """Yield the problems; many that differ only in their place are joined, with the first places."""
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
    """Print all problems in the given format, then their number; `every` prints similar ones separately in text."""
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
