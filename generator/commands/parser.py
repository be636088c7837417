"""An argument parser with Russian messages: argparse looks its messages up in gettext, and this is the catalogue."""

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from generator.commands.exit_codes import WRONG_USAGE
from generator.commands.screen import say
from generator.text import nearest

SENTENCES = {
    "usage: ": "как вызвать: ",
    "positional arguments": "что указать",
    "options": "параметры",
    "subcommands": "команды",
    "show this help message and exit": "показать эту подсказку",
    "show program's version number and exit": "назвать версию программы",
    " (default: %(default)s)": " (обычно %(default)s)",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "argument '%(argument_name)s' is deprecated": "%(argument_name)s скоро уберут",
    "option '%(option)s' is deprecated": "%(option)s скоро уберут",
    "command '%(parser_name)s' is deprecated": "команду %(parser_name)s скоро уберут",
    "unrecognized arguments: %s": "лишнее: %s",
    "not allowed with argument %s": "вместе с %s не указывают",
    "ignored explicit argument %r": "пишут без значения, а здесь «%s»",
    "the following arguments are required: %s": "не хватает: %s",
    "one of the arguments %s is required": "нужно одно из этих: %s",
    "expected one argument": "нужно значение",
    "expected at most one argument": "нужно не больше одного значения",
    "expected at least one argument": "нужно хотя бы одно значение",
    "expected %s arguments": "сколько нужно значений: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s можно понять по-разному: %(matches)s",
    "unexpected option string: %s": "здесь не место параметру %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "нет такой команды: «%(parser_name)s»; есть %(choices)s",
    "invalid %(type)s value: %(value)r": "«%(value)s» не подходит",
    "invalid choice: %(value)r (choose from %(choices)s)": "нельзя указать «%(value)s»; есть %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": (
        "нельзя указать «%(value)s»; может быть, %(suggestion)s? есть %(choices)s"
    ),
    "can't open '%(filename)s': %(error)s": "файл %(filename)s не открывается: %(error)s",
}

# The functions through which argparse calls gettext. Messages missing in the table are for programmers.
setattr(argparse, "_", lambda sentence: SENTENCES.get(sentence, sentence))  # noqa: B010 - mypy knows no such name
setattr(argparse, "ngettext", lambda _one, several, _number: SENTENCES.get(several, several))  # noqa: B010

_EXIT_CODES = "Код выхода: 0 — сделано, 1 — ошибки в данных, 2 — неверная команда, 3 — отказ компьютера."


class Parser(argparse.ArgumentParser):
    """`argparse.ArgumentParser` that suggests the word a misspelt one may mean, and says where help is."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(**{"epilog": _EXIT_CODES, **settings})
        # Two numbers may be a value too: «--shift -1,2».
        self._negative_number_matcher = re.compile(r"^-[\d.,]+([,;][+-]?[\d.,]+)?$")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the arguments and where help is, and exit."""
        say(f"{self.prog}: {message}\nподсказка: {self.prog} --help")
        raise SystemExit(WRONG_USAGE)

    def parse_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Parse; unknown arguments are reported by the parser of the command."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            called = self._called(list(args or ()))
            options = called._option_string_actions  # noqa: SLF001 - it has no other name
            wrong = next((word.partition("=")[0] for word in unknown if word.startswith("--")), "")
            called.error(f"лишнее: {' '.join(unknown)}; {_meant(wrong, options)}".rstrip("; "))
        return found

    def _called(self, words: Sequence[str]) -> argparse.ArgumentParser:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no other name
                return next((action.choices[word] for word in words if word in action.choices), self)
        return self

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401
        if action.choices is None or value in action.choices:
            return
        names = list(map(str, action.choices))
        is_command = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - it has no other name
        what = "нет такой команды" if is_command else "нельзя указать"
        text = f"{what}: «{value}»; {_meant(str(value), names)}есть {', '.join(names)}"
        raise argparse.ArgumentError(None if is_command else action, text)


def _meant(wrong: str, known: Iterable[str]) -> str:
    """Return a suggestion for a word, if a known one is similar."""
    near = nearest(wrong, known) if wrong else ""
    return f"может быть, {near}? " if near else ""
