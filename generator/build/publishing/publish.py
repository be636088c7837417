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

from msgspec import Struct
from msgspec.structs import replace

from generator.build.publishing.background import Background
from generator.build.publishing.base import Base
from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import (
    File,
    Made,
    Manifest,
    Notes,
    content_digest,
    file_of,
    found_in,
    inspect,
    save_manifest,
)
from generator.build.publishing.tree import Tree, is_inside
from generator.caching import Target, spread, spread_over_threads

Watch = Callable[[int, int], None]  # how many targets are done, and of how many


class _Share(Struct):
    """The results of some targets, and the paths of their files on the stage."""

    made: list[Made]
    staged: list[str]


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
    """One build's access to an output folder, from before it reads its data until the site is switched."""

    def __init__(self, folder: Folder, jobs: int, *, verify: bool, cache: bool) -> None:
        self.folder, self.jobs, self.verify = folder, jobs, verify
        self.base = Base.of(folder, cache=cache)
        self._sweep()
        self.number = max([*folder.trees(), 0]) + 1
        self.unfinished = folder.unfinished(self.number)
        self.staging = self.base.number is not None
        self.new_files = Tree(folder.stage if self.staging else self.unfinished)  # where new files are written
        self._background: Background | None = None

    def close(self) -> None:
        """Remove everything but the site and the other tree."""
        if self._background:
            self._background.end()
        self._sweep()

    def _sweep(self) -> None:
        """Remove all trees but the published one and the other of the two that take turns."""
        published = self.folder.published()
        other = self.base.manifest.previous if published == self.base.number else self.base.number
        self.folder.sweep({number for number in self.folder.trees() if number in {published, other}})

    def find(self, stamp: str) -> tuple[Published, Notes | None] | None:
        """Return the published site and its notes, if it was built with this stamp and its files are unchanged."""
        manifest = self.base.manifest
        if self.base.number is None or manifest.stamp != stamp:
            return None
        self.base.look()
        return None if self.base.damaged else (_summary(self.base.files), manifest.notes)

    def start_background(self) -> None:
        """Check the published files and link the second tree in another process, while this one reads the data."""
        if self.jobs > 1 and not self.verify:
            self._background = Background.of(self.base, self._find_previous(), self.unfinished)

    def publish(
        self, targets: Sequence[Target], *, stamp: str = "", notes: Notes | None = None, watch: Watch | None = None
    ) -> Published:
        """Make `output/site` consist of exactly what the targets make; on any failure the site that was there stays.

        `stamp` and `notes` are kept with the tree.
        """
        self._look()
        made, todo = self.base.split(targets)
        staged: list[str] = []
        for share in self._make(todo, watch):
            made += share.made
            staged += share.staged
        new = Manifest(targets=made, stamp=stamp, notes=notes)
        files = new.files()
        paths = {file.path for file in files}
        _refuse_clashes(files, paths)
        removed = self.base.paths - paths
        changed = len(staged) if self.staging else len(paths)
        if changed or removed:
            self._finish(new, files, staged, removed)
        elif self._differs(new):
            new.previous, new.delta = self.base.manifest.previous, self.base.manifest.delta
            if not self.base.known:
                inspect(files, self.base.root)  # for the permissions
            save_manifest(self.folder.manifest(self.base.number or 0), new)
        return _summary(files, changed=changed, removed=len(removed), made=len(todo))

    def _look(self) -> None:
        """Find out which files are damaged."""
        seen = self._background.damaged() if self._background else None
        if self.verify:
            self.base.verify()
        elif seen is None:
            self.base.look()
        else:
            self.base.damaged |= seen

    def _make(self, todo: Sequence[Target], watch: Watch | None) -> Iterator[_Share]:
        """Make targets, several at a time if there are many."""
        forked = [target for target in todo if not target.threaded]
        threaded = [target for target in todo if target.threaded]
        sizes = {target.name: target.size for target in todo}
        done, whole = 0, sum(sizes.values())
        for share in chain(
            spread(forked, lambda target: target.size, self._make_share, self.jobs),
            spread_over_threads(threaded, self._make_share, self.jobs),
        ):
            yield share
            done += sum(sizes[made.name] for made in share.made)
            if watch:
                watch(done, whole)

    def _make_share(self, todo: Sequence[Target]) -> _Share:
        share = _Share([], [])
        for target in todo:
            files = []
            for path, content in target.make():
                file, fresh = self._place(path, content)
                files.append(file)
                if fresh and self.staging:
                    share.staged.append(path)
            share.made.append(Made(target.name, target.key, files))
        return share

    def _place(self, path: str, content: bytes) -> tuple[File, bool]:
        """Write a file to the tree or the stage unless it is published; return it, and whether it was written."""
        if not is_inside(path):
            raise AssertionError(f"a page would be written outside of the site: {path!r}")
        digest = content_digest(content)
        known = self.base.find(path, content, digest)
        if known:
            return known, False
        status = self.new_files.write(_name_on_stage(path) if self.staging else path, content)
        return file_of(path, status, digest), True

    def _finish(self, new: Manifest, files: Sequence[File], staged: list[str], removed: set[str]) -> None:
        """Bring a tree to the new state and make it the site."""
        tree = Tree(self.unfinished)
        if self.staging:
            delta = {*staged, *removed}
            self._catch_up(tree, files, delta)
            for path in sorted(removed):
                tree.remove(path)
            for path in staged:
                tree.move_in(f"{self.folder.stage}/{_name_on_stage(path)}", path)
            # After changes by hand the delta is incomplete: other files may differ, or a folder be in a file's place.
            new.previous, new.delta = self.base.number, None if self.base.damaged else tuple(sorted(delta))
        if tree.copied:
            new.targets = [replace(made, files=found_in(self.unfinished, made.files)) for made in new.targets]
        self.unfinished.rename(self.folder.mark / "trees" / str(self.number))
        save_manifest(self.folder.manifest(self.number), new)
        self.folder.switch(self.number)

    def _catch_up(self, tree: Tree, files: Sequence[File], delta: AbstractSet[str]) -> None:
        """Make a tree equal to the published one, but for the files that are about to be replaced or removed."""
        base, previous = self.base, self._usable_previous()
        if previous is not None:
            previous.rename(self.unfinished)
            differs = base.manifest.delta or ()
            for path in differs:  # all of these first: a file may come where a folder was
                if path not in base.by_path:
                    tree.remove(path)
            for path in differs:
                if path in base.by_path and path not in delta:
                    tree.link(f"{base.root}/{path}", path)
        elif self._background is None or not self._background.linked(tree):
            tree.link_all(base.root, [file.path for file in files if file.path not in delta], self.jobs)

    def _usable_previous(self) -> Path | None:
        """Return the folder of the unpublished tree, if its files are unchanged."""
        previous = self._find_previous()
        usable = self._background.usable() if self._background else None
        if usable is None:
            usable = previous is not None and self.base.is_equal(previous)
        return previous if usable else None

    def _find_previous(self) -> Path | None:
        """Return the folder of the unpublished tree, if there is one."""
        previous = self.base.manifest.previous
        if previous is None or self.base.manifest.delta is None or self.verify or previous == self.base.number:
            return None
        tree = self.folder.tree(previous)
        return tree if tree.is_dir() and not tree.is_symlink() else None

    def _differs(self, new: Manifest) -> bool:
        old = self.base.manifest
        return (old.targets, old.stamp, old.notes) != (new.targets, new.stamp, new.notes)


def _name_on_stage(path: str) -> str:
    return content_digest(path.encode()).hex()


def _refuse_clashes(files: Sequence[File], paths: AbstractSet[str]) -> None:
    if len(files) != len(paths):
        twice = [path for path, count in Counter(file.path for file in files).items() if count > 1]
        raise AssertionError(f"two pages claim {', '.join(twice)}")


def _summary(files: Sequence[File], *, changed: int = 0, removed: int = 0, made: int = 0) -> Published:
    size = sum(file.size for file in files)
    return Published(files=len(files), changed=changed, removed=removed, bytes=size, made=made)
