"""Errors that the data would have → the rows of the table that they are due to.

Which rows those are depends neither on the order of the rows nor on that of the files: a table that is imported again
must find nothing new, though some of its houses stand in the data by then.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.datafiles import Drafts
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.pages import Building, page_claims
from generator.spreadsheets.plans.plan import Plan, drops_building
from generator.spreadsheets.rows.rows import HouseRow, Remark
from generator.text import LEFT_OUT, Problem

_PLACE = re.compile(r"(\S+\.yaml):(\d+):(\d+)")
_TAKEN = re.compile(r"адрес страницы /(\S+)/ уже занят: ")
_ONE_SIDED = frozenset(("link-taken", "link-withdrawn"))  # said at each place that is wrong, or at the one that is
_CURES = {  # in words of a table, where the rules speak of the data's files
    "link-taken": "исправьте ссылку; если чат общий, напишите «да» в столбце «Общий на несколько домов» у каждого дома",
    "link-withdrawn": "поставьте новое приглашение или отзовите и здесь: дата в столбце «Отозвана»",
    "address-taken": "оставьте одну строку; если дом ведут две компании, впишите каждой её номера в столбец «Подъезды»",
    "no-entrance": "исправьте номер подъезда у чата или число подъездов",
    "alias-needless": "уберите его из других адресов",
    "page-split": "адрес страницы этого дома задан в данных: напишите тому, кто ведёт сайт",
}
_OF_THE_PAGE = frozenset(("address", "settlement", "aliases"))


class Blame:
    """Knows which row stands behind each line of the companies' files as they would be."""

    def __init__(self, drafts: Drafts, plan: Plan) -> None:
        self.drafts, self.plan = drafts, plan
        self.lines = {
            slug: [building.place.line for building in company.get("buildings") or ()]
            for slug, company in drafts.companies.items()
        }
        self.gone = {
            (slug, edit.path[1]) for slug, edits in plan.edits.items() for edit in edits if drops_building(edit)
        }
        self.left = {
            slug: [index for index in range(len(lines) + len(self.gone)) if (slug, index) not in self.gone]
            for slug, lines in self.lines.items()
        }
        edits = [(slug, edit.path) for slug, several in plan.edits.items() for edit in several]
        stayed = {slug: self._stayed(slug) for slug, _ in plan.owners}
        new = {(slug, index) for slug, index in plan.owners if index >= stayed[slug]}
        self.changed = {(slug, path[1]) for slug, path in edits} | new
        self.moved = {(slug, path[1]) for slug, path in edits if path[2:3] and path[2] in _OF_THE_PAGE} | new

    def find(self, problems: Iterable[Problem]) -> dict[str, Remark]:
        """Return what to ask about which row (by its place), for all errors that rows are to blame for."""
        found: dict[str, Remark] = {}
        errors = [problem for problem in problems if problem.severity == "error" and problem.text != LEFT_OUT]
        # What stands at a row's own building says best what is wrong with the row.
        errors.sort(key=lambda one: self._building(one.place.path, one.place.line) not in self.changed)
        for problem in errors:
            if not _TAKEN.match(problem.text):
                for row in self._culprits(problem):
                    found.setdefault(row.place, self._question(row, problem))
        hints = {taken[1]: one.hint for one in errors if (taken := _TAKEN.match(one.text))}
        for row, question in self._clashes(hints) if hints else ():
            found.setdefault(row.place, question)
        return found

    def _culprits(self, problem: Problem) -> Iterator[HouseRow]:
        """Yield the rows that changed the building where an error stands, and those that it names."""
        places = [(problem.place.path, problem.place.line)]
        places += [(path, int(line)) for path, line, _ in _PLACE.findall(problem.text)]
        for path, line in places:
            if self._building(path, line) in self.changed:
                yield from self._rows(path, line)
                if problem.code in _ONE_SIDED:
                    return

    def _clashes(self, hints: Mapping[str, str]) -> Iterator[tuple[HouseRow, Remark]]:
        """Yield the rows that want a page which must be another's; `hints`: the cure for each page.

        What the data has keeps its page; among new ones those keep it of whom there are most: «п. Трудовое, 4» is
        asked about among its hundred streets, and all are where no one can say who is right.
        """
        for path, owners in page_claims(self.drafts).items():
            if len(owners) == 1:
                continue
            stays = {
                owner for owner, buildings in owners.items() if not self.moved.issuperset(map(self._was, buildings))
            }
            most = max(map(len, owners.values()))
            keepers = stays or {owner for owner, buildings in owners.items() if len(buildings) == most}
            if len(keepers) > 1:
                keepers = stays
            for owner, buildings in owners.items():
                if owner in keepers:
                    continue
                other = next((one for one in owners if one in keepers), None)
                other = other or next(one for one in owners if one != owner)
                text = f"адрес страницы /{path}/ уже занят: {self._name(owners[other][0])}"
                for building in buildings:
                    for row in self.plan.owners.get(self._was(building), ()):
                        yield row, Remark(place=row.place, text=text, hint=hints.get(path, ""))

    def _was(self, building: Building) -> Building:
        slug, at = building
        return slug, self.left[slug][at]

    def _stayed(self, slug: str) -> int:
        """Return how many buildings the company had before: those that are added stand behind them."""
        return len(self.lines.get(slug, ())) + sum(one == slug for one, _ in self.gone) - len(self.plan.added[slug])

    def _at(self, path: str, line: int) -> Building:
        """Return (slug, place in the list as it would be) of the building that stands at a line."""
        slug = Path(path).stem
        if Path(path).parent.name != "companies" or slug not in self.lines:
            return "", -1
        return slug, bisect_right(self.lines[slug], line) - 1

    def _building(self, path: str, line: int) -> Building:
        """Return (slug, place in the list as it was) of the building that stands at a line."""
        building = self._at(path, line)
        return self._was(building) if building[1] >= 0 else building

    def _rows(self, path: str, line: int) -> tuple[HouseRow, ...]:
        return self.plan.owners.get(self._building(path, line), ())

    def _question(self, row: HouseRow, problem: Problem) -> Remark:
        return Remark(place=row.place, text=_PLACE.sub(self._named, problem.text), hint=_hint(problem))

    def _named(self, found: re.Match[str]) -> str:
        """Name the row instead of a line that no file has yet, or the building instead of a line of its file."""
        at = self._at(found[1], int(found[2]))
        return self._name(at) if at[1] >= 0 else found[0]

    def _name(self, building: Building) -> str:
        rows = self.plan.owners.get(self._was(building), ())
        if rows:
            return f"{rows[0].place} ({rows[0].line})" if rows[0].line else rows[0].place
        slug, at = building
        draft = self.drafts.companies[slug].get("buildings")[at]
        return f"{shown(draft.get('address').full)} (номер {draft.get('id')}) в данных"


def _hint(problem: Problem) -> str:
    return _CURES.get(problem.code, problem.hint)
