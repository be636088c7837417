"""A host that tests can stop, slow down, and switch to another site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from pathlib import Path
from time import sleep

from tests.ports import http_server


@dataclass
class Host:
    """The state of the server. `root` is the path of the site on it."""

    folder: Path
    root: str = "/"
    address: str = ""
    down: bool = False  # closes every connection
    delays: dict[str, float] = field(default_factory=dict)  # prefix of the path → seconds; the longest prefix counts
    instead: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # path below the root → status and body to send
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        return f"{self.address}{self.root}{path}"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, media type and body for a path below the root."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        file = self.folder / name
        kind = "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "text/plain"
        if path in self.instead:
            status, body = self.instead[path]
            return status, kind, body
        if file.is_file():
            return 200, kind, file.read_bytes()
        missing = self.folder / "404.html"
        return 404, "text/html", missing.read_bytes() if missing.is_file() else b"Not found"


@contextmanager
def serve(folder: Path, root: str = "/") -> Iterator[Host]:
    """Run a host inside the `with`."""
    host = Host(folder, root)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            host.asked.append(path)
            sleep(max([0.0, *(time for begin, time in host.delays.items() if path.startswith(begin))]))
            if host.down:
                self.close_connection = True
                return
            status, kind, body = host.answer(path.removeprefix(host.root))
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Print nothing."""

    with http_server(Handler) as host.address:
        yield host
