"""Files are written by one module only, atomically."""

import ast
import os
from pathlib import Path

import pytest

from generator.commands.text_files import write_texts
from generator.text import write_all_whole, write_whole

ROOT = Path(__file__).parent.parent / "generator"
# Code that opens, creates or moves files without `write_whole`, and the reason.
ALLOWED = {
    "text/atomic_write.py": "this is it",
    "text/locking.py": "an empty file to hold",
    "build/publishing/tree.py": "a new file in a tree that is not the site yet",
    "build/publishing/folder.py": "whole trees and the link of the site",
    "build/publishing/plain_folder.py": "a copy of a published file, moved in",
    "build/publishing/publish.py": "whole trees",
    "caching/processes.py": "a pipe",
    "commands/cli.py": "the log of a failure; nowhere, instead of a closed output",
    "commands/import_differences.py": "a temporary folder",
    "commands/revisions.py": "a temporary folder",
    "commands/screen.py": "nowhere, instead of a reader who left",
    "link_check/memory.py": "answers are appended as they come",
    "region/through_storage.py": "an archive in memory; a city unpacked into a folder of this run",
}
WRITING = {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "rename", "renames", "fdopen", "touch"}
MOVING = {("os", "replace"), ("shutil", "move"), ("shutil", "copy"), ("shutil", "copy2"), ("shutil", "copyfile")}


def writes(call: ast.Call) -> bool:
    """Return True if a call opens a file for writing, creates one, or replaces one."""
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    owner = function.value.id if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) else ""
    if (isinstance(function, ast.Attribute) and name in WRITING) or (owner, name) in MOVING:
        return True
    if name == "replace":  # `Path.replace(target)`; that of a text takes two words, that of a date or struct names
        return len(call.args) == 1 and not call.keywords
    if name == "open" and owner == "os":
        return "O_WRONLY" in ast.unparse(call) or "O_RDWR" in ast.unparse(call)
    if name == "open":
        texts = [node.value for node in [*call.args, *(word.value for word in call.keywords)]
                 if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
        return any(set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts)
    return False


def test_every_file_is_written_there():
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and writes(node)
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize("step", ["open", "write", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "дом.yaml"
    path.write_bytes(b"old")

    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, content):
            self.file.write(content[:2])
            raise OSError(28, "No space left on device")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if step == "write":
            patch.setattr("builtins.open", lambda handle, mode: Full(os.fdopen(handle, mode)))
        else:
            patch.setattr(*((os, "open") if step == "open" else (Path, "replace")), fail)
        with pytest.raises(OSError, match="No space") as caught:
            write_whole(path, b"new content")
    assert caught.value.filename == str(path)  # not an internal temporary name
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["дом.yaml"]


def test_none_is_replaced_before_all_are_written(tmp_path):
    first = tmp_path / "first"
    first.write_bytes(b"old")
    with pytest.raises(FileNotFoundError) as caught:
        write_all_whole({first: b"new", tmp_path / "no folder" / "second": b"new"})
    assert caught.value.filename == str(tmp_path / "no folder" / "second")
    assert first.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["first"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", b"")
        write_whole(tmp_path / "public", b"", mode=0o644)
        (tmp_path / "old").touch(0o600)
        write_whole(tmp_path / "old", b"")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"new": 0o640, "public": 0o644, "old": 0o600}


def test_the_longest_name(tmp_path):
    path = tmp_path / ("д" * 125 + ".yaml")  # 255 bytes, as many as most disks take
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_is_read_meanwhile_stays_whole_for_its_reader(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"old"


def test_the_mark_of_utf_8_stays_and_is_one(tmp_path):
    """A table of `check-links` brings the mark with it, every week again; an editor's mark stays where it was."""
    table, edited = tmp_path / "primer.csv", tmp_path / "primer.yaml"
    edited.write_bytes("\ufeffИмя".encode())
    for _ in range(2):
        write_texts({table: "\ufeffДом", edited: "Другое"})
    assert table.read_bytes() == "\ufeffДом".encode()
    assert edited.read_bytes() == "\ufeffДругое".encode()
