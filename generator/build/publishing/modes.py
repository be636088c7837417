"""Permissions of published files: 0755 for folders and 0644 for files, whatever the umask.

Web servers mostly run as another user. Permissions that can't be changed (another owner, a disk without
permissions) are left alone.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISDIR, S_ISREG

_FILE, _FOLDER, _ALL = 0o644, 0o755, 0o777
_HAS_MODES = os.name == "posix"


def is_readable(mode: int) -> bool:
    """Return whether a file or a folder has the permissions it should have; anything else counts as such."""
    wanted = _FILE if S_ISREG(mode) else _FOLDER if S_ISDIR(mode) else mode & _ALL
    return mode & _ALL == wanted or not _HAS_MODES


def mend_mode(path: str) -> None:
    """Set the permissions of a file or folder; links are not followed."""
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if not is_readable(mode):
            special = S_IMODE(mode) & ~_ALL  # such as setgid, which makes new files inherit the folder's group
            os.chmod(path, special | (_FOLDER if S_ISDIR(mode) else _FILE))  # noqa: PTH101


def mend_folders(root: Path, paths: Iterable[str]) -> None:
    """Give their permissions to a tree's folder and to all folders in it that these files are in."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders):
        mend_mode(f"{root}/{folder}" if folder else str(root))


def open_folder(path: Path) -> None:
    """Let everybody read a folder above the site; the owner's permissions stay."""
    mode = path.stat().st_mode
    if _HAS_MODES and mode | 0o055 != mode:
        with suppress(OSError):
            path.chmod(S_IMODE(mode) | 0o055)
