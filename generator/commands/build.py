"""`domchat build`: build the site."""

import argparse
import time

from msgspec.structs import replace

from generator.build import Profile, build
from generator.build.publishing import Published
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import BAD_DATA, DONE
from generator.commands.progress import Progress
from generator.commands.samples import tell_samples
from generator.commands.screen import say, show
from generator.text import plural


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "build",
        parents=shared("data", "out", "base-url", "today", "jobs"),
        help="построить сайт",
        description="Проверяет данные и строит сайт в output/site. При ошибке в данных прежний сайт не меняется.",
    )
    command.add_argument(
        "--verify", action="store_true", help="перечитать весь построенный сайт и починить то, что в нём меняли руками"
    )
    command.add_argument(
        "--compress", action="store_true", help="положить рядом сжатые копии .gz и .br: для nginx, который их отдаёт"
    )
    command.add_argument("--no-cache", action="store_true", help="сделать всё заново, ничего не беря из прошлых сборок")
    command.add_argument("--profile", action="store_true", help="сказать, на что ушло время")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    with Progress("страницы") as progress:
        options = replace(
            options_of(arguments),
            compress=arguments.compress,
            verify=arguments.verify,
            cache=not arguments.no_cache,
            watch=progress.show,
            waiting=lambda: say("Эту папку сейчас строит другая сборка: ждём, пока она закончит."),
        )
        result = build(options)
    show(result.report)
    if arguments.profile:
        _show_profile(result.profile)
    if result.published is None:
        say("Сайт не изменён.")
        return BAD_DATA
    tell_samples(options)
    say(f"{_summary(result.published)}, {time.monotonic() - started:.1f} с → {arguments.out / 'site'}")
    return DONE


def _summary(done: Published) -> str:
    return (
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed}, "
        f"{done.bytes / 1e6:.1f} МБ"
    )


def _show_profile(profile: Profile) -> None:
    say(f"{'секунд':>8} {'из них ЦП':>10}  на что")
    for phase, wall, cpu in profile.phases:
        say(f"{wall:8.2f} {cpu:10.2f}  {phase}")
