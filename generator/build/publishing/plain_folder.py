"""Copies the site into a plain folder, for servers that can't follow the link `output/site`.

A container's volume or a process keeps the folder that it was given, so the folder stays and its files are replaced.
Each file is old or new, never half. Assets come first, then pages, then the service worker; old files are removed last.
The folder contains a list of the digests of all files that were put there, so that no other file is ever removed or
replaced: digests of contents, because a list of paths would disclose unlisted pages.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import Struct

from generator.build.publishing.folder import Folder, ForeignFolderError
from generator.build.publishing.manifest import content_digest
from generator.build.publishing.modes import mend_folders, mend_mode
from generator.build.publishing.tree import walk
from generator.text import write_whole

_LIST, _NEW = ".domchat", ".domchat.new"


class Copied(Struct, frozen=True, kw_only=True):
    """What was done to a plain folder."""

    files: int
    changed: int
    removed: int


def copy_site(folder: Folder, target: Path, others: Collection[str] = ()) -> Copied | None:
    """Make a plain folder consist of the published site; None if nothing is published.

    `others` are folders in it that belong to other sites: they are not looked at.

    Raises ForeignFolderError before anything is changed if a file of somebody else's stands in the way.
    """
    if not folder.mark.is_dir():
        return None
    folder.refuse_links()
    with folder.lock():
        number = folder.published()
        if number is None:
            return None
        root, place = folder.tree(number).resolve(), target.resolve()
        if place.is_relative_to(folder.mark.resolve()) or place.is_relative_to(root) or root.is_relative_to(place):
            raise ForeignFolderError(str(target))
        return _copy(root, target, others)


def _copy(root: Path, target: Path, others: Collection[str]) -> Copied:
    target.mkdir(parents=True, exist_ok=True)
    (target / _NEW).unlink(missing_ok=True)  # of a run that was killed
    ours = set((target / _LIST).read_text().split()) if (target / _LIST).is_file() else set()
    paths = sorted(walk(root), key=_turn)
    changed = [path for path in paths if not _is_copy(root / path, target / path)]
    for path in changed:
        _refuse_foreign(target, path, ours)
    known = set(paths)
    gone = [path for path in _walk_own(target, others) if path not in known and _digest(target / path) in ours]
    contents = {_digest(root / path) for path in paths}
    _write_list(target, ours | contents)
    for path in changed:
        _replace(root / path, target, path)
    for path in gone:
        _remove(target, path)
    mend_mode(str(target))
    mend_folders(target, paths, lambda path: (target / path).stat())
    _write_list(target, contents)
    return Copied(files=len(paths), changed=len(changed), removed=len(gone))


def _walk_own(target: Path, others: Collection[str]) -> Iterator[str]:
    """Yield the paths of all files that belong to no other site."""
    for path in sorted(target.iterdir()) if others else ():
        if path.is_dir() and not path.is_symlink():
            yield from (f"{path.name}/{inner}" for inner in walk(path)) if path.name not in others else ()
        else:
            yield path.name
    yield from walk(target) if not others else ()


def _turn(path: str) -> tuple[int, str]:
    """Return what a path is sorted by: assets, pages, the worker."""
    name = path.rpartition("/")[2]
    return (2 if name.startswith("sw.js") else 1 if ".html" in name else 0, path)


def _is_copy(source: Path, copy: Path) -> bool:
    """Return True if a file is a copy of this one, judged by size and time."""
    try:
        one, other = source.lstat(), copy.lstat()
    except OSError:
        return False
    return S_ISREG(other.st_mode) and (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _digest(path: Path) -> str:
    """Return the digest of a file's content; "" if it is no file or can't be read."""
    try:
        return content_digest(path.read_bytes()).hex() if S_ISREG(path.lstat().st_mode) else ""
    except OSError:
        return ""


def _refuse_foreign(target: Path, path: str, ours: set[str]) -> None:
    """Raise ForeignFolderError if a file can't be put there without touching what was not put there by us."""
    for above in _folders(target, path):
        if os.path.lexists(above) and not S_ISDIR(above.lstat().st_mode):
            raise ForeignFolderError(str(above))
    place = target / path
    if os.path.lexists(place) and _digest(place) not in ours:
        raise ForeignFolderError(str(place))


def _folders(target: Path, path: str) -> Iterator[Path]:
    """Yield the folders that a file is in, the innermost first."""
    for above in Path(path).parents[:-1]:
        yield target / above


def _replace(source: Path, target: Path, path: str) -> None:
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target / _NEW)
    mend_mode(str(target / _NEW))
    (target / _NEW).replace(target / path)


def _remove(target: Path, path: str) -> None:
    (target / path).unlink()
    for above in _folders(target, path):
        try:
            above.rmdir()
        except OSError:
            return  # something else is in it


def _write_list(target: Path, digests: set[str]) -> None:
    write_whole(target / _LIST, "\n".join(sorted(digests)).encode(), mode=0o644)
