"""Targets → the site: what did not change stays, the rest is made, and a link is switched.

Two trees take turns. The one that is not published gets what changed since it was, and then what is new, so that
a small change costs little however large the site is. A file that did not change is the same file in both (a hard
link). Whatever fails before the switch, the site stays as it was.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any, NamedTuple

from msgspec import Struct

from generator.collecting import without_collecting
from generator.output.base import Base
from generator.output.columns import Batches, Entry, Files, content_digest, no_batches, stretches
from generator.output.folder import Folder
from generator.output.manifest import Manifest, read_stamp, save_manifest
from generator.output.tree import Tree, is_inside
from generator.output.workers import spread, spread_over_threads
from generator.targets import Batch, Target

Watch = Callable[[int, int], None]  # how many targets are done, and of how many


class _Share(NamedTuple):
    """What was made of some batches, the paths of files on the stage, and how many targets had to be made."""

    batches: Batches
    staged: list[str]
    made: int


class Published(Struct, frozen=True, kw_only=True):
    """What publishing did: files and bytes of the whole site, targets that were made."""

    files: int
    changed: int
    removed: int
    bytes: int
    made: int


class Wishes(Struct, frozen=True, kw_only=True):
    """How to publish. `stamp` and `notes` are kept with the tree; `verify` trusts nothing but contents."""

    stamp: str = ""
    notes: Any = None
    jobs: int = 1
    verify: bool = False
    watch: Watch | None = None


def publish(folder: Folder, targets: Sequence[Target | Batch], wishes: Wishes = Wishes()) -> Published:
    """Make `output/site` consist of exactly what the targets make; on any failure the site that was there stays."""
    folder.claim()
    with without_collecting(), folder.lock():
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
    with without_collecting(), folder.lock():
        number = folder.published()
        if number is None or read_stamp(folder.manifest(number)) != stamp:
            return None
        base = Base.of(folder)
        if base.manifest.stamp != stamp:
            return None
        base.look()
        return None if base.damaged else (_summary(base.manifest.files), base.manifest.notes)


class _Publishing:
    def __init__(self, folder: Folder, base: Base, wishes: Wishes) -> None:
        self.folder, self.base, self.wishes = folder, base, wishes
        self.number = max([*folder.trees(), 0]) + 1
        self.unfinished = folder.unfinished(self.number)
        first = base.number is None
        self.workshop = Tree(self.unfinished if first else folder.stage)  # where new files are written
        self.staging = not first

    def run(self, targets: Sequence[Target | Batch]) -> Published:
        if self.wishes.verify:
            self.base.verify()
        else:
            self.base.look()
        stay, todo = self.base.split(targets)
        new = Manifest(stamp=self.wishes.stamp, notes=self.wishes.notes)
        for start, stop in stretches(stay):
            new.batches.take(self.base.manifest.batches, start, stop)
        staged: list[str] = []
        made = 0
        for share in self._make(todo):
            new.batches.take(share.batches, 0, len(share.batches))
            staged += share.staged
            made += share.made
        files = new.files
        paths = set(files.paths)
        _refuse_clashes(files.paths, paths)
        removed = self.base.paths - paths
        changed = len(staged) if self.staging else len(paths)
        if changed or removed:
            self._finish(new, staged, removed)
        elif self._differs(new):
            new.twin, new.delta = self.base.manifest.twin, self.base.manifest.delta
            save_manifest(self.folder.manifest(self.base.number or 0), new)
        shutil.rmtree(self.folder.stage, ignore_errors=True)
        return _summary(files, changed=changed, removed=len(removed), made=made)

    def _make(self, todo: Sequence[Target | Batch]) -> Iterator[_Share]:
        """Make targets, several at a time if there are many."""
        threaded = [one for one in todo if isinstance(one, Target) and one.threaded]
        forked = [one for one in todo if isinstance(one, Batch) or not one.threaded]
        done, whole = 0, sum(map(_size, todo))
        sizes = {one.name: _size(one) for one in todo}
        for share in chain(
            spread(forked, _size, self._make_share, self.wishes.jobs),
            spread_over_threads(threaded, self._make_share, self.wishes.jobs),
        ):
            yield share
            done += sum(map(sizes.__getitem__, share.batches.names))
            if self.wishes.watch:
                self.wishes.watch(done, whole)

    def _make_share(self, todo: Sequence[Target | Batch]) -> _Share:
        share = _Share(no_batches(), [], 0)
        made = 0
        for one in todo:
            for target in one.targets() if isinstance(one, Batch) else (one,):
                made += self._keep_or_make(target, share)
            share.batches.close(one.name, one.key)
        return share._replace(made=made)

    def _keep_or_make(self, target: Target, share: _Share) -> bool:
        """Add a target to the share; tell whether it had to be made."""
        targets = share.batches.inner
        place = self.base.place_of(target)
        if place is not None:
            targets.take(self.base.manifest.targets, place, place + 1)
            return False
        for path, content in target.make():
            entry, fresh = self._place(path, content)
            targets.inner.add(path, entry)
            if fresh and self.staging:
                share.staged.append(path)
        targets.close(target.name, target.key)
        return True

    def _place(self, path: str, content: bytes) -> tuple[Entry, bool]:
        """Put a file where it belongs, or on the stage, unless it is there; tell whether it had to be written."""
        if not is_inside(path):
            raise AssertionError(f"a page would be written outside of the site: {path!r}")
        digest = content_digest(content)
        known = self.base.find(path, content, digest)
        if known:
            return known, False
        return self.workshop.write(_name_on_stage(path) if self.staging else path, content, digest), True

    def _finish(self, new: Manifest, staged: list[str], removed: set[str]) -> None:
        """Bring a tree to the new state and make it the site."""
        tree = Tree(self.unfinished)
        if self.staging:
            delta = {*staged, *removed}
            self._catch_up(tree, new.files.paths, delta)
            for path in sorted(removed):
                tree.remove(path)
            for path in staged:
                tree.move_in(f"{self.folder.stage}/{_name_on_stage(path)}", path)
            new.twin, new.delta = self.base.number, tuple(sorted(delta))
        if tree.copied:
            new.files.look_again(self.unfinished)
        self.unfinished.rename(self.folder.mark / "trees" / str(self.number))
        save_manifest(self.folder.manifest(self.number), new)
        self.folder.switch(self.number)
        self.folder.sweep({number for number in (self.number, self.base.number) if number is not None})

    def _catch_up(self, tree: Tree, paths: Sequence[str], delta: AbstractSet[str]) -> None:
        """Make a tree equal to the published one, but for the files that are about to be replaced or removed."""
        base, twin = self.base, self.base.manifest.twin
        if twin in self.folder.trees() and not self.wishes.verify:
            self.folder.manifest(twin).unlink(missing_ok=True)
            self.folder.tree(twin).rename(self.unfinished)
            for path in base.manifest.delta:
                if path not in base.rows:
                    tree.remove(path)
                elif path not in delta:
                    tree.link(f"{base.root}/{path}", path)
        else:
            tree.link_all(base.root, [path for path in paths if path not in delta], self.wishes.jobs)

    def _differs(self, new: Manifest) -> bool:
        old = self.base.manifest
        return (old.batches, old.stamp, old.notes) != (new.batches, new.stamp, new.notes)


def _size(one: Target | Batch) -> int:
    return one.size if isinstance(one, Batch) else 1


def _name_on_stage(path: str) -> str:
    return content_digest(path.encode()).hex()


def _refuse_clashes(paths: Sequence[str], different: AbstractSet[str]) -> None:
    if len(paths) != len(different):
        twice = [path for path, count in Counter(paths).items() if count > 1]
        raise AssertionError(f"two pages claim {', '.join(twice)}")


def _summary(files: Files, *, changed: int = 0, removed: int = 0, made: int = 0) -> Published:
    return Published(files=len(files.paths), changed=changed, removed=removed, bytes=sum(files.sizes), made=made)
