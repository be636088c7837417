"""`domchat changes`: describe what a change does to links, telephones, organisations, ids and addresses."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.build import Options
from generator.changes import Change, State, as_json, as_markdown, as_text, compare
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import DONE, WRONG_USAGE
from generator.commands.revisions import read_files, write_revision
from generator.commands.screen import say, write
from generator.datafiles import CITIES, REGION_FILE, city_of, read_contents, region_of
from generator.text import Bad, Report

_FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "changes",
        parents=shared("data", "today"),
        help="сказать словами, что изменилось в данных с версии git",
        description="Сравнивает данные и свои страницы с версией git и говорит словами всё, что изменится для "
        "жителей. Сначала то, что стоит проверить: так ссылки и телефоны подменяют.",
    )
    command.add_argument(
        "revision",
        nargs="?",
        default="HEAD",
        metavar="ВЕРСИЯ",
        help="ветка, метка или версия: main, HEAD~1, v1.0 (обычно HEAD: что изменилось с последней записи в git)",
    )
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
    """Return the changes since a revision, and notes on the comparison."""
    own = options.own_sources or Path("site_src")
    with tempfile.TemporaryDirectory(prefix="domchat-") as folder:
        data, sources = Path(folder) / CITIES / city_of(options.data) / "data", Path(folder) / "site_src"
        refusal = write_revision(options.data, revision, data, suffix=".yaml")
        if refusal:
            return refusal
        if region := region_of(options.data):
            write_revision(region.parent, revision, Path(folder), suffix=REGION_FILE)
        if own.parent.is_dir():  # files outside a repository have no older version
            write_revision(own, revision, sources, gone=True)
        past, old_report = read_contents(data, options.day_in)
        before = State(data=past, sources=read_files(sources))
    present, new_report = read_contents(options.data, options.day_in)
    changes = compare(before, State(data=present, sources=read_files(own), folder=str(own)))
    shown = tuple(_shown(change, str(data), str(options.data)) for change in changes)
    unread = sorted(past.unread | present.unread)
    return shown, tuple(_notes(old_report, new_report, unread, revision, new=past.empty))


def _shown(change: Change, target: str, data: str) -> Change:
    """Return the change with the place of deleted text in the working folder."""
    path = change.place.path
    if not path.startswith(target):
        return change
    return replace(change, place=replace(change.place, path=data + path.removeprefix(target)))


def _notes(old: Report, new_report: Report, unread: list[str], revision: str, *, new: bool) -> Iterator[str]:
    if new:
        yield f"В версии {revision} этих данных ещё не было: всё новое."
    elif old.failed:
        yield f"В версии {revision} есть ошибки ({old.summary()}): что в ней не читается, не сравнивалось."
    if new_report.failed:
        yield f"В нынешних данных есть ошибки ({new_report.summary()}): их покажет domchat check."
    if unread:
        yield f"Не сравнивались целиком: {', '.join(unread)}."
