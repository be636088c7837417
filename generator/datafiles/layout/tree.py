"""Nodes and comments → a tree in which each comment and empty line belongs to an entry."""

from collections import deque
from itertools import dropwhile

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from generator.datafiles.layout.comments import Comment, find_comments

EMPTY = ""  # an empty line among the lines before an entry


class Entry(Struct, frozen=True, kw_only=True):
    """A field (with `key`) or an item of a list, the lines before it, and the comment at the end of its line."""

    key: yaml.ScalarNode | None
    value: "Value"
    lead: tuple[str, ...] = ()
    tail: str = ""


class Collection(Struct, frozen=True, kw_only=True):
    """A mapping or a list; `foot` contains the comments after its last entry."""

    node: yaml.CollectionNode
    entries: tuple[Entry, ...]
    foot: tuple[str, ...] = ()

    @property
    def is_mapping(self) -> bool:
        """Return True if the entries have keys."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def has_comments(self) -> bool:
        """Return True if there is a comment anywhere inside."""
        return bool(self.foot) or any(
            entry.tail or any(entry.lead) or (isinstance(entry.value, Collection) and entry.value.has_comments)
            for entry in self.entries
        )


Value = yaml.ScalarNode | Collection


def make_tree(text: str, root: yaml.MappingNode) -> Collection:
    """Return the tree of a file."""
    return _Builder(text.split("\n"), deque(find_comments(text, root))).root(root)


class _Builder(Struct):
    lines: list[str]
    pending: deque[Comment] = field(default_factory=deque)

    def root(self, node: yaml.MappingNode) -> Collection:
        tree = self._collection(node)
        # The remaining comments are below the last field.
        return replace(tree, foot=(*tree.foot, *self._lead(self.pending)))

    def _collection(self, node: yaml.CollectionNode) -> Collection:
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(None, item) for item in node.value]
        entries = [self._entry(key, value) for key, value in pairs]
        return Collection(node=node, entries=tuple(entries), foot=self._foot(node))

    def _inner(self, node: yaml.CollectionNode) -> Collection:
        """Build a nested collection; empty lines above its first entry don't belong to that entry."""
        tree = self._collection(node)
        if not tree.entries:
            return tree
        first, *rest = tree.entries
        lead = tuple(dropwhile(lambda line: line == EMPTY, first.lead))
        return replace(tree, entries=(replace(first, lead=lead), *rest))

    def _entry(self, key: yaml.ScalarNode | None, value: yaml.Node) -> Entry:
        start = value if key is None else key
        lead = list(self._lead(self._before(start.start_mark.index)))
        if self._after_empty_line(start.start_mark.line):
            lead.append(EMPTY)
        tails: list[Comment] = []
        if key is not None:
            tails = self._before(value.start_mark.index)
        built: Value = value if isinstance(value, yaml.ScalarNode) else self._built(value, tails)
        tails += self._same_line(value)
        lead += [comment.text for comment in tails[:-1]]
        return Entry(key=key, value=built, lead=tuple(lead), tail=tails[-1].text if tails else "")

    def _built(self, value: yaml.Node, tails: list[Comment]) -> Collection:
        """Build a collection; comments on lines of their own before it belong to its first entry."""
        assert isinstance(value, yaml.CollectionNode)
        own = [comment for comment in tails if comment.alone]
        tails[:] = [comment for comment in tails if not comment.alone]
        if value.value:
            self.pending.extendleft(reversed(own))
        else:
            tails[:0] = own
        return self._inner(value)

    def _before(self, index: int) -> list[Comment]:
        found = []
        while self.pending and self.pending[0].index < index:
            found.append(self.pending.popleft())
        return found

    def _same_line(self, value: yaml.Node) -> list[Comment]:
        """Take the comment at the end of the value's line; for a text block, of its first line."""
        if isinstance(value, yaml.CollectionNode) and not value.flow_style:
            return []
        if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
            return self._before(value.end_mark.index)
        near = self.pending[0] if self.pending else None
        end = value.end_mark
        # A comment after a closing bracket belongs to the collection that ends there.
        if near is None or near.line != end.line or self.lines[end.line][end.column : near.column].strip(" ,"):
            return []
        return [self.pending.popleft()]

    def _foot(self, node: yaml.CollectionNode) -> tuple[str, ...]:
        """Take the comments below the last entry with its indent, or before the closing bracket."""
        found = self._before(node.end_mark.index) if node.flow_style else []
        if not node.flow_style:
            while self.pending and self._is_foot(self.pending[0], node):
                found.append(self.pending.popleft())
        return self._lead(found)

    def _is_foot(self, comment: Comment, node: yaml.CollectionNode) -> bool:
        """Return True if a comment is directly below a block with its indent, and no entry with that indent follows."""
        column = node.start_mark.column
        if not comment.alone or comment.column < column:
            return False
        if any(map(_says_something, self.lines[_last_line(node) + 1 : comment.line])):
            return False
        following = next(filter(_says_something, self.lines[comment.line + 1 :]), "")
        return not following or len(following) - len(following.lstrip()) < column

    def _lead(self, comments: "deque[Comment] | list[Comment]") -> tuple[str, ...]:
        lines: list[str] = []
        for comment in comments:
            if comment.alone and self._after_empty_line(comment.line):
                lines.append(EMPTY)
            lines.append(comment.text)
        return tuple(lines)

    def _after_empty_line(self, line: int) -> bool:
        return line > 0 and not self.lines[line - 1].strip()


def _says_something(line: str) -> bool:
    body = line.strip()
    return bool(body) and not body.startswith("#")


def _last_line(node: yaml.Node) -> int:
    """Return the last line of a node."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)
    below = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">") and not node.end_mark.column
    return int(node.end_mark.line) - below
