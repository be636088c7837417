"""Having the previous site back: the two trees change places."""

from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import Manifest, load_manifest, save_manifest


class BusyFolderError(Exception):
    """A build is at work: the site that is meant would no longer be the previous one when it has ended."""


def roll_back(folder: Folder) -> bool:
    """Make the tree before the published one the site again; return False if there is none.

    Raises BusyFolderError while the folder is held by a build.
    """
    if not folder.mark.is_dir():
        return False
    folder.refuse_links()
    with folder.lock(waiting=_refuse):
        current = folder.published()
        if current is None:
            return False
        old = load_manifest(folder.manifest(current))
        # Any other tree is one that a killed build had no time to make the site, or somebody else's.
        others = [number for number in folder.trees() if number != current and (old is None or number == old.twin)]
        if not others:
            return False
        _exchange_notes(folder, current, old, others[-1])
        folder.switch(others[-1])
        return True


def _refuse() -> None:
    raise BusyFolderError


def _exchange_notes(folder: Folder, current: int, old: Manifest | None, other: int) -> None:
    """Tell the tree that becomes the site in which paths the one that was it differs."""
    new = load_manifest(folder.manifest(other))
    if new is None:
        return
    new.files.inspect(folder.tree(other))  # for the permissions
    # What somebody changed by hand in the tree that goes may not come back with it.
    new.twin, new.delta = current, old.delta if old and not old.files.inspect(folder.tree(current)) else None
    save_manifest(folder.manifest(other), new)
