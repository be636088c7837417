"""`domchat check`: read and check the data and the city's own sources, and build nothing."""

import argparse

from generator.build import check_everything
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import BAD_DATA, DONE
from generator.commands.samples import tell_samples
from generator.commands.screen import REPORT_FORMATS, show_as


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check",
        parents=shared("data", "out", "today", "jobs"),
        help="проверить данные и свои страницы и шаблоны, ничего не строя",
        description="Читает данные и говорит, что в них неверно: файл, строка, столбец и как исправить.",
    )
    command.add_argument("--format", choices=REPORT_FORMATS, default="text", help="вид отчёта")
    command.add_argument("--all", action="store_true", help="и одинаковые ошибки показать все, каждую на своей строке")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    options = options_of(arguments)
    report = check_everything(options)
    show_as(report, arguments.format, every=arguments.all)
    if not report.failed:
        tell_samples(options)
    return BAD_DATA if report.failed else DONE
