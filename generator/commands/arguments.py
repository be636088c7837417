"""Words of the command line → values, and what all commands are told from outside."""

import argparse
import os
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from generator.build import Options
from generator.datafiles import KEY_VARIABLE, parse_base_url
from generator.text import Bad

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name


def day(text: str) -> date:
    """Read a date, 2026-11-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{text}» не похоже на дату, нужно 2026-11-01") from error


def base_url(text: str) -> str:
    """Read the address of a site."""
    url = parse_base_url(text)
    if isinstance(url, Bad):
        raise argparse.ArgumentTypeError(f"{url.text}; {url.hint}")
    return url


def jobs(text: str) -> int:
    """Read a number of processes, 1 at least."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"«{text}» не число процессов, нужно 1 или больше")
    return int(text)


def options_of(arguments: argparse.Namespace) -> Options:
    """Return what `--data`, `--out`, `--today`, `--base-url` and the environment say."""
    return Options(
        data=arguments.data,
        out=arguments.out,
        day_in=_day_in,
        today=arguments.today,
        base_url=arguments.base_url,
        key=os.environ.get(KEY_VARIABLE, "").strip(),
        own_sources=_beside(arguments.data) / "site_src",
        jobs=arguments.jobs or processors(),
    )


def _beside(data: Path) -> Path:
    """Return the folder that the data folder is in, as it was given: the city's own `site_src` stands there too."""
    named = data.name not in ("", "..")
    return (data if named else data.resolve()).parent


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _day_in(zone: ZoneInfo) -> date:
    return datetime.now(zone).date()
