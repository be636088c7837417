"""Files that people write, read and replaced whole by a command."""

import codecs
import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def read_text(path: Path) -> str:
    """Return the text with its own ends of lines, without the mark of UTF-8 that some editors put first."""
    return path.read_bytes().decode("utf-8-sig")


def write_text(path: Path, text: str) -> None:
    """Replace the file whole, keeping its mark of UTF-8 and its permissions; a link stays a link."""
    write_texts({path: text})


def write_texts(texts: Mapping[Path, str]) -> None:
    """Replace several files: none of them before all are on the disk."""
    fresh: dict[Path, Path] = {}
    try:
        for given, text in texts.items():
            path = given.resolve()
            path.parent.mkdir(exist_ok=True)
            fresh[path] = path.with_name(f".{path.name}.{os.getpid()}.new")
            mark = "\ufeff" if path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8) else ""
            fresh[path].write_bytes((mark + text).encode())
            if path.exists():
                shutil.copymode(path, fresh[path])
        for path, new in fresh.items():
            new.replace(path)
    finally:
        for new in fresh.values():
            new.unlink(missing_ok=True)
