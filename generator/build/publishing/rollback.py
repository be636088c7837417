"""Having the previous site back: the two trees change places."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import Manifest, inspect, load_manifest, save_manifest


class BusyFolderError(Exception):
    """A build is at work: the site that is meant would no longer be the previous one when it has ended."""


class Returned(Struct, frozen=True, kw_only=True):
    """The site that came back."""

    day: date | None  # the day that its build was told; None if that isn't known
    newer: bool  # the site before was older: this is the way forward again


def roll_back(folder: Folder, allow: Callable[[Path, Returned], object] = lambda _root, _site: None) -> Returned | None:
    """Make the tree before the published one the site again; return None if there is none.

    `allow` gets the folder of that tree before it is the site, and raises what it likes if that must not be.
    Raises BusyFolderError while the folder is held by a build.
    """
    if not folder.mark.is_dir():
        return None
    folder.refuse_links()
    with folder.lock(waiting=_refuse):
        current = folder.published()
        if current is None:
            return None
        old = load_manifest(folder.manifest(current))
        # Any other tree is one that a killed build had no time to make the site, or somebody else's.
        others = [number for number in folder.trees() if number != current and (old is None or number == old.twin)]
        if not others:
            return None
        other = others[-1]
        new = load_manifest(folder.manifest(other))
        returned = Returned(day=new.notes.day if new and new.notes else None, newer=other > current)
        allow(folder.tree(other), returned)
        if new is not None:
            _exchange_notes(folder, current, old, other, new)
        folder.switch(other)
        return returned


def _refuse() -> None:
    raise BusyFolderError


def _exchange_notes(folder: Folder, current: int, old: Manifest | None, other: int, new: Manifest) -> None:
    """Tell the tree that becomes the site in which paths the one that was it differs."""
    inspect(new.files(), folder.tree(other))  # for the permissions
    # What somebody changed by hand in the tree that goes may not come back with it.
    new.twin, new.delta = current, old.delta if old and not inspect(old.files(), folder.tree(current)) else None
    save_manifest(folder.manifest(other), new)
