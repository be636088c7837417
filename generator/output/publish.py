"""Targets → the site: what did not change stays, the rest is made, and a link is switched.

Two trees take turns. The one that is not published gets what changed since it was, and then what is new, so that
a small change costs little however large the site is. A file that did not change is the same file in both (a hard
link). Whatever fails before the switch, the site stays as it was.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.output.base import Base
from generator.output.folder import Folder
from generator.output.manifest import Entry, Made, Manifest, content_digest, read_stamp, save_manifest
from generator.output.tree import Tree, is_inside
from generator.output.workers import spread, spread_over_threads
from generator.targets import Batch, Target

Watch = Callable[[int, int], None]  # how many targets are done, and of how many


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What publishing did: files and bytes of the whole site, targets that were made."""

    files: int
    changed: int
    removed: int
    bytes: int
    made: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """How to publish. `stamp` and `notes` are kept with the tree; `verify` trusts nothing but contents."""

    stamp: str = ""
    notes: Any = None
    jobs: int = 1
    verify: bool = False
    watch: Watch | None = None


class _Placed(NamedTuple):
    """A file that was made: `staged` is where it waits, empty if it already stands where it belongs."""

    entry: Entry
    staged: str


def publish(folder: Folder, given: Sequence[Target | Batch], wishes: Wishes = Wishes()) -> Published:
    """Make `output/site` consist of exactly what the targets make; on any failure the site that was there stays."""
    targets = [target for one in given for target in (one.targets() if isinstance(one, Batch) else (one,))]
    folder.claim()
    with folder.lock():
        base = Base.of(folder)
        keep = {number for number in (base.number, base.manifest.twin) if number is not None}
        folder.sweep(keep)
        try:
            return _Publishing(folder, base, wishes).run(targets)
        except BaseException:
            folder.sweep(keep)
            raise


def look(folder: Folder, stamp: str) -> tuple[Published, Any] | None:
    """Return the site as it stands and its notes, if it was built from what `stamp` says and nobody touched it."""
    if not folder.mark.is_dir():
        return None
    with folder.lock():
        number = folder.published()
        if number is None or read_stamp(folder.manifest(number)) != stamp:
            return None
        base = Base.of(folder)
        if base.manifest.stamp != stamp or not all(map(base.intact, base.manifest.targets.values())):
            return None
        return _summary(base.files, changed=0, removed=0, made=0), base.manifest.notes


