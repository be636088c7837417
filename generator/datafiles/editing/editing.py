"""Edits a YAML file without changing anything else: no comment, quote, space or line ending.

Each edit replaces text at the line and column of a node. ruamel.yaml, which reads the file and writes it again,
keeps comments but not spaces, indents of single lists or folded lines: in a file of 29 lines with unusual
formatting it changed 16 without any edit.

The result is parsed again and compared with the intended values.
"""

import copy
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import yaml
from msgspec import Struct

from generator.datafiles.editing.yaml_writing import Yaml, field_lines, flow, item_lines, mapping_lines, scalar
from generator.datafiles.nodes import compose, marked_nodes
from generator.text import Report

Path = tuple[str | int, ...]  # field names and list indexes, counted from 0 in the original text
_Spot = tuple[int, int]  # line and column, counted from 0
_BLOCKS = ("|", ">")


class Put(Struct, frozen=True, kw_only=True):
    """Set a field to a value; a new field is inserted after those that `order` names before it.

    An existing item of a list is written in one line.
    """

    path: Path
    value: Yaml
    order: tuple[str, ...] = ()


class Append(Struct, frozen=True, kw_only=True):
    """Add an item to a list that is not empty."""

    path: Path
    value: Yaml


class Enlist(Struct, frozen=True, kw_only=True):
    """Turn a field (`chat`) into a list (`chats`) whose first item is the field's value, and add more items."""

    path: Path
    name: str
    more: tuple[Yaml, ...]


class Drop(Struct, frozen=True, kw_only=True):
    """Remove a field or an item, which must not be the only one of its list or mapping."""

    path: Path


Edit = Put | Append | Enlist | Drop


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the edited text (any line endings, no byte order mark); the input must be valid YAML of this project."""
    document = _Document(text, {edit.path for edit in edits if isinstance(edit, Enlist)})
    for edit in edits:
        document.edit(edit)
    result = document.result()
    wanted = applied(plain(_root(text)), edits)
    if plain(_root(result)) != wanted:
        raise RuntimeError(f"an edit of YAML went wrong: {[edit.path for edit in edits]}")
    return result


def plain(node: yaml.Node) -> Any:  # noqa: ANN401
    """Return a node as strings, lists and dictionaries, without the line ends after a text block."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.value == "null" and not node.style:
        return None
    return node.value.rstrip("\n") if node.style in _BLOCKS else node.value


def applied(root: Any, edits: Sequence[Edit]) -> Any:  # noqa: ANN401
    """Return plain values after the edits: what the edited text must mean."""
    root = copy.deepcopy(root)
    for edit in sorted(edits, key=lambda one: (isinstance(one, Enlist), isinstance(one, Drop))):
        if isinstance(edit, Drop):
            continue
        *above, name = edit.path
        parent = _descend(root, above)
        if isinstance(edit, Put):
            parent[name] = copy.deepcopy(edit.value)
        elif isinstance(edit, Append):
            parent[name].append(copy.deepcopy(edit.value))
        else:
            parent[edit.name] = [parent.pop(name), *copy.deepcopy(edit.more)]
    # From the end, so that earlier positions stay valid.
    for edit in sorted((one for one in edits if isinstance(one, Drop)), key=_by_position, reverse=True):
        *above, name = edit.path
        del _descend(root, above)[name]
    return root


def _by_position(edit: Drop) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in edit.path)


def _descend(root: Any, path: Iterable[str | int]) -> Any:  # noqa: ANN401
    for step in path:
        root = root[step]
    return root


def _root(text: str) -> yaml.MappingNode:
    report = Report()
    plain = text.replace("\r\n", "\n")
    if compose(plain, "", report) is None:
        raise RuntimeError(f"not the YAML that was expected: {next(iter(report), '')}")
    root = marked_nodes(plain)
    assert isinstance(root, yaml.MappingNode)
    return root


class _Cut(Struct, frozen=True, kw_only=True):
    """Replace the text between two spots by `text`."""

    start: _Spot
    end: _Spot
    text: str
    depth: int = 0  # at the same spot, deeper cuts come first, because they belong to what is already there


