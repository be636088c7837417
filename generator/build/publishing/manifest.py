"""The list of published files, kept beside the tree: a SHA-256, then MessagePack."""

from datetime import date
from hashlib import sha256
from itertools import chain
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from generator.build.publishing.files import File
from generator.text import Problem

_HASH = 32  # bytes at the beginning


class Made(Struct, frozen=True, array_like=True):
    """A target that was made: its key and its files."""

    name: str
    key: str
    files: list[File]


class Notes(Struct, frozen=True, array_like=True):
    """What a build found to say about the data, and on which day: it would say the same again on that day."""

    problems: tuple[Problem, ...]
    day: date
    zone: str  # of the site


class Manifest(Struct, kw_only=True, array_like=True, tag="7"):
    """A tree: what was made of each target, and in which paths the tree before it (`twin`) differs from it.

    `delta` is None if that isn't known, since somebody changed the tree before by hand.
    `stamp` is a digest of all that the build was given. The tag is the number of this form.
    """

    targets: list[Made] = []
    twin: int | None = None
    delta: tuple[str, ...] | None = ()
    stamp: str = ""
    notes: Notes | None = None

    def files(self) -> list[File]:
        """Return all files."""
        return list(chain.from_iterable([target.files for target in self.targets]))


def load_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if there is none that can be trusted."""
    try:
        raw = memoryview(path.read_bytes())
    except OSError:
        return None
    if sha256(raw[_HASH:]).digest() != raw[:_HASH]:
        return None
    try:
        return msgpack.decode(raw[_HASH:], type=Manifest)
    except DecodeError:  # written by another version of the program
        return None


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all."""
    packed = msgpack.encode(manifest)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(sha256(packed).digest() + packed)
    fresh.replace(path)
