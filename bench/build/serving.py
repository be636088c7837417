"""How long an editor waits: from saving a file until the server delivers the changed page."""

import socket
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import sleep

from bench.build.contestants import Contestant
from bench.build.edits import Edit
from bench.build.measuring import running, seconds_until

_START_LIMIT = _REBUILD_LIMIT = 600.0
_PAUSE = 1.5  # seconds between edits, so that they are separate changes


def seconds_to_page(contestant: Contestant, edit: Edit, out: Path, times: int) -> Iterator[float]:
    """Start the server, edit `times` times and yield the seconds of each edit."""
    assert contestant.server is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/{edit.page}/"
    edit.write(contestant.source, 0)
    with running(contestant.server(port, out), contestant.cwd, contestant.environment):
        seconds_until(partial(_shows, page, edit.version(0)), limit=_START_LIMIT)
        for number in range(1, times + 1):
            sleep(_PAUSE)
            edit.write(contestant.source, number)
            yield seconds_until(partial(_shows, page, edit.version(number)), limit=_REBUILD_LIMIT)
    edit.write(contestant.source, 0)


def _shows(page: str, text: str) -> bool:
    try:
        with urllib.request.urlopen(page, timeout=_REBUILD_LIMIT) as answer:
            return text.encode() in answer.read()
    except OSError:
        return False
