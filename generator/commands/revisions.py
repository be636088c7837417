"""The data folder at a git revision, extracted into a folder of its own."""

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.text import Bad

_FILE_MODES = ("100644", "100755")


def write_revision(data: Path, revision: str, target: Path) -> Bad | None:
    """Write the YAML files of `data` at a revision into `target`; return a `Bad` if the revision is wrong."""
    if not data.is_dir():
        return _refuse(f"папки с данными {data} нет", "укажите другую: --data ПАПКА")
    if _git(data, "rev-parse", "--is-inside-work-tree") is None:
        return _refuse(f"папка {data} лежит не в хранилище git", "команда сравнивает данные с прежней версией из git")
    commit = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        hint = "нужно имя ветки, метки или версии, например main или HEAD~1; в сборке скачайте всю историю"
        return _refuse(f"версии «{revision}» в этом хранилище нет", hint)
    for name, content in _files(data, commit.decode().strip()):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return None


def _files(data: Path, commit: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files below `data`, without git attributes and filters, and without links."""
    listed = _git(data, "ls-tree", "-r", "-z", commit, "--", ".") or b""
    for line in filter(None, listed.decode(errors="replace").split("\0")):
        about, _, name = line.partition("\t")
        mode, _kind, blob = about.split()
        path = PurePosixPath(name)
        if mode in _FILE_MODES and path.suffix == ".yaml" and ".." not in path.parts and not path.is_absolute():
            yield path, _git(data, "cat-file", "blob", blob) or b""


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return git's output, or None if it fails."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git in the person's PATH
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise OSError(0, "не найдена программа git") from None
    return done.stdout if done.returncode == 0 else None


def _refuse(text: str, hint: str) -> Bad:
    return Bad(code="revision", text=text, hint=hint)
