"""Problems of the data as values: what is wrong, where, and how to cure it.

The bottom room of the house. Nothing above raises for bad data: it reports a `Problem` to a `Report`,
and the command line, the only place that prints, shows the whole report at once.
"""

import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.typography import plural

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in the data: path as given to the program, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong with the data. The order of fields is the order in which problems are shown."""

    place: Place
    code: str
    text: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity}[{self.code}]: {self.text}"
        return f"{line}\n    как исправить: {self.hint}" if self.hint else line


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """What a parser returns instead of a value: a problem that does not know its place yet."""

    code: str
    text: str
    hint: str = ""


@dataclass(slots=True)
class Report:
    """Gathers problems; the same problem at the same place is kept once."""

    _problems: set[Problem] = field(default_factory=set)

    def error(self, place: Place, code: str, text: str, hint: str = "") -> None:
        """Note an error: nothing will be published."""
        self._problems.add(Problem(place, code, text, hint))

    def warning(self, place: Place, code: str, text: str, hint: str = "") -> None:
        """Note a warning: it is shown, and the build goes on."""
        self._problems.add(Problem(place, code, text, hint, "warning"))

    def bad(self, place: Place, bad: Bad) -> None:
        """Note what a parser refused."""
        self.error(place, bad.code, bad.text, bad.hint)

    def add(self, problems: Iterable[Problem]) -> None:
        """Take over problems that were found elsewhere."""
        self._problems.update(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._problems))

    @property
    def failed(self) -> bool:
        """Whether there is at least one error."""
        return any(problem.severity == "error" for problem in self._problems)

    def summary(self) -> str:
        """Count errors and warnings in words, as the last line of a report."""
        errors = sum(problem.severity == "error" for problem in self._problems)
        warnings = len(self._problems) - errors
        counts = [
            plural(errors, "ошибка", "ошибки", "ошибок") if errors else "",
            plural(warnings, "предупреждение", "предупреждения", "предупреждений") if warnings else "",
        ]
        return ", ".join(filter(None, counts)) or "ошибок нет"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` was probably meant to be, or an empty string."""
    close = difflib.get_close_matches(word.casefold(), sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def as_json(report: Report) -> str:
    """Return the report for machines: a list of objects with path, line, column, severity, code, text, hint."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "text": problem.text,
            "hint": problem.hint,
        }
        for problem in report
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """Return a workflow command which GitHub shows as an annotation on the line of the file."""
    message = f"{problem.text} {problem.hint}".strip()
    return (
        f"::{problem.severity} file={_github_property(problem.place.path)},line={problem.place.line},"
        f"col={problem.place.column},title={problem.code}::{_github_data(message)}"
    )


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
