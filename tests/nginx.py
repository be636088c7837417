"""The system's nginx, serving a site as its maintainer would configure it."""

import http.client
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from msgspec import Struct, field

from tests.built_sites import Built
from tests.ports import reserved_port, wait_for

_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_CONFIG = """\
{modules}
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
    server {{
        listen 127.0.0.1:{port};
        root {root};
        {server}
    }}
}}
"""


class Answer(Struct, frozen=True):
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)  # lower-case names


class Nginx(Struct, frozen=True):
    port: int
    log: Path
    access: Path

    def ask(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return Answer(answer.status, body, found)

    def logs_until(self, mark: str) -> str:
        """Return both logs once `mark` is in them: nginx writes a line after its answer was read."""
        until = monotonic() + 10
        while mark not in (logs := self.access.read_text(encoding="utf-8") + self.log.read_text(encoding="utf-8")):
            if monotonic() > until:
                pytest.fail(f"the logs of nginx never had {mark}")
            sleep(0.02)
        return logs


def find_nginx() -> str:
    """Return the path of nginx; without it or its module, tests fail rather than being skipped."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None or not _BROTLI.exists():
        pytest.fail(
            "The tests need nginx with brotli, which is not here. Type: ./scripts/system-packages", pytrace=False
        )
    return found


@contextmanager
def serve(site: Built, folder: Path) -> Iterator[Nginx]:
    """Serve a site with its own nginx files, brotli enabled as they recommend."""
    files = site.files.resolve()
    root = folder / "www"
    place = root / site.root.strip("/") if site.root != "/" else root
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(files, target_is_directory=True)
    with running(
        root,
        folder,
        modules=f"load_module {_BROTLI};",
        http=f'map $host $somebody_elses {{ default "no"; }} include {files}/redirects.nginx.conf;',
        server=f"brotli_static on; include {files}/server.nginx.conf;",
    ) as server:
        yield server


@contextmanager
def running(root: Path, folder: Path, *, server: str, http: str = "", modules: str = "") -> Iterator[Nginx]:
    """Serve the files below `root` with these directives; `folder` gets the logs."""
    program, config = find_nginx(), folder / "nginx.conf"
    with reserved_port() as port:
        text = _CONFIG.format(folder=folder, root=root, port=port, modules=modules, http=http, server=server)
        config.write_text(text, encoding="utf-8")
        process = subprocess.Popen([program, "-c", str(config), "-e", str(folder / "error.log")])
        try:
            wait_for(port, process, "nginx")
            yield Nginx(port, folder / "error.log", folder / "access.log")
        finally:
            process.terminate()
            process.wait(10)
