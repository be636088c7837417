"""Which program this is: a digest of its code and of the libraries that it was installed with."""

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def program_digest() -> str:
    """Return 32 hexadecimal digits: another program, or other libraries, may make other files of the same data."""
    state = blake2b(repr(sys.version_info).encode(), digest_size=16)
    # The names of these folders carry the versions; asking importlib.metadata takes longer than a small build.
    for folder in filter(os.path.isdir, sys.path):
        names = sorted(path.name for path in Path(folder).glob("*.dist-info"))
        state.update("\n".join(names).encode())
    package = Path(__file__).parent
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.json")]):
        raw = path.read_bytes()
        state.update(f"{path.relative_to(package).as_posix()} {len(raw)}\n".encode() + raw)
    return state.hexdigest()
