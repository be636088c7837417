"""Text of a file → its canonical text, or the problems that prevent reading it.

The values and comments of the new text are compared with the old ones every time, so a bug in the layout can't
change the data.
"""

from pathlib import PurePath
from typing import Any

import yaml

from generator.datafiles import value_types as t
from generator.datafiles.fields import PRIVATE_LINK, SITE
from generator.datafiles.kinds import MapOf, Nested, ValueType
from generator.datafiles.layout.comments import find_comments
from generator.datafiles.layout.layout import write_tree
from generator.datafiles.layout.tree import make_tree
from generator.datafiles.nodes import ListNode, MapNode, Node, compose, is_nothing, marked_nodes
from generator.datafiles.one_file import RECORDS
from generator.datafiles.reading import Reader
from generator.text import Report


def canonical(text: str, path: str, report: Report) -> str | None:
    r"""Return the canonical text with `\n` line endings, or None after reporting why the text can't be read."""
    problems = Report()
    checked = compose(text, path, problems)
    if checked is not None:
        _check_keys(checked, Reader(path, problems))
    report.add(problems)
    if checked is None or problems.failed:
        return None
    if not checked.pairs:
        return text
    root = marked_nodes(text)
    assert isinstance(root, yaml.MappingNode)
    written = write_tree(make_tree(text, root), type_of(path))
    if written == text:
        return text
    if compose(written, path, Report()) is None:
        raise AssertionError(f"the layout would spoil {path}")
    again = marked_nodes(written)
    if _meaning(again) != _meaning(root) or _comments(written, again) != _comments(text, root):
        raise AssertionError(f"the layout would change what {path} means")
    return written


def type_of(path: str) -> ValueType:
    """Return the type of a data file's content, by its path."""
    file = PurePath(path)
    if file.parent.name == "private":
        return MapOf(key=t.BUILDING_ID, value=Nested(record=lambda: PRIVATE_LINK))
    record = RECORDS.get(file.parent.name, SITE)
    return Nested(record=lambda: record)


def keep_canonical(old: str, new: str, path: str) -> str:
    """Return the new text of a file, in canonical layout if the old text was; any line endings."""
    before, after = old.replace("\r\n", "\n"), new.replace("\r\n", "\n")
    if canonical(before, path, Report()) != before:
        return new
    written = canonical(after, path, Report()) or after
    return written.replace("\n", "\r\n") if "\r\n" in old else written


def _check_keys(node: Node, reader: Reader) -> None:
    """Report repeated fields and names of fields that are not strings."""
    if isinstance(node, MapNode):
        for _name, _key, value in reader.pairs(node):
            _check_keys(value, reader)
    elif isinstance(node, ListNode):
        for item in node.items:
            _check_keys(item, reader)


def _meaning(node: yaml.Node) -> Any:  # noqa: ANN401 - a tree of mappings, lists and strings
    """Return the meaning of a node: without the order of fields and the spaces around values."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _meaning(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_meaning(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return None if is_nothing(node) else node.value.strip()


def _comments(text: str, root: yaml.Node) -> list[str]:
    return sorted(comment.text for comment in find_comments(text, root))
