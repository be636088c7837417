"""Writes files atomically. All files of the program are written here, except those of an unpublished tree."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace or create a file atomically; on failure the old one stays.

    `mode` sets its permissions; by default those of the old file, or of the umask, apply.
    """
    write_all_whole({path: content}, mode=mode)


def write_all_whole(contents: Mapping[Path, bytes], *, mode: int | None = None) -> None:
    """Replace several files; none before all are written to disk. An error names the file concerned."""
    written: dict[Path, Path] = {}
    meant = Path()
    try:
        for meant, content in contents.items():
            fresh = meant.with_name(f".domchat-{os.getpid()}-{os.urandom(4).hex()}.new")
            written[fresh] = meant
            _write(fresh, content, _mode_of(meant) if mode is None else mode)
        for fresh, meant in written.items():
            fresh.replace(meant)
    except OSError as error:
        error.filename, error.filename2 = str(meant), None
        raise
    finally:
        for fresh in written:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _mode_of(path: Path) -> int | None:
    try:
        return S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _write(path: Path, content: bytes, mode: int | None) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), "wb") as file:  # noqa: PTH123
        file.write(content)
    if mode is not None:
        path.chmod(mode)
