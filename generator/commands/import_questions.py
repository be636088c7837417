"""The questions of an import: a table of them for answers, and the number of houses that the site lacks meanwhile."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build.publishing import Folder as OutputFolder
from generator.datafiles import Drafts
from generator.spreadsheets.plans import NewCompany, Plan
from generator.spreadsheets.questions import Meaning, Question, answers_in, make_questions
from generator.spreadsheets.rows import HouseRow, ReadRow, RefusedRow, Remark
from generator.spreadsheets.tables import UnreadableError, read_limited
from generator.text import write_whole

_PLACE = re.compile(r"(?:«(?P<file>.*)», )?(?:строка |[A-Z]+)(?P<number>\d+)")
_NAME = "voprosy"


class Asked(Struct, frozen=True, kw_only=True):
    """The rows of one file or sheet, for the questions about them."""

    file: str
    rows: Iterable[ReadRow]


def questions_of(plan: Plan, read: Iterable[Asked]) -> list[Question]:
    """Return the questions file by file and row by row: those about rows, then those about companies."""
    found: list[Question] = []
    for one in read:
        asked = [question for row in one.rows for question in _of_row(plan, one.file, row)]
        found += sorted(asked, key=lambda question: question.number)
    mobiles = [_question(remark, "") for remark in plan.remarks if remark.kind == "mobile"]
    return found + sorted(mobiles, key=lambda question: (question.file, question.number))


def _of_row(plan: Plan, file: str, row: ReadRow) -> Iterator[Question]:
    if isinstance(row, RefusedRow):
        yield from (replace(_question(remark, file), line=row.line, row=row) for remark in row.remarks)
    elif isinstance(row, HouseRow):
        for remark in dict.fromkeys(plan.questions.get(row.place, ())):
            told = replace(remark, kind="doubt") if remark in row.doubts else remark
            yield replace(_question(told, file), line=row.line, row=row)


def _question(remark: Remark, file: str) -> Question:
    found = _PLACE.fullmatch(remark.place)
    number = int(found["number"]) if found else 0
    return Question(file=file or (found and found["file"]) or "", number=number, remark=remark)


def by_file(meaning: Meaning) -> list[Asked]:
    """Return the rows of a table of questions by the files that they stood in first."""
    rows: dict[str, list[ReadRow]] = {}
    for place, row in meaning.asked.items():
        rows.setdefault(meaning.places[place][0], []).append(row)
    return [Asked(file=file, rows=several) for file, several in rows.items()]


def missing_houses(questions: Iterable[Question], after: Drafts) -> int:
    """Return how many houses of the questions the data does not have."""
    buildings = [building for _, building in after.buildings()]
    codes = {building.get("fias") for building in buildings}
    keys = {one.key for building in buildings for one in (building.get("address"), *(building.get("aliases") or ()))}
    missing: set[str] = set()
    for question in questions:
        row = question.row
        if row is None or row.values.get("fias", "").lower() in codes:
            continue
        if isinstance(row, RefusedRow):
            missing.add(row.line or row.place)
        elif row.address is not None and row.address.key not in keys:
            missing.add(row.address.key)
    return len(missing)


def leave_table(
    questions: list[Question], companies: Iterable[NewCompany], after: Drafts, folder: Path, made: date
) -> Path:
    """Write the table of questions into the output folder, which is not committed; return its path.

    Only its subfolder `site` is ever published. A table with answers in it is never overwritten.
    """
    known = {company.get(name) for company in after.companies.values() for name in ("inn", "ogrn")}
    new = {one.inn or one.ogrn: one for one in companies if not {one.inn, one.ogrn} & known}
    content = make_questions(questions, [new[number] for number in sorted(new)], made)
    OutputFolder(folder).claim()
    path = next(one for one in _names(folder) if not one.is_symlink() and not (one.exists() and _is_answered(one)))
    write_whole(path, content)
    return path


def _names(folder: Path) -> Iterator[Path]:
    yield folder / f"{_NAME}.xlsx"
    yield from (folder / f"{_NAME}-{number}.xlsx" for number in range(2, 10_000))


def _is_answered(path: Path) -> bool:
    try:
        answers = answers_in(read_limited(path))
    except (UnreadableError, OSError):
        return True
    return answers is None or any(entry.answer for entry in answers.entries)
