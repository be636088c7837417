"""`domchat withdraw`: take the link of a stolen or closed chat off the site; its page warns of it."""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from generator.commands.arguments import Commands, options_of, shared, whole_number
from generator.commands.data_lock import data_locked
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.screen import say
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import CHAT, load_drafts, marked_nodes
from generator.datafiles.editing import ChatInFile, Put, channels_with, edited, find_chats
from generator.datafiles.editing import Path as NodePath
from generator.datafiles.layout import keep_canonical
from generator.text import Bad, Place

_ORDER = tuple(field.name for field in CHAT.fields)


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "withdraw",
        parents=shared("data", "today"),
        help="отозвать ссылку: сайт перестанет её показывать и предупредит жителей",
        description="Дописывает у чата withdrawn с сегодняшней датой; больше в файле ничего не меняется. "
        "Если ту же ссылку делят несколько домов, она отзывается у всех.",
    )
    command.add_argument("what", metavar="НОМЕР", help="номер дома, например 2ND4C; или сама ссылка")
    command.add_argument("--chat", type=whole_number, metavar="N", help="какой по счёту чат, если у дома их несколько")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    with data_locked(arguments.data):
        return _withdraw(arguments)


def _withdraw(arguments: argparse.Namespace) -> int:
    options = options_of(arguments)
    drafts, report = load_drafts(options.data, options.day_in)
    if drafts.unread or drafts.site is None:
        say(f"domchat: часть файлов не прочитана, чат может быть в них: {next(iter(report))}")
        return BAD_DATA
    chats = find_chats(drafts, arguments.what, arguments.chat)
    if isinstance(chats, Bad):
        say(f"domchat: {chats.text}" + (f" ({chats.hint})" if chats.hint else ""))
        return WRONG_USAGE
    withdraw(chats, options.day_in(drafts.site.get("timezone") or ZoneInfo("UTC")))
    for chat in chats:
        say(f"Отозвано: {chat}")
    for channel in channels_with(drafts, {chat.url for chat in chats} - {""}):
        say(f"Та же ссылка стоит у канала организации: {channel.at('link')}; удалите его, иначе сайт не обновится.")
    say("Теперь опубликуйте сайт: до этого страницы прежние. Новый чат запишите рядом, в chats.")
    say("Попросите хозяина чата перевыпустить приглашение в MAX: прежнее ещё может работать.")
    if report.failed:
        say(f"Внимание: в данных есть ошибки, сайт не обновится, пока они есть: {report.summary()}.")
    return DONE


def withdraw(chats: tuple[ChatInFile, ...], day: date) -> None:
    """Write the day into the files of these chats."""
    by_file: dict[str, list[ChatInFile]] = defaultdict(list)
    for chat in chats:
        by_file[chat.chat.place.path].append(chat)
    write_texts({Path(path): _with_day(path, found, day) for path, found in by_file.items()})


def _with_day(path: str, chats: list[ChatInFile], day: date) -> str:
    text = read_text(Path(path))
    root = marked_nodes(text.replace("\r\n", "\n"))
    return keep_canonical(text, edited(text, [_edit(root, chat, day) for chat in chats]), path)


def _edit(root: yaml.Node, chat: ChatInFile, day: date) -> Put:
    where, node = next(_at(root, chat.chat.place, ()))
    if isinstance(node, yaml.ScalarNode):  # the short form: only a link
        return Put(path=where, value={"link": node.value, "withdrawn": day.isoformat()})
    return Put(path=(*where, "withdrawn"), value=day.isoformat(), order=_ORDER)


def _at(node: yaml.Node, place: Place, path: NodePath) -> Iterator[tuple[NodePath, yaml.Node]]:
    """Yield the nodes that begin at this place, with the path to each."""
    if path and (node.start_mark.line + 1, node.start_mark.column + 1) == (place.line, place.column):
        yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _at(value, place, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _at(item, place, (*path, index))
