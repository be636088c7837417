"""How long a build takes, as ratios to copying its result, in one run: `make bench`.

A machine's speed drifts, so only figures of one run may be compared. Wall and CPU seconds, both processes' memory.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.cities import write_city

TODAY = "2026-11-22"


def timed(command: list[str]) -> tuple[float, float]:
    """Run a command; return wall and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "DOMCHAT_KEY": "bench"})
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def change_one_link(data: Path) -> None:
    """Replace the first link of the first company, as a clerk would."""
    path = min((data / "companies").iterdir())
    text = path.read_text(encoding="utf-8")
    at = text.index("https://max.ru/join/") + len("https://max.ru/join/")
    path.write_text(f"{text[:at]}{'X' if text[at] != 'X' else 'Y'}{text[at + 1 :]}", encoding="utf-8")


def bench(buildings: int) -> None:
    """Print the figures of one city."""
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder, "data"), Path(folder, "out")
        write_city(data, buildings=buildings, seed=1)
        build = [sys.executable, "-m", "generator", "build", "--data", str(data), "--out", str(out), "--today", TODAY]
        rows = [("cold", *timed(build))]
        rows.append(("nothing changed", *timed(build)))
        change_one_link(data)
        rows.append(("one link changed", *timed(build)))
        rows.append(("check", *timed([*build[:3], "check", *build[4:]])))
        site = (out / "site").resolve()
        files = sum(1 for path in site.rglob("*") if path.is_file())
        copy, _ = timed(["cp", "-r", str(site), str(Path(folder, "copy"))])
        shutil.rmtree(Path(folder, "copy"))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"\n{buildings} buildings, {files} files, at most {memory:.0f} MB; cp -r of the result: {copy:.2f} s")
        for name, wall, cpu in rows:
            print(f"  {name:18} {wall:6.2f} s wall  {cpu:6.2f} s CPU  {wall / copy:6.1f} × cp -r")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("buildings", type=int, nargs="*", default=[3000, 30000])
    for number in parser.parse_args().buildings:
        bench(number)
