"""Cost of a command: wall and CPU seconds, and the memory of all its processes together."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

_SAMPLE_EVERY = 0.05  # seconds


class CommandFailedError(Exception):
    """A command of the benchmark failed; the message is its output."""


class Cost(Struct, frozen=True, kw_only=True):
    """Wall seconds, and CPU seconds of all cores, user and system together."""

    wall: float
    cpu: float


def cost(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command and return its cost, children included."""
    started = time.perf_counter()
    with _process(command, cwd, environment) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(f"{' '.join(command)}: {output.decode(errors='replace')[-2000:]}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime)


def peak_memory(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> int:
    """Run a command and return the peak memory of its process tree in bytes (Linux: PSS, sampled)."""
    peak = 0
    with _process(command, cwd, environment) as process:
        reader = threading.Thread(target=process.communicate)
        reader.start()
        while reader.is_alive():
            peak = max(peak, sum(map(_proportional_size, _family(process.pid))))
            reader.join(_SAMPLE_EVERY)
    return peak


@contextmanager
def running(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Keep a server running inside the `with`."""
    with subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.terminate()


def seconds_until(happened: Callable[[], bool], *, limit: float, every: float = 0.01) -> float:
    """Wait until `happened` returns True; return the seconds."""
    started = time.perf_counter()
    while not happened():
        if time.perf_counter() - started > limit:
            raise CommandFailedError(f"nothing happened in {limit} s")
        time.sleep(every)
    return time.perf_counter() - started


def _process(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = children.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _proportional_size(pid: int) -> int:
    """Return bytes of memory, shared pages counted in part (0 for a process that has ended)."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
