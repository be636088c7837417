"""Publishing: the whole old site or the whole new one, and never a folder that isn't ours."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generator import output
from generator.output import ForeignFolderError, publish

OLD = {"index.html": b"old", "doma/a/index.html": b"a", "doma/b/index.html": b"b"}
NEW = {"index.html": b"new", "doma/a/index.html": b"a"}


def tree(out: Path) -> dict[str, bytes]:
    site = out / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_publishes_exactly_the_given_files(tmp_path):
    done = publish(tmp_path / "out", OLD.items())
    assert tree(tmp_path / "out") == OLD
    assert (done.files, done.changed, done.removed, done.bytes) == (3, 3, 0, 5)


def test_old_files_vanish_and_unchanged_ones_keep_their_identity(tmp_path):
    out = tmp_path / "out"
    publish(out, OLD.items())
    before = (out / "site/doma/a/index.html").stat()
    done = publish(out, NEW.items())
    assert tree(out) == NEW
    assert (done.changed, done.removed) == (1, 1)
    after = (out / "site/doma/a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_nothing_changed_touches_nothing(tmp_path):
    out = tmp_path / "out"
    publish(out, OLD.items())
    link = (out / "site").readlink()
    done = publish(out, OLD.items())
    assert (done.changed, done.removed) == (0, 0)
    assert (out / "site").readlink() == link
    assert [path.name for path in (out / ".domchat/trees").iterdir()] == ["1"]


def test_the_tree_before_is_kept_and_no_older_one(tmp_path):
    out = tmp_path / "out"
    for number in range(4):
        publish(out, {"index.html": str(number).encode()}.items())
    assert sorted(path.name for path in (out / ".domchat/trees").iterdir()) == ["3", "4"]


def test_a_failure_on_the_way_leaves_the_old_site(tmp_path):
    out = tmp_path / "out"
    publish(out, OLD.items())

    def files():
        yield "index.html", b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(out, files())
    assert tree(out) == OLD
    assert [path.name for path in (out / ".domchat/trees").iterdir()] == ["1"]


@pytest.mark.parametrize("step", ["mkdir", "open", "link", "rename", "symlink", "replace", "rmtree"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_of_publishing(tmp_path, step, when):
    """A process that dies before or after each kind of file operation leaves the old site or the new one, whole."""
    out = tmp_path / "out"
    publish(out, {"index.html": b"older"}.items())
    publish(out, OLD.items())
    script = textwrap.dedent(f"""
        import os, shutil, sys
        from pathlib import Path
        from generator.output import publish
        holder, name = {{"mkdir": (Path, "mkdir"), "open": (Path, "open"), "link": (os, "link"),
            "rename": (Path, "rename"), "symlink": (Path, "symlink_to"), "replace": (Path, "replace"),
            "rmtree": (shutil, "rmtree")}}[{step!r}]
        real = getattr(holder, name)
        def dying(*args, **kwargs):
            if {step!r} == "open" and args[0].name == "lock":
                return real(*args, **kwargs)
            if {when!r} == "after":
                real(*args, **kwargs)
            os._exit(9)
        setattr(holder, name, dying)
        publish(Path({str(out)!r}), {list(NEW.items())!r})
    """)
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == 9
    assert tree(out) in (OLD, NEW)
    publish(out, NEW.items())
    assert tree(out) == NEW
    assert len(list((out / ".domchat/trees").iterdir())) <= 2


def test_refuses_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"precious")
    with pytest.raises(ForeignFolderError):
        publish(tmp_path, OLD.items())
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_refuses_a_site_that_is_not_its_link(tmp_path):
    out = tmp_path / "out"
    publish(out, OLD.items())
    (out / "site").unlink()
    (out / "site").mkdir()
    with pytest.raises(ForeignFolderError):
        publish(out, NEW.items())


@pytest.mark.parametrize("name", ["../escaped.html", "a/../../escaped.html", "/tmp/escaped.html", "..\\escaped.html"])
def test_never_writes_outside(tmp_path, name):
    out = tmp_path / "out"
    with pytest.raises(AssertionError):
        publish(out, [(name, b"x")])
    assert not (out / "site").exists()
    assert not list(tmp_path.rglob("escaped*"))


def test_two_pages_never_share_a_file(tmp_path):
    with pytest.raises(AssertionError, match="two pages"):
        publish(tmp_path / "out", [("a.html", b"1"), ("a.html", b"2")])


def test_works_where_hard_links_do_not(tmp_path, monkeypatch):
    out = tmp_path / "out"
    publish(out, OLD.items())
    monkeypatch.setattr(output.os, "link", lambda *_: (_ for _ in ()).throw(PermissionError()))
    publish(out, NEW.items())
    assert tree(out) == NEW
