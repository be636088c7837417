"""Making the second tree before it is needed, so that not even the first small change has to wait for it."""

from generator.output.base import Base
from generator.output.folder import Folder
from generator.output.manifest import save_manifest
from generator.output.tree import Tree


def prepare_twin(folder: Folder) -> None:
    """Give the published tree a twin of hard links if it has none; it would also be found by `rollback`."""
    with folder.lock():
        base = Base.of(folder)
        if base.number is None or not base.known or base.manifest.twin in folder.trees():
            return
        number = max(folder.trees()) + 1
        tree = Tree(folder.unfinished(number))
        tree.link_all(base.root, base.manifest.files.paths)
        if tree.copied:  # no hard links here: a twin of copies would be no twin
            return
        folder.unfinished(number).rename(folder.mark / "trees" / str(number))
        base.manifest.twin, base.manifest.delta = number, ()
        save_manifest(folder.manifest(base.number), base.manifest)
