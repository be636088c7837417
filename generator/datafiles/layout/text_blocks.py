"""Long or multi-line text → the lines of a YAML block."""

import re

WIDTH = 120  # characters in a line


def sign_of(text: str) -> str:
    """Return `>` for a text with long lines that may be folded, else `|`."""
    lines = text.split("\n")
    long = max(map(len, lines)) > WIDTH
    return ">" if long and not any(line[:1].isspace() for line in lines) else "|"


def write_block(text: str, indent: int) -> list[str]:
    """Return the indented lines of a text below its block indicator."""
    if sign_of(text) == ">":
        return _folded(text, indent)
    return [" " * indent + line if line else "" for line in text.split("\n")]


# Folded at single spaces only: YAML would lose some of several.
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def _folded(text: str, indent: int) -> list[str]:
    """Fold long lines; a line break of the text becomes an empty line."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [*(_wrapped(line, indent) if line else ()), ""]
    return lines[:-1]


def _wrapped(line: str, indent: int) -> list[str]:
    """Return the indented lines; none starts with a space, which would end the folding."""
    wrapped: list[str] = []
    for word in _BREAK.split(line):
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= WIDTH:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(" " * indent + word)
    return [one if one.strip() else "" for one in wrapped]
