"""`domchat changes`: what a change does to links, telephones, organisations, ids and addresses, in words."""

import argparse
import tempfile
from pathlib import Path

from msgspec.structs import replace

from generator.build import Options
from generator.changes import Change, as_json, as_markdown, as_text, compare, facts_of
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import DONE, WRONG_USAGE
from generator.commands.revisions import write_revision
from generator.commands.screen import say, write
from generator.datafiles import Drafts, load_drafts
from generator.text import Bad, Report

_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "changes",
        parents=shared("data", "today"),
        help="сказать словами, что изменилось в данных с версии git",
        description="Сравнивает данные с версией git и говорит словами, что стало со ссылками, телефонами, "
        "организациями, номерами и адресами. Сначала то, что стоит проверить: так ссылки и телефоны подменяют.",
    )
    command.add_argument("revision", metavar="ВЕРСИЯ", help="ветка, метка или версия: main, HEAD~1, v1.0")
    command.add_argument("--format", choices=tuple(_FORMATS), default="text", help="вид отчёта")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    found = find_changes(options_of(arguments), arguments.revision)
    if isinstance(found, Bad):
        say(f"domchat: {found.text}; {found.hint}")
        return WRONG_USAGE
    write(_FORMATS[arguments.format](*found))
    return DONE


def find_changes(options: Options, revision: str) -> tuple[tuple[Change, ...], tuple[str, ...]] | Bad:
    """Return the changes since a revision, and what has to be known about the comparison."""
    with tempfile.TemporaryDirectory(prefix="domchat-") as folder:
        target = Path(folder) / "data"
        target.mkdir()
        refusal = write_revision(options.data, revision, target)
        if refusal:
            return refusal
        past, old_report = load_drafts(target, options.today, options.day_in)
    present, new_report = load_drafts(options.data, options.today, options.day_in)
    without = past.unread | present.unread
    changes = compare(facts_of(past, without), facts_of(present, without))
    shown = tuple(_shown(change, str(target), str(options.data)) for change in changes)
    return shown, tuple(_notes(past, old_report, new_report, without, revision))


def _shown(change: Change, target: str, data: str) -> Change:
    """Let what is gone stand where it stood in the working folder."""
    path = change.place.path
    if not path.startswith(target):
        return change
    return replace(change, place=replace(change.place, path=data + path.removeprefix(target)))


def _notes(past: Drafts, old: Report, new: Report, without: frozenset[str], revision: str) -> list[str]:
    notes = []
    if past.site is None and not past.organizations():
        notes.append(f"В версии {revision} этих данных ещё не было: всё новое.")
    elif old.failed:
        notes.append(f"В версии {revision} есть ошибки ({old.summary()}): что в ней не читается, не сравнивалось.")
    if new.failed:
        notes.append(f"В нынешних данных есть ошибки ({new.summary()}): их покажет domchat check.")
    if without:
        notes.append(f"Не сравнивались целиком: {', '.join(sorted(without))}.")
    return notes
