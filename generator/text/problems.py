"""Problems of the data as values: what is wrong, where, and how to fix it.

Nothing raises for bad data: parsers return a `Bad`, checks add a `Problem` to a `Report`, and the command line, the
only place that prints, shows the whole report at once.
"""

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from generator.text.typography import plural

Severity = Literal["error", "warning"]

# How many problems of one code are shown for one file, so that a hostile file can't fill the memory.
LIMIT = 1000
# An invitation of MAX, after its address or, with the usual length, anywhere; only its beginning is kept.
_TOKEN = re.compile(
    r"((?i:join)[^\w\s…]{1,4}[\w-]{4})[\w-]{4,}|(?<![\w-])([\w-]{4})(?=[\w-]*[A-Z])[\w-]{38,124}(?![\w.-])"
)
LEFT_OUT = "отсюда и дальше в этом файле такие же не показаны"
_LONGEST_WORD = 60  # that a near one is looked for


class Place(Struct, frozen=True, order=True, array_like=True):
    """A place in the data: path as given to the program, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True, array_like=True):
    """A problem in the data. Problems are sorted by these fields in this order."""

    place: Place
    code: str
    text: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        line = f"{self.place}: {self.severity}[{self.code}]: {self.text}"
        return f"{line}\n    как исправить: {self.hint}" if self.hint else line


class Bad(Struct, frozen=True, kw_only=True):
    """What a parser returns instead of a value: a problem without a place."""

    code: str
    text: str
    hint: str = ""


_Kind = tuple[str, str, Severity]  # path, code, severity


class Report(Struct, array_like=True):
    """Collects problems; drops repetitions, and all after the first `LIMIT` of one code in a file."""

    _problems: set[Problem] = field(default_factory=set)
    _counts: dict[_Kind, int] = field(default_factory=dict)
    limit: int = 0  # replaces `LIMIT` if set
    _left_out: dict[_Kind, Place] = field(default_factory=dict)  # where the first one stands that is not kept

    def error(self, place: Place, code: str, text: str, hint: str = "") -> None:
        """Add an error: nothing will be published."""
        self._add(Problem(place, code, text, hint))

    def warning(self, place: Place, code: str, text: str, hint: str = "") -> None:
        """Add a warning: the build goes on."""
        self._add(Problem(place, code, text, hint, "warning"))

    def bad(self, place: Place, bad: Bad) -> None:
        """Add an error returned by a parser."""
        self.error(place, bad.code, bad.text, bad.hint)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems found elsewhere."""
        for problem in problems:
            self._add(problem)

    def merge(self, other: "Report") -> None:
        """Add all problems and counts of another report."""
        self._problems |= other._problems  # noqa: SLF001 - the same class
        for kind, count in other._counts.items():  # noqa: SLF001
            self._counts[kind] = self._counts.get(kind, 0) + count
        for kind, place in other._left_out.items():  # noqa: SLF001
            self._left_out.setdefault(kind, place)

    def _add(self, problem: Problem) -> None:
        if _TOKEN.search(problem.text + problem.hint):
            problem = replace(problem, text=hide_tokens(problem.text), hint=hide_tokens(problem.hint))
        if problem in self._problems:
            return
        kind = (problem.place.path, problem.code, problem.severity)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if self._counts[kind] <= (self.limit or LIMIT):
            self._problems.add(problem)
        else:
            self._left_out.setdefault(kind, problem.place)

    def has(self, path: str, code: str) -> bool:
        """Return True if the file has an error of this code."""
        return (path, code, "error") in self._counts

    def full(self, path: str, code: str) -> bool:
        """Return True if the file already has `LIMIT` errors of this code, so another would be dropped."""
        return self._counts.get((path, code, "error"), 0) > LIMIT

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted([*self._problems, *self._rest()]))

    def _rest(self) -> Iterator[Problem]:
        """Yield a line for each kind of problem that is not shown completely."""
        for (_, code, severity), place in self._left_out.items():
            yield Problem(place, code, LEFT_OUT, "исправьте показанные и проверьте снова", severity)

    @property
    def empty(self) -> bool:
        """Return True if there are no problems."""
        return not self._problems

    @property
    def failed(self) -> bool:
        """Return True if there is at least one error."""
        return any(problem.severity == "error" for problem in self._problems)

    def summary(self) -> str:
        """Return the numbers of errors and warnings in words, the last line of a report."""
        errors = sum(problem.severity == "error" for problem in self)
        warnings = len(list(self)) - errors
        counts = [
            plural(errors, "ошибка", "ошибки", "ошибок") if errors else "",
            plural(warnings, "предупреждение", "предупреждения", "предупреждений") if warnings else "",
        ]
        return ", ".join(filter(None, counts)) or "ошибок нет"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` was probably meant to be, or ""."""
    if len(word) > _LONGEST_WORD:
        return ""
    by_folded = {one.casefold(): one for one in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""


def as_clause(sentence: str) -> str:
    """Return the sentence without its capital and full stop, as part of a message."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def hide_tokens(text: str) -> str:
    """Return the text with shortened invitations, so that no report is a list of invitations."""
    return _TOKEN.sub(lambda found: f"{found[1] or found[2]}…", text)


def shorten(text: str, limit: int = 80) -> str:
    """Return the text for use in a message: one line of limited length."""
    text = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(hide_tokens(text).split()))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def as_rows(report: Report) -> list[dict[str, Any]]:
    """Return the problems as JSON objects with path, line, column, severity, code, text, hint."""
    return [
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


def as_json(report: Report) -> str:
    """Return the report as a JSON list of the objects of `as_rows`."""
    return json.dumps(as_rows(report), ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """Return a GitHub workflow command that annotates the line of the file."""
    message = f"{problem.text} {problem.hint}".strip()
    return (
        f"::{problem.severity} file={_github_property(problem.place.path)},line={problem.place.line},"
        f"col={problem.place.column},title={problem.code}::{_github_data(message)}"
    )


def as_gitlab(report: Report) -> str:
    """Return a GitLab Code Quality report, shown on the lines of a merge request."""
    rows = [
        {
            "description": f"{problem.text} {problem.hint}".strip(),
            "check_name": problem.code,
            "fingerprint": hashlib.sha256(str(problem).encode()).hexdigest(),
            "severity": "major" if problem.severity == "error" else "minor",
            "location": {"path": problem.place.path, "lines": {"begin": problem.place.line}},
        }
        for problem in report
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


class OwnSourceError(Exception):
    """A template, page or script of the city's own can't be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)  # so that it can be pickled between processes
        self.problem = problem
