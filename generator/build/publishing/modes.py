"""Permissions of published files: 0755 for folders and 0644 for files, whatever the umask.

Web servers mostly run as another user. Permissions that can't be changed (another owner, a disk without
permissions) are left alone.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IFDIR, S_IFREG, S_IMODE, S_ISDIR, S_ISREG

_FILE, _FOLDER, _ALL = 0o644, 0o755, 0o777
_USUAL = {S_IFREG | _FILE, S_IFDIR | _FOLDER}
_KIND_AND_MODE = 0o170000 | _ALL
_HAS_MODES = os.name == "posix"


def is_readable(mode: int) -> bool:
    """Return True if a file or folder has the right permissions; other kinds of files are not checked."""
    if mode & _KIND_AND_MODE in _USUAL or not _HAS_MODES:
        return True
    return not (S_ISREG(mode) or S_ISDIR(mode))


def mend_mode(path: str) -> None:
    """Set the permissions of a file or folder; links are not followed."""
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if not is_readable(mode):
            special = S_IMODE(mode) & ~_ALL  # such as setgid, which makes new files inherit the folder's group
            os.chmod(path, special | (_FOLDER if S_ISDIR(mode) else _FILE))  # noqa: PTH101


def mend_folders(root: Path, paths: Iterable[str], look: Callable[[str], os.stat_result]) -> None:
    """Restore the permissions of all folders of a tree that contain these files.

    `look` returns the status of a path below the tree's folder.
    """
    folders: set[str] = set()
    found = set(paths)
    while found := {path.rpartition("/")[0] for path in found} - folders - {""}:
        folders |= found
    for folder in sorted(folders):  # parents first
        try:
            mode = look(folder).st_mode
        except OSError:
            continue
        if not is_readable(mode):
            mend_mode(f"{root}/{folder}")


def open_folder(path: Path) -> None:
    """Let everybody read a folder above the site; the owner's permissions stay."""
    mode = path.stat().st_mode
    if _HAS_MODES and mode | 0o055 != mode:
        with suppress(OSError):
            path.chmod(S_IMODE(mode) | 0o055)
