"""Digests: of what something is made of, of the program's code, and of what it was installed with."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

DIGEST = 16  # bytes


def digest(*parts: str | bytes) -> bytes:
    """Return a digest of all parts and their boundaries."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    ends = ",".join([str(len(one)) for one in raw])
    return blake2b(b"".join([ends.encode(), b":", *raw]), digest_size=DIGEST).digest()


@cache
def program_digest() -> str:
    """Return 32 hexadecimal digits: another program, or other libraries, may make other files of the same data."""
    state = blake2b(f"{sys.version_info} {code_digest()}\n".encode(), digest_size=16)
    # The names of these folders carry the versions; asking importlib.metadata takes longer than a small build.
    for folder in filter(os.path.isdir, sys.path):
        names = sorted(path.name for path in Path(folder).glob("*.dist-info"))
        state.update("\n".join(names).encode())
    return state.hexdigest()


@cache
def code_digest() -> str:
    """Return 32 hexadecimal digits of the program's code: the same on every machine, so it may stand in the site."""
    state = blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    for name in sorted(_names(package)):
        with open(f"{package}/{name}", "rb") as file:  # noqa: PTH123 - a Path for each costs as much as reading
            raw = file.read()
        state.update(f"{name} {len(raw)}\n".encode() + raw)
    return state.hexdigest()


def _names(package: Path) -> Iterator[str]:
    for folder, _, names in os.walk(package):
        inside = folder[len(str(package)) + 1 :].replace(os.sep, "/")
        yield from (f"{inside}/{name}".lstrip("/") for name in names if name.endswith((".py", ".json")))
