"""The site as it stands: what the manifest knows of it, and what of that is still true."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.output.folder import Folder
from generator.output.manifest import Entry, Made, Manifest, content_digest, load_manifest
from generator.output.tree import walk


@dataclass(kw_only=True)
class Base:
    """The published tree; `number` is None where nothing was published yet.

    `damaged` holds the paths of files that are not as they were written, found so far.
    """

    number: int | None
    root: Path
    manifest: Manifest
    known: bool  # there was a manifest
    damaged: set[str]

    @classmethod
    def of(cls, folder: Folder) -> "Base":
        """Look at what is published."""
        number = folder.published()
        manifest = load_manifest(folder.manifest(number)) if number is not None else None
        root = folder.tree(number).resolve() if number is not None else folder.out
        return cls(number=number, root=root, manifest=manifest or Manifest(), known=manifest is not None, damaged=set())

    @cached_property
    def files(self) -> Mapping[str, Entry]:
        """All files by path, as the manifest knows them."""
        return self.manifest.files()

    @cached_property
    def paths(self) -> set[str]:
        """All files that there are, as far as anybody knows without looking everywhere."""
        return set(self.files) if self.known or self.number is None else set(walk(self.root))

    def intact(self, made: Made) -> bool:
        """Tell by size, time and inode whether a target's files are as they were written."""
        bad = [path for path, entry in made.files.items() if not self._same(path, entry)]
        self.damaged.update(bad)
        return not bad

    def verify(self) -> None:
        """Read every file again; note which are not as they were written, and which nobody wrote."""
        for path, entry in self.files.items():
            content = self._read(path)
            if content is None or content_digest(content) != entry.digest:
                self.damaged.add(path)
        if self.number is not None:
            self.paths.update(walk(self.root))

    def find(self, path: str, content: bytes) -> Entry | None:
        """Return the entry of the published file with this path and content, if there is one."""
        entry = self.files.get(path)
        if entry is not None and path not in self.damaged:
            same = entry.size == len(content) and entry.digest == content_digest(content)
            return entry if same else None
        if self.number is None or self._read(path) != content:
            return None
        status = os.stat(f"{self.root}/{path}")  # noqa: PTH116
        return Entry(status.st_size, status.st_mtime_ns, status.st_ino, content_digest(content))

    def _same(self, path: str, entry: Entry) -> bool:
        if path in self.damaged:
            return False
        try:
            status = os.stat(f"{self.root}/{path}")  # noqa: PTH116
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns, status.st_ino) == entry[:3]

    def _read(self, path: str) -> bytes | None:
        try:
            with open(f"{self.root}/{path}", "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                return file.read()
        except OSError:
            return None
