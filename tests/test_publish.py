"""`domchat publish`: the site in a plain folder, which stays the same folder whatever is published."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build.publishing import Folder, ForeignFolderError, copy_site, plain_folder
from generator.commands import cli
from tests.datafiles.folders import invite, write
from tests.test_output import put, tree

OLD = {"index.html": b"old", "doma/a/index.html": b"a", "doma/b/index.html": b"b", "sw.js": b"1"}
NEW = {"index.html": b"new", "doma/a/index.html": b"a", "assets/x.css": b"x", "sw.js": b"2"}


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for the list of what was put there."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(".domchat", None)
    return found


def test_the_folder_becomes_the_site_and_stays_the_same_folder(tmp_path):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, OLD)
    assert copy_site(Folder(out), target) == plain_folder.Copied(files=4, changed=4, removed=0)
    inode = target.stat().st_ino
    put(out, NEW)
    assert copy_site(Folder(out), target) == plain_folder.Copied(files=4, changed=3, removed=1)
    assert (files(target), target.stat().st_ino) == (NEW, inode)
    assert not (target / "doma/b").exists()
    assert copy_site(Folder(out), target) == plain_folder.Copied(files=4, changed=0, removed=0)
    assert tree(out) == NEW


def test_whoever_serves_the_folder_sees_a_withdrawn_link_no_more(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chat = f"    chat: {{link: '{invite(1)}'}}\n"
    data = "name: УК «А»\nkind: direct\nbuildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n"
    write(Path("data"), {"companies/a.yaml": data + chat})
    publish()
    with serving(Path("www")) as port:
        assert invite(1) in page(port)
        withdrawn = chat.replace("}", ", withdrawn: 2026-11-20}")
        write(Path("data"), {"companies/a.yaml": data + withdrawn})
        publish()
        assert invite(1) not in page(port)


def publish():
    assert cli.main(["build", "--today", "2026-11-22"]) == 0
    assert cli.main(["publish", "www"]) == 0


@contextmanager
def serving(folder):
    """A server that took the folder for its working directory once, as a container takes a volume; yield its port."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(re.search(r"port (\d+)", server.stdout.readline())[1])
        finally:
            server.kill()


def page(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/doma/ulitsa-lenina/1/") as answer:
        return answer.read().decode()


@pytest.mark.parametrize("name", ["index.html", "doma", "doma/a/index.html"])
def test_a_file_of_somebody_else_in_the_way_stops_it_before_anything_is_changed(tmp_path, name):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, OLD)
    (target / name).parent.mkdir(parents=True)
    (target / name).write_bytes(b"mine")
    with pytest.raises(ForeignFolderError, match=name):
        copy_site(Folder(out), target)
    assert files(target) == {name: b"mine"}


def test_other_files_of_somebody_else_stay(tmp_path):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, OLD)
    copy_site(Folder(out), target)
    (target / ".well-known").mkdir()
    (target / ".well-known/token").write_bytes(b"mine")
    (target / "doma/b/photo.jpg").write_bytes(b"mine")
    put(out, NEW)
    copy_site(Folder(out), target)
    assert files(target) == {**NEW, ".well-known/token": b"mine", "doma/b/photo.jpg": b"mine"}


@pytest.mark.parametrize("name", ["doma", "doma/a"])
def test_nothing_is_written_through_a_link(tmp_path, name):
    out, target, other = tmp_path / "out", tmp_path / "www", tmp_path / "other"
    put(out, OLD)
    other.mkdir()
    (target / name).parent.mkdir(parents=True)
    (target / name).symlink_to(other)
    with pytest.raises(ForeignFolderError):
        copy_site(Folder(out), target)
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("where", ["out", "out/site", "out/.domchat/www", "out/site/www", "."])
def test_the_output_folder_is_no_place_for_it(tmp_path, where):
    put(tmp_path / "out", OLD)
    with pytest.raises(ForeignFolderError):
        copy_site(Folder(tmp_path / "out"), tmp_path / where)
    assert tree(tmp_path / "out") == OLD


def test_pages_come_after_what_they_need_and_the_worker_last(tmp_path, monkeypatch):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, {**NEW, "doma/a/index.html.br": b"z", "sw.js.br": b"z"})
    order = []
    monkeypatch.setattr(
        shutil, "copy2", lambda source, copy, real=shutil.copy2: (order.append(source), real(source, copy))
    )
    copy_site(Folder(out), target)
    kinds = [
        "page" if ".html" in path.name else "worker" if path.name.startswith("sw.js") else "asset" for path in order
    ]
    assert kinds == ["asset", "page", "page", "page", "worker", "worker"]


def test_killed_after_any_file_the_next_run_ends_it(tmp_path, monkeypatch):
    out = tmp_path / "out"
    real = os.replace
    for after in range(6):
        target = tmp_path / f"www{after}"
        put(out, OLD)
        copy_site(Folder(out), target)
        put(out, NEW)
        left = [after]

        def replace(self, goal, left=left):
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, goal)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            try:
                copy_site(Folder(out), target)
            except KeyboardInterrupt:
                found = files(target)
                found.pop(".domchat.new", None)  # the list of what is ours leaves none
                assert all(content in (OLD.get(path), NEW.get(path)) for path, content in found.items())
        copy_site(Folder(out), target)
        assert files(target) == NEW


def test_everybody_may_read_it_whatever_the_umask(tmp_path):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, OLD)
    before = os.umask(0o077)
    try:
        copy_site(Folder(out), target)
    finally:
        os.umask(before)
    modes = {oct(path.stat().st_mode & 0o777) for path in target.rglob("*") if path.is_dir()}
    assert modes == {"0o755"}
    assert {oct(path.stat().st_mode & 0o777) for path in target.rglob("*") if path.is_file()} == {"0o644"}
    assert oct(target.stat().st_mode & 0o777) == "0o755"


def test_the_list_names_no_unlisted_page(tmp_path):
    out, target = tmp_path / "out", tmp_path / "www"
    put(out, {"D/7K3QX-SECRET0000/index.html": b"x"})
    copy_site(Folder(out), target)
    assert "SECRET" not in (target / ".domchat").read_text()


def test_nothing_built_yet(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["publish", "www"]) == 2
    assert "сначала постройте его: domchat build" in capsys.readouterr().err
    assert not Path("www").exists()


def test_a_folder_that_is_not_for_it_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    put(Path("output"), OLD)
    write(Path("www"), {"index.html": "mine", "site.yaml": None})
    assert cli.main(["publish", "www"]) == 2
    assert "www/index.html создано не этой командой, ничего не изменено" in capsys.readouterr().err


def test_the_data_of_a_city_are_no_place_for_the_site(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    put(Path("output"), OLD)
    before = tree(write(Path("data"), {}))
    assert cli.main(["publish", "data"]) == 2
    assert "папка с данными города" in capsys.readouterr().err
    assert tree(Path("data")) == before
