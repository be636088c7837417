"""Errors that the data would have → the rows of the table that they are due to."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator.datafiles import Drafts
from generator.spreadsheets.plans.plan import Plan, drops_building
from generator.spreadsheets.rows.rows import HouseRow, Remark
from generator.text import Problem

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
        self.gone = {
            (slug, edit.path[1]) for slug, edits in plan.edits.items() for edit in edits if drops_building(edit)
        }
        self.changed = {(slug, edit.path[1]) for slug, edits in plan.edits.items() for edit in edits} | {
            (slug, index) for slug, index in plan.owners if index >= self._stayed(slug)
        }

    def find(self, problems: Iterable[Problem]) -> dict[str, Remark]:
        """Return what to ask about which row (by its place), for all errors that rows are to blame for."""
        found: dict[str, Remark] = {}
        pages: defaultdict[str, list[tuple[HouseRow, Problem]]] = defaultdict(list)
        errors = [problem for problem in problems if problem.severity == "error"]
        # What stands at a row's own building says best what is wrong with the row.
        errors.sort(key=lambda one: self._building(one.place.path, one.place.line) not in self.changed)
        for problem in errors:
            for row in self._culprits(problem):
                if problem.code == _PAGE_TAKEN:
                    pages[problem.text].append((row, problem))
                else:
                    found.setdefault(row.place, self._question(row, problem))
        for text, blamed in pages.items():
            found.update(self._fewest(text, blamed))
        return found

    def _culprits(self, problem: Problem) -> tuple[HouseRow, ...]:
        """Return the rows that changed the building where an error stands, or else the one that it names."""
        places = [(problem.place.path, problem.place.line)]
        places += [(path, int(line)) for path, line, _ in _PLACE.findall(problem.text)]
        for path, line in places:
            if self._building(path, line) in self.changed:
                return self._rows(path, line)
        return ()

    def _stayed(self, slug: str) -> int:
        """Return how many buildings the company had before: those that are added stand behind them."""
        return len(self.lines.get(slug, ())) + sum(one == slug for one, _ in self.gone) - len(self.plan.added[slug])

    def _building(self, path: str, line: int) -> tuple[str, int]:
        """Return (slug, place in the list as it was) of the building that stands at a line."""
        slug = Path(path).stem
        if Path(path).parent.name != "companies" or slug not in self.lines:
            return "", -1
        at = sum(start <= line for start in self.lines[slug]) - 1
        total = len(self.lines[slug]) + sum(one == slug for one, _ in self.gone)
        left = [index for index in range(total) if (slug, index) not in self.gone]
        return (slug, left[at]) if at >= 0 else ("", -1)

    def _rows(self, path: str, line: int) -> tuple[HouseRow, ...]:
        return self.plan.owners.get(self._building(path, line), ())

    def _question(self, row: HouseRow, problem: Problem) -> Remark:
        return Remark(place=row.place, text=_PLACE.sub(self._named, problem.text), hint=problem.hint)

    def _named(self, found: re.Match[str]) -> str:
        """Name the row instead of a line that no file has yet."""
        rows = self._rows(found[1], int(found[2]))
        return f"{rows[0].place} ({rows[0].line})" if rows else found[0]

    def _fewest(self, text: str, blamed: list[tuple[HouseRow, Problem]]) -> dict[str, Remark]:
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
            row.place: Remark(
                place=row.place, text=f"{clash}: {example.place} ({example.line})", hint=blamed[0][1].hint
            )
            for row in rare
        }


def _kind(row: HouseRow) -> tuple[str, str] | None:
    return (row.address.settlement, row.address.street.key) if row.address else None
