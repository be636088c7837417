"""Files that people write, read and replaced whole by a command."""

import codecs
from collections.abc import Mapping
from pathlib import Path

from generator.text import write_all_whole


def read_text(path: Path) -> str:
    """Return the text with its own ends of lines, without the mark of UTF-8 that some editors put first."""
    return path.read_bytes().decode("utf-8-sig")


def write_texts(texts: Mapping[Path, str]) -> None:
    """Replace files whole, none of them before all are on the disk.

    Their marks of UTF-8 and permissions stay, and a link stays a link.
    """
    contents: dict[Path, bytes] = {}
    for given, text in texts.items():
        path = given.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        marked = path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8)
        contents[path] = (codecs.BOM_UTF8 if marked else b"") + text.removeprefix("\ufeff" if marked else "").encode()
    write_all_whole(contents)
