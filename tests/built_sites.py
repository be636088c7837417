"""Sites for tests: built once per run, whatever the number of processes, and never changed."""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from generator.build.pipeline import Options, build, check
from generator.city.model import City
from generator.city.unlisted import unlisted_path
from tests.cities import TODAY, write_city
from tests.pages import Document, parse

REPOSITORY = Path(__file__).resolve().parent.parent
KEY = "a key of the tests, not of a city"
AT_ROOT, BELOW_PATH = "https://chat.example.ru/", "https://org.example.io/chats/"


class Built(Struct, frozen=True, dict=True):
    """A built site and its data."""

    data: Path
    files: Path  # the web root
    base_url: str
    key: str

    @property
    def root(self) -> str:
        """Return the path of the home page on its host."""
        return "/" + self.base_url.split("/", 3)[3]

    @cached_property
    def city(self) -> City:
        loaded = check(options(self.data, self.files.parent, base_url=self.base_url))
        assert loaded.city is not None
        return loaded.city

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of all files below the web root."""
        return frozenset(path.relative_to(self.files).as_posix() for path in self.files.rglob("*") if path.is_file())

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Return all HTML files."""
        return {name: parse(self.text(name)) for name in sorted(self.names) if name.endswith(".html")}

    @cached_property
    def stubs(self) -> dict[str, Document]:
        """Return the redirect pages."""
        return {name: document for name, document in self.documents.items() if document.refresh}

    @cached_property
    def pages(self) -> dict[str, Document]:
        """Return all pages except redirects."""
        return {name: document for name, document in self.documents.items() if not document.refresh}

    @cached_property
    def unlisted(self) -> dict[str, str]:
        """Return the expected unlisted pages: file → the secret in its address."""
        chats = {
            building: [chat for chat in building.chats if chat.link and chat.share == "poster" and not chat.withdrawn]
            for building in self.city.buildings
        }
        paths = [unlisted_path(building, self.key) for building, posters in chats.items() if posters]
        return {f"{path}/index.html": path.rpartition("-")[2] for path in paths} if self.key else {}

    def text(self, name: str) -> str:
        """Return a file as text, ignoring bytes that are not UTF-8."""
        return (self.files / name).read_bytes().decode(errors="replace" if name.endswith(".png") else "strict")

    def page_path(self, name: str) -> str:
        """Return the path on the host for a file."""
        return self.root + name.removesuffix("index.html")


def options(data: Path, out: Path, *, key: str = "", base_url: str | None = None, today: date = TODAY) -> Options:
    return Options(data=data, out=out, day_in=lambda _zone: today, base_url=base_url, key=key)


def build_site(data: Path, out: Path, base_url: str, key: str = "", *, compress: bool = False) -> Built:
    result = build(replace(options(data, out, key=key, base_url=base_url), compress=compress))
    assert result.published is not None, "\n".join(map(str, result.report))
    return Built(data, out / "site", base_url, key)


def built_once(folder: Path, base_url: str, key: str, write: Callable[[Path], object] | None = None) -> Built:
    """Return the site in a folder shared by all processes of a run; the first one builds it."""
    folder.mkdir(exist_ok=True)
    data = folder / "data" if write else REPOSITORY / "data"
    site = folder / "out" / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if site.exists():
            return Built(data, site, base_url, key)
        if write:
            write(data)
        return build_site(data, folder / "out", base_url, key)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all processes of the run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo(run_folder: Path) -> Built:
    """The demonstration, at the root of its host."""
    return built_once(run_folder / "demo", AT_ROOT, "")


@pytest.fixture(scope="session")
def demo_below(run_folder: Path) -> Built:
    """The demonstration below a path."""
    return built_once(run_folder / "demo-below", BELOW_PATH, "")


@pytest.fixture(scope="session")
def city(run_folder: Path) -> Built:
    """A synthetic city with everything that data may contain, not a demonstration."""
    return built_once(run_folder / "city", AT_ROOT, KEY, lambda data: write_city(data, buildings=150, seed=7))


@pytest.fixture(scope="session", params=["demo", "demo_below", "city"])
def site(request: pytest.FixtureRequest) -> Built:
    """Each of the three sites."""
    return request.getfixturevalue(request.param)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def command(*arguments: object) -> list[str]:
    """Return the command line of `domchat`."""
    return [sys.executable, "-m", "generator", *map(str, arguments)]


def problems(documents: dict[str, Document], find) -> Iterator[str]:
    """Yield «page: problem» for everything that `find` returns for the documents."""
    for name, document in documents.items():
        for what in find(document):
            yield f"{name}: {what}"
