"""The cache: results of earlier builds by the digest of their inputs.

    output/.domchat/<kind>/
      3f/3fa91c…       the SHA-256 of the following bytes, then the bytes; the name is the digest of their inputs

It may be deleted or damaged at any time, which only makes builds slower. Forged entries with a correct SHA-256
are accepted, but whoever can write here can also write the site.
"""

import os
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, msgpack

from generator.caching.digests import program_digest
from generator.text import write_whole

Value = TypeVar("Value")

_DIGEST = 32
_OURS = re.compile(r"[0-9a-f]{2,}|\.domchat-\d+-[0-9a-f]{8}\.new")  # the second: left by a killed process
_LARGEST = 1_000_000_000  # bytes; the least recently used entries beyond are deleted


class Cache(Struct, frozen=True, kw_only=True):
    """A cache of bytes by key, a digest in hexadecimal digits."""

    folder: Path

    @classmethod
    def of(cls, out: Path, kind: str) -> "Cache":
        """Return a cache of one kind in an output folder."""
        return cls(folder=out / ".domchat" / kind)

    def get(self, key: str) -> bytes | None:
        """Return the stored bytes, or None if they are missing or damaged."""
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
        """Store bytes; a failure is ignored."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, sha256(key.encode() + content).digest() + content)
        except OSError:
            return

    def sweep(self, largest: int = _LARGEST) -> None:
        """Delete the least recently used entries, down to so many bytes."""
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
        """Return True if a file was made by the cache: no other is deleted, nor anything behind a link."""
        linked = self.folder.is_symlink() or path.parent.is_symlink() or path.is_symlink()
        return not linked and bool(_OURS.fullmatch(path.name)) and path.name.startswith((path.parent.name, "."))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def remembered(cache: Cache | None, parts: Sequence[str], kind: type[Value], make: Callable[[], Value]) -> Value:
    """Return the cached value for these inputs; make and store it if there is none.

    The key includes the program and its libraries.
    """
    key = sha256(repr((program_digest(), *parts)).encode(errors="surrogatepass")).hexdigest()
    packed = cache.get(key) if cache else None
    if packed is not None:
        return msgpack.decode(packed, type=kind)
    made = make()
    if cache:
        cache.put(key, msgpack.encode(made))
    return made


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return
