"""The site as it stands: what the manifest knows of it, and what of that is still true."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from generator.build.publishing.columns import Batches, Entry, Targets, content_digest, entry_of
from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import Manifest, load_manifest
from generator.build.publishing.tree import walk
from generator.caching import Batch, Target


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
        """Look at what is published."""
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
    def rows(self) -> Mapping[str, int]:
        """Where each file stands in the columns."""
        return {path: row for row, path in enumerate(self.manifest.files.paths)}

    @cached_property
    def paths(self) -> set[str]:
        """All files that there are, as far as anybody knows without looking everywhere."""
        return set(self.manifest.files.paths if self.known or self.number is None else walk(self.root))

    def look(self) -> None:
        """Note which files are not as they were written, as far as size, time and inode tell."""
        self.damaged |= self.manifest.files.inspect(self.root)

    def is_equal(self, twin: Path) -> bool:
        """Tell whether a tree equals this one but for the manifest's `delta`, as far as sizes and times tell."""
        return self.manifest.files.inspect(twin, inodes=False) <= set(self.manifest.delta or ())

    def verify(self) -> None:
        """Read every file again; note which are not as they were written, and which nobody wrote."""
        files = self.manifest.files
        files.inspect(self.root)
        for row, path in enumerate(files.paths):
            content = self._read(path)
            if content is None or content_digest(content) != files.entry(row).digest:
                self.damaged.add(path)
        if self.number is not None:
            self.paths.update(walk(self.root))

    def split(self, given: Sequence[Target | Batch]) -> tuple[list[int], list[Target | Batch]]:
        """Tell what stays (same key, files as they were), as places among the batches, from what is to be made."""
        places = {name: place for place, name in enumerate(self.manifest.batches.names)}
        stay, rest = [], []
        for one in given:
            place = places.get(one.name)
            if place is not None and self._stays(self.manifest.batches, place, one.key):
                stay.append(place)
            else:
                rest.append(one)
        return stay, rest

    def place_of(self, target: Target) -> int | None:
        """Return the place of a target among the targets, if it stays."""
        place = self._target_places.get(target.name)
        return place if place is not None and self._stays(self.manifest.targets, place, target.key) else None

    @cached_property
    def _target_places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.manifest.targets.names)}

    def _stays(self, groups: Targets | Batches, place: int, key: str) -> bool:
        same = self.cache and bool(key) and groups.keys[place] == key
        return same and (not self.damaged or self.damaged.isdisjoint(groups.paths_of(place)))

    def find(self, path: str, content: bytes, digest: bytes) -> Entry | None:
        """Return the entry of the published file with this path and content, if there is one."""
        row = self.rows.get(path)
        if row is not None and path not in self.damaged:
            entry = self.manifest.files.entry(row)
            return entry if (entry.size, entry.digest) == (len(content), digest) else None
        if self.number is None or self._read(path) != content:
            return None
        return entry_of(os.stat(f"{self.root}/{path}"), digest)  # noqa: PTH116

    def _read(self, path: str) -> bytes | None:
        where = f"{self.root}/{path}"
        try:
            if not S_ISREG(os.lstat(where).st_mode):  # a link may lead anywhere, and a pipe would be waited for
                return None
            with open(where, "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                return file.read()
        except OSError:
            return None
