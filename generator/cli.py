"""The command line: which commands there are, and what becomes of a failure."""

import argparse
import gc
import importlib
import io
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from generator.build.publishing import ForeignFolderError
from generator.commands.arguments import base_url, day, jobs
from generator.commands.exit_codes import DONE, FAILURE, WRONG_USAGE
from generator.commands.failures import describe
from generator.commands.parser import Parser
from generator.commands.screen import flush, say, write

# In the order of the help. A module is imported when its command is asked for: most need libraries of their own.
COMMANDS = {
    "build": "build",
    "check": "check",
    "serve": "serve",
    "fmt": "fmt",
    "ids": "ids",
    "changes": "changes",
    "withdraw": "withdraw",
    "check-links": "check_links",
    "import": "import_",
    "export": "export",
    "posters": "posters",
    "stats": "stats",
    "rollback": "rollback",
    "publish": "publish",
    "init": "init",
}


def run() -> NoReturn:
    """Run a command and leave at once: to take down all values of a city one by one costs more than some builds."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this: `>&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what cp1251 or ASCII can't say is no failure
    try:
        code = main()
    except SystemExit as asked:  # the parser leaves so, after help and after wrong words
        code = asked.code if isinstance(asked.code, int) else DONE
    with suppress(OSError):  # a disk may be full, which was said if it could be
        flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 bad data, 2 wrong usage, 3 failure of the machine or a bug."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words[:1] == ["help"]:
            words = [*words[1:2], "--help"]
        if words == ["--version"]:
            from importlib.metadata import version  # noqa: PLC0415 - 35 ms, a quarter of a build without changes

            write(f"domchat {version('domchat')}")
            return DONE
        parser = _parser(words[:1])
        if not words:
            say(parser.format_help())
            return WRONG_USAGE
        options = parser.parse_args(words)
        # A build makes millions of small values and few cycles: collecting garbage as often as usual doubles its time.
        gc.set_threshold(200_000, 20, 100)
        code = int(options.run(options))
        flush()
        return code  # noqa: TRY300
    except KeyboardInterrupt:
        say("прервано")
        return FAILURE
    except ForeignFolderError as error:
        say(f"domchat: в {error} лежит то, что создано не этой программой; укажите другую папку: --out ПАПКА")
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - whatever fails, people get one line and maintainers a log
        with suppress(OSError):  # the full disk may be the one that messages go to
            say(f"domchat: не получилось: {describe(error)} (подробности: {_write_log()})")
        return FAILURE


def _write_log() -> str:
    import tempfile  # noqa: PLC0415 - most commands don't fail
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", prefix="domchat-", suffix=".log", encoding="utf-8", delete=False) as log:
        log.write(traceback.format_exc())
    return log.name


def _parser(asked: Iterable[str]) -> argparse.ArgumentParser:
    """Return the parser of one command, or of all if none of them was asked for."""
    parser = Parser(prog="domchat", description="Справочник домовых чатов: из YAML — сайт и объявления.")
    parser.add_argument("--version", action="store_true", help="назвать версию программы")
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")
    common = _common()
    for name in [name for name in asked if name in COMMANDS] or COMMANDS:
        importlib.import_module(f"generator.commands.{COMMANDS[name]}").add_to(commands, common)
    return parser


def _common() -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    add = common.add_argument
    add("--data", type=Path, default=Path("data"), metavar="ПАПКА", help="данные (обычно data)")
    add("--out", type=Path, default=Path("output"), metavar="ПАПКА", help="куда строить (обычно output)")
    add("--base-url", type=base_url, metavar="АДРЕС", help="адрес сайта вместо base_url из site.yaml")
    add("--today", type=day, metavar="ГГГГ-ММ-ДД", help="какой сегодня день (обычно по часовому поясу сайта)")
    add("--jobs", type=jobs, default=None, metavar="N", help="сколько процессов (обычно по числу ядер)")
    return common
