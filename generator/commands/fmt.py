"""`domchat fmt`: bring the data's files to the canonical layout, or say which are not in it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.commands.arguments import Commands, shared
from generator.commands.data_lock import data_locked
from generator.commands.exit_codes import BAD_DATA, DONE
from generator.commands.screen import REPORT_FORMATS, say, show, show_as
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import File, Folder, read_folder
from generator.datafiles.layout import canonical
from generator.text import Place, Report, plural


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "fmt",
        parents=shared("data"),
        help="привести файлы данных к единому виду",
        description="Приводит файлы данных к единому виду: порядок полей, отступы, кавычки. Комментарии и всё, "
        "что сказано в данных, остаётся. Файл, который не читается, не меняется.",
    )
    command.add_argument("--check", action="store_true", help="только сказать, какие файлы не по форме; тогда код 1")
    command.add_argument("--format", choices=REPORT_FORMATS, default="text", help="вид отчёта для --check")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        report = check_layout(arguments.data)
        show_as(report, arguments.format, every=True)
        return BAD_DATA if report.failed else DONE
    report = Report()
    with data_locked(arguments.data):
        changed = list(find_changes(arguments.data, report))
        write_texts({Path(change.place.path): change.text for change in changed})
    for change in changed:
        say(change.place.path)
    show(report)
    count = plural(len(changed), "файл", "файла", "файлов")
    say(f"Приведено к единому виду: {count}." if changed else "Все файлы уже в едином виде.")
    return BAD_DATA if report.failed else DONE


def check_layout(data: Path) -> Report:
    """Report every file that is not canonical or can't be read."""
    report = Report()
    for change in find_changes(data, report):
        report.error(change.place, "layout", "файл записан не по форме", "выполните domchat fmt")
    return report


class Change(Struct, frozen=True, kw_only=True):
    """A file that is not canonical: where it first differs, and the text it should have."""

    place: Place
    text: str


def find_changes(data: Path, report: Report) -> Iterator[Change]:
    """Yield the files that are not canonical; report those that can't be read."""
    for file in _files(read_folder(data, report)):
        text = canonical(file.text, file.path, report)
        if text is not None and text != file.text:
            end = "\r\n" if "\r\n" in read_text(Path(file.path)) else "\n"
            yield Change(place=Place(file.path, _first_difference(file.text, text)), text=text.replace("\n", end))


def _files(folder: Folder) -> Iterator[File]:
    """Yield the files that people write; `history.yaml` is written by commands."""
    if folder.site:
        yield folder.site
    for files in folder.sections.values():
        yield from files
    if folder.links:
        yield folder.links


def _first_difference(old: str, new: str) -> int:
    """Return the number of the first line that differs."""
    before, after = old.split("\n"), new.split("\n")
    pairs = zip(before, after, strict=False)
    return next((number for number, (one, other) in enumerate(pairs, 1) if one != other), min(len(before), len(after)))
