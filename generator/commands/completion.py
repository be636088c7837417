"""`domchat completion`: the script by which a shell completes commands, options and names of files."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator.commands.arguments import Commands
from generator.commands.exit_codes import DONE
from generator.commands.screen import write

_SHELLS = ("bash", "zsh", "fish")


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "completion",
        help="дополнять команды по Tab: скрипт для bash, zsh или fish",
        description="Печатает скрипт для вашей оболочки. bash: domchat completion bash > "
        "~/.local/share/bash-completion/completions/domchat; zsh: domchat completion zsh > файл _domchat в папке из "
        "$fpath; fish: domchat completion fish > ~/.config/fish/completions/domchat.fish.",
    )
    command.add_argument("shell", choices=_SHELLS, metavar="ОБОЛОЧКА", help=", ".join(_SHELLS))
    command.set_defaults(run=_run, needs_data=False)


def _run(arguments: argparse.Namespace) -> int:
    import shtab  # noqa: PLC0415 - the other commands need only the table of this one's words

    for action in _actions(arguments.parser):
        if action.type is Path:
            folder = action.metavar == "ПАПКА"
            action.complete = shtab.DIRECTORY if folder else shtab.FILE  # type: ignore[attr-defined] # as shtab wants
    write(shtab.complete(arguments.parser, shell=arguments.shell))
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield all words that a parser takes, and those of its commands."""
    for action in parser._actions:  # noqa: SLF001 - it has no other name
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from _actions(command)
