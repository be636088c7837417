"""A folder at a git revision, extracted into a folder of its own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from generator.text import Bad, shorten

_FILE_MODES = ("100644", "100755")
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}


def write_revision(folder: Path, revision: str, target: Path, *, suffix: str = "", gone: bool = False) -> Bad | None:
    """Write the files of `folder` at a revision into `target`; return a `Bad` if the revision is wrong.

    `gone`: the folder itself may no longer exist.
    """
    target.mkdir(parents=True, exist_ok=True)
    if not gone and not folder.is_dir():
        return _refuse(f"папки с данными {folder} нет", "укажите другую: --data ПАПКА")
    inside, below = (folder, "") if folder.is_dir() else (folder.parent, f"{folder.name}/")
    refusal = _refuse_repository(inside) or _refuse_revision(inside, revision)
    if refusal:
        return refusal
    for name, content in _files(inside, f"{revision}^{{commit}}"):
        if name.startswith(below) and name.endswith(suffix):
            path = target / name.removeprefix(below)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content())
    return None


def changed_files(folder: Path, revision: str) -> list[str] | Bad:
    """Return the paths below `folder` that differ from a revision, new and deleted ones too."""
    refusal = _refuse_repository(folder) or _refuse_revision(folder, revision)
    if refusal:
        return refusal
    changed = _read(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--", ".")
    fresh = _read(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return sorted(filter(None, (changed + fresh).decode(errors="replace").split("\0")))


def _refuse_revision(folder: Path, revision: str) -> Bad | None:
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    hint = "нужно имя ветки, метки или версии, например main или HEAD~1; в сборке скачайте всю историю"
    text = f"версии «{shorten(revision)}» в этом хранилище нет"
    return Bad(code="unknown-revision", text=text, hint=hint) if found.returncode else None


def revision_before(folder: Path, moment: datetime) -> str | None:
    """Return the newest commit before a moment, or None if the folder's repository has none."""
    if not folder.is_dir() or _refuse_repository(folder):
        return None
    found = _git(folder, "rev-list", "-1", f"--before={moment.isoformat()}", "HEAD")
    return found.stdout.decode().strip() or None


def _refuse_repository(folder: Path) -> Bad | None:
    found = _git(folder, "rev-parse", "--is-inside-work-tree")
    if b"dubious ownership" in found.stderr:
        lines = found.stderr.decode(errors="replace").splitlines()
        cure = next((line.strip() for line in lines if "safe.directory" in line), "")
        hint = f"если хранилищу можно доверять, выполните: {cure}"
        return _refuse(f"git не читает {folder}: хранилище принадлежит другому пользователю", hint)
    if found.returncode:
        return _refuse(f"папка {folder} лежит не в хранилище git", "команда сравнивает данные с прежней версией из git")
    return None


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the content of each file below a folder by name; hidden files are ignored.

    As in a build, the folder's own folders may be links to others.
    """
    found: dict[str, bytes] = {}
    for top in sorted(folder.iterdir()) if folder.is_dir() else ():
        for path in sorted(top.rglob("*")) if top.is_dir() else (top,):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                found[name.as_posix()] = path.read_bytes()
    return found


def _files(folder: Path, commit: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield (name, function that reads it) of the files below `folder`, without git attributes, filters and links."""
    listed = _read(folder, "ls-tree", "-r", "-z", commit, "--", ".")
    for line in filter(None, listed.decode(errors="replace").split("\0")):
        about, _, name = line.partition("\t")
        mode, _kind, blob = about.split()
        path = PurePosixPath(name)
        if mode in _FILE_MODES and ".." not in path.parts and not path.is_absolute():
            yield name, partial(_read, folder, "cat-file", "blob", blob)


def _read(folder: Path, *arguments: str) -> bytes:
    done = _git(folder, *arguments)
    if done.returncode:
        raise OSError(0, f"git {arguments[0]}: {shorten(done.stderr.decode(errors='replace'), 200)}")
    return done.stdout


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # Inside a git hook the environment names another repository, folder and index; the one around the folder is meant.
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git in the person's PATH
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        raise OSError(0, "не найдена программа git") from None


def _refuse(text: str, hint: str) -> Bad:
    return Bad(code="revision", text=text, hint=hint)
