"""The list of published objects, stored in the bucket, so that the next upload from any machine starts from it.

A public bucket shows the list to everybody, so addresses of unlisted pages stand there as digests.
"""

import gzip
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct, field

from generator.build.object_storage.bucket import StorageError
from generator.city import is_unlisted

KEY = ".domchat/published.json.gz"
HEADERS = {"Content-Type": "application/gzip", "Cache-Control": "no-store"}
HIDDEN = "sha256:"


class Listing(Struct):
    """Versions of all objects that were published, by name.

    `pending` has the versions that a run set out to upload; it is empty when a run has ended. `late` has assets that no
    page needs any more, and since when.
    """

    files: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    late: dict[str, datetime] = field(default_factory=dict)
    version: int = 1

    def encode(self) -> bytes:
        """Return the list as compressed JSON, always the same bytes for the same list."""
        return gzip.compress(msgspec.json.encode(self, order="deterministic"), 6, mtime=0)


def decode(content: bytes | None) -> Listing:
    """Return the list that was stored, an empty one if there is none; raise StorageError if it is damaged."""
    if content is None:
        return Listing()
    try:
        return msgspec.json.decode(gzip.decompress(content), type=Listing)
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise StorageError(
            f"список опубликованного ({KEY} в хранилище) испорчен; верните его прежнюю версию или опубликуйте сайт в "
            "другое место"
        ) from error


def name_of(path: str) -> str:
    """Return what an object is called in the list."""
    return HIDDEN + sha256(path.encode()).hexdigest() if is_unlisted(path) else path
