"""Errors that the data would have → the rows of the table that they are due to.

Which rows those are depends neither on the order of the rows nor on that of the files: a table that is imported again
must find nothing new, though some of its houses stand in the data by then.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.datafiles import PAGE_TAKEN, Drafts, PageClaim, cure_of_clash, page_claims
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.plan import Plan, drops_building
from generator.spreadsheets.rows.rows import HouseRow, Remark
from generator.text import Place, Problem

_PLACE = re.compile(r"(\S+\.yaml):(\d+):(\d+)")
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
        errors = [problem for problem in problems if problem.severity == "error"]
        # What stands at a row's own building says best what is wrong with the row.
        errors.sort(key=lambda one: self._building(one.place.path, one.place.line) not in self.changed)
        for problem in errors:
            if problem.code != PAGE_TAKEN:
                for row in self._culprits(problem):
                    found.setdefault(row.place, self._question(row, problem))
        if any(problem.code == PAGE_TAKEN for problem in errors):
            for row, question in self._clashes():
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

    def _clashes(self) -> Iterator[tuple[HouseRow, Remark]]:
        """Yield the rows that want a page which must be another's.

        What the data has keeps its page; among new ones those keep it of whom there are most: «п. Трудовое, 4» is
        asked about among its hundred streets, and all are where no one can say who is right.
        """
        assert self.drafts.facts is not None
        pages: defaultdict[str, list[PageClaim]] = defaultdict(list)
        for claim in page_claims(self.drafts.facts):
            pages[claim.path.casefold()].append(claim)
        for claims in pages.values():
            numbers = Counter(claim.owner for claim in claims)
            if len(numbers) == 1:
                continue
            stays = {claim.owner for claim in claims if not self._is_moved(claim)}
            most = max(numbers.values())
            keepers = stays or {owner for owner, number in numbers.items() if number == most}
            if len(keepers) > 1:
                keepers = stays
            for claim in claims:
                if claim.owner not in keepers and self._is_moved(claim):
                    other = next(
                        one for one in claims if one.owner != claim.owner and one.owner in (keepers or numbers)
                    )
                    text = f"адрес страницы /{claim.path}/ уже занят: {self._name(other.place)}"
                    for row in self._rows(claim.place.path, claim.place.line):
                        yield row, Remark(place=row.place, text=text, hint=cure_of_clash(claim, other))

    def _is_moved(self, claim: PageClaim) -> bool:
        return self._building(claim.place.path, claim.place.line) in self.moved

    def _stayed(self, slug: str) -> int:
        """Return how many buildings the company had before: those that are added stand behind them."""
        return len(self.lines.get(slug, ())) + sum(one == slug for one, _ in self.gone) - len(self.plan.added[slug])

    def _at(self, path: str, line: int) -> tuple[str, int]:
        """Return (slug, place in the list as it would be) of the building that stands at a line."""
        slug = Path(path).stem
        if Path(path).parent.name != "companies" or slug not in self.lines:
            return "", -1
        return slug, bisect_right(self.lines[slug], line) - 1

    def _building(self, path: str, line: int) -> tuple[str, int]:
        """Return (slug, place in the list as it was) of the building that stands at a line."""
        slug, at = self._at(path, line)
        return (slug, self.left[slug][at]) if at >= 0 else ("", -1)

    def _rows(self, path: str, line: int) -> tuple[HouseRow, ...]:
        return self.plan.owners.get(self._building(path, line), ())

    def _question(self, row: HouseRow, problem: Problem) -> Remark:
        return Remark(place=row.place, text=_PLACE.sub(self._named, problem.text), hint=_hint(problem))

    def _named(self, found: re.Match[str]) -> str:
        """Name the row instead of a line that no file has yet."""
        return self._name(Place(found[1], int(found[2]), int(found[3])))

    def _name(self, place: Place) -> str:
        rows = self._rows(place.path, place.line)
        if rows:
            return f"{rows[0].place} ({rows[0].line})" if rows[0].line else rows[0].place
        slug, at = self._at(place.path, place.line)
        if at < 0:
            return str(place)
        building = self.drafts.companies[slug].get("buildings")[at]
        return f"{shown(building.get('address').full)} (номер {building.get('id')}) в данных"


def _hint(problem: Problem) -> str:
    return _CURES.get(problem.code, problem.hint)
