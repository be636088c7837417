"""Data folders for tests: a minimal valid one, and files written over it."""

from datetime import date
from pathlib import Path

from generator.build.pipeline import Options, build, check_everything
from generator.commands.fmt import check_layout

TODAY = date(2026, 11, 22)
SITE = """\
title: Чаты Примера
city: Примерград
region: Примерская область
base_url: https://chat.example.ru/
timezone: Asia/Sakhalin
contact: {email: chat@example.ru}
"""


def token(number):
    """Return a token of the usual length and ending, recognisably invented."""
    return f"PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-{number:02}----A"


def invite(number):
    return f"https://max.ru/join/{token(number)}"


def write(root, files):
    """Write files below `root`: text, bytes, {bytes: hex}, {repeat: [text, times]}, {folder: true}, {link: target}.

    None removes a default file; `site.yaml` exists unless `files` says otherwise.
    """
    root.mkdir(parents=True, exist_ok=True)
    for name, content in {"site.yaml": SITE, **files}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case str():
                path.write_bytes(content.encode())
            case bytes():
                path.write_bytes(content)
            case {"bytes": digits}:
                path.write_bytes(bytes.fromhex(digits))
            case {"repeat": [text, times]}:
                path.write_bytes((text * times).encode())
            case {"folder": _}:
                path.mkdir()
            case {"link": target}:
                path.symlink_to(target)
    return root


def write_own(root, files):
    """Write files of a city's own `site_src`."""
    return write(root, {"site.yaml": None, **files})


def options(**changes):
    return Options(**{"data": Path("data"), "out": Path("output"), "day_in": lambda _: TODAY, **changes})


def load(folder, *, run="check", key=""):
    """Check the folder (or its layout, or start a build); return the report."""
    if run == "fmt":
        return check_layout(folder)
    own = folder.parent / "site_src"
    if run == "build":
        return build(options(data=folder, key=key, own_sources=own)).report
    return check_everything(options(data=folder, own_sources=own))


def codes(report):
    return [problem.code for problem in report]
