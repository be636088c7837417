"""The published site as its manifest describes it, and which of its files have been changed since."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import (
    File,
    Made,
    Manifest,
    Notes,
    content_digest,
    file_of,
    inspect,
    load_manifest,
)
from generator.build.publishing.tree import walk
from generator.caching import Target


class Base(Struct, kw_only=True, dict=True):
    """The published tree; `number` is None where nothing was published yet.

    `damaged` holds the paths of files that are not as they were written, found so far.
    """

    number: int | None
    root: Path
    manifest: Manifest
    known: bool  # there was a manifest
    damaged: set[str]
    cache: bool = True  # False: all targets are to be made

    @classmethod
    def of(cls, folder: Folder, *, cache: bool = True) -> "Base":
        """Return the published site of a folder."""
        number = folder.published()
        manifest = load_manifest(folder.manifest(number)) if number is not None else None
        root = folder.tree(number).resolve() if number is not None else folder.out
        return cls(
            number=number,
            root=root,
            manifest=manifest or Manifest(),
            known=manifest is not None,
            damaged=set(),
            cache=cache,
        )

    @cached_property
    def files(self) -> list[File]:
        """Return the files in the manifest."""
        return self.manifest.files()

    @cached_property
    def by_path(self) -> Mapping[str, File]:
        """Return the files in the manifest by path."""
        return {file.path: file for file in self.files}

    @cached_property
    def paths(self) -> set[str]:
        """Return the paths of all published files, as far as known without reading all folders."""
        return set(self.by_path if self.known or self.number is None else walk(self.root))

    def look(self) -> None:
        """Note which files are not as they were written, as far as size, time and inode tell."""
        self.damaged |= inspect(self.files, self.root)

    def is_equal(self, previous: Path) -> bool:
        """Return True if a tree equals this one but for the manifest's `delta`, as far as sizes and times tell."""
        return inspect(self.files, previous, inodes=False) <= set(self.manifest.delta or ())

    def verify(self) -> None:
        """Read every file again; note which were changed, and which are not in the manifest."""
        inspect(self.files, self.root)  # for the permissions
        for file in self.files:
            content = self._read(file.path)
            if content is None or content_digest(content) != file.digest:
                self.damaged.add(file.path)
        if self.number is not None:
            self.paths.update(walk(self.root))

    def split(self, given: Sequence[Target]) -> tuple[list[Made], list[Target]]:
        """Return the targets that stay (same key, intact files), and those to make."""
        before = {made.name: made for made in self.manifest.targets} if self.cache else {}
        stay, rest = [], []
        for target in given:
            made = before.get(target.name)
            if made is not None and target.key and made.key == target.key and self._is_whole(made):
                stay.append(made)
            else:
                rest.append(target)
        return stay, rest

    def _is_whole(self, made: Made) -> bool:
        return not self.damaged or self.damaged.isdisjoint(file.path for file in made.files)

    def find(self, path: str, content: bytes, digest: bytes) -> File | None:
        """Return the published file with this path and content, if any."""
        file = self.by_path.get(path)
        if file is not None and path not in self.damaged:
            return file if (file.size, file.digest) == (len(content), digest) else None
        if self.number is None or self._read(path) != content:
            return None
        return file_of(path, os.stat(f"{self.root}/{path}"), digest)  # noqa: PTH116 - faster than Path.stat

    def _read(self, path: str) -> bytes | None:
        where = f"{self.root}/{path}"
        try:
            if not S_ISREG(os.lstat(where).st_mode):  # a link may lead anywhere, and opening a pipe would block
                return None
            with open(where, "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                return file.read()
        except OSError:
            return None


def notes_of(folder: Folder) -> Notes | None:
    """Return the notes of the build that an output folder's site comes from, if they are known."""
    number = folder.published()
    manifest = load_manifest(folder.manifest(number)) if number is not None else None
    return manifest.notes if manifest else None
