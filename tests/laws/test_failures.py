"""Whenever a build is killed or fails, the site is completely the old one or completely the new one."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.pipeline import Options, build
from generator.build.publishing import Folder
from tests.built_sites import tree
from tests.cities import TODAY, write_city

BUILDINGS = 60
STRESS = int(os.environ.get("DOMCHAT_STRESS", "0"))
KILLS = STRESS or 6
AS_IF_LARGE = """
from generator.build.publishing import background
from generator.caching import processes
from generator.commands.cli import run
background._MANY, processes._FEW = 0, 10
run()
"""
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def city(tmp_path: Path) -> Options:
    write_city(tmp_path / "data", buildings=BUILDINGS, seed=7)
    options = Options(
        data=tmp_path / "data",
        out=tmp_path / "out",
        day_in=lambda _zone: TODAY,
        key="a key of laws, 9c41",
        jobs=2,
    )
    assert build(options).published
    return options


def rename_site(city: Options, title: str) -> None:
    """Change a word that is on every page."""
    path = city.data / "site.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f'title: "{title}"' if line.startswith("title:") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def site(options: Options) -> dict[str, bytes]:
    return tree(options.out / "site")


def test_killed_at_any_moment(city: Options, tmp_path: Path):
    """All processes of a build are killed together; the next build succeeds."""
    moments = random.Random(5)
    versions = {}
    for name in ("один", "два"):
        rename_site(city, name)
        clean = replace(city, out=tmp_path / name)
        assert build(clean).published
        versions[name] = site(clean)
    assert build(city).published
    started = time.monotonic()
    rename_site(city, "один")
    assert build(city).published
    usual = time.monotonic() - started
    command = [
        sys.executable, "-c", AS_IF_LARGE, "build", "--data", str(city.data), "--out", str(city.out),
        "--today", TODAY.isoformat(), "--jobs", "2",
    ]  # fmt: skip
    killed = 0
    for count in range(KILLS):
        rename_site(city, ("два", "один")[count % 2])
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env={**os.environ, "DOMCHAT_KEY": "a key of laws, 9c41"}, start_new_session=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(moments.uniform(0, 1.5 * usual))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
        assert site(city) in versions.values()
    assert killed
    rename_site(city, "один")
    assert build(city).published
    assert site(city) == versions["один"]


@pytest.mark.parametrize("call", ["open", "write", "mkdir", "link", "rename", "replace", "symlink"])
@pytest.mark.parametrize("number", [1, 5])
def test_a_failing_call_leaves_the_site(city: Options, monkeypatch: pytest.MonkeyPatch, call: str, number: int):
    """A full disk, a folder that became read-only, a broken mount: every call that changes something may fail."""
    before = site(city)
    rename_site(city, "Другое")
    real, left = getattr(os, call), iter(range(number - 1, -1, -1))

    def failing(*args: object, **kwargs: object) -> object:
        changes = call != "open" or bool(args[1] & os.O_CREAT)  # type: ignore[operator]
        if changes and next(left, 0) == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        with suppress(OSError):  # optional calls may fail without an error
            build(replace(city, jobs=1))
        assert site(city) == before or "Другое".encode() in site(city)["index.html"]
    assert build(city).published
    assert "Другое".encode() in site(city)["index.html"]
    assert site(city) == site_of_nothing(city)


def site_of_nothing(city: Options) -> dict[str, bytes]:
    clean = replace(city, out=city.out.with_name("clean"))
    assert build(clean).published
    return site(clean)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root; the failing calls above stand for it")
def test_a_folder_that_may_not_be_written(city: Options):
    before = site(city)
    rename_site(city, "Другое")
    (city.out / ".domchat").chmod(0o500)
    with pytest.raises(PermissionError):
        build(city)
    (city.out / ".domchat").chmod(0o700)
    assert site(city) == before


def test_a_file_that_vanishes_while_it_is_read(city: Options, monkeypatch: pytest.MonkeyPatch):
    before = site(city)
    rename_site(city, "Другое")
    victim = min((city.data / "companies").iterdir())
    real = Path.read_bytes

    def reading(path: Path) -> bytes:
        if path == victim:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", reading)
    with pytest.raises(FileNotFoundError):
        build(city)
    assert site(city) == before


def test_a_worker_that_is_killed(city: Options, monkeypatch: pytest.MonkeyPatch):
    before = site(city)
    rename_site(city, "Другое")
    here = os.getpid()

    def dying(*_: object) -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"made by the first process before it forks others"

    monkeypatch.setattr("generator.site.rendering.Renderer.render", dying)
    with pytest.raises(Exception, match="terminated abruptly"):
        build(city)
    assert site(city) == before


def test_two_builds_at_once_do_not_mix(city: Options, tmp_path: Path):
    rename_site(city, "Другое")
    command = [
        sys.executable, "-c", AS_IF_LARGE, "build", "--data", str(city.data), "--out", str(city.out),
        "--today", TODAY.isoformat(),
    ]  # fmt: skip
    environment = {**os.environ, "DOMCHAT_KEY": "a key of laws, 9c41"}
    both = [subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert site(city) == site_of_nothing(city)


def test_a_build_that_waits_says_so(city: Options):
    command = [sys.executable, "-m", "generator", "build", "--data", str(city.data), "--out", str(city.out)]
    with Folder(city.out).lock():
        second = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, "DOMCHAT_KEY": "a key of laws, 9c41"},
            stderr=subprocess.PIPE,
            text=True,
        )
        said = second.stderr.readline()
        assert second.poll() is None
    assert "другая сборка" in said
    assert "Готово" in second.communicate()[1]


def test_a_build_that_cannot_say_that_it_waits_does_not_begin(city: Options):
    """A full disk for messages does not mean that the lock works."""

    def waiting() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = site(city)
    rename_site(city, "Другое")
    with Folder(city.out).lock(), pytest.raises(OSError, match="No space"):
        build(replace(city, waiting=waiting))
    assert site(city) == before


def test_a_disk_that_cannot_lock(city: Options, monkeypatch: pytest.MonkeyPatch):
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("generator.text.locking.fcntl.flock", flock)
    rename_site(city, "Другое")
    assert build(city).published
    assert site(city) == site_of_nothing(city)
