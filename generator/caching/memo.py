"""What was made before, so that the next build makes only what changed.

    output/.domchat/<kind>/
      3f/3fa91c…       a SHA-256, then the bytes that it belongs to; named by the hash of all that they are made of

It may be deleted or damaged at any time: the worst that follows is slowness. What is forged, with a right SHA-256, is
believed; but whoever can write here can write the site.
"""

import os
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator.caching.digests import program_digest
from generator.text import write_whole

_DIGEST = 32
_OURS = re.compile(r"[0-9a-f]{2,}|\.domchat-\d+-[0-9a-f]{8}\.new")  # the second is what a killed process leaves
_LARGEST = 1_000_000_000  # bytes that are kept; what was used last stays


class Memo(Struct, frozen=True, kw_only=True):
    """A store of bytes by key: a hash in hexadecimal digits."""

    folder: Path

    @classmethod
    def of(cls, out: Path, kind: str) -> "Memo":
        """Return one kind of memo of an output folder."""
        return cls(folder=out / ".domchat" / kind)

    def get(self, key: str) -> bytes | None:
        """Return what was kept, or None if it isn't there or isn't what was kept."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            digest, content = content[:_DIGEST], content[_DIGEST:]
            if sha256(key.encode() + content).digest() != digest:
                return None
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep bytes; where that is impossible, don't."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, sha256(key.encode() + content).digest() + content)
        except OSError:
            return

    def sweep(self, largest: int = _LARGEST) -> None:
        """Forget what wasn't used for longest, down to so many bytes."""
        try:
            found = [(path, path.stat()) for path in self.folder.glob("*/*") if self._is_ours(path)]
        except OSError:
            return
        room = largest
        for path, stat in sorted(found, key=lambda one: -one[1].st_mtime_ns):
            room -= stat.st_size
            if room < 0:
                _remove(path)

    def _is_ours(self, path: Path) -> bool:
        """Return whether a file was made here: nothing else is removed, nor anything behind a link."""
        linked = self.folder.is_symlink() or path.parent.is_symlink() or path.is_symlink()
        return not linked and bool(_OURS.fullmatch(path.name)) and path.name.startswith((path.parent.name, "."))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def remembered(memo: Memo | None, parts: Sequence[str], make: Callable[[], bytes]) -> bytes:
    """Return what is kept by what it is made of; or make it, and keep it if there is a memo.

    What another program made, or this one on other libraries, is made anew.
    """
    key = sha256(repr((program_digest(), *parts)).encode(errors="surrogatepass")).hexdigest()
    known = memo.get(key) if memo else None
    if known is None:
        known = make()
        if memo:
            memo.put(key, known)
    return known


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
