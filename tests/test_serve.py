"""`domchat serve`: one rebuild per burst of changes, errors on the page, and a server that keeps running."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from generator.build import Options
from generator.commands.reloading import names_of
from generator.commands.serve import Preview, _in_address
from tests.ports import reserved_port
from tests.test_cli import ROOT, domchat, project  # noqa: F401 - a fixture

PATIENCE = 20  # seconds


class Served:
    def __init__(self, folder: Path, port: int, *words: str) -> None:
        self.folder = folder
        self.port = port
        self.host = f"[{words[1]}]" if words else "127.0.0.1"
        self.log = folder / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "generator", "serve", "--port", str(self.port), *words],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        try:
            asked = urllib.request.Request(f"http://{self.host}:{self.port}{path}", headers=headers)
            with urllib.request.urlopen(asked) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait(self, condition, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if condition():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{what} did not happen:\n{self.log.read_text()}")

    def rebuilds(self) -> int:
        return self.log.read_text(encoding="utf-8").count("Сайт обновлён") - 1


@pytest.fixture
def served(project: Path) -> Iterator[Served]:  # noqa: F811
    with serving(project) as served:
        yield served


@contextmanager
def serving(project: Path, *words: str) -> Iterator[Served]:  # noqa: F811
    with reserved_port() as port:
        served = Served(project, port, *words)
        try:
            served.wait(lambda: "Сайт открыт" in served.log.read_text() and served.get("/")[0] == 200, "the start")
            yield served
        finally:
            served.process.terminate()  # not SIGINT, which shells make background jobs ignore
            served.process.wait(10)


def test_odd_requests_are_answered(served):
    asked = urllib.request.Request(f"http://127.0.0.1:{served.port}/", method="HEAD")
    with urllib.request.urlopen(asked) as answer:
        assert (answer.status, answer.read()) == (200, b"")
    assert served.get("/%00")[0] == served.get("/%ff/")[0] == 404
    log = served.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert not [line for line in log.splitlines() if re.search("[a-z]{4}", line) and not re.search("[а-я]", line)]


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "[::2]", "localhost.evil"]
)
def test_no_other_sites_name_leads_here(served, name):
    status, text = served.get("/", Host=name)
    assert status == 404
    assert "По этому имени сайт не открывается" in text
    assert served.get("/livereload.js", Host=name) == (status, text)


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:9000", "127.0.0.1", "[::1]:8000"])
def test_its_own_names_do(served, name):
    assert served.get("/", Host=name)[0] == 200


@pytest.mark.parametrize(
    ("host", "own", "strange"),
    [
        ("0.0.0.0", ["192.168.1.5", "[fe80::1]", "localhost", socket.gethostname().lower()], ["evil.example", ""]),
        ("::", ["192.168.1.5", "[fe80::1]"], ["evil.example"]),
        ("192.168.1.5", ["192.168.1.5", "localhost"], ["192.168.1.6", "192.168.1.5.evil.example"]),
        ("Dom.local", ["dom.local"], ["domxlocal"]),
    ],
)
def test_what_it_listens_on_decides_which_names_are_its_own(host, own, strange):
    assert [name for name in (*own, *strange) if re.match(names_of(host), name)] == own


def test_a_page_of_another_site_is_told_nothing(served):
    hello = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    for origin, status in (("http://evil.example", 403), (f"http://127.0.0.1:{served.port}", 101)):
        asked = http.client.HTTPConnection("127.0.0.1", served.port)
        asked.request("GET", "/livereload", headers={**hello, "Sec-WebSocket-Key": "x" * 16, "Origin": origin})
        assert asked.getresponse().status == status
        asked.close()
    asked = urllib.request.Request(f"http://127.0.0.1:{served.port}/")
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_saved_file_is_seen_whatever_its_name_and_date(tmp_path, project):  # noqa: F811
    folder = tmp_path / "а [b]: с"
    folder.mkdir()
    (project / "data").rename(folder / "data")
    with serving(folder) as served:
        company = folder / "data/companies/primer.yaml"
        older = folder / "older.yaml"
        older.write_text(company.read_text(encoding="utf-8").replace("Ленина, 1", "Ленина, 77"), encoding="utf-8")
        os.utime(older, (1_000_000_000, 1_000_000_000))
        older.rename(company)  # as a restored file is
        served.wait(lambda: served.get("/doma/ulitsa-lenina/77/")[0] == 200, "the file that is older than the server")
        (folder / "data/companies/drugaya.yml").write_text("name: А\n", encoding="utf-8")
        served.wait(lambda: "переименуйте в drugaya.yaml" in served.get("/")[1], "the error of a new .yml")
        (folder / "data/companies/drugaya.yml").unlink()
        company.parent.rename(folder / "elsewhere")
        company.parent.symlink_to(folder / "elsewhere")
        served.wait(lambda: "drugaya" not in served.get("/")[1], "the build from a linked folder")
        text = company.read_text(encoding="utf-8").replace("Ленина, 77", "Ленина, 78")
        (folder / "elsewhere/primer.yaml").write_text(text, encoding="utf-8")
        served.wait(lambda: served.get("/doma/ulitsa-lenina/78/")[0] == 200, "the file in a linked folder")


def test_an_address_of_the_sixth_version(project, browser):  # noqa: F811
    with serving(project, "--host", "::1") as served:
        page = browser.new_page()
        page.goto(f"http://[::1]:{served.port}/")
        title(served, "По шестой")
        page.wait_for_function("document.title.includes('По шестой')", timeout=PATIENCE * 1000)
        page.close()


def test_two_saves_at_short_distance_leave_the_browser_on_the_second(served, browser):
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{served.port}/uk/primer/")
    reloads = []
    page.on("load", lambda _: reloads.append(page.title()))
    for number in range(6):
        # At any moment between the first reload and the new page's connection.
        first, second = f"Первое {number}", f"Второе {number}"
        title(served, first)
        served.wait(lambda first=first: first in served.get("/")[1], "the first build")
        time.sleep(number * 0.08)
        title(served, second)
        page.wait_for_function(f"document.title.includes('{second}')", timeout=PATIENCE * 1000)
    page.wait_for_timeout(2500)
    assert len(reloads) <= 14  # each save once, and the start: no reload calls for the next
    page.close()


def title(served, text):
    site = served.folder / "data/site.yaml"
    site.write_text(re.sub("title: .*", f"title: {text}", site.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("port", ["0", "70000", "-1"])
def test_a_port_that_cannot_be(project, port):  # noqa: F811
    done = domchat("serve", "--port", port, cwd=project)
    assert done.returncode == 2
    assert "не номер порта" in done.stderr


def test_an_address_of_the_sixth_version_stands_in_brackets():
    assert _in_address("::1") == "[::1]"
    assert _in_address("127.0.0.1") == "127.0.0.1"


def test_errors_are_seen_wherever_the_page_is_scrolled_to(tmp_path):
    preview = Preview(Options(data=tmp_path, out=tmp_path, day_in=lambda _: date.min))
    preview.errors = "data/site.yaml:1:1: error"
    assert b"position:fixed" in preview._for_preview(b"<html><body><main></main></body></html>")  # noqa: SLF001


def test_a_day_of_an_editor(served):
    status, home = served.get("/")
    assert status == 200
    assert "livereload.js" in home
    assert "Content-Security-Policy" not in home  # it would block the reload script
    assert "data-worker" not in home  # the preview must never come from a browser's cache
    assert "unregister" in served.get("/sw.js")[1]
    assert served.get("/doma")[0] == 200  # after a redirect to the folder
    status, missing = served.get("/d/7k3qx/")
    assert status == 404
    assert "Такой страницы" in missing
    assert served.get("/../serve.log")[0] == 404

    # A burst of changes in several folders is one rebuild.
    companies = served.folder / "data/companies"
    text = (companies / "primer.yaml").read_text(encoding="utf-8")
    for number in range(12):
        copy = text.replace("7K3QX", f"2ND{number:02}").replace("Ленина, 1", f"Ленина, {number + 10}")
        (companies / f"primer-{number}.yaml").write_text(copy, encoding="utf-8")
    site = served.folder / "data/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("title: Чаты", "title: Новое имя"), encoding="utf-8")
    served.wait(lambda: "Новое имя" in served.get("/doma/ulitsa-lenina/21/")[1], "the rebuild")
    assert served.rebuilds() == 1

    # A mistake is shown on the open page, and the server keeps running.
    broken = companies / "primer-3.yaml"
    broken.write_text(text.replace("kind: uk", "kind: <uk>"), encoding="utf-8")
    served.wait(lambda: "error[choice]" in served.get("/doma/ulitsa-lenina/21/")[1], "the error on the page")
    page = served.get("/")[1]
    assert 'role="alert"' in page
    assert "&lt;uk&gt;" in page

    # So is a mistake in a template.
    template = served.folder / "site_src/templates/home.html"
    template.parent.mkdir(parents=True)
    broken.unlink()
    served.wait(lambda: 'role="alert"' not in served.get("/")[1], "the cure")
    template.write_text("{{ page.nothing }}", encoding="utf-8")
    served.wait(lambda: "home.html:1:1: error[template]" in served.get("/uk/")[1], "the error of the template")
    assert "no attribute &#x27;nothing&#x27;" in served.get("/uk/")[1]
    assert "Traceback" not in served.get("/uk/")[1]
    template.unlink()
    served.wait(lambda: 'role="alert"' not in served.get("/")[1], "the second cure")

    # The city's own files are watched too, in nested folders as well.
    page = served.folder / "site_src/pages/o-nas/doma.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: О домах\ndescription: О домах\n---\nТекст.\n", encoding="utf-8")
    served.wait(lambda: served.get("/o-nas/doma/")[0] == 200, "the page of its own")
