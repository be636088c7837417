"""Writes finished files atomically, and never over a file that this program did not make."""

from collections.abc import Callable
from pathlib import Path

from generator.posters.walking import CSV_BEGINNING
from generator.text import write_whole

_ENDINGS = (".pdf", ".csv")
_OUR_PDF = b"domchat"  # one of the keywords in each of our files, in plain text as PDF/A requires


class ForeignFileError(Exception):
    """The path is taken by a file that this program did not make."""


def put(path: Path, content: bytes, *, ours: bool) -> bool:
    """Write the file unless its content is the same; return True if it was written.

    `ours` means a folder of the program's own; elsewhere only files that the program made are replaced.
    """
    old = path.read_bytes() if path.is_file() else None
    if old == content:
        return False
    if not ours and path.exists() and not (old is not None and _is_ours(old)):
        raise ForeignFileError(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content, mode=0o644)
    return True


def stale_files(folder: Path, is_current: Callable[[str], bool]) -> list[Path]:
    """Return the files below a folder that the program made under names which are no longer used."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in _ENDINGS and path.is_file())
    old = (path for path in found if not is_current(path.relative_to(folder).with_suffix("").as_posix()))
    return [path for path in old if _is_ours(path.read_bytes())]


def _is_ours(content: bytes) -> bool:
    return (content.startswith(b"%PDF") and _OUR_PDF in content) or content.startswith(CSV_BEGINNING)
