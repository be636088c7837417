"""The command line: the list of commands, and the handling of failures."""

import argparse
import importlib
import io
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from generator.build.publishing import ForeignFolderError
from generator.commands.arguments import SHARED_OPTIONS, NoCityError, find_city
from generator.commands.exit_codes import DONE, FAILURE, WRONG_USAGE
from generator.commands.failures import describe
from generator.commands.parser import Parser
from generator.commands.screen import flush, say, write

# In the order of the help. A command's module is imported when needed: most need libraries of their own.
COMMANDS = {
    "build": "build",
    "check": "check",
    "serve": "serve",
    "fmt": "fmt",
    "ids": "ids",
    "changes": "changes",
    "withdraw": "withdraw",
    "check-links": "check_links",
    "bot": "bot",
    "import": "import_",
    "export": "export",
    "posters": "posters",
    "stats": "stats",
    "rollback": "rollback",
    "publish": "publish",
    "region": "region",
    "init": "init",
    "completion": "completion",
}
_INTERRUPTED = "прервано"
_A_MOMENT = 0.7  # seconds for cleaning up


def run() -> NoReturn:
    """Run a command and exit at once: freeing all values of a city one by one takes longer than some builds."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: `>&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a character that cp1251 or ASCII lacks is not a failure
    try:
        code = main()
    except SystemExit as asked:  # raised by the parser after help and wrong usage
        code = asked.code if isinstance(asked.code, int) else DONE
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        say(_INTERRUPTED)
        code = FAILURE
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # everything is done or reported
    with suppress(OSError):  # a full disk, reported already if possible
        flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0 success, 1 bad data, 2 wrong usage, 3 failure of the machine or a bug."""
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
        if words[0].partition("=")[0] in SHARED_OPTIONS:
            parser.error("сначала команда, потом её параметры, например: domchat build --data ПАПКА")
        options = parser.parse_args(words)
        find_city(options)
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # nothing to clean up until here
            signal.signal(signal.SIGINT, _interrupt)
        code = int(options.run(options))
        flush()
        return code  # noqa: TRY300
    except Exception as error:  # noqa: BLE001 - people get one line and maintainers a log
        with suppress(OSError):  # messages may go to the full disk
            return _tell(error)
        return FAILURE


def _interrupt(*_: object) -> None:
    """Raise KeyboardInterrupt; end the process a moment later, in case the exception is lost or cleaning up takes long.

    Published and written files are complete at any moment.
    """
    signal.signal(signal.SIGINT, _leave)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _leave)
        signal.setitimer(signal.ITIMER_REAL, _A_MOMENT)
    raise KeyboardInterrupt


def _leave(*_: object) -> NoReturn:
    with suppress(OSError):  # without Python's streams, which may be in use
        os.write(2, f"{_INTERRUPTED}\n".encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
    os._exit(FAILURE)


def _tell(error: Exception) -> int:
    """Print why nothing was done; return the exit code."""
    if isinstance(error, NoCityError):
        say(f"domchat: {error}")
        say("подсказка: перейдите в папку города или укажите --data ПАПКА; начать новый город: domchat init ПАПКА")
        return WRONG_USAGE
    if isinstance(error, ForeignFolderError):
        path = Path(str(error))
        why = f"{path} — ссылка, а сквозь ссылки программа не пишет" if path.is_symlink() else ""
        why = why or f"в {path} лежит то, что создано не этой программой"
        say(f"domchat: {why}; укажите другую папку: --out ПАПКА")
        return WRONG_USAGE
    say(f"domchat: не получилось: {describe(error)}{_write_log()}")
    return FAILURE


def _write_log() -> str:
    """Write the details of the failure into a file, if possible, and return its name."""
    import tempfile  # noqa: PLC0415 - most commands don't fail
    import traceback  # noqa: PLC0415

    details = traceback.format_exc()
    try:
        with tempfile.NamedTemporaryFile("w", prefix="domchat-", suffix=".log", encoding="utf-8", delete=False) as log:
            log.write(details)
    except OSError:  # the same full disk
        return ""
    return f" (подробности: {log.name})"


def _parser(asked: Iterable[str]) -> argparse.ArgumentParser:
    """Return the parser of one command, or of all if none is named or one needs to know them."""
    parser = Parser(prog="domchat", description="Справочник домовых чатов: из YAML — сайт и объявления.")
    parser.add_argument("--version", action="store_true", help="назвать версию программы")
    parser.set_defaults(data=None, out=None, base_url=None, today=None, jobs=None, parser=parser)
    parser.set_defaults(needs_city=True, needs_data=True)
    commands = parser.add_subparsers(title="команды", required=True, metavar="КОМАНДА")
    for name in [name for name in asked if name in COMMANDS and name != "completion"] or COMMANDS:
        importlib.import_module(f"generator.commands.{COMMANDS[name]}").add_to(commands)
    return parser
