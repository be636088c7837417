"""Where to build without measuring a disk."""

import shutil
from pathlib import Path

MIB = 2**20

_IN_MEMORY = Path("/dev/shm")


def in_memory(room: int) -> Path | None:
    """Return the in-memory folder if it has `room` bytes left (containers often have 64 MB)."""
    return _IN_MEMORY if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > room else None
