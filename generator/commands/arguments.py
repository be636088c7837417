"""Arguments of the command line → values; options shared by all commands."""

import argparse
import os
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from generator.build import Options
from generator.commands.parser import Parser
from generator.commands.screen import say
from generator.datafiles import KEY_VARIABLE, SITE_FILE, Clock, parse_base_url
from generator.text import Bad

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name


def day(text: str) -> date:
    """Return the date in a text such as 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» не похоже на дату, нужно 2026-11-01") from error


def base_url(text: str) -> str:
    """Return the URL of a site."""
    url = parse_base_url(text)
    if isinstance(url, Bad):
        raise argparse.ArgumentTypeError(f"{url.text}; {url.hint}")
    return url


def jobs(text: str) -> int:
    """Return a number of processes, at least 1."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» не число процессов, нужно 1 или больше")
    return int(text)


def path(text: str) -> Path:
    """Return the path of a file or folder; an empty one, as from an unset variable, is an error."""
    if not text.strip():
        raise argparse.ArgumentTypeError("имя пустое, нужно имя файла или папки")
    return Path(text)


def processes(text: str) -> int:
    """Return a number of processes; 0 means this one."""
    return 0 if text == "0" else jobs(text)


def whole_number(text: str) -> int:
    """Return a whole number."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» — не целое число") from error


_DATA, _OUT = Path("data"), Path("output")
_SHARED: dict[str, dict[str, Any]] = {
    "data": {"type": path, "metavar": "ПАПКА", "help": "данные (обычно data, здесь или в папке выше)"},
    "out": {"type": path, "metavar": "ПАПКА", "help": "куда строить (обычно output)"},
    "base-url": {"type": base_url, "metavar": "АДРЕС", "help": "адрес сайта вместо base_url из site.yaml"},
    "today": {"type": day, "metavar": "ГГГГ-ММ-ДД", "help": "какой сегодня день (обычно по часовому поясу сайта)"},
    "jobs": {"type": jobs, "metavar": "N", "help": "сколько процессов (обычно по числу ядер)"},
}
SHARED_OPTIONS = frozenset(f"--{name}" for name in _SHARED)


def parent_parser() -> Parser:
    """Return a parser for options that several commands share."""
    return Parser(add_help=False)


def shared(*names: str) -> list[argparse.ArgumentParser]:
    """Return a parent parser with these of the common options."""
    parent = parent_parser()
    for name in names:
        parent.add_argument(f"--{name}", **_SHARED[name])
    return [parent]


def find_city(arguments: argparse.Namespace) -> None:
    """Fill in folders that were not given: those of the city in this folder, or else in a parent folder.

    Raises NoCityError if there is no data and the command needs some; nothing has been written by then.
    """
    if not arguments.needs_city:
        return
    if arguments.data is None:
        above = next(filter(_is_city, map(_relative, Path.cwd().parents)), None) if not _is_city(Path()) else None
        if above:
            say(f"Город: {above}")
        arguments.data = (above or Path()) / _DATA
        arguments.out = arguments.out or (above or Path()) / _OUT
        if arguments.needs_data and not arguments.data.is_dir():
            raise NoCityError("здесь нет папки data с данными города, и в папках выше тоже")
    arguments.out = arguments.out or _OUT
    if arguments.needs_data and not arguments.data.is_dir():
        raise NoCityError(f"папки с данными {arguments.data} нет")


class NoCityError(Exception):
    """There is no data folder."""


def _is_city(folder: Path) -> bool:
    return (folder / _DATA / SITE_FILE).is_file()


def _relative(folder: Path) -> Path:
    return Path(os.path.relpath(folder))


def options_of(arguments: argparse.Namespace) -> Options:
    """Return the options from `--data`, `--out`, `--today`, `--base-url` and the environment."""
    return Options(
        data=arguments.data,
        out=arguments.out,
        day_in=clock_of(arguments),
        base_url=arguments.base_url,
        key=key_of_environment(),
        own_sources=_beside(arguments.data) / "site_src",
        jobs=arguments.jobs or processors(),
    )


def key_of_environment() -> str:
    """Return the key of unlisted pages, or ""."""
    return os.environ.get(KEY_VARIABLE, "").strip()


def _beside(data: Path) -> Path:
    """Return the folder that the data folder is in, as it was given: the city's own `site_src` stands there too."""
    named = data.name not in ("", "..")
    return (data if named else data.resolve()).parent


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def clock_of(arguments: argparse.Namespace) -> Clock:
    """Return the function that tells the day in a time zone; with `--today`, always that day."""
    return partial(_given_day, arguments.today) if arguments.today else day_in  # both can be pickled


def day_in(zone: ZoneInfo) -> date:
    """Return the present day in a time zone."""
    return datetime.now(zone).date()


def _given_day(day: date, _zone: ZoneInfo) -> date:
    return day
