"""What a tree consists of: its targets, their keys, and each file as it was when it was written.

Kept beside the tree: a hash of all that follows, a line of JSON, then the columns. A manifest that is damaged, of
another form or from another kind of machine counts as none.
"""

import json
import sys
from array import array
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator.build.publishing.columns import Batches, Files, Groups, Targets, no_batches
from generator.text import write_whole

_FORM = f"6 {sys.byteorder}"
_HASH = 64  # hexadecimal digits at the beginning


class Manifest(Struct, kw_only=True):
    """A tree: what was made of each batch and target, and in which paths the tree before it (`twin`) differs from it.

    `delta` is None if that isn't known, since somebody changed the tree before by hand.
    `stamp` is a digest of all that the build was given; `notes` is what the build found to say about the data.
    """

    batches: Batches = field(default_factory=no_batches)
    twin: int | None = None
    delta: tuple[str, ...] | None = ()
    stamp: str = ""
    notes: Any = None

    @property
    def targets(self) -> Targets:
        """What was made of each target."""
        return self.batches.inner

    @property
    def files(self) -> Files:
        """All files."""
        return self.batches.inner.inner


def load_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if there is none that can be trusted."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    if sha256(memoryview(raw)[_HASH:]).hexdigest().encode() != raw[:_HASH]:
        return None
    head, _, columns = raw[_HASH:].partition(b"\n")
    form, *rest = json.loads(head)
    if form != _FORM:
        return None
    lengths, twin, delta, stamp, notes = rest
    batches = _unpack([columns[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True)])
    if not batches.is_sound():
        return None
    return Manifest(batches=batches, twin=twin, delta=None if delta is None else tuple(delta), stamp=stamp, notes=notes)


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    columns = _pack(manifest.batches)
    value = [_FORM, list(map(len, columns)), manifest.twin, manifest.delta, manifest.stamp, manifest.notes]
    head = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    signed = b"".join([head, b"\n", *columns])
    write_whole(path, sha256(signed).hexdigest().encode() + signed)


def _pack(batches: Batches) -> list[bytes]:
    targets = batches.inner
    files = targets.inner
    texts = (batches.names, batches.keys, targets.names, targets.keys, files.paths)
    numbers = (batches.bounds, targets.bounds, files.sizes, files.times, files.inodes)
    return [*("\0".join(text).encode() for text in texts), *map(bytes, numbers), bytes(files.digests)]


def _unpack(columns: list[bytes]) -> Batches:
    batch_names, batch_keys, names, keys, paths = (text.decode().split("\0") if text else [] for text in columns[:5])
    batch_bounds, bounds, sizes, times = (array("q", numbers) for numbers in columns[5:9])
    inodes, digests = columns[9:]
    files = Files(paths, sizes, times, array("Q", inodes), bytearray(digests))
    return Groups(Groups(files, names, keys, bounds), batch_names, batch_keys, batch_bounds)