class _Document:
    """The lines of a file, its nodes, and the cuts to make."""

    def __init__(self, text: str, enlisted: set[Path]) -> None:
        self.text, self.enlisted = text, enlisted
        self.lines = text.split("\n")
        self.root = _root(text)
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.cuts: list[_Cut] = []

    def result(self) -> str:
        """Return the text with all cuts; of two at one spot, the first comes first."""
        lines = list(self.lines)
        order = sorted(enumerate(self.cuts), key=lambda one: (one[1].start, one[1].end, -one[1].depth, one[0]))
        for _, cut in reversed(order):
            (line, column), (last, end) = cut.start, cut.end
            lines[line : last + 1] = [lines[line][:column] + cut.text + lines[last][end:]]
        return "\n".join(lines)

    def edit(self, edit: Edit) -> None:
        """Add the cuts of one edit."""
        match edit:
            case Put():
                self._put(edit)
            case Append():
                self._append(self._node(edit.path), edit)
            case Enlist():
                self._enlist(edit)
            case Drop():
                self._drop(edit.path)

    # --- positions

    def _node(self, path: Path) -> Any:  # noqa: ANN401
        node: Any = self.root
        for step in path:
            if isinstance(step, int):
                node = node.value[step]
            else:
                node = next(value for key, value in node.value if key.value == step)
        return node

    def _indent(self, node: yaml.MappingNode, path: Path) -> int:
        """Return the column of the fields of a block mapping after the edits."""
        deeper = any(path[: len(one)] == one for one in self.enlisted)
        return int(node.start_mark.column) + (2 if deeper else 0)

    def _end(self, node: yaml.Node) -> _Spot:
        """Return the spot after the last character of a node."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        line, column = node.end_mark.line, node.end_mark.column
        if isinstance(node, yaml.ScalarNode) and node.style in _BLOCKS:
            while line >= len(self.lines) or not self.lines[line][:column].strip():
                line, column = line - 1, None
            return line, len(self._line(line))
        return line, column

    def _line(self, number: int) -> str:
        return self.lines[number].removesuffix("\r")

    def _line_end(self, spot: _Spot) -> _Spot:
        return spot[0], len(self._line(spot[0]))

    # --- edits

    def _cut(self, start: _Spot, end: _Spot, text: str, depth: int = 0) -> None:
        self.cuts.append(_Cut(start=start, end=end, text=text, depth=depth))

    def _add_lines(self, behind: _Spot, lines: list[str]) -> None:
        """Insert lines below the line of this spot."""
        spot = self._line_end(behind)
        depth = min(len(line) - len(line.lstrip()) for line in lines if line)
        self._cut(spot, spot, "".join(self.line_end + line for line in lines), depth)

    def _put(self, edit: Put) -> None:
        parent, name = self._node(edit.path[:-1]), str(edit.path[-1])
        if isinstance(parent, yaml.SequenceNode):
            old = self._node(edit.path)
            self._cut(_spot(old), self._end(old), flow(edit.value))
            return
        found = next((pair for pair in parent.value if pair[0].value == name), None)
        if found:
            self._replace(parent, found, edit)
        else:
            self._insert(parent, name, edit)

    def _replace(self, parent: yaml.MappingNode, pair: tuple[yaml.Node, yaml.Node], edit: Put) -> None:
        _, old = pair
        start, end = _spot(old), self._end(old)
        line = edit.value if isinstance(edit.value, str) and "\n" not in edit.value else None
        if parent.flow_style or (line is not None and start[0] == end[0]):
            style = old.style if isinstance(old, yaml.ScalarNode) and old.style not in _BLOCKS else None
            new = flow(edit.value) if line is None else scalar(line, flow=parent.flow_style, style=style)
            self._cut(start, end, new)
            return
        # For any other value, the first line keeps the name and a comment; the rest is rewritten.
        indent = self._indent(parent, edit.path[:-1])
        head, *rest = field_lines(str(edit.path[-1]), edit.value, indent)
        colon = self._behind_colon(pair[0])
        first_line_end = (start[0], len(self._line(start[0]))) if start[0] == colon[0] else None
        kept = self._line(colon[0])[end[1] :] if first_line_end and end[0] == colon[0] else ""
        value = head.split(":", 1)[1]
        self._cut(colon, self._line_end(end), value + kept + "".join(self.line_end + line for line in rest))

    def _behind_colon(self, key: yaml.Node) -> _Spot:
        line, column = key.end_mark.line, key.end_mark.column
        return line, self._line(line).index(":", column) + 1

    def _insert(self, parent: yaml.MappingNode, name: str, edit: Put) -> None:
        before = edit.order[: edit.order.index(name)] if name in edit.order else ()
        earlier = [value for key, value in parent.value if key.value in before] if edit.order else []
        if not edit.order and parent.value:
            earlier = [parent.value[-1][1]]
        if parent.flow_style:
            self._insert_in_flow(parent, f"{name}: {flow(edit.value)}", earlier)
            return
        lines = field_lines(name, edit.value, self._indent(parent, edit.path[:-1]))
        if earlier:
            self._add_lines(max(map(self._end, earlier)), lines)
        else:
            spot = _spot(parent)
            self._cut(spot, spot, "".join(line + self.line_end for line in lines).lstrip() + " " * spot[1])

    def _insert_in_flow(self, parent: yaml.CollectionNode, new: str, earlier: list[yaml.Node]) -> None:
        if earlier:
            spot = max(map(self._end, earlier))
            self._cut(spot, spot, f", {new}")
        elif parent.value:
            first = parent.value[0]
            spot = _spot(first[0] if isinstance(first, tuple) else first)
            self._cut(spot, spot, f"{new}, ")
        else:
            line, column = _spot(parent)
            self._cut((line, column + 1), (line, column + 1), new)

    def _append(self, parent: yaml.SequenceNode, edit: Append) -> None:
        if parent.flow_style:
            self._insert_in_flow(parent, flow(edit.value), parent.value[-1:])
            return
        dash = int(parent.start_mark.column)
        last = parent.value[-1]
        gap = max(last.start_mark.column - dash, 2)
        lines = item_lines(edit.value, dash, gap)
        if any(self._blank_between(one, other) for one, other in pairwise(parent.value[-2:])):
            lines.insert(0, "")
        self._add_lines(self._end(last), lines)

    def _blank_between(self, one: yaml.Node, other: yaml.Node) -> bool:
        between = self.lines[self._end(one)[0] + 1 : other.start_mark.line]
        return any(not line.strip() for line in between)

    def _enlist(self, edit: Enlist) -> None:
        parent = self._node(edit.path[:-1])
        key, value = next(pair for pair in parent.value if pair[0].value == edit.path[-1])
        self._cut(_spot(key), (key.end_mark.line, key.end_mark.column), edit.name)
        start, end = _spot(value), self._end(value)
        if parent.flow_style:
            self._cut(start, start, "[")
            self._cut(end, end, "".join(f", {flow(one)}" for one in edit.more) + "]")
            return
        indent = self._indent(parent, edit.path[:-1]) + 2
        if isinstance(value, yaml.MappingNode) and not value.flow_style:
            self._cut(start, start, "- ")
            for line in range(start[0] + 1, end[0] + 1):
                if self._line(line).strip():
                    self._cut((line, 0), (line, 0), "  ")
            indent = start[1]
        else:
            colon = self._behind_colon(key)
            self._cut(colon, start, f"{self.line_end}{' ' * indent}- ")
        self._add_lines(end, [line for one in edit.more for line in item_lines(one, indent)])

    def _drop(self, path: Path) -> None:
        parent, step = self._node(path[:-1]), path[-1]
        index = (
            step if isinstance(step, int) else next(at for at, (key, _) in enumerate(parent.value) if key.value == step)
        )
        heads = [one[0] if isinstance(one, tuple) else one for one in parent.value]
        tails = [one[1] if isinstance(one, tuple) else one for one in parent.value]
        start, end = _spot(heads[index]), self._end(tails[index])
        if parent.flow_style:
            if index + 1 < len(heads):
                self._cut(start, _spot(heads[index + 1]), "")
            else:
                self._cut(self._end(tails[index - 1]), end, "")
        elif isinstance(parent, yaml.SequenceNode):
            self._cut_lines(self._dash_line(start[0], parent.start_mark.column), end[0])
        elif self._line(start[0])[: start[1]].strip():  # the field is on the line of its item's dash
            self._cut(start, _spot(heads[index + 1]), "")
        else:
            self._cut_lines(start[0], end[0])

    def _dash_line(self, line: int, column: int) -> int:
        while self._line(line)[column : column + 1] != "-":
            line -= 1
        return line

    def _cut_lines(self, first: int, last: int) -> None:
        """Remove whole lines and the line end before them, which always exists."""
        self._cut((first - 1, len(self._line(first - 1))), (last, len(self._line(last))), "")


def _spot(node: yaml.Node) -> _Spot:
    return node.start_mark.line, node.start_mark.column


def new_file(values: dict[str, Yaml], head: str) -> str:
    """Return the text of a new file: a comment, then the fields."""
    return "\n".join([head, *mapping_lines(values, 0), ""])
