"""The command line: the only place that prints, reads the clock and the environment, and exits."""

import argparse
import gc
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import build as building
from generator.commands import ids, posters, serve
from generator.datafiles.value_types import parse_base_url
from generator.output import ForeignFolderError
from generator.posters.selection import Choice
from generator.posters.shelf import ForeignFileError
from generator.posters.views import LAYOUTS
from generator.problems import Bad, Report, as_github, as_json
from generator.typography import plural

DONE, BAD_DATA, WRONG_USAGE, FAILURE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 bad data, 2 wrong usage, 3 failure of the machine or a bug."""
    options = _parser().parse_args(arguments)
    # A build makes millions of small values and few cycles: collecting garbage as often as usual doubles its time.
    gc.set_threshold(200_000, 20, 100)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        _say("прервано")
        return FAILURE
    except ForeignFolderError as error:
        _say(f"domchat: в {error} лежит то, что создано не этой программой; укажите другую папку: --out ПАПКА")
        return WRONG_USAGE
    except ForeignFileError as error:
        _say(f"domchat: {error} создан не этой программой, он не тронут; укажите другое имя: -o ФАЙЛ.pdf")
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - whatever fails, people get one line and maintainers a log
        _say(f"domchat: не получилось: {_reason(error)} (подробности: {_write_log()})")
        return FAILURE


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror.lower()}{f': {error.filename}' if error.filename else ''}"
    return f"ошибка в программе, {type(error).__name__}: {error}"


def _write_log() -> str:
    handle, name = tempfile.mkstemp(prefix="domchat-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="domchat", description="Справочник домовых чатов: из YAML — сайт и объявления."
    )
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=Path("data"), metavar="ПАПКА", help="данные (обычно data)")
    common.add_argument(
        "--out", type=Path, default=Path("output"), metavar="ПАПКА", help="куда строить (обычно output)"
    )
    common.add_argument("--base-url", type=_base_url, metavar="АДРЕС", help="адрес сайта вместо base_url из site.yaml")
    common.add_argument(
        "--today", type=_day, metavar="ГГГГ-ММ-ДД", help="какой сегодня день (обычно по часовому поясу сайта)"
    )
    common.add_argument("--jobs", type=int, default=0, metavar="N", help="сколько процессов (пока всегда один)")

    command = commands.add_parser("build", parents=[common], help="построить сайт")
    command.add_argument(
        "--compress", action="store_true", help="положить рядом сжатые копии .gz и .br: для nginx, который их отдаёт"
    )
    command.set_defaults(run=_build)

    command = commands.add_parser("check", parents=[common], help="проверить данные, ничего не строя")
    command.add_argument("--format", choices=("text", "json", "github"), default="text", help="вид отчёта")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "serve", parents=[common], help="показывать сайт в браузере и обновлять его при правках"
    )
    command.add_argument("--port", type=int, default=8000, metavar="N", help="порт (обычно 8000)")
    command.add_argument(
        "--host", default="127.0.0.1", metavar="ИМЯ", help="на каком адресе слушать (обычно 127.0.0.1)"
    )
    command.set_defaults(run=_serve)

    command = commands.add_parser(
        "ids", parents=[common], help="дать номера домам, у которых их нет, и записать историю"
    )
    command.set_defaults(run=_ids)

    command = commands.add_parser(
        "posters",
        parents=[common],
        help="сделать объявления для подъездов: PDF для печати",
        description="Делает PDF: для каждой компании один файл, в нём список для обхода и объявления по порядку домов. "
        "Если выбраны улицы, дома или дата, то файл для каждого дома. Условия действуют вместе.",
    )
    _add_posters_options(command)
    command.set_defaults(run=_posters)
    return parser


def _add_posters_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--company", nargs="+", default=[], metavar="КОМПАНИЯ", help="дома компаний: имя файла из companies без .yaml")
    add("--street", nargs="+", default=[], metavar="УЛИЦА", help="дома улиц: «Ленина», «проспект Мира»")
    add("--building", nargs="+", default=[], metavar="НОМЕР", help="дома по номерам: 7K3QX 2ND4C")
    add("--since", type=_day, metavar="ГГГГ-ММ-ДД", help="дома, чей чат открыт, проверен или отозван с этого дня")
    add(
        "--layout",
        choices=LAYOUTS,
        default="a4",
        help="a4 — с отрывными полосками (обычно), a5 — по два на листе, sticker — наклейки, по десять на листе",
    )
    add("--each", action="store_true", help="файл для каждого дома, без списка для обхода")
    add("-o", dest="target", type=Path, metavar="ФАЙЛ.pdf", help="всё в один файл; или папка (обычно output/posters)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» не похоже на дату, нужно 2026-11-01") from error


def _base_url(text: str) -> str:
    url = parse_base_url(text)
    if isinstance(url, Bad):
        raise argparse.ArgumentTypeError(f"{url.text}; {url.hint}")
    return url


def _day_in(zone: ZoneInfo) -> date:
    return datetime.now(zone).date()


def _options(arguments: argparse.Namespace) -> building.Options:
    return building.Options(
        data=arguments.data,
        out=arguments.out,
        day_in=_day_in,
        today=arguments.today,
        base_url=arguments.base_url,
        key=os.environ.get(building.KEY_VARIABLE, ""),
        own_sources=Path("site_src"),
    )


def _show(report: Report) -> None:
    for problem in report:
        _say(str(problem))
    if list(report):
        _say(report.summary())


def _build(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    result = building.build(replace(_options(arguments), compress=arguments.compress))
    _show(result.report)
    if result.published is None:
        _say("Сайт не изменён.")
        return BAD_DATA
    done = result.published
    _say(
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed}, "
        f"{done.bytes / 1e6:.1f} МБ, {time.monotonic() - started:.1f} с → {arguments.out / 'site'}"
    )
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    report = building.check(_options(arguments)).report
    if arguments.format == "json":
        print(as_json(report))  # noqa: T201
    elif arguments.format == "github":
        for problem in report:
            print(as_github(problem))  # noqa: T201
    else:
        for problem in report:
            _say(str(problem))
    _say(report.summary())
    return BAD_DATA if report.failed else DONE


def _serve(arguments: argparse.Namespace) -> int:
    serve.serve(_options(arguments), arguments.host, arguments.port)
    return DONE


def _ids(arguments: argparse.Namespace) -> int:
    report, given = ids.give_ids(_options(arguments))
    _show(report)
    if report.failed:
        return BAD_DATA
    _say(f"Новых номеров: {given}. История записана.")
    return DONE


def _posters(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    choice = Choice(
        companies=tuple(arguments.company),
        streets=tuple(arguments.street),
        buildings=tuple(arguments.building),
        since=arguments.since,
    )
    order = posters.Order(
        choice=choice, layout=arguments.layout, each=arguments.each, target=arguments.target, jobs=arguments.jobs
    )
    done = posters.make_posters(_options(arguments), order)
    if isinstance(done, Bad):
        _say(f"domchat: {done.text}; {done.hint}" if done.hint else f"domchat: {done.text}")
        return WRONG_USAGE
    _show(done.report)
    if done.report.failed:
        _say("Объявления не сделаны.")
        return BAD_DATA
    _say(
        f"Готово: {plural(done.notices, 'объявление', 'объявления', 'объявлений')}, "
        f"{plural(done.files, 'файл', 'файла', 'файлов')} PDF, заново {done.made}, записано {done.written}, "
        f"{time.monotonic() - started:.1f} с → {done.folder}"
    )
    return DONE
