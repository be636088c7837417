"""A Dask cluster of its own processes, as somebody else would run it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from tests.ports import reserved_port

Start: TypeAlias = Callable[[Literal["scheduler", "worker"]], subprocess.Popen[bytes]]

# A worker ends itself if it looks into the region's folder.
GUARD = """\
import os, sys
def look(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and str(arguments[0]).startswith({folder!r}):
        os._exit(9)
sys.addaudithook(look)
"""


@contextmanager
def cluster(folder: Path, forbidden: Path | None = None) -> Iterator[tuple[str, Start]]:
    """Yield the address of a scheduler, and what starts it again, or a worker; their working folder is elsewhere."""
    folder.mkdir()
    (folder / "guard.py").write_text(GUARD.format(folder=str(forbidden or folder / "none")), encoding="utf-8")
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    processes = []
    with reserved_port() as port:
        address = f"tcp://127.0.0.1:{port}"
        words = {
            "scheduler": ["--host", "127.0.0.1", "--port", str(port)],
            "worker": [address, "--nthreads", "1", "--no-nanny", "--preload", str(folder / "guard.py")],
        }

        def start(what: Literal["scheduler", "worker"]) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", what, *words[what], "--no-dashboard"]
            with (folder / "log").open("ab") as log:
                process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            processes.append(process)
            return process

        try:
            yield address, start
        finally:
            for process in processes:
                process.kill()
                process.wait(10)
