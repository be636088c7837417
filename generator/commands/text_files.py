"""Files that people write, read and replaced whole by a command."""

import codecs
import shutil
from pathlib import Path


def read_text(path: Path) -> str:
    """Return the text with its own ends of lines, without the mark of UTF-8 that some editors put first."""
    return path.read_bytes().decode("utf-8-sig")


def write_text(path: Path, text: str) -> None:
    """Replace the file whole, keeping its mark of UTF-8 and its permissions; a link stays a link."""
    path = path.resolve()
    fresh = path.with_name(f".{path.name}.new")
    mark = "\ufeff" if path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8) else ""
    try:
        fresh.write_bytes((mark + text).encode())
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
