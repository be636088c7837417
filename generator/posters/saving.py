"""Writes finished files atomically, and never over a file that this program did not make."""

from pathlib import Path

from generator.posters.walking import CSV_BEGINNING
from generator.text import write_whole

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
    if not ours and path.exists() and not (old is not None and is_ours(old)):
        raise ForeignFileError(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content, mode=0o644)
    return True


def is_ours(content: bytes) -> bool:
    """Return True for a file that this program made."""
    return (content.startswith(b"%PDF") and _OUR_PDF in content) or content.startswith(CSV_BEGINNING)
