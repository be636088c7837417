"""Operations on a tree of files. Published files are never opened for writing."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.build.publishing.modes import is_readable, mend_mode
from generator.caching import spread

_INSIDE = re.compile(r"(?:(?!\.\.?/)[^/\\\0]+/)*(?!\.\.?$)[^/\\\0]+")


def is_inside(path: str) -> bool:
    """Return True if a relative path stays inside its folder."""
    return bool(_INSIDE.fullmatch(path))


class Tree:
    """A tree that is being made."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.copied = False  # files had to be copied, so their inodes differ
        self._folders: set[str] = set()
        self._umask_is_right = False  # new folders get the right permissions without mending

    def write(self, path: str, content: bytes) -> os.stat_result:
        """Write a new file."""
        target = self._place(path)
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        except FileExistsError as error:
            raise AssertionError(f"two pages claim {path}") from error
        try:
            written = os.write(handle, content)
            while written < len(content):
                written += os.write(handle, content[written:])
            status = os.fstat(handle)
            if not is_readable(status.st_mode):
                mend_mode(target)
            return status
        finally:
            os.close(handle)

    def move_in(self, source: str, path: str) -> None:
        """Move a file to its path, replacing an existing one."""
        os.replace(source, self._place(path))  # noqa: PTH105 - faster than Path

    def link(self, source: str, path: str) -> None:
        """Link another tree's file to its path, replacing an existing one; copy it if links are impossible."""
        target = self._place(path)
        try:
            os.link(source, target)
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108
            self.link(source, path)
        except OSError:
            shutil.copy2(source, target)
            self.copied = True

    def link_all(self, root: Path, paths: Sequence[str], jobs: int = 1) -> None:
        """Link files of another tree to the same paths here."""

        def link(share: Sequence[str]) -> bool:
            for path in share:
                self.link(f"{root}/{path}", path)
            return self.copied

        self.copied |= any([*spread(paths, lambda _: 1, link, jobs)])

    def remove(self, path: str) -> None:
        """Remove a file, and folders that become empty."""
        try:
            os.unlink(f"{self.root}/{path}")  # noqa: PTH108
            while path := path.rpartition("/")[0]:
                os.rmdir(f"{self.root}/{path}")  # noqa: PTH106
                self._folders.discard(path)
        except OSError:
            return  # the file is missing, or the folder isn't empty

    def _place(self, path: str) -> str:
        """Return the full path of a file; its folder is created."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._make_folder(folder)
        return f"{self.root}/{path}"

    def _make_folder(self, folder: str) -> None:
        above = folder.rpartition("/")[0]
        if folder and above not in self._folders:
            self._make_folder(above)
        with suppress(FileExistsError):
            path = f"{self.root}/{folder}" if folder else self.root
            os.mkdir(path)  # noqa: PTH102
            if not self._umask_is_right:
                self._umask_is_right = is_readable(os.lstat(path).st_mode)
                mend_mode(path)
        self._folders.add(folder)


def walk(root: Path) -> Iterator[str]:
    """Yield the path of each file below a folder."""
    for folder, _, names in os.walk(root):
        prefix = Path(folder).relative_to(root).as_posix()
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)