class _Publishing:
    def __init__(self, folder: Folder, base: Base, wishes: Wishes) -> None:
        self.folder, self.base, self.wishes = folder, base, wishes
        self.number = max([*folder.trees(), 0]) + 1
        self.unfinished = folder.unfinished(self.number)
        first = base.number is None
        self.workshop = Tree(self.unfinished if first else folder.stage)  # where new files are written
        self.staging = not first

    def run(self, targets: Sequence[Target]) -> Published:
        if self.wishes.verify:
            self.base.verify()
        kept = {target.name: made for target in targets if (made := self._kept(target))}
        todo = [target for target in targets if target.name not in kept]
        placed = dict(self._make(todo))
        staged = {path: one.staged for files in placed.values() for path, one in files.items() if one.staged}
        new = Manifest(stamp=self.wishes.stamp, notes=self.wishes.notes)
        for target in targets:
            files = {path: one.entry for path, one in placed.get(target.name, {}).items()}
            new.targets[target.name] = kept.get(target.name) or Made(target.key, files)
        files = new.files()
        _refuse_clashes(new, files)
        removed = self.base.paths - files.keys()
        changed = len(staged) if self.staging else len(files)
        if changed or removed:
            self._finish(new, files, staged, removed)
        elif self._differs(new):
            new.twin, new.delta = self.base.manifest.twin, self.base.manifest.delta
            save_manifest(self.folder.manifest(self.base.number or 0), new)
        shutil.rmtree(self.folder.stage, ignore_errors=True)
        return _summary(files, changed=changed, removed=len(removed), made=len(todo))

    def _kept(self, target: Target) -> Made | None:
        """Return what was made of the target, if its key is the same and its files are as they were."""
        made = self.base.manifest.targets.get(target.name)
        if made is None or not target.key or made.key != target.key:
            return None
        return made if self.base.intact(made) else None

    def _make(self, todo: Sequence[Target]) -> Iterator[tuple[str, dict[str, _Placed]]]:
        """Make targets, several at a time if there are many; yield the name of each and its files."""
        forked = [target for target in todo if not target.threaded]
        threaded = [target for target in todo if target.threaded]
        made = chain(
            spread(len(forked), lambda index: self._make_one(forked[index]), self.wishes.jobs),
            spread_over_threads(len(threaded), lambda index: self._make_one(threaded[index]), self.wishes.jobs),
        )
        for done, (target, files) in enumerate(zip(chain(forked, threaded), made, strict=True), 1):
            yield target.name, files
            if self.wishes.watch:
                self.wishes.watch(done, len(todo))

    def _make_one(self, target: Target) -> dict[str, _Placed]:
        placed = {}
        for path, content in target.make():
            if path in placed:
                raise AssertionError(f"{target.name} makes {path} twice")
            placed[path] = self._place(path, content)
        return placed

    def _place(self, path: str, content: bytes) -> _Placed:
        if not is_inside(path):
            raise AssertionError(f"a page would be written outside of the site: {path!r}")
        known = self.base.find(path, content)
        if known:
            return _Placed(known, "")
        if not self.staging:
            return _Placed(self.workshop.write(path, content), "")
        name = content_digest(path.encode())
        return _Placed(self.workshop.write(name, content), name)

    def _finish(self, new: Manifest, files: dict[str, Entry], staged: dict[str, str], removed: set[str]) -> None:
        """Bring a tree to the new state and make it the site."""
        tree = Tree(self.unfinished)
        if self.staging:
            self._catch_up(tree, files, staged)
            for path in sorted(removed):
                tree.remove(path)
            for path, name in staged.items():
                tree.move_in(f"{self.folder.stage}/{name}", path)
            new.twin, new.delta = self.base.number, tuple(sorted({*staged, *removed}))
        if tree.copied:
            _look_again(new, self.unfinished)
        self.unfinished.rename(self.folder.mark / "trees" / str(self.number))
        save_manifest(self.folder.manifest(self.number), new)
        self.folder.switch(self.number)
        self.folder.sweep({number for number in (self.number, self.base.number) if number is not None})

    def _catch_up(self, tree: Tree, files: dict[str, Entry], staged: dict[str, str]) -> None:
        """Make a tree equal to the published one, but for the files that are about to be replaced."""
        base, twin = self.base, self.base.manifest.twin
        if twin in self.folder.trees() and not self.wishes.verify:
            self.folder.manifest(twin).unlink(missing_ok=True)
            self.folder.tree(twin).rename(self.unfinished)
            for path in base.manifest.delta:
                if path in base.files and path in files:
                    tree.link(f"{base.root}/{path}", path)
                elif path not in base.files:
                    tree.remove(path)
        else:
            for path in files:
                if path not in staged:
                    tree.link(f"{base.root}/{path}", path)

    def _differs(self, new: Manifest) -> bool:
        old = self.base.manifest
        return (old.targets, old.stamp, old.notes) != (new.targets, new.stamp, new.notes)


def _refuse_clashes(new: Manifest, files: dict[str, Entry]) -> None:
    if sum(len(made.files) for made in new.targets.values()) != len(files):
        seen: set[str] = set()
        twice = [path for made in new.targets.values() for path in made.files if path in seen or seen.add(path)]  # type: ignore[func-returns-value]
        raise AssertionError(f"two pages claim {', '.join(twice)}")


def _look_again(new: Manifest, root: Path) -> None:
    """Note the times and inodes of a tree whose files are copies."""
    for made in new.targets.values():
        for path, entry in made.files.items():
            status = (root / path).stat()
            made.files[path] = entry._replace(time=status.st_mtime_ns, inode=status.st_ino)


def _summary(files: Mapping[str, Entry], *, changed: int, removed: int, made: int) -> Published:
    size = sum(entry.size for entry in files.values())
    return Published(files=len(files), changed=changed, removed=removed, bytes=size, made=made)
