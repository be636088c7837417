"""A parser of the command line that speaks Russian: argparse has English sentences only."""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from generator.commands.exit_codes import WRONG_USAGE
from generator.commands.screen import say
from generator.text import nearest


class Parser(argparse.ArgumentParser):
    """`argparse.ArgumentParser` with its headings, its `--help` and its complaints in Russian."""

    def __init__(
        self,
        *,
        add_help: bool = True,
        parents: Sequence[argparse.ArgumentParser] = (),
        **settings: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **settings)
        self._positionals.title = "команды"
        self._optionals.title = "параметры"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="показать эту подсказку")
        for parent in parents:  # only now, so that their arguments find the headings they belong to
            self._add_container_actions(parent)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, where help is, and exit."""
        say(f"{self.prog}: {in_russian(message)}{self._meant(message)}\nподсказка: {self.prog} --help")
        raise SystemExit(WRONG_USAGE)

    def parse_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201
        """Parse; let the command that was called complain of a word that it doesn't know."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            called = self._called(list(args or ()))
            called.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found

    def _called(self, words: Sequence[str]) -> argparse.ArgumentParser:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no other name
                return next((action.choices[word] for word in words if word in action.choices), self)
        return self

    def _meant(self, message: str) -> str:
        """Return a suggestion for the first option that isn't known."""
        wrong = re.match(r"unrecognized arguments: (--[^\s=]+)", message)
        near = nearest(wrong[1], self._option_string_actions) if wrong else ""
        return f"; может быть, {near}?" if near else ""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        super().add_usage(usage, actions, groups, "как вызвать: " if prefix is None else prefix)


def in_russian(message: str) -> str:
    """Translate a complaint of argparse; what it does not know stays as it is."""
    name, _, rest = message.removeprefix("argument ").partition(": ")
    if not message.startswith("argument "):
        name, rest = "", message
    for pattern, sentence in _COMPLAINTS:
        found = re.fullmatch(pattern, rest, re.DOTALL)
        if found:
            return sentence(name, *found.groups())
    return f"{name}: {rest}" if name else rest


def _choice(name: str, wrong: str, known: str) -> str:
    choices = [one.strip(" '") for one in known.split(",")]
    near = nearest(wrong.strip("'"), choices)
    meant = f"может быть, {near}? " if near else ""
    what = "нет такой команды" if name == "КОМАНДА" else f"{name}: нельзя указать"
    return f"{what}: «{wrong.strip(chr(39))}»; {meant}есть {', '.join(choices)}"


_COMPLAINTS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"invalid choice: (\S+) \(choose from (.*)\)", _choice),
    (r"expected (?:one|at least one) argument", lambda name: f"после {name} нужно значение"),
    (r"ignored explicit argument (.*)", lambda name, value: f"{name} пишут без значения, а здесь {value}"),
    (r"invalid int value: '(.*)'", lambda name, value: f"{name}: «{value}» — не целое число"),
    (r"not allowed with argument (.*)", lambda name, other: f"{name} и {other} вместе не указывают"),
    (r"the following arguments are required: (.*)", lambda _, names: f"не хватает: {names}"),
    (r"unrecognized arguments: (.*)", lambda _, words: f"лишнее: {words}"),
    (r"ambiguous option: (\S+) could match (.*)", lambda _, word, names: f"{word} можно понять по-разному: {names}"),
)
