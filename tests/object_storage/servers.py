"""A real S3 server for tests, and a proxy before it that counts requests and fails on demand."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.ports import http_server, reserved_port, wait_for

KEYS = {"AWS_ACCESS_KEY_ID": "TESTKEY0123456789", "AWS_SECRET_ACCESS_KEY": "test-secret-of-nobody"}


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """Serve a folder's subfolders as buckets; yield the endpoint."""
    program = shutil.which("rclone", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.fail("The tests need rclone, which `make .venv/.dev` installs", pytrace=False)
    with reserved_port() as port:
        address = f"127.0.0.1:{port}"
        command = [program, "serve", "s3", str(folder), "--addr", address, "--auth-key", ",".join(KEYS.values())]
        with (folder.parent / "s3.log").open("wb") as log:
            process = subprocess.Popen([*command, "--config", str(folder.parent / "none")], stdout=log, stderr=log)
        try:
            wait_for(port, process, "the S3 server")
            yield f"http://{address}"
        finally:
            process.kill()
            process.wait(10)


class _Handler(BaseHTTPRequestHandler):
    """Passes a request on as it came: its signature covers the host's name."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer takes 40 ms
    proxy: "Proxy"

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.proxy.requests.append((self.command, self.path, len(body)))
        status = self.proxy.failing(self.command, self.path)
        if status == BROKEN:
            self.close_connection = True
        elif isinstance(status, str):
            self._answer(403, [], f"<?xml version='1.0'?><Error><Code>{status}</Code></Error>".encode())
        elif status and status != HALF:
            self._answer(status, [], b"<html>busy</html>")
        else:
            connection = HTTPConnection(*self.proxy.behind, timeout=20)
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                connection.putheader(name, value)
            connection.endheaders(body[: len(body) // 2] if status == HALF else body)
            if status == HALF:
                connection.close()
                self.close_connection = True
                return
            answer = connection.getresponse()
            self._answer(answer.status, answer.getheaders(), answer.read())
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        head = self.command == "HEAD"
        for name, value in headers:
            if name.lower() not in {"transfer-encoding", "connection"} and (head or name.lower() != "content-length"):
                self.send_header(name, value)
        if not head:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if head else body)

    def log_message(self, *_: object) -> None:
        pass

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _pass_on  # noqa: N815 - names of http.server


# Instead of a status: the connection breaks, before anything was passed on or in the middle of it.
BROKEN, HALF = 1, 2


class Proxy:
    """Passes requests on to a server, unless `failing` returns the status to be answered, or the code of a refusal."""

    def __init__(self, endpoint: str) -> None:
        self.requests: list[tuple[str, str, int]] = []  # method, path, bytes sent
        self.failing: Callable[[str, str], int | str | None] = lambda _method, _path: None
        host, port = endpoint.removeprefix("http://").split(":")
        self.behind = (host, int(port))
        self._handler = type("Handler", (_Handler,), {"proxy": self})
        self.endpoint = ""

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        with http_server(self._handler) as self.endpoint:
            yield self
