"""`domchat rollback`: have the previous site back."""

import argparse
import os
import re
from collections.abc import Mapping
from pathlib import Path

from generator.build.publishing import BusyFolderError, Folder, Returned, roll_back
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.screen import say
from generator.datafiles import load_drafts
from generator.datafiles.editing import chats_in_files

_LINK = re.compile(rb"""https://[^\s"'<>\\]+""")


class _RefusedError(Exception):
    """The previous site must not come back without a wish; the text says why."""


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rollback",
        parents=shared("data", "out", "today"),
        help="вернуть сайт, который был до последней сборки",
        description="Возвращает сайт, который был до последней сборки; повторная команда вернёт последний. "
        "Данные не меняются: следующая сборка снова построит то, что в них сказано.",
    )
    command.add_argument(
        "--even-withdrawn", action="store_true", help="вернуть сайт, даже если на нём есть ссылки, отозванные в данных"
    )
    command.set_defaults(run=_run, needs_data=False)


def _run(arguments: argparse.Namespace) -> int:
    def allow(root: Path, site: Returned) -> None:
        if not arguments.even_withdrawn:
            _refuse_withdrawn(arguments, root, site)

    try:
        site = roll_back(Folder(arguments.out), allow)
    except BusyFolderError:
        say(f"domchat: {arguments.out} сейчас строит сборка, сайт не изменён; повторите, когда она закончит")
        return WRONG_USAGE
    except _RefusedError as reason:
        say(f"domchat: {reason}; сайт не изменён. Если вернуть его всё же нужно: domchat rollback --even-withdrawn")
        return BAD_DATA
    if site is None:
        say(f"domchat: прежнего сайта в {arguments.out} нет, сайт не изменён")
        return WRONG_USAGE
    what = "последний" if site.newer else "прежний"
    built = f", собранный {site.day:%d.%m.%Y}" if site.day else ""
    then = "" if site.newer else " Данные не изменились: исправьте их до следующей сборки."
    say(f"Вернули {what} сайт{built} → {arguments.out / 'site'}.{then}")
    return DONE


def _refuse_withdrawn(arguments: argparse.Namespace, root: Path, site: Returned) -> None:
    """Raise _RefusedError if a site offers a link that the data say is withdrawn, or if that can't be told."""
    options = options_of(arguments)
    drafts, report = load_drafts(options.data, options.today, options.day_in)
    if drafts.unread or drafts.site is None:
        raise _RefusedError(f"данные прочитаны не все, и не видно, какие ссылки отозваны: {next(iter(report))}")
    withdrawn = {chat.url.encode(): str(chat) for chat in chats_in_files(drafts) if chat.is_withdrawn and chat.url}
    chat = _find(withdrawn, root) if withdrawn else None
    if chat:
        built = f", собранном {site.day:%d.%m.%Y}," if site.day else ""
        raise _RefusedError(f"на прежнем сайте{built} есть ссылка, которая с тех пор отозвана: {chat}")


def _find(links: Mapping[bytes, str], root: Path) -> str | None:
    """Return the value of the first of these links that a file of the site holds."""
    for folder, _, names in os.walk(root):
        for name in sorted(names):
            path = Path(folder, name)
            for link in _LINK.findall(path.read_bytes()) if path.is_file() else ():
                if link in links:
                    return links[link]
    return None
