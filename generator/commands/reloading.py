"""The livereload library, changed so that it misses no change of a file and answers only its own pages."""

import ipaddress
import json
import os
import platform
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptContainer
from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback
from tornado.web import Application, FallbackHandler, RequestHandler
from tornado.websocket import WebSocketHandler

_LOOK_EVERY = 100  # milliseconds; a look takes two
# The address is told by name: the library finds none of the sixth version in its script's own.
_SCRIPT = b"""<script>(function(){var s=document.createElement("script");
s.src="/livereload.js?host="+location.hostname+"&port="+(location.port||80);document.head.appendChild(s)})()</script>"""
_EVERYTHING = "*"  # the whole page is loaded again: a style sheet's name changes with its content

_STRANGER = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Другое имя</title>
<h1>По этому имени сайт не открывается</h1>
<p>Черновик сайта показывают только по имени этого компьютера: http://127.0.0.1 или http://localhost, с тем же портом.
<p>С другого устройства его видно, если запустить <code>domchat serve --host 0.0.0.0</code> и открыть по адресу из цифр.
"""

IsOld = Callable[[str], bool]  # whether the page at a path was sent before the last build


class FileWatcher(Watcher):  # type: ignore[misc]
    """Watches all files of some folders as one task, so that a burst of changes anywhere makes one build."""

    def __init__(self, folders: Sequence[Path], task: Callable[[], object]) -> None:
        super().__init__()
        self.folders, self.task = folders, task
        self.seen = dict(_states(folders))
        self.watch(_EVERYTHING, task)

    def start(self, callback: Callable[[], None]) -> bool:
        """Look for changes more often than livereload does by itself, which is every 800 ms."""
        PeriodicCallback(callback, _LOOK_EVERY).start()
        return True

    def examine(self) -> tuple[str | None, float | None]:
        """Run the task if a file was added, removed or changed, whatever its name and date."""
        now = dict(_states(self.folders))
        if now == self.seen:
            return self._changes.pop() if self._changes else (None, None)
        self.seen = now
        self.filepath = _EVERYTHING
        self.task()
        return _EVERYTHING, None


def _states(folders: Sequence[Path]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield (path, what changes with a file) of all files that aren't hidden.

    As in a build, the folders' own folders may be links to others.
    """
    linked = [path for folder in folders for path in _linked(folder)]
    for top in (*folders, *linked):
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118 - a Path costs more than the look
                with suppress(OSError):  # it vanished meanwhile, or is a link to nothing
                    status = os.stat(path)  # noqa: PTH116
                    yield path, (status.st_mtime_ns, status.st_size, status.st_ino)


def _linked(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (Path(one.path) for one in os.scandir(folder) if one.is_symlink() and one.is_dir())


class ReloadingServer(Server):  # type: ignore[misc]
    """Serves an application (WSGI) under the names of this machine, and to no page of another site."""

    def __init__(self, app: object, watcher: FileWatcher, is_old: IsOld, host: str) -> None:
        super().__init__(app, watcher)
        self.is_old, self.host = is_old, host

    def application(self, port: int, host: str, **_: object) -> None:
        """Listen."""
        LiveReloadHandler.watcher = self.watcher
        # Otherwise livereload drops a reload that comes within 3 s of the last one.
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
        app = Application([(r".*", _Stranger)])
        pages = LiveScriptContainer(self.app, _SCRIPT)
        app.add_handlers(
            names_of(self.host),
            [
                (r"/livereload", _Reloads, {"is_old": self.is_old}),
                (r"/livereload.js", LiveReloadJSHandler),
                (r".*", FallbackHandler, {"fallback": pages}),
            ],
        )
        app.listen(port, address=host)


class _Stranger(RequestHandler):
    """Answers a request by a name that is none of this machine's, with nothing of the site."""

    def prepare(self) -> None:
        """Answer which host names are allowed."""
        self.set_status(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_STRANGER)


def names_of(host: str) -> str:
    """Return a pattern of the names that a browser may know the server by: no other site's name leads here.

    Whoever gives a name of their own the address of this machine (DNS rebinding) must not read what is served.
    """
    names = {"localhost", "127.0.0.1", "[::1]", host.lower(), f"[{host.lower()}]"}
    with suppress(ValueError):
        if ipaddress.ip_address(host).is_unspecified:  # all addresses of this machine
            own = re.escape(platform.node().lower())
            return rf"(?:localhost|{own}(?:\.local)?|[0-9.]+|\[[0-9a-f:.]+\])$"
    return f"(?:{'|'.join(map(re.escape, sorted(names)))})$"


class _Reloads(LiveReloadHandler):  # type: ignore[misc]
    """A page's connection, through which it is told to reload."""

    def initialize(self, is_old: IsOld) -> None:
        self.is_old = is_old

    def check_origin(self, origin: str) -> bool:
        return bool(WebSocketHandler.check_origin(self, origin))

    def on_message(self, message: str | bytes) -> None:
        """Register a page for reloading; reload it at once if it was sent before the last build."""
        super().on_message(message)
        said: dict[str, Any] = json.loads(message)
        if said.get("command") == "info" and self.is_old(unquote(urlsplit(said.get("url", "")).path)):
            self.send_message({"command": "reload", "path": _EVERYTHING})
