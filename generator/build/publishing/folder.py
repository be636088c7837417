"""The output folder on disk.

    output/
      site             a symbolic link to one of the trees: the web root
      .domchat/        the mark that this folder is ours
        trees/<n>/     the published tree and the one before it, for going back
        trees/<n>.manifest
                       what the tree consists of
        stage/         files on their way into a tree

Where there are no symbolic links (Windows without developer mode), `site` is the published tree itself and gets
replaced by two renames: whoever asks between them finds nothing, for about a millisecond.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct

from generator.build.publishing.modes import open_folder
from generator.text import locked, write_whole

_MARK = ".domchat"
_NUMBER = "tree"  # in a `site` that is no link: the number of the tree that it is


class ForeignFolderError(Exception):
    """The output folder holds something that this program did not make."""


class Folder(Struct, frozen=True):
    """Where things stand in an output folder, and the few steps that change which tree is the site."""

    out: Path

    @property
    def site(self) -> Path:
        """The web root."""
        return self.out / "site"

    @property
    def mark(self) -> Path:
        """Our own corner."""
        return self.out / _MARK

    @property
    def stage(self) -> Path:
        """Files on their way."""
        return self.mark / "stage"

    def tree(self, number: int) -> Path:
        """Return where a tree stands."""
        return self.site if number == self._unlinked() else self.mark / "trees" / str(number)

    def manifest(self, number: int) -> Path:
        """Return where it stands what a tree consists of."""
        return self.mark / "trees" / f"{number}.manifest"

    def claim(self) -> None:
        """Mark the folder as ours, or refuse one that somebody else filled."""
        strange = self.out.is_symlink() or (self.out.exists() and (not self.out.is_dir() or any(self.out.iterdir())))
        if strange and not self.mark.is_dir():
            raise ForeignFolderError(str(self.out))
        self.refuse_links()
        ours = [self.mark, self.mark / "trees"]
        ours += [] if self.out.exists() else [self.out]
        (self.mark / "trees").mkdir(parents=True, exist_ok=True)
        for path in ours:  # a web server passes through them
            open_folder(path)
        if self.site.exists() and not self.site.is_symlink() and self._unlinked() is None:
            raise ForeignFolderError(str(self.site))

    def refuse_links(self) -> None:
        """Raise ForeignFolderError if one of our folders is a link: what is behind it was not made here."""
        for path in (self.mark, self.mark / "trees"):
            if path.is_symlink():
                raise ForeignFolderError(str(path))

    def lock(self, waiting: Callable[[], object] = lambda: None) -> AbstractContextManager[None]:
        """Return a hold on the folder: a second build calls `waiting` and waits for the first."""
        return locked(self.mark / "lock", waiting)

    def published(self) -> int | None:
        """Return the number of the tree that is the site."""
        if not self.site.is_symlink():
            return self._unlinked()
        name = self.site.readlink().name
        return int(name) if name.isdigit() and (self.mark / "trees" / name).is_dir() else None

    def trees(self) -> list[int]:
        """Return the numbers of all whole trees."""
        numbers = {int(path.name) for path in (self.mark / "trees").iterdir() if path.name.isdigit() and path.is_dir()}
        number = self._unlinked()
        return sorted(numbers | ({number} if number is not None else set()))

    def unfinished(self, number: int) -> Path:
        """Return where a tree stands until it is whole."""
        return self.mark / "trees" / f"{number}.unfinished"

    def switch(self, number: int) -> None:
        """Make a whole tree the site, in one step."""
        fresh = self.out / ".site.new"
        fresh.unlink(missing_ok=True)
        if self._unlinked() is None:
            try:
                fresh.symlink_to(f"{_MARK}/trees/{number}", target_is_directory=True)
            except OSError:
                if self.site.is_symlink():
                    raise
                return self._replace_site(number)
            fresh.replace(self.site)
        else:
            self._replace_site(number)
        return None

    def _replace_site(self, number: int) -> None:
        """Make a tree the site where no link can be had: two renames."""
        old = self._unlinked()
        if old is not None:
            self.site.rename(self.mark / "trees" / str(old))
        (self.mark / "trees" / str(number)).rename(self.site)
        write_whole(self.mark / _NUMBER, str(number).encode())

    def _unlinked(self) -> int | None:
        """Return the number of the tree that stands at `site` itself, if one does."""
        if self.site.is_symlink() or not self.site.is_dir():
            return None
        try:
            return int((self.mark / _NUMBER).read_text())
        except (OSError, ValueError):
            return None

    def sweep(self, keep: set[int]) -> None:
        """Remove all other trees, and what killed builds left behind."""
        names = {name for number in keep for name in (str(number), f"{number}.manifest")}
        for path in (self.mark / "trees").iterdir():
            if path.name not in names:
                _remove(path)
        _remove(self.stage)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        path.unlink()
