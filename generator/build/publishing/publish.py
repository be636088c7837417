"""Targets → the site: what did not change stays, the rest is made, and a link is switched.

Two trees take turns. The one that is not published gets what changed since it was, and then what is new, so that
a small change costs little however large the site is. A file that did not change is the same file in both (a hard
link). Whatever fails before the switch, the site stays as it was.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from generator.build.publishing.ahead import Ahead
from generator.build.publishing.base import Base
from generator.build.publishing.columns import Batches, Entry, Files, content_digest, no_batches, stretches
from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import Manifest, save_manifest
from generator.build.publishing.tree import Tree, is_inside
from generator.build.publishing.workers import spread, spread_over_threads
from generator.caching import Batch, Target

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


@contextmanager
def publishing(
    folder: Folder,
    jobs: int = 1,
    *,
    verify: bool = False,
    cache: bool = True,
    waiting: Callable[[], object] = lambda: None,
) -> Iterator["Publishing"]:
    """Hold an output folder for one build; a second one calls `waiting` and waits.

    `verify` trusts only contents; without `cache`, all targets are made.
    """
    folder.claim()
    with folder.lock(waiting):
        one = Publishing(folder, jobs, verify=verify, cache=cache)
        try:
            yield one
        finally:
            one.close()


class Publishing:
    """One build's hold on an output folder, from before it reads its data until the site is switched."""

    def __init__(self, folder: Folder, jobs: int, *, verify: bool, cache: bool) -> None:
        self.folder, self.jobs, self.verify = folder, jobs, verify
        self.base = Base.of(folder, cache=cache)
        self._sweep()
        self.number = max([*folder.trees(), 0]) + 1
        self.unfinished = folder.unfinished(self.number)
        self.staging = self.base.number is not None
        self.workshop = Tree(folder.stage if self.staging else self.unfinished)  # where new files are written
        self._ahead: Ahead | None = None

    def close(self) -> None:
        """Leave nothing behind but the site and one tree more."""
        if self._ahead:
            self._ahead.end()
        self._sweep()

    def _sweep(self) -> None:
        """Keep the tree that was the site before, or if this still is, the one that takes its turn next."""
        published = self.folder.published()
        other = self.base.manifest.twin if published == self.base.number else self.base.number
        self.folder.sweep({number for number in self.folder.trees() if number in {published, other}})

    def find(self, stamp: str) -> tuple[Published, Any] | None:
        """Return the site as it stands and its notes, if it was built from what `stamp` says and nobody touched it."""
        manifest = self.base.manifest
        if self.base.number is None or manifest.stamp != stamp:
            return None
        self.base.look()
        return None if self.base.damaged else (_summary(manifest.files), manifest.notes)

    def look_ahead(self) -> None:
        """Begin, in another process, with what takes long in a large site: this one can read its data meanwhile."""
        if self.jobs > 1 and not self.verify:
            self._ahead = Ahead.of(self.base, self._twin(), self.unfinished)

    def publish(
        self, targets: Sequence[Target | Batch], *, stamp: str = "", notes: object = None, watch: Watch | None = None
    ) -> Published:
        """Make `output/site` consist of exactly what the targets make; on any failure the site that was there stays.

        `stamp` and `notes` are kept with the tree.
        """
        self._look()
        stay, todo = self.base.split(targets)
        new = Manifest(stamp=stamp, notes=notes)
        for start, stop in stretches(stay):
            new.batches.take(self.base.manifest.batches, start, stop)
        staged: list[str] = []
        made = 0
        for share in self._make(todo, watch):
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
            if not self.base.known:
                files.inspect(self.base.root)  # for the permissions
            save_manifest(self.folder.manifest(self.base.number or 0), new)
        return _summary(files, changed=changed, removed=len(removed), made=made)

    def _look(self) -> None:
        """Find out which files are damaged."""
        seen = self._ahead.damaged() if self._ahead else None
        if self.verify:
            self.base.verify()
        elif seen is None:
            self.base.look()
        else:
            self.base.damaged |= seen

    def _make(self, todo: Sequence[Target | Batch], watch: Watch | None) -> Iterator[_Share]:
        """Make targets, several at a time if there are many."""
        threaded = [one for one in todo if isinstance(one, Target) and one.threaded]
        forked = [one for one in todo if isinstance(one, Batch) or not one.threaded]
        done, whole = 0, sum(map(_size, todo))
        sizes = {one.name: _size(one) for one in todo}
        for share in chain(
            spread(forked, _size, self._make_share, self.jobs),
            spread_over_threads(threaded, self._make_share, self.jobs),
        ):
            yield share
            done += sum(map(sizes.__getitem__, share.batches.names))
            if watch:
                watch(done, whole)

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
            # Where somebody changed files by hand there may be more that nobody noticed, or a folder in a file's place.
            new.twin, new.delta = self.base.number, None if self.base.damaged else tuple(sorted(delta))
        if tree.copied:
            new.files.look_again(self.unfinished)
        self.unfinished.rename(self.folder.mark / "trees" / str(self.number))
        save_manifest(self.folder.manifest(self.number), new)
        self.folder.switch(self.number)

    def _catch_up(self, tree: Tree, paths: Sequence[str], delta: AbstractSet[str]) -> None:
        """Make a tree equal to the published one, but for the files that are about to be replaced or removed."""
        base, twin = self.base, self._usable_twin()
        if twin is not None:
            twin.rename(self.unfinished)
            differs = base.manifest.delta or ()
            for path in differs:  # all of these first: a file may come where a folder was
                if path not in base.rows:
                    tree.remove(path)
            for path in differs:
                if path in base.rows and path not in delta:
                    tree.link(f"{base.root}/{path}", path)
        elif self._ahead is None or not self._ahead.linked(tree):
            tree.link_all(base.root, [path for path in paths if path not in delta], self.jobs)

    def _usable_twin(self) -> Path | None:
        """Return where the tree stands that takes its turn next, if nobody touched it."""
        twin = self._twin()
        usable = self._ahead.usable() if self._ahead else None
        if usable is None:
            usable = twin is not None and self.base.is_equal(twin)
        return twin if usable else None

    def _twin(self) -> Path | None:
        """Return where the tree stands that takes its turn next, if there is one."""
        twin = self.base.manifest.twin
        if twin is None or self.base.manifest.delta is None or self.verify or twin == self.base.number:
            return None
        tree = self.folder.tree(twin)
        return tree if tree.is_dir() and not tree.is_symlink() else None

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
