"""Imports a city's register: `python bench/register.py FILE --city Владивосток --region "Приморский край"`.

Real registers may not be committed, so the file is an argument. It is imported into an empty folder, then
again, then from our own exported workbook; the second and third import must change nothing.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SITE = """\
title: Чаты
city: {city}
region: {region}
base_url: https://chat.example.ru/
timezone: Asia/Vladivostok
contact: {{email: chat@example.ru}}
demo: true
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--city", required=True)
    parser.add_argument("--region", required=True)
    arguments = parser.parse_args()
    if not arguments.file.exists():
        sys.exit(f"{arguments.file} is not there: give the register to be measured")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        (data / "site.yaml").write_text(SITE.format(city=arguments.city, region=arguments.region), encoding="utf-8")
        run("import, all new", "import", arguments.file, data)
        before = texts(data)
        run("import again", "import", arguments.file, data)
        book = folder / "all.xlsx"
        run("export", "export", "-o", data, book)
        run("import of the export", "import", book, data)
        print(f"unchanged: {texts(data) == before}")


def run(what: str, command: str, file: Path | str, data: Path, target: Path | None = None) -> None:
    """Run a command and print its time and its last lines."""
    extra = [file, target] if target else [file]
    started = time.monotonic()
    made = subprocess.run(
        [sys.executable, "-m", "generator", command, *map(str, extra), "--data", str(data)],
        check=False,
        capture_output=True,
        text=True,
    )
    taken = time.monotonic() - started
    lines = (made.stdout + made.stderr).split("\n")
    said = [line for line in lines if re.match(r"Строк |Домов:|Готово|domchat:", line)]
    print(f"{what}: {taken:.1f} s, exit code {made.returncode}\n  " + "\n  ".join(said))


def texts(data: Path) -> dict[Path, bytes]:
    """Return all files of the folder."""
    return {path: path.read_bytes() for path in sorted(data.rglob("*.yaml"))}


if __name__ == "__main__":
    main()
