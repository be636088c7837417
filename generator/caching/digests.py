"""Digests of what something is made of."""

from hashlib import blake2b

DIGEST = 16  # bytes


def digest(*parts: str | bytes) -> bytes:
    """Return a digest of all parts and their boundaries."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    ends = ",".join([str(len(one)) for one in raw])
    return blake2b(b"".join([ends.encode(), b":", *raw]), digest_size=DIGEST).digest()
