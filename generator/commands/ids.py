"""`domchat ids`: give an id to each building without one, and write the history of ids and addresses.

An id is chosen so that one slip of a finger never leads to another house: any two differ in two characters at
least, also after two neighbours were swapped. Three letters never stand in a row, so that none spells a word.
"""

import codecs
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from generator.addresses import Address
from generator.build import Options
from generator.datafiles.drafts import Drafts
from generator.datafiles.fields import BUILDING_ID_MISSING
from generator.datafiles.folder import HISTORY_FILE
from generator.datafiles.load import load_drafts
from generator.datafiles.reading import Draft
from generator.ids import ALPHABET, LENGTH
from generator.paths import house_path
from generator.problems import Report

_WORD = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"[0-9]+(?:E[0-9]+)?")  # other programs than this one would read 12345 and 1E234 as numbers
_TRIES = 10_000
_RANDOM = SystemRandom()

Chooser = Callable[[str], str]  # a character of the given string


@dataclass(frozen=True, kw_only=True, slots=True)
class _Insertion:
    line: int
    column: int
    text: str


def give_ids(options: Options, choose: Chooser = _RANDOM.choice) -> tuple[Report, int]:
    """Write ids into the companies' files and `history.yaml`; return the report and how many were given.

    Nothing is written unless the lack of ids is the only thing wrong with the data.
    """
    drafts, found = load_drafts(options.data, options.today, options.day_in)
    report = Report()
    report.add(problem for problem in found if problem.code != BUILDING_ID_MISSING)
    if report.failed:
        return report, 0
    used = _used_ids(drafts)
    insertions: dict[str, list[_Insertion]] = defaultdict(list)
    given = 0
    for _slug, building in drafts.buildings():
        if "id" in building.given:
            continue
        new = new_id(used, choose)
        used.add(new)
        building.values["id"] = new
        insertions[building.place.path].append(_insertion(building, new))
        given += 1
    for path, wanted in insertions.items():
        _write(Path(path), _insert(_read(Path(path)), wanted))
    # Last, so that it never names an id that no file has: whatever is missing, the next run adds.
    _write(options.data / HISTORY_FILE, _history(drafts))
    return report, given


def new_id(used: Collection[str], choose: Chooser) -> str:
    """Return an id that keeps its distance from all used ones."""
    for _ in range(_TRIES):
        new = "".join(choose(ALPHABET) for _ in range(LENGTH))
        # A slip leads both ways, so the new one's are looked for among the used ones rather than theirs made.
        if not _WORD.search(new) and not any(slip in used for slip in _slips(new)):
            return new
    raise RuntimeError("no free id found: the directory is full")


def _slips(one: str) -> set[str]:
    """Return the id and everything that one wrong character or one swap makes of it."""
    wrong = {one[:at] + char + one[at + 1 :] for at in range(LENGTH) for char in ALPHABET}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(LENGTH - 1)}
    return wrong | swapped


def _used_ids(drafts: Drafts) -> set[str]:
    assert drafts.site is not None
    retired = drafts.site.get("retired") or {}
    published = (drafts.history.get("published") or {}) if drafts.history else {}
    current = {building.get("id") for _, building in drafts.buildings() if "id" in building.given}
    return {*current, *retired, *(new for new in retired.values() if new), *published}


def _insertion(building: Draft, new: str) -> _Insertion:
    return _Insertion(line=building.place.line, column=building.place.column, text=new)


def _insert(text: str, insertions: list[_Insertion]) -> str:
    """Return the text with the ids, everything else byte for byte as it was."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    for wanted in sorted(insertions, key=lambda one: (one.line, one.column), reverse=True):
        line = lines[wanted.line - 1]
        before, after = line[: wanted.column - 1], line[wanted.column - 1 :]
        text_of_id = f'"{wanted.text}"' if _NUMBER.fullmatch(wanted.text) else wanted.text
        if after.startswith("{"):
            space = "" if after[1:2].isspace() or not after[1:] else " "
            lines[wanted.line - 1] = f"{before}{{id: {text_of_id},{space}{after[1:]}"
        else:
            lines[wanted.line - 1] = f"{before}id: {text_of_id}{end}{' ' * len(before)}{after}"
    return "\n".join(lines)


def _history(drafts: Drafts) -> str:
    """Return `history.yaml`: every id ever given and every address its page ever had."""
    published: dict[str, list[str]] = {}
    if drafts.history:
        published = {one: list(paths) for one, paths in (drafts.history.get("published") or {}).items()}
    for _slug, building in drafts.buildings():
        address = building.get("address")
        assert isinstance(address, Address)
        path = house_path(address, drafts.street_slugs, building.get("slug") or "")
        paths = published.setdefault(building.get("id"), [])
        if path not in paths:
            paths.append(path)
    rows = [f'  "{one}": [{", ".join(paths)}]' for one, paths in sorted(published.items())]
    head = "# Пишет команда domchat ids: каждый выданный номер и все адреса его страницы. Не правьте вручную."
    return "\n".join([head, "published:", *rows, ""]) if rows else f"{head}\npublished: {{}}\n"


def _read(path: Path) -> str:
    """Return the text with its own ends of lines, without the mark of UTF-8 that some editors put first."""
    return path.read_bytes().decode("utf-8-sig")


def _write(path: Path, text: str) -> None:
    """Replace the file whole, keeping its mark of UTF-8 and its permissions; a link stays a link."""
    path = path.resolve()
    fresh = path.with_name(f".{path.name}.new")
    mark = "\ufeff" if path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8) else ""
    try:
        fresh.write_bytes((mark + text).encode())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
