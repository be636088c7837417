"""A storage with two buckets, and a proxy before it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.object_storage.servers import KEYS, Proxy, s3_server
from tests.region.buckets import LISTING
from tests.region.regions import write_region


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("s3") / "buckets"
    for name in ("closed", "site"):
        (folder / name).mkdir(parents=True)
    with s3_server(folder) as endpoint:
        yield endpoint, folder


@pytest.fixture
def proxy(server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    for variable in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(variable)
    with Proxy(server[0]).running() as proxy:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": proxy.endpoint}.items():
            monkeypatch.setenv(name, value)
        yield proxy


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return write_region(tmp_path / "region")


@pytest.fixture
def stored(region: Path, server: tuple[str, Path]) -> Callable[..., dict[str, bytes]]:
    """Return what has the objects of a folder of the site's bucket, but for the lists of what was published."""

    def look(folder: str = "chat") -> dict[str, bytes]:
        root = server[1] / "site" / region.parent.name / folder
        found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not name.endswith(LISTING)}

    return look
