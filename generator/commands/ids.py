"""`domchat ids`: give an id to each building without one, and update the history of ids and addresses.

A typing mistake must never lead to another house: any two ids differ in at least two characters, also after
swapping two neighbours. No id spells a word. How many ids there are: docs/ids.md.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from random import SystemRandom

from msgspec import Struct

from generator.addresses import Address
from generator.build import Options
from generator.city import SECTIONS, Authority, Company, Organization, Supplier, house_path
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.data_lock import data_locked
from generator.commands.exit_codes import BAD_DATA, DONE
from generator.commands.screen import say, show
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import (
    BUILDING_ID_DELETED,
    BUILDING_ID_MISSING,
    HISTORY_FILE,
    Draft,
    Drafts,
    history_is_missing,
    load_drafts,
    mark_of,
)
from generator.datafiles.editing import write_scalar
from generator.text import ALPHABET, LENGTH, Report, spells_a_word

_TRIES = 10_000
choose_id = SystemRandom().choice

_NOT_BEGUN = "История начнётся, когда в site.yaml не будет demo: true: до того номера не печатают."

Chooser = Callable[[str], str]  # returns a random character of the string


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "ids", parents=shared("data", "today"), help="дать номера домам, у которых их нет, и записать историю"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    options = options_of(arguments)
    report, given = give_ids(options)
    show(report)
    if report.failed:
        return BAD_DATA
    begun = (options.data / HISTORY_FILE).exists()
    say(f"Новых номеров: {given}. {'История записана.' if begun else _NOT_BEGUN}")
    return DONE


class _Insertion(Struct, frozen=True, kw_only=True):
    line: int
    column: int
    text: str


def give_ids(options: Options, choose: Chooser = choose_id) -> tuple[Report, int]:
    """Write ids into the companies' files and `history.yaml`; return the report and the number of new ids.

    Nothing is written unless missing ids are the only errors in the data.
    """
    with data_locked(options.data):
        return _give_ids(options, choose)


def _give_ids(options: Options, choose: Chooser) -> tuple[Report, int]:
    drafts, found = load_drafts(options.data, options.day_in)
    report = Report()
    report.add(problem for problem in found if problem.code not in (BUILDING_ID_MISSING, BUILDING_ID_DELETED))
    if report.failed:
        return report, 0
    numbered = any("id" in building.given for _, building in drafts.buildings())
    if numbered and drafts.history is None and not drafts.settings.demo:
        report.add([history_is_missing(options.data)])
    used = used_ids(drafts)
    insertions: dict[str, list[_Insertion]] = defaultdict(list)
    given = 0
    for _slug, building in drafts.buildings():
        if "id" in building.given:
            continue
        new = _deleted(building, drafts) or new_id(used, choose)
        used.add(new)
        building.values["id"] = new
        insertions[building.place.path].append(_insertion(building, new))
        given += 1
    texts = {Path(path): _insert(read_text(Path(path)), wanted) for path, wanted in insertions.items()}
    # The history is last, so that it never names an id that no file has; the next run adds missing ones.
    history = {options.data / name: text for name, text in history_texts(drafts, options.key).items()}
    write_texts({**texts, **history})
    return report, given


def _deleted(building: Draft, drafts: Drafts) -> str:
    """Return the id that a building had before its line was deleted, or ""."""
    published = drafts.history.published if drafts.history else {}
    now = {one.get("id") for _, one in drafts.buildings()} | {*((drafts.site and drafts.site.get("retired")) or {})}
    path = _path(building, drafts)
    return next((old for old, paths in published.items() if old not in now and path in paths), "")


def _path(building: Draft, drafts: Drafts) -> str:
    address = building.get("address")
    assert isinstance(address, Address)
    return house_path(address, drafts.street_slugs, building.get("slug") or "")


def new_id(used: Collection[str], choose: Chooser) -> str:
    """Return an id that differs enough from all used ones."""
    for _ in range(_TRIES):
        new = "".join(choose(ALPHABET) for _ in range(LENGTH))
        # The relation is symmetric, so it is enough to look for the new id's misspellings among the used ids.
        if not spells_a_word(new) and not any(slip in used for slip in _slips(new)):
            return new
    raise RuntimeError("no free id found: the directory is full")


def _slips(one: str) -> set[str]:
    """Return the id and all texts that differ from it by one character or one swap."""
    wrong = {one[:at] + char + one[at + 1 :] for at in range(LENGTH) for char in ALPHABET}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(LENGTH - 1)}
    return wrong | swapped


def used_ids(drafts: Drafts) -> set[str]:
    """Return every id that a building has or ever had."""
    assert drafts.site is not None
    retired = drafts.site.get("retired") or {}
    published = drafts.history.published if drafts.history else {}
    current = {building.get("id") for _, building in drafts.buildings() if "id" in building.given}
    return {*current, *retired, *(new for new in retired.values() if new), *published}


def _insertion(building: Draft, new: str) -> _Insertion:
    return _Insertion(line=building.place.line, column=building.place.column, text=new)


def _insert(text: str, insertions: list[_Insertion]) -> str:
    """Return the text with the ids inserted, otherwise unchanged."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    for wanted in sorted(insertions, key=lambda one: (one.line, one.column), reverse=True):
        line = lines[wanted.line - 1]
        before, after = line[: wanted.column - 1], line[wanted.column - 1 :]
        text_of_id = write_scalar(wanted.text, bare=False, flow=True)
        if after.startswith("{"):
            space = "" if after[1:2].isspace() or not after[1:] else " "
            lines[wanted.line - 1] = f"{before}{{id: {text_of_id},{space}{after[1:]}"
        else:
            lines[wanted.line - 1] = f"{before}id: {text_of_id}{end}{' ' * len(before)}{after}"
    return "\n".join(lines)


def history_texts(drafts: Drafts, key: str) -> dict[str, str]:
    """Return `history.yaml` and its text; nothing for a demonstration without one: its ids are never printed.

    So a new city may throw away the samples, whose ids nobody will miss. But a key needs its mark.
    """
    if drafts.settings.demo and drafts.history is None and not mark_of(key):
        return {}
    return {HISTORY_FILE: _history_text(drafts, key)}


def _history_text(drafts: Drafts, key: str) -> str:
    """Return `history.yaml`: the key's fingerprint, every id ever given and every address its page ever had."""
    published: dict[str, list[str]] = {}
    if drafts.history:
        published = {one: list(paths) for one, paths in drafts.history.published.items()}
    for _slug, building in drafts.buildings():
        path = _path(building, drafts)
        paths = published.setdefault(building.get("id"), [])
        if path not in paths:
            paths.append(path)
    rows = [f'  "{one}": [{", ".join(paths)}]' for one, paths in sorted(published.items())]
    head = "# Пишет команда domchat ids: каждый выданный номер и все адреса его страницы. Не правьте вручную."
    mark = (drafts.history.key if drafts.history else "") or mark_of(key)
    marked = [f'key: "{mark}"'] if mark else []
    pages = {*(drafts.history.organizations if drafts.history else ()), *_organization_pages(drafts)}
    listed = ["organizations:", *(f"  - {page}" for page in sorted(pages))] if pages else []
    return "\n".join([head, *marked, *(["published:", *rows] if rows else ["published: {}"]), *listed, ""])


def _organization_pages(drafts: Drafts) -> Iterator[str]:
    folders: dict[str, type[Organization]] = {"companies": Company, "suppliers": Supplier, "authorities": Authority}
    for section, kind in folders.items():
        for slug in drafts.section(section):
            yield f"{SECTIONS[kind]}/{slug}"
