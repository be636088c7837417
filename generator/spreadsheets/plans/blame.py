"""Errors that the data would have after an import → the rows that cause them.

The result depends neither on the order of rows nor on that of files: importing a table again must find nothing
new, although some of its houses are in the data by then.
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
_ONE_SIDED = frozenset(("link-taken", "link-withdrawn"))  # reported at each place
_CURES = {  # in terms of a table, where the rules name data files
    "link-taken": "исправьте ссылку; если чат общий, напишите «да» в столбце «Общий на несколько домов» у каждого дома",
    "link-withdrawn": "поставьте новое приглашение или отзовите и здесь: дата в столбце «Отозвана»",
    "address-taken": "оставьте одну строку; если дом ведут две компании, впишите каждой её номера в столбец «Подъезды»",
    "no-entrance": "исправьте номер подъезда у чата или число подъездов",
    "alias-needless": "уберите его из других адресов",
    "page-split": "адрес страницы этого дома задан в данных: напишите тому, кто ведёт сайт",
}
_OF_THE_PAGE = frozenset(("address", "settlement", "aliases"))


class Blame:
    """Maps lines of the resulting company files to the rows that wrote them."""

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
        edits = [(slug, edit.path) for slug, several in plan.edits.items() for edit in several if edit.path[1:]]
        stayed = {slug: self._stayed(slug) for slug, _ in plan.owners}
        new = {(slug, index) for slug, index in plan.owners if index >= stayed[slug]}
        self.changed = {(slug, path[1]) for slug, path in edits} | new
        self.moved = {(slug, path[1]) for slug, path in edits if path[2:3] and path[2] in _OF_THE_PAGE} | new

    def find(self, problems: Iterable[Problem]) -> dict[str, Remark]:
        """Return the questions about rows, by place of the row, for all errors that rows cause."""
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
        """Yield the rows that changed the building at an error, and those that the error names."""
        places = [(problem.place.path, problem.place.line)]
        places += [(path, int(line)) for path, line, _ in _PLACE.findall(problem.text)]
        for path, line in places:
            if self._building(path, line) in self.changed:
                yield from self._rows(path, line)
                if problem.code in _ONE_SIDED:
                    return

    def _clashes(self, hints: Mapping[str, str]) -> Iterator[tuple[HouseRow, Remark]]:
        """Yield the rows that need a page which another house must have.

        Houses in the data keep their page; of new ones, the most frequent kind does: «п. Трудовое, 4» is asked about
        among a hundred streets of Трудовое. If that is not decisive, all are asked about.
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
        """Return the number of buildings that the company had before; new ones come after them."""
        return len(self.lines.get(slug, ())) + sum(one == slug for one, _ in self.gone) - len(self.plan.added[slug])

    def _at(self, path: str, line: int) -> Building:
        """Return (slug, index in the resulting list) of the building at a line."""
        slug = Path(path).stem
        if Path(path).parent.name != "companies" or slug not in self.lines:
            return "", -1
        return slug, bisect_right(self.lines[slug], line) - 1

    def _building(self, path: str, line: int) -> Building:
        """Return (slug, index in the original list) of the building at a line."""
        building = self._at(path, line)
        return self._was(building) if building[1] >= 0 else building

    def _rows(self, path: str, line: int) -> tuple[HouseRow, ...]:
        return self.plan.owners.get(self._building(path, line), ())

    def _question(self, row: HouseRow, problem: Problem) -> Remark:
        return Remark(place=row.place, text=_PLACE.sub(self._named, problem.text), hint=_hint(problem))

    def _named(self, found: re.Match[str]) -> str:
        """Return the name of the row for a line that is not in a file yet, else the building at the line."""
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
