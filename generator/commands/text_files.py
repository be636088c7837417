"""Reading and atomically replacing files that people edit."""

import codecs
from collections.abc import Mapping
from pathlib import Path

from generator.text import write_all_whole


def read_text(path: Path) -> str:
    """Return the text with its own line endings, without a byte order mark."""
    return path.read_bytes().decode("utf-8-sig")


def write_texts(texts: Mapping[Path, str]) -> None:
    """Replace files atomically; none before all are written to disk.

    Byte order marks and permissions stay, and a link stays a link.
    """
    contents: dict[Path, bytes] = {}
    for given, text in texts.items():
        path = given.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        marked = path.exists() and path.read_bytes().startswith(codecs.BOM_UTF8)
        contents[path] = (codecs.BOM_UTF8 if marked else b"") + text.removeprefix("\ufeff" if marked else "").encode()
    write_all_whole(contents)
