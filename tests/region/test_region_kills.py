"""Workers and schedulers that are killed: others build their cities, or the next run does, to the same bytes.

DOMCHAT_KILLS says how many of each are killed, DOMCHAT_KILLED_CITIES how many cities the region has.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from tests.region.clusters import cluster
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


def start(region: Path, out: Path, *how: str) -> subprocess.Popen[bytes]:
    words = ["region", "build", "--region", region, "--out", out, "--today", TODAY, *(how or ("--workers", "2"))]
    return subprocess.Popen([sys.executable, "-m", "generator", *words], stderr=subprocess.PIPE)


def write_many(folder: Path) -> Path:
    """Write a region, and build it into `calm`, one city after another without Dask."""
    region = write_region(folder / "region", {f"gorod-{number}": f"Город {number}" for number in range(CITIES)})
    assert build(region, "--out", str(folder / "calm")) == 0
    return region


def built(out: Path) -> int:
    return len(list(out.glob("cities/*/site")))


def test_killed_workers_change_nothing(tmp_path):
    region = write_many(tmp_path)
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
            if fresh and built(out) < CITIES:
                pid = choose.choice(fresh)
                seen.add(pid)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    kills += 1
        told = process.communicate()[1].decode()
        assert process.returncode == 0, told
        assert sites(out) == sites(tmp_path / "calm")
        assert runs <= KILLS + 2


def test_commands_killed_with_all_that_they_know_are_run_again(tmp_path):
    """The scheduler is in the process of the command: nothing may go on without it."""
    region = write_many(tmp_path)
    choose = random.Random(22)
    kills, runs = 0, 0
    while kills < KILLS:
        runs += 1
        out = tmp_path / f"out-{runs}"
        finished = False
        while not finished:
            process = start(region, out)
            workers: list[psutil.Process] = []
            if kills < KILLS:
                before = built(out)
                wanted = before + choose.randint(0, 2)  # killed while it begins, or after the first cities
                until = time.monotonic() + choose.uniform(1, 20)
                while process.poll() is None and built(out) <= wanted and time.monotonic() < until:
                    time.sleep(0.05)
                with suppress(psutil.Error):
                    workers = psutil.Process(process.pid).children(recursive=True)
                if process.poll() is None and built(out) < CITIES:
                    process.kill()
                    kills += 1
            told = process.communicate()[1].decode()
            finished = process.returncode == 0
            assert finished or process.returncode == -signal.SIGKILL, told
            assert not psutil.wait_procs(workers, timeout=60)[1]
        assert sites(out) == sites(tmp_path / "calm")
        assert runs <= KILLS + 2


def test_a_scheduler_of_somebody_else_s_that_is_killed_is_told_and_the_next_run_finishes(tmp_path):
    region = write_many(tmp_path)
    out = tmp_path / "out"
    with cluster(tmp_path / "elsewhere") as (address, begin):
        for _ in range(max(1, KILLS // 3)):
            shutil.rmtree(out, ignore_errors=True)
            scheduler, worker = begin("scheduler"), begin("worker")
            command = start(region, out, "--scheduler", address)
            while command.poll() is None and not built(out):
                time.sleep(0.05)
            scheduler.kill()
            told = command.communicate()[1].decode()
            assert command.returncode == 3, told
            assert "связи с планировщиком Dask нет; построенное осталось, запустите команду снова" in told
            worker.kill()
            scheduler, worker = begin("scheduler"), begin("worker")
            command = start(region, out, "--scheduler", address)
            told = command.communicate()[1].decode()
            assert command.returncode == 0, told
            assert sites(out) == sites(tmp_path / "calm")
            scheduler.kill()
            worker.kill()
