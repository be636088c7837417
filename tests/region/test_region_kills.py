"""Workers that are killed: their cities are built by others, to the same bytes. DOMCHAT_KILLS says how many."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from tests.region.regions import TODAY, build, sites, write_region

KILLS = int(os.environ.get("DOMCHAT_KILLS", "3"))
CITIES = int(os.environ.get("DOMCHAT_KILLED_CITIES", "6"))


def workers_of(parent: int) -> list[int]:
    """Return the ids of a command's worker processes."""
    found = []
    for process in psutil.Process(parent).children():
        with suppress(psutil.Error):  # it has just ended
            if "spawn_main" in " ".join(process.cmdline()):
                found.append(process.pid)
    return found


def start(region: Path, out: Path) -> subprocess.Popen[bytes]:
    words = ["region", "build", "--region", region, "--out", out, "--workers", "2", "--today", TODAY]
    return subprocess.Popen([sys.executable, "-m", "generator", *words], stderr=subprocess.PIPE)


def test_killed_workers_change_nothing(tmp_path):
    names = {f"gorod-{number}": f"Город {number}" for number in range(CITIES)}
    region = write_region(tmp_path / "region", names)
    assert build(region, "--out", str(tmp_path / "calm")) == 0
    choose = random.Random(21)
    kills, runs = 0, 0
    while kills < KILLS:
        runs += 1
        out = tmp_path / f"out-{runs}"
        process = start(region, out)
        seen: set[int] = set()
        fresh: list[int] = []
        while process.poll() is None and kills < KILLS:
            time.sleep(choose.uniform(0.3, 3.0))  # a worker needs about a second to begin
            with suppress(psutil.Error):  # the command has ended
                fresh = [pid for pid in workers_of(process.pid) if pid not in seen]
            # Only while there is work: a worker that dies when all is done is no matter.
            if fresh and len(list(out.glob("cities/*/site"))) < CITIES:
                pid = choose.choice(fresh)
                seen.add(pid)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    kills += 1
        told = process.communicate()[1].decode()
        assert process.returncode == 0, told
        assert sites(out) == sites(tmp_path / "calm")
        assert runs <= KILLS + 2
