"""One process at a time, on every system."""

import errno
import fcntl
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread
from types import ModuleType, SimpleNamespace

import pytest

from generator.commands.data_lock import data_locked
from generator.text import locking


def take_region(handle: int, mode: int, length: int) -> None:
    """Do what `msvcrt.locking` does: refuse at once what another handle holds."""
    assert (mode, length) == (2, 1)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise PermissionError(errno.EACCES, "Permission denied") from None


@pytest.fixture(params=["posix", "win32"])
def module(request, monkeypatch, tmp_path) -> ModuleType:
    """The module as it is here, and as it is on Windows, where a folder can't be opened."""
    if request.param == "posix":
        return locking
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=take_region, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spec = importlib.util.spec_from_file_location("locking_on_windows", locking.__file__)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("name", ["data", "lock"])
def test_the_second_waits_and_says_so_once(module, tmp_path, name):
    path = tmp_path / name
    (tmp_path / "data").mkdir()
    said, entered, order = [], Event(), []

    def waiting():
        said.append("waits")
        entered.set()

    def second():
        with module.locked(path, waiting):
            order.append("second")

    thread = Thread(target=second)
    with module.locked(path, lambda: said.append("nobody holds it yet")):
        thread.start()
        assert entered.wait(10)
        order.append("first")
    thread.join(10)
    assert (said, order) == (["waits"], ["first", "second"])
    assert os.listdir(tmp_path / "data") == []  # noqa: PTH208


@pytest.mark.parametrize("path", ["data", "lock"])
def test_a_disk_that_cannot_lock(tmp_path, monkeypatch, path):
    (tmp_path / "data").mkdir()

    def flock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("generator.text.locking.fcntl.flock", flock)
    done = []
    with locking.locked(tmp_path / path, lambda: done.append("waits")):
        done.append("goes on")
    assert done == ["goes on"]


def test_a_killed_process_holds_nothing(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from generator.text import locked\n"
        "with locked(Path(sys.argv[1])): print('holds', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout.readline() == b"holds\n"
        process.kill()
        process.wait()
        with locking.locked(tmp_path, lambda: pytest.fail("it is still held")):
            pass


def test_a_failure_inside_lets_go(tmp_path):
    with pytest.raises(ValueError, match="bad"), locking.locked(tmp_path):
        raise ValueError("bad")
    with locking.locked(tmp_path, lambda: pytest.fail("it is still held")):
        pass


def test_whoever_waits_for_the_data_is_told(tmp_path, capsys):
    with locking.locked(tmp_path):
        thread = Thread(target=lambda: data_locked(tmp_path).__enter__(), daemon=True)
        thread.start()
        for _ in range(100):
            if said := capsys.readouterr().err:
                break
            time.sleep(0.05)
    thread.join(10)
    assert said == "Эти данные сейчас меняет другая команда: ждём, пока она закончит.\n"
