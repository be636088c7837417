"""Thirty different mistakes in three files are reported in one run, each at its line and column."""

import re
import subprocess
import sys
from pathlib import Path

from tests.datafiles.folders import invite, write

ROOT = Path(__file__).parents[2]

# «‹code›» marks the place where a problem with this code is expected; the marks are removed.
A = f"""\
‹required›name: УК «А»
inn: ‹inn›"6501156339"
ogrn: ‹ogrn›"1026500000008"
dispatch: ‹phone›42-42-42
email: ‹email›office.example.ru
office: ‹type›[ул. Ленина, 1]
hours:‹empty›
‹unknown-field›adres: ул. Ленина, 1
email: office@example.ru
channels:
  - {{link: ‹link-person›https://max.ru/u/primer}}
  - {{link: https://max.ru/primer, topics: [law, ‹duplicate-item›law], checked: ‹date›1.11.2026}}
buildings:
  - id: 7K3QX
    address: ул. Ленина, 1
    floors: ‹number›пять
    chat: ‹link-taken›{invite(1)}
  - id: ‹id›7k3qx
    address: ‹address-no-house›ул. Ленина
  - ‹no-id›address: ул. Ленина, 3
    entrances: 2
    chat: {{owner: ‹choice›uk, approval: ‹bool›да, entrance: ‹no-entrance›7}}
  - id: 8M2PA
    address: ул. Ленина, 5
    slug: ‹slug›дом-5
    fias: ‹fias›1234
    location: ‹location›[142.7381, 46.9591]
    chat: ‹link-unusual›https://max.ru/join/PRIMER-OBREZANO
"""
B = f"""\
name: УК «Б»
kind: uk
dispatch: "112"
about: УК «Б» в доме ‹invisible›\u200b5
buildings:
  - id: ‹id-taken›7K3QX
    address: ‹address-taken›улица Ленина, дом 1
    chat: {{link: ‹link-taken›{invite(1)}, since: ‹date-ahead›2026-12-01}}
"""
C = """\
name: РСО
services: [gas, heating]‹yaml›]
"""


def unmarked(text, path):
    """Return the text without marks, and the expected problems as `path:line:column: error[code]`."""
    expected = []
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        while mark := re.search("‹([a-z-]+)›", line):
            expected.append(f"{path}:{number}:{mark.start() + 1}: error[{mark[1]}]")
            line = line[: mark.start()] + line[mark.end() :]  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines), expected


def test_thirty_mistakes(tmp_path):
    expected = ["data/companies/a.yaml:9:1: error[duplicate-key]"]
    files = {}
    for name, text in {"companies/a.yaml": A, "companies/b.yaml": B, "suppliers/c.yaml": C}.items():
        files[name], found = unmarked(text, f"data/{name}")
        expected += found
    write(tmp_path / "data", files)
    published = tmp_path / "output" / "site" / "index.html"
    published.parent.mkdir(parents=True)
    published.write_text("прежний сайт", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}

    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--today", "2026-11-22"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}, encoding="utf-8",
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip

    said = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith(" ")]
    assert sorted(line.split("]")[0] + "]" for line in said[:-1]) == sorted(expected)
    assert said[-1].replace("\u00a0", " ") == "30 ошибок"
    assert len(expected) == 30
    assert said[:-1] == sorted(said[:-1], key=place)
    assert done.returncode == 1
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")} == before


def place(line):
    path, row, column, _ = line.split(":", 3)
    return path, int(row), int(column)
