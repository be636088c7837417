"""What a tree consists of: its targets, their keys, and each file as it was when it was written.

Kept beside the tree as JSON, after a hash and the stamp of the build: a manifest that is damaged, or of another form,
counts as none.
"""

import json
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

_FORM = 2
_HASH = 64  # hexadecimal digits at the beginning
_STAMP = 32  # characters between them and the JSON


class Entry(NamedTuple):
    """A file: size in bytes, time in nanoseconds, inode, digest of the content."""

    size: int
    time: int
    inode: int
    digest: str


class Made(NamedTuple):
    """What was made of a target: its key, and its files by path below the web root."""

    key: str
    files: dict[str, Entry]


@dataclass(slots=True, kw_only=True)
class Manifest:
    """A tree: what was made of each target, and in which paths the tree before it (`twin`) differs from it.

    `stamp` is a digest of all that the build was given; `notes` is what the build found to say about the data.
    """

    targets: dict[str, Made] = field(default_factory=dict)
    twin: int | None = None
    delta: tuple[str, ...] = ()
    stamp: str = ""
    notes: Any = None

    def files(self) -> dict[str, Entry]:
        """Return all files by path."""
        return {path: entry for made in self.targets.values() for path, entry in made.files.items()}


def content_digest(content: bytes) -> str:
    """Return the digest of a file's content."""
    return blake2b(content, digest_size=16).hexdigest()


def read_stamp(path: Path) -> str:
    """Return the stamp that a manifest seems to have, without reading all of it."""
    try:
        with path.open("rb") as file:
            return file.read(_HASH + _STAMP)[_HASH:].decode(errors="replace").strip()
    except OSError:
        return ""


def load_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if there is none that can be trusted."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body = raw[_HASH + _STAMP :]
    if sha256(raw[_HASH:]).hexdigest().encode() != raw[:_HASH]:
        return None
    form, targets, twin, delta, stamp, notes = json.loads(body)
    if form != _FORM:
        return None
    made = {name: Made(key, {path: Entry(*entry) for path, entry in files.items()}) for name, (key, files) in targets}
    return Manifest(targets=made, twin=twin, delta=tuple(delta), stamp=stamp, notes=notes)


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    targets = list(manifest.targets.items())
    value = [_FORM, targets, manifest.twin, manifest.delta, manifest.stamp, manifest.notes]
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    fresh = path.with_suffix(".new")
    signed = manifest.stamp.encode().ljust(_STAMP)[:_STAMP] + body
    fresh.write_bytes(sha256(signed).hexdigest().encode() + signed)
    fresh.replace(path)
