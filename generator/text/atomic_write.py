"""Files written whole or not at all. Every file of the program that isn't in an unpublished tree is written here."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace a file in one step, or make it; whatever fails, the old one stays.

    It gets these permissions; without them those of the old file, or what the umask leaves to a new one.
    """
    write_all_whole({path: content}, mode=mode)


def write_all_whole(contents: Mapping[Path, bytes], *, mode: int | None = None) -> None:
    """Replace several files, none of them before all are on the disk. An error names the file that was meant."""
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
