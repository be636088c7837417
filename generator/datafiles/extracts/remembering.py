"""What was read of a file before, by all that it depends on."""

from hashlib import blake2b

from msgspec import Struct

from generator.caching import Memo, program_digest
from generator.datafiles.extracts.packing import Packed, pack, unpack
from generator.datafiles.folder import File


class Memory(Struct, frozen=True, kw_only=True):
    """Without a memo nothing is remembered. `ground` is the digest of what all files are understood by."""

    memo: Memo | None
    ground: bytes

    def recall(self, file: File, kind: type[Packed]) -> Packed | None:
        """Return what was read of the very same file."""
        return unpack(self.memo.get(self._key(file)), kind) if self.memo else None

    def keep(self, file: File, value: Packed, packed: bytes | None = None) -> None:
        """Remember what was read of a file, which may be packed already."""
        if self.memo:
            self.memo.put(self._key(file), packed or pack(value))

    def _key(self, file: File) -> str:
        """Return a digest of all that reading depends on; the path is told in every message."""
        parts = (program_digest(), file.path, file.digest, self.ground)
        return blake2b(repr(parts).encode(errors="surrogateescape"), digest_size=32).hexdigest()
