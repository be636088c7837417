"""A region of many cities, from nothing and after small changes: `make bench-region`, `python -m bench.region 20 1000`.

The first number is that of the cities, the second that of the buildings in each. Time and CPU are those of the command
with all its processes, memory is the largest sum of what they have for themselves and their shares of the rest.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import psutil
from msgspec import Struct

from tests.cities import CITY, REGION, TODAY, write_city

_MB = 1_000_000
_FIRST = ("Верхне", "Нижне", "Средне", "Красно", "Бело", "Ново", "Старо", "Зелено", "Камено", "Озеро")
_LAST = ("горск", "реченск", "полье", "озёрск", "мысск", "лучинск", "борск", "камск", "донск", "ключевск")
_REGION_FILE = f"""\
title: Домовые чаты, {REGION}
base_url: https://chat.example.ru/
contact: {{email: chat@example.ru}}
region: {REGION}
timezone: Asia/Sakhalin
"""
_SHARED = ("region:", "contact:", "timezone:", "base_url:")


class Cost(Struct, frozen=True, kw_only=True):
    """What a run of the command cost, all its processes together."""

    wall: float
    cpu: float
    memory: int  # bytes

    def row(self, what: str) -> str:
        """Return the figures as a table row."""
        return f"{what:<28} {self.wall:>8.1f} {self.cpu:>8.1f} {self.memory / _MB:>10.0f}"


def name_of(number: int) -> str:
    """Return the name of a city; no two are alike."""
    more = number // 100
    return f"{_FIRST[number // 10 % 10]}{_LAST[number % 10]}{f'-{more}' if more else ''}"


def write_one(cities: Path, buildings: int, number: int) -> None:
    """Write a city of the region, without what stands in region.yaml."""
    data = cities / f"gorod-{number}" / "data"
    write_city(data, buildings=buildings, seed=number, features=False)
    for path in data.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace(CITY, name_of(number)), encoding="utf-8")
    site = data / "site.yaml"
    lines = [
        line for line in site.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith(_SHARED)
    ]
    site.write_text("".join(lines), encoding="utf-8")


def write_region(folder: Path, cities: int, buildings: int) -> None:
    """Write a synthetic region."""
    (folder / "cities").mkdir(parents=True)
    (folder / "region.yaml").write_text(_REGION_FILE, encoding="utf-8")
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(partial(write_one, folder / "cities", buildings), range(cities), chunksize=4):
            pass


def measure(folder: Path, *words: str) -> Cost:
    """Build the region; return what it cost."""
    command = [sys.executable, "-m", "generator", "region", "build", "--region", str(folder), "--today", str(TODAY)]
    started = time.monotonic()
    process = subprocess.Popen([*command, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = _Peak(process.pid)
    peak.start()
    told = (process.stderr.read() if process.stderr else b"").decode()
    _, status, used = os.wait4(process.pid, 0)
    peak.ended = True
    peak.join()
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(told)
    return Cost(wall=time.monotonic() - started, cpu=used.ru_utime + used.ru_stime, memory=peak.bytes)


class _Peak(threading.Thread):
    """Watches the memory of a process and of all that it started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.bytes, self.ended = pid, 0, False

    def run(self) -> None:
        while not self.ended:
            self.bytes = max(self.bytes, self._now())
            time.sleep(0.5)

    def _now(self) -> int:
        total = 0
        try:
            top = psutil.Process(self.pid)
            every = [top, *top.children(recursive=True)]
        except psutil.Error:
            return 0
        for process in every:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:  # it has just ended
                continue
        return total


def disk_of(folder: Path) -> int:
    """Return the bytes on the disk below a folder, a file with several names once."""
    seen: dict[int, int] = {}
    for where, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(f"{where}/{name}")
            seen[status.st_ino] = status.st_blocks * 512
    return sum(seen.values())


def main() -> None:
    """Measure a region, printing each row at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cities", type=int, nargs="?", default=20)
    parser.add_argument("buildings", type=int, nargs="?", default=1000, help="in each city")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--folder", type=Path, help="where to build; usually the system's folder of temporary files")
    wishes = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="domchat-region-", dir=wishes.folder))
    try:
        started = time.monotonic()
        write_region(work / "region", wishes.cities, wishes.buildings)
        print(f"{wishes.cities} cities of {wishes.buildings} buildings, written in {time.monotonic() - started:.1f} s")
        print(f"{'':<28} {'wall, s':>8} {'CPU, s':>8} {'memory, MB':>10}")
        run = partial(measure, work / "region", "--workers", wishes.workers)
        print(run().row("from nothing"), flush=True)
        print(f"disk: {disk_of(work / 'region/output') / _MB:.0f} MB", flush=True)
        print(run().row("nothing changed"), flush=True)
        company = next((work / "region/cities/gorod-0/data/companies").iterdir())
        text = company.read_text(encoding="utf-8")
        company.write_text(text.replace("flats: ", "flats: 1", 1), encoding="utf-8")
        print(run().row("one city changed"), flush=True)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
