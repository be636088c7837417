"""`domchat serve`: the site in the browser while editing, reloaded after each burst of changes.

A failed build is shown on the open page, above the last good site; the server keeps running.
"""

import argparse
import logging
import mimetypes
import re
import time
import traceback
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.build import Options, build
from generator.build.publishing import Folder
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import DONE
from generator.commands.failures import PortError
from generator.commands.reloading import FileWatcher, ReloadingServer
from generator.commands.screen import say
from generator.datafiles import WITHOUT_KEY

_LAST_PORT = 65_535
_POLICY = b'<meta http-equiv="Content-Security-Policy"'
_EMPTY_PAGE = b"<!doctype html><html lang=ru><head><title>domchat serve</title></head><body></body></html>"

StartResponse = Callable[[str, list[tuple[str, str]]], object]


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "serve",
        parents=shared("data", "out", "today", "jobs"),
        help="показывать сайт в браузере и обновлять его при правках",
        description="Показывает сайт только на этом компьютере и обновляет его, когда сохранён файл данных.",
    )
    command.add_argument("--port", type=_port, default=8000, metavar="N", help="порт (обычно 8000)")
    command.add_argument(
        "--host", default="127.0.0.1", metavar="ИМЯ", help="на каком адресе слушать (обычно 127.0.0.1)"
    )
    command.set_defaults(run=_run)


def _port(text: str) -> int:
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"«{text}» — не целое число")
    if not 1 <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"«{text}» — не номер порта, нужно от 1 до {_LAST_PORT}")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    serve(options_of(arguments), arguments.host, arguments.port)
    return DONE


def serve(options: Options, host: str, port: int) -> None:
    """Build, serve the site at the given address, and build again after each change; never returns.

    The served site is built beside the published one, because its URLs are those of this machine.
    """
    Folder(options.out).claim()
    # An edited page must not come from the browser's cache: no service worker.
    own = replace(
        options,
        out=options.out / ".domchat" / "serve",
        base_url=f"http://{_in_address(host)}:{port}/",
        offline=False,
        key=options.key or WITHOUT_KEY,
    )
    preview = Preview(own)
    watcher = FileWatcher([path for path in (options.data, options.own_sources) if path], preview.rebuild)
    preview.rebuild()
    server = ReloadingServer(preview.application, watcher, preview.is_old, host)
    _speak_russian()
    say(f"Сайт открыт: {own.base_url} (остановить: Ctrl+C)")
    try:
        server.serve(host=host, port=port, debug=False)
    except OSError as error:
        raise PortError(*error.args) from error


def _speak_russian() -> None:
    """Let the libraries log failures only; `Preview` prints what happens."""
    for name in ("livereload", "tornado.access", "tornado.general"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Preview:
    """The last built site, and the errors in the data since."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.errors = ""
        self.builds = 0
        self.sent: dict[str, int] = {}  # by path, how many builds there had been when a page was last sent

    def is_old(self, path: str) -> bool:
        """Return True if the page at a path was sent before the last build."""
        return self.sent.get(path, self.builds) < self.builds

    def rebuild(self) -> None:
        """Build, and store what to show; a livereload task that raises never runs again."""
        started = time.monotonic()
        self.builds += 1
        try:
            result = build(self.options)
            report = result.report
            self.errors = "" if result.published else "\n".join([*map(str, report), report.summary()])
        except Exception:  # noqa: BLE001 - the server must keep running
            self.errors = traceback.format_exc()
        say(self.errors or f"Сайт обновлён за {time.monotonic() - started:.1f} с.")

    def application(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (WSGI) as a static host would, with the 404 page."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [("Allow", "GET, HEAD")])
            return [b""]
        # WSGI decodes the bytes of the path as Latin-1.
        wanted = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        self.sent[f"/{wanted}"] = self.builds
        path = self._find(wanted)
        if path is not None and path.is_dir():
            start_response("301 Moved Permanently", [("Location", f"/{wanted}/")])
            return [b""]
        status = "404 Not Found" if path is None else "200 OK"
        path = path or self._find("404.html")
        kind = mimetypes.guess_type(path.name)[0] if path else "text/html"
        content = path.read_bytes() if path else _EMPTY_PAGE
        if kind == "text/html":
            content = self._for_preview(content)
        charset = "; charset=utf-8" if kind and kind.startswith(("text/", "application/json")) else ""
        headers = [("Content-Type", f"{kind or 'application/octet-stream'}{charset}"), ("Cache-Control", "no-store")]
        headers.append(("Cross-Origin-Resource-Policy", "same-origin"))  # no other site may take a script from here
        start_response(status, [*headers, ("Content-Length", str(len(content)))])
        return [content if environ["REQUEST_METHOD"] == "GET" else b""]

    def _find(self, wanted: str) -> Path | None:
        if "\0" in wanted:
            return None
        root = (self.options.out / "site").resolve()
        path = (root / (f"{wanted}index.html" if wanted.endswith("/") or not wanted else wanted)).resolve()
        return path if path.is_relative_to(root) and path.exists() else None

    def _for_preview(self, content: bytes) -> bytes:
        """Remove the policy that forbids livereload's script, and put the errors above the page."""
        content = content.replace(_POLICY, b'<meta name="policy-of-the-published-page"')
        if not self.errors:
            return content
        box = (
            # Visible at any scroll position, and scrollable itself if it is long.
            '<pre role="alert" tabindex="0" style="position:fixed;inset:0 0 auto;z-index:9999;'
            "max-height:50vh;overflow:auto;box-sizing:border-box;"
            "margin:0;padding:1rem;background:#8c1d0f;color:#fff;font:16px/1.5 monospace;"
            f'white-space:pre-wrap">Сайт не обновлён:\n\n{escape(self.errors)}</pre>'
        )
        return content.replace(b"<body>", b"<body>" + box.encode(), 1)
