"""Ports for servers that can't choose a free port themselves, and waiting for such a server."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest


@contextmanager
def reserved_port() -> Iterator[int]:
    """Yield a port that no other test gets; a server with SO_REUSEADDR can listen on it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes], name: str) -> None:
    """Return once the server answers at its port; the test fails if it has ended or takes too long."""
    until = monotonic() + 20
    while monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.02)
    pytest.fail(f"{name} did not start; its log says why")
