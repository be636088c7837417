"""Restores the previous site: the two trees change places."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import Manifest, inspect, load_manifest, save_manifest


class BusyFolderError(Exception):
    """A build is running, after which another site would be the previous one."""


class Returned(Struct, frozen=True, kw_only=True):
    """The restored site."""

    day: date | None  # the date of its build; None if unknown
    newer: bool  # True if it is newer than the site before, because this undoes a rollback


def roll_back(folder: Folder, allow: Callable[[Path, Returned], object] = lambda _root, _site: None) -> Returned | None:
    """Publish the previous tree again; return None if there is none.

    `allow` is called with that tree's folder before it is published, and raises an exception to prevent it. Raises
    BusyFolderError while a build holds the folder.
    """
    if not folder.mark.is_dir():
        return None
    folder.refuse_links()
    with folder.lock(waiting=_refuse):
        current = folder.published()
        if current is None:
            return None
        old = load_manifest(folder.manifest(current))
        # Any other tree was left by a killed build, or is somebody else's.
        others = [number for number in folder.trees() if number != current and (old is None or number == old.previous)]
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
    """Store in the manifest of the tree to be published in which paths the other tree differs."""
    inspect(new.files(), folder.tree(other))  # restores permissions
    # Files changed by hand in the replaced tree must not come back with it.
    new.previous, new.delta = current, old.delta if old and not inspect(old.files(), folder.tree(current)) else None
    save_manifest(folder.manifest(other), new)
