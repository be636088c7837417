"""Finds the comments of a YAML text.

Nodes know where scalars begin and end; between two scalars there are only punctuation, spaces and comments, so
a `#` there begins a comment.
"""

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ ]+(#[^\n]*)")


class Comment(Struct, frozen=True, kw_only=True):
    """A comment with its `#`; lines and columns count from 0. `alone`: nothing else is on its line."""

    index: int
    line: int
    column: int
    text: str
    alone: bool


def find_comments(text: str, root: yaml.Node) -> list[Comment]:
    """Return all comments in the order of the text."""
    found: list[Comment] = []
    start = 0
    for scalar in scalars(root):
        begin, end = scalar.start_mark.index, scalar.end_mark.index
        found += _between(text, start, begin)
        header = _BLOCK_HEADER.match(text, begin) if scalar.style in ("|", ">") else None
        if header:
            found.append(_comment(text, header.start(1), header[1]))
        start = end
    return found + _between(text, start, len(text))


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield keys and values in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(key)
            yield from scalars(value)


def _between(text: str, start: int, end: int) -> list[Comment]:
    return [_comment(text, found.start(), found[0]) for found in _COMMENT.finditer(text, start, end)]


def _comment(text: str, index: int, comment: str) -> Comment:
    line_start = text.rfind("\n", 0, index) + 1
    before = text[line_start:index]
    return Comment(
        index=index,
        line=text.count("\n", 0, index),
        column=len(before),
        text=comment.rstrip(),
        alone=not before.strip(),
    )
