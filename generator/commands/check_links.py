"""`domchat check-links`: ask MAX about every link, slowly; never a part of a build."""

import argparse
import time
from itertools import count
from pathlib import Path
from urllib.parse import quote

from generator.build import check
from generator.build.publishing import Folder
from generator.commands.arguments import Commands, options_of, shared, whole_number
from generator.commands.exit_codes import BAD_DATA, DONE, FAILURE, WRONG_USAGE
from generator.commands.progress import Progress
from generator.commands.screen import say, show
from generator.commands.text_files import write_texts
from generator.link_check import Asker, Fetcher, Memory, Outcome, Run, files, targets_of
from generator.text import plural

_FEW = 4


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check-links",
        parents=shared("data", "out", "base-url", "today", "jobs"),
        help="спросить у MAX, работают ли ссылки",
        description="Медленно и вежливо открывает страницы ссылок на max.ru и пишет отчёт для каждой компании в "
        "output/links. Ответа три: работает, не работает, неизвестно. Прерванную проверку продолжит та же команда. "
        "Сайт от этого не меняется; дату checked ставит только человек, который открыл ссылку.",
    )
    add = command.add_argument
    add("--company", nargs="+", default=[], metavar="КОМПАНИЯ", help="только эти организации: имя файла без .yaml")
    add("--pause", type=_seconds, default=1.0, metavar="С", help="секунд между запросами (обычно 1)")
    add(
        "--at-once",
        type=whole_number,
        choices=range(1, _FEW + 1),
        default=2,
        metavar="N",
        help="запросов сразу, до 4 (обычно 2)",
    )
    add("--again-after", type=whole_number, default=7, metavar="ДНЕЙ",
        help="когда снова спрашивать о работавшей (обычно 7)")  # fmt: skip
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    options = options_of(arguments)
    loaded = check(options)
    if loaded.city is None:
        show(loaded.report)
        return BAD_DATA
    if loaded.city.site.demo:
        say("Это сайт-пример (demo: true): за его ссылками никого нет, спрашивать не о чем.")
        return DONE
    targets = targets_of(loaded.city, arguments.company)
    if not targets:
        say("domchat: ссылок нет" + ("; проверьте имя компании" if arguments.company else ""))
        return WRONG_USAGE if arguments.company else DONE
    Folder(options.out).claim()
    folder = options.out / "links"
    run = Run(
        targets=targets,
        asker=Asker(
            get=fetcher(loaded.city.site.base_url).get, sleep=time.sleep, clock=time.monotonic, pause=arguments.pause
        ),
        memory=Memory.read(folder),
        today=loaded.today,
        again_after=arguments.again_after,
        at_once=arguments.at_once,
    )
    outcome = _with_bar(run)
    reports = files(outcome.findings, loaded.today, outcome.stopped)
    write_texts({folder / name: text for name, text in reports})
    return _tell(outcome, folder)


def fetcher(base_url: str) -> Fetcher:
    """Return what asks; it says on whose behalf."""
    return Fetcher(agent=f"domchat-check-links (+{quote(base_url, safe=':/')})")


def _with_bar(run: Run) -> Outcome:
    total, done = len(run.pending()), count(1)
    with Progress("ссылки") as progress:
        run.tell = lambda: progress.show(next(done), total)
        return run.check()


def _tell(outcome: Outcome, folder: Path) -> int:
    counts = {
        state: sum(one.verdict.state == state for one in outcome.findings) for state in ("alive", "dead", "unknown")
    }
    asked = plural(outcome.asked, "ссылке", "ссылках", "ссылках")
    say(
        f"Спросили о {asked}. Работает {counts['alive']}, не работает {counts['dead']}, неизвестно {counts['unknown']}."
    )
    say(f"Отчёты для компаний: {folder}")
    if outcome.stopped:
        say(f"Остановлено: {outcome.stopped}. Продолжит та же команда, позже.")
    nothing = outcome.stopped and not outcome.asked and not counts["alive"] and not counts["dead"]
    return FAILURE if nothing else DONE


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» — не число") from error
    if not 0.2 <= value <= 3600:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("нужно от 0.2 до 3600 секунд")
    return value
