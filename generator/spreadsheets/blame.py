"""Errors that the data would have → the rows of the table that they are due to."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator.datafiles.drafts import Drafts
from generator.problems import Problem
from generator.spreadsheets.plan import Plan, Question
from generator.spreadsheets.rows import HouseRow

_PLACE = re.compile(r"(\S+\.yaml):(\d+):(\d+)")
_PAGE_TAKEN = "page-taken"


class Blame:
    """Knows which row stands behind each line of the companies' files as they would be."""

    def __init__(self, drafts: Drafts, plan: Plan) -> None:
        self.plan = plan
        self.lines = {
            slug: [building.place.line for building in company.get("buildings") or ()]
            for slug, company in drafts.companies.items()
        }

    def find(self, problems: Iterable[Problem]) -> dict[str, Question]:
        """Return what to ask about which row (by its place), for all errors that rows are to blame for."""
        found: dict[str, Question] = {}
        pages: defaultdict[str, list[tuple[HouseRow, Problem]]] = defaultdict(list)
        for problem in problems:
            rows = self._rows(problem.place.path, problem.place.line) if problem.severity == "error" else ()
            for row in rows:
                if problem.code == _PAGE_TAKEN:
                    pages[problem.text].append((row, problem))
                else:
                    found.setdefault(row.place, self._question(row, problem))
        for text, blamed in pages.items():
            found.update(self._fewest(text, blamed))
        return found

    def _rows(self, path: str, line: int) -> tuple[HouseRow, ...]:
        """Return the rows of the building that stands at a line."""
        slug = Path(path).stem
        if Path(path).parent.name != "companies" or slug not in self.lines:
            return ()
        index = sum(start <= line for start in self.lines[slug]) - 1
        return self.plan.owners.get((slug, index), ())

    def _question(self, row: HouseRow, problem: Problem) -> Question:
        return Question(place=row.place, text=_PLACE.sub(self._named, problem.text), hint=problem.hint)

    def _named(self, found: re.Match[str]) -> str:
        """Name the row instead of a line that no file has yet."""
        rows = self._rows(found[1], int(found[2]))
        return f"{rows[0].place} ({rows[0].line})" if rows else found[0]

    def _fewest(self, text: str, blamed: list[tuple[HouseRow, Problem]]) -> dict[str, Question]:
        """Of two kinds of addresses that want one page ask about the rarer: «п. Трудовое, 4» among its streets."""
        other = _PLACE.search(text)
        first = self._rows(other[1], int(other[2])) if other else ()
        kind = _kind(first[0]) if first else None
        rare = [row for rows in self.plan.owners.values() for row in rows if kind and _kind(row) == kind]
        if not rare or len(rare) >= len(blamed):
            return {row.place: self._question(row, problem) for row, problem in blamed}
        clash = _PLACE.sub("", text).rstrip(": ")
        example = blamed[0][0]
        return {
            row.place: Question(
                place=row.place, text=f"{clash}: {example.place} ({example.line})", hint=blamed[0][1].hint
            )
            for row in rare
        }


def _kind(row: HouseRow) -> tuple[str, str] | None:
    return (row.address.settlement, row.address.street.key) if row.address else None
