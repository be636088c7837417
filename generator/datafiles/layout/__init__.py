"""The canonical layout of the data files: `comments` finds comments, `tree` attaches them, `layout` writes the text."""

from generator.datafiles.layout.canonical import canonical, keep_canonical

__all__ = [
    "canonical",
    "keep_canonical",
]
