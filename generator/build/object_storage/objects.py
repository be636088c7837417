"""The objects that a site consists of in a storage: content, headers, version."""

from collections.abc import Iterator, Sequence
from gzip import compress
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator.build.object_storage.bucket import StorageError
from generator.build.publishing import File, content_digest
from generator.site import headers_of

# Rules for other hosts; a storage reads none of them.
_NOT_NEEDED = {".nojekyll", "_headers", "_redirects", "redirects.nginx.conf", "server.nginx.conf"}
_COPIES = {".gz": "gzip", ".br": "br"}
_CONTENT = 32  # hex digits of a version that are the content's


class Object(Struct, frozen=True):
    """An object to be stored. `version` is the digest of its content as published, and that of its headers."""

    path: str
    headers: dict[str, str]
    version: str
    source: Path
    packed: bool  # the text is compressed here

    def read(self) -> bytes:
        """Return the content as it is stored; raise StorageError if it is not what was published."""
        content = self.source.read_bytes()
        if not self.has_content_of(content_digest(content).hex()):
            raise StorageError(f"файл {self.source} изменён после сборки; почините сайт: domchat build --verify")
        return compress(content, 9, mtime=0) if self.packed else content

    @property
    def size(self) -> int:
        """Return the size in bytes as stored."""
        return len(self.read()) if self.packed else self.source.stat().st_size

    def has_content_of(self, version: str) -> bool:
        """Return True if another version has the same content."""
        return version[:_CONTENT] == self.version[:_CONTENT]


def objects_of(root: Path, files: Sequence[File], *, gzip: bool) -> Iterator[Object]:
    """Yield the objects of a published tree. With `gzip`, texts are stored compressed, and no copies beside them."""
    paths = {file.path for file in files}
    for file in files:
        encoding = _COPIES.get(file.path[-3:], "") if file.path[:-3] in paths else ""
        original = file.path[:-3] if encoding else file.path
        if original in _NOT_NEEDED or (encoding and gzip):
            continue
        headers = headers_of(original)
        packed = gzip and headers["Content-Type"].endswith("utf-8")
        if encoding or packed:
            headers["Content-Encoding"] = encoding or "gzip"
        mark = sha256(repr(sorted(headers.items())).encode()).hexdigest()[:8]
        yield Object(file.path, headers, file.digest.hex() + mark, root / file.path, packed)
