"""The command line: the only place that prints, reads the clock and the environment, and exits."""

import argparse
import gc
import os
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from generator import build as building
from generator.commands import export, fmt, ids, import_, posters, serve
from generator.commands.arguments import base_url, day, options_of
from generator.commands.exit_codes import BAD_DATA, DONE, FAILURE, WRONG_USAGE
from generator.commands.screen import say, show, show_as
from generator.output import ForeignFolderError
from generator.posters.selection import Choice
from generator.posters.shelf import ForeignFileError
from generator.posters.views import LAYOUTS
from generator.problems import Bad
from generator.typography import plural


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 bad data, 2 wrong usage, 3 failure of the machine or a bug."""
    options = _parser().parse_args(arguments)
    # A build makes millions of small values and few cycles: collecting garbage as often as usual doubles its time.
    gc.set_threshold(200_000, 20, 100)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        say("прервано")
        return FAILURE
    except ForeignFolderError as error:
        say(f"domchat: в {error} лежит то, что создано не этой программой; укажите другую папку: --out ПАПКА")
        return WRONG_USAGE
    except ForeignFileError as error:
        say(f"domchat: {error} создан не этой программой, он не тронут; укажите другое имя: -o ФАЙЛ.pdf")
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - whatever fails, people get one line and maintainers a log
        say(f"domchat: не получилось: {_reason(error)} (подробности: {_write_log()})")
        return FAILURE


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
    common.add_argument("--base-url", type=base_url, metavar="АДРЕС", help="адрес сайта вместо base_url из site.yaml")
    common.add_argument(
        "--today", type=day, metavar="ГГГГ-ММ-ДД", help="какой сегодня день (обычно по часовому поясу сайта)"
    )
    common.add_argument("--jobs", type=int, default=0, metavar="N", help="сколько процессов (пока всегда один)")

    command = commands.add_parser("build", parents=[common], help="построить сайт")
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

    fmt.add_to(commands, common)
    import_.add_to(commands, common)
    export.add_to(commands, common)

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
    add("--since", type=day, metavar="ГГГГ-ММ-ДД", help="дома, чей чат открыт, проверен или отозван с этого дня")
    add(
        "--layout",
        choices=LAYOUTS,
        default="a4",
        help="a4 — с отрывными полосками (обычно), a5 — по два на листе, sticker — наклейки, по десять на листе",
    )
    add("--each", action="store_true", help="файл для каждого дома, без списка для обхода")
    add("-o", dest="target", type=Path, metavar="ФАЙЛ.pdf", help="всё в один файл; или папка (обычно output/posters)")


def _build(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    result = building.build(options_of(arguments))
    show(result.report)
    if result.published is None:
        say("Сайт не изменён.")
        return BAD_DATA
    done = result.published
    say(
        f"Готово: {plural(done.files, 'файл', 'файла', 'файлов')}, изменено {done.changed}, удалено {done.removed}, "
        f"{done.bytes / 1e6:.1f} МБ, {time.monotonic() - started:.1f} с → {arguments.out / 'site'}"
    )
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    report = building.check(options_of(arguments)).report
    show_as(report, arguments.format)
    return BAD_DATA if report.failed else DONE


def _serve(arguments: argparse.Namespace) -> int:
    serve.serve(options_of(arguments), arguments.host, arguments.port)
    return DONE


def _ids(arguments: argparse.Namespace) -> int:
    report, given = ids.give_ids(options_of(arguments))
    show(report)
    if report.failed:
        return BAD_DATA
    say(f"Новых номеров: {given}. История записана.")
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
    done = posters.make_posters(options_of(arguments), order)
    if isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}" if done.hint else f"domchat: {done.text}")
        return WRONG_USAGE
    show(done.report)
    if done.report.failed:
        say("Объявления не сделаны.")
        return BAD_DATA
    say(
        f"Готово: {plural(done.notices, 'объявление', 'объявления', 'объявлений')}, "
        f"{plural(done.files, 'файл', 'файла', 'файлов')} PDF, заново {done.made}, записано {done.written}, "
        f"{time.monotonic() - started:.1f} с → {done.folder}"
    )
    return DONE
