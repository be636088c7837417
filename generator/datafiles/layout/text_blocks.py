"""A text of several or of long lines → the lines of a YAML block."""

import re

WIDTH = 120  # of a line, in characters


def sign_of(text: str) -> str:
    """Return `>` for a text whose lines are too long and may be broken, else `|`."""
    lines = text.split("\n")
    long = max(map(len, lines)) > WIDTH
    return ">" if long and not any(line[:1].isspace() for line in lines) else "|"


def write_block(text: str, indent: int) -> list[str]:
    """Return the lines of a text under its sign, indented."""
    if sign_of(text) == ">":
        return _folded(text, indent)
    return [" " * indent + line if line else "" for line in text.split("\n")]


# Broken only between single spaces: of several, YAML would lose some.
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def _folded(text: str, indent: int) -> list[str]:
    """Break long lines; a break that the text has becomes an empty line."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [*(_wrapped(line, indent) if line else ()), ""]
    return lines[:-1]


def _wrapped(line: str, indent: int) -> list[str]:
    """Return the lines with their indent, none beginning with a space, which would end the folding."""
    wrapped: list[str] = []
    for word in _BREAK.split(line):
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= WIDTH:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(" " * indent + word)
    return [one if one.strip() else "" for one in wrapped]
