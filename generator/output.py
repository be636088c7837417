"""Publishing: a stream of files becomes the site, all of it at once or not at all.

    output/
      site             a symbolic link to one of the trees: the web root
      .domchat/        the mark that this folder is ours
        trees/<n>/     the newest tree and the one before it, for going back

A new tree is written beside the others and the link is swapped in one step. A file that did not change is the
same file as before (a hard link), so nothing that was published is ever opened for writing.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two builds at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

_MARK = ".domchat"
_UNFINISHED = ".unfinished"
_INSIDE = re.compile(r"(?:(?!\.\.?/)[^/\\\0]+/)*(?!\.\.?$)[^/\\\0]+")


class ForeignFolderError(Exception):
    """The output folder holds something that this program did not make."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What publishing did. `bytes` is the size of the whole site."""

    files: int
    changed: int
    removed: int
    bytes: int


def publish(out: Path, files: Iterable[tuple[str, bytes]]) -> Published:
    """Make `out/site` consist of exactly these files; on any failure the site that was there stays."""
    _claim(out)
    with _lock(out):
        return _publish(out, files)


def _claim(out: Path) -> None:
    """Mark the folder as ours, or refuse one that somebody else filled."""
    mark = out / _MARK
    if not mark.is_dir():
        if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
            raise ForeignFolderError(str(out))
        (mark / "trees").mkdir(parents=True)
    site = out / "site"
    if site.exists() and not site.is_symlink():
        raise ForeignFolderError(str(site))


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Let a second build wait for the first."""
    with (out / _MARK / "lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _publish(out: Path, files: Iterable[tuple[str, bytes]]) -> Published:
    trees = out / _MARK / "trees"
    link = out / "site"
    current = trees / link.readlink().name if link.is_symlink() else None
    _sweep(trees, current)
    new = trees / f"{_next_number(trees)}{_UNFINISHED}"
    new.mkdir()
    try:
        published = _write_tree(new, current, files)
        if current is not None and not published.changed and not published.removed:
            shutil.rmtree(new)
            return published
        finished = new.with_suffix("")
        new.rename(finished)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _swap(link, f"{_MARK}/trees/{finished.name}")
    _sweep(trees, finished)
    return published


def _write_tree(new: Path, current: Path | None, files: Iterable[tuple[str, bytes]]) -> Published:
    made = {""}
    count = changed = size = 0
    seen: set[str] = set()
    for name, content in files:
        folder = name.rpartition("/")[0]
        if not _INSIDE.fullmatch(name):
            raise AssertionError(f"a page would be written outside of the site: {name!r}")
        if folder not in made:
            (new / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        if name in seen:
            raise AssertionError(f"two pages claim {name}")
        seen.add(name)
        if not _link_unchanged(new, current, name, content):
            with (new / name).open("xb") as file:
                file.write(content)
            changed += 1
        count += 1
        size += len(content)
    removed = sum(path not in seen for path in _names(current)) if current else 0
    return Published(files=count, changed=changed, removed=removed, bytes=size)


def _link_unchanged(new: Path, current: Path | None, name: str, content: bytes) -> bool:
    if current is None:
        return False
    old = current / name
    try:
        if old.stat().st_size != len(content) or old.read_bytes() != content:
            return False
        os.link(old, new / name)
    except OSError:
        return False
    return True


def _names(tree: Path) -> Iterator[str]:
    for folder, _, names in os.walk(tree):
        prefix = Path(folder).relative_to(tree).as_posix()
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)


def _swap(link: Path, target: str) -> None:
    fresh = link.with_name(".site.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target, target_is_directory=True)
    fresh.replace(link)


def _next_number(trees: Path) -> int:
    return max((int(tree.name) for tree in trees.iterdir() if tree.name.isdigit()), default=0) + 1


def _sweep(trees: Path, current: Path | None) -> None:
    """Keep the current tree and the one before it; what killed builds left behind goes as well."""
    number = int(current.name) if current else 0
    older = [int(tree.name) for tree in trees.iterdir() if tree.name.isdigit() and int(tree.name) < number]
    keep = {str(number), str(max(older, default=0))}
    for tree in trees.iterdir():
        if tree.name not in keep:
            shutil.rmtree(tree, ignore_errors=True)
