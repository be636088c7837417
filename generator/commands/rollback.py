"""`domchat rollback`: restore the previous site."""

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
from generator.datafiles.editing import ChatInFile, chats_in_files

_LINK = re.compile(rb"""https://[^\s"'<>\\]+""")
_UNLISTED = re.compile(r"D/[^/]*-[^/]*")  # the folder of a page that only the poster's code opens


class _RefusedError(Exception):
    """The previous site is not restored without an option; the text says why."""


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
        "--even-withdrawn",
        action="store_true",
        help="вернуть сайт, даже если на нём есть ссылки, которые теперь отозваны или показаны не на сайте",
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
    """Raise _RefusedError if the site shows a link that the data keep back now, or if that can't be checked."""
    options = options_of(arguments)
    drafts, report = load_drafts(options.data, options.day_in)
    if drafts.unread or drafts.site is None:
        raise _RefusedError(f"данные прочитаны не все, и не видно, какие ссылки отозваны: {next(iter(report))}")
    chats = {chat.url.encode(): chat for chat in chats_in_files(drafts) if chat.url and not _is_open(chat)}
    for chat in chats_in_files(drafts):
        if _is_open(chat):  # another house may share the link
            chats.pop(chat.url.encode(), None)
    found = _find(chats, root) if chats else None
    if found:
        built = f", собранном {site.day:%d.%m.%Y}," if site.day else ""
        now = "которая с тех пор отозвана" if found.is_withdrawn else f"у которой теперь share: {found.share}"
        raise _RefusedError(f"на прежнем сайте{built} есть ссылка, {now}: {found}")


def _is_open(chat: ChatInFile) -> bool:
    return chat.share == "site" and not chat.is_withdrawn


def _find(chats: Mapping[bytes, ChatInFile], root: Path) -> ChatInFile | None:
    """Return the first of these chats whose link occurs where it may not, in the files of a site."""
    for folder, _, names in os.walk(root):
        unlisted = _UNLISTED.fullmatch(Path(folder).relative_to(root).as_posix())
        for name in sorted(names):
            path = Path(folder, name)
            for link in _LINK.findall(path.read_bytes()) if path.is_file() else ():
                chat = chats.get(link)
                if chat and (chat.is_withdrawn or chat.share != "poster" or not unlisted):
                    return chat
    return None
