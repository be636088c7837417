"""One canonical layout of the data's YAML: `comments` finds them, `tree` attaches them, `layout` writes it all anew."""

from generator.datafiles.layout.canonical import canonical, keep_canonical

__all__ = [
    "canonical",
    "keep_canonical",
]
