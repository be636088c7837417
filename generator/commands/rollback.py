"""`domchat rollback`: have the previous site back."""

import argparse

from generator.build.publishing import BusyFolderError, Folder, roll_back
from generator.commands.arguments import Commands
from generator.commands.exit_codes import DONE, WRONG_USAGE
from generator.commands.screen import say


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "rollback",
        parents=[common],
        help="вернуть сайт, который был до последней сборки",
        description="Возвращает сайт, который был до последней сборки; повторная команда вернёт последний. "
        "Данные не меняются: следующая сборка снова построит то, что в них сказано.",
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        found = roll_back(Folder(arguments.out))
    except BusyFolderError:
        say(f"domchat: {arguments.out} сейчас строит сборка, сайт не изменён; повторите, когда она закончит")
        return WRONG_USAGE
    if not found:
        say(f"domchat: прежнего сайта в {arguments.out} нет, сайт не изменён")
        return WRONG_USAGE
    say(f"Вернули прежний сайт → {arguments.out / 'site'}. Данные не изменились: исправьте их до следующей сборки.")
    return DONE
