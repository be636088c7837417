"""Nodes and the table of fields → drafts: typed values with their places, every mistake reported at once.

A draft is what could be understood of a mapping. A field that could not be read is missing from it, so that
the mistake hides neither the other fields' nor those between files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.datafiles import value_types as t
from generator.datafiles.fields import Field, Record
from generator.datafiles.nodes import FORBIDDEN, UnreadNode, invisible
from generator.problems import Bad, Place, Report, nearest, shorten

_MISSING = object()
_FOUND = {yaml.ScalarNode: "одно значение", yaml.SequenceNode: "список", yaml.MappingNode: "набор полей"}
_ONE_VALUE = "запишите одно значение; текст со скобкой в начале или с двоеточием возьмите в кавычки"
_LONGEST = 1000  # characters of a value that no type has need of in one line
_NOTHING = ("", "~", "null", "Null", "NULL")  # what YAML calls no value, unless it is quoted


@dataclass(slots=True, kw_only=True)
class Draft:
    """The values of one mapping that could be read, and where each stands."""

    record: Record
    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str | tuple[str, int | str], tuple[int, int]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()  # names that stand in the file, read or not
    partial: set[str] = field(default_factory=set)  # names of those of which something could not be read

    def get(self, name: str) -> Any:  # noqa: ANN401
        """Return the value, the field's default if it is not given, None if it could not be read."""
        if name in self.values:
            return self.values[name]
        known = self.record.field(name)
        return known.default if known and name not in self.given else None

    def at(self, name: str, index: int | str | None = None) -> Place:
        """Return the place of a field's value, or of an item in its list or map."""
        where = self.places.get(name if index is None else (name, index)) or self.places.get(name)
        return Place(self.place.path, *where) if where else self.place


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the nodes of one file and reports what is wrong with them."""

    path: str
    report: Report

    def place(self, node: yaml.Node) -> Place:
        """Return where a node begins."""
        mark = node.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1)

    def draft(self, node: yaml.Node, record: Record) -> Draft | None:
        """Read a mapping with the record's fields."""
        if not isinstance(node, yaml.MappingNode):
            list_found = isinstance(node, yaml.SequenceNode)
            hint = "уберите дефис или скобки" if list_found else f"например: {{{_sample(record)}}}"
            self._shape(node, f"{record.title}, строки вида «поле: значение»", hint)
            return None
        draft = Draft(record=record, place=self.place(node))
        given: set[str] = set()
        for name, key, value in self.pairs(node):
            known = record.field(name)
            if known is None:
                self._unknown(key, name, record, given)
                continue
            given.add(name)
            mark = value.start_mark
            draft.places[name] = (mark.line + 1, mark.column + 1)
            read = self._field(value, known, draft)
            if read is not _MISSING:
                draft.values[name] = read
        draft.given = frozenset(given)
        for known in record.fields:
            if known.required and known.name not in given:
                text = f"{record.title}: нет обязательного поля {known.name}"
                self.report.error(draft.place, known.missing, text, _cure(known))
        return draft

    def pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Yield (name, key, value) of a mapping; report repeated names and names that are no strings."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            if isinstance(key, UnreadNode):
                continue
            if not isinstance(key, yaml.ScalarNode):
                self._shape(key, "имя поля", "имя поля пишут одним словом")
                continue
            name = key.value
            if name in seen:
                self.report.error(
                    self.place(key),
                    "duplicate-key",
                    f"поле {shorten(name)} здесь уже есть, в строке {seen[name]}",
                    "оставьте одно из двух",
                )
                continue
            seen[name] = key.start_mark.line + 1
            yield name, key, value

    def value(self, node: yaml.Node, value_type: t.ValueType) -> Any:  # noqa: ANN401
        """Read a value of any type; `_MISSING` if it could not be read."""
        return self._value(node, value_type, None, "")

    def _field(self, node: yaml.Node, known: Field, draft: Draft) -> Any:  # noqa: ANN401
        return self._value(node, known.type, draft, known.name)

    def _value(self, node: yaml.Node, value_type: t.ValueType, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        """`draft` and `name`: where the places of the items are kept."""
        if isinstance(node, UnreadNode):
            return _MISSING
        if is_nothing(node):
            self.report.error(self.place(node), "empty", "значение пустое", "заполните поле или уберите его")
            return _MISSING
        return self._read(node, value_type, draft, name)

    def _read(self, node: yaml.Node, value_type: t.ValueType, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        match value_type:
            case t.Scalar():
                return self._scalar(node, value_type)
            case t.ListOf():
                return self._list(node, value_type, draft, name)
            case t.MapOf():
                return self._map(node, value_type, draft, name)
            case t.Nested():
                draft = self.draft(node, value_type.record())
                return _MISSING if draft is None else draft
            case t.Either():
                return self._either(node, value_type, draft, name)

    def _scalar(self, node: yaml.Node, scalar: t.Scalar) -> Any:  # noqa: ANN401
        if not isinstance(node, yaml.ScalarNode):
            self._shape(node, scalar.words, _ONE_VALUE)
            return _MISSING
        text = node.value.strip()
        # What stands in the text of the file was reported with it; what was written as "\u202e" is seen only here.
        hidden = FORBIDDEN.search(text)
        if hidden:
            if not self.report.has(self.path, "invisible"):
                self.report.error(self.place(node), "invisible", *invisible(hidden[0]))
            return _MISSING
        if "\n" in text and not scalar.multiline:
            self.report.error(self.place(node), "multiline", "значение занимает несколько строк", "запишите его в одну")
            return _MISSING
        if len(text) > _LONGEST and not scalar.multiline:
            self.report.error(self.place(node), "too-long", f"значение длиннее {_LONGEST} знаков", "сократите его")
            return _MISSING
        read = scalar.parse(text)
        if isinstance(read, Bad):
            self.report.bad(self.place(node), read)
            return _MISSING
        return read

    def _list(self, node: yaml.Node, kind: t.ListOf, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        if not isinstance(node, yaml.SequenceNode):
            scalar = isinstance(node, yaml.ScalarNode)
            hint = "возьмите значение в квадратные скобки: [ … ]" if scalar else "начните каждый пункт с дефиса"
            self._shape(node, kind.words, hint)
            return _MISSING
        items: list[Any] = []
        seen: set[Any] = set()
        for item in node.value:
            read = self.value(item, kind.item)
            if read is _MISSING:
                if draft is not None:
                    draft.partial.add(name)
                continue
            if kind.unique and read in seen:
                self.report.error(self.place(item), "duplicate-item", "в списке это уже есть", "оставьте одно из двух")
                continue
            if kind.unique:
                seen.add(read)
            if draft is not None:
                draft.places[name, len(items)] = (item.start_mark.line + 1, item.start_mark.column + 1)
            items.append(read)
        return tuple(items)

    def _map(self, node: yaml.Node, kind: t.MapOf, draft: Draft | None, field_name: str) -> Any:  # noqa: ANN401
        if not isinstance(node, yaml.MappingNode):
            self._shape(node, kind.words, "запишите пары в фигурных скобках: {7K3QX: …}")
            return _MISSING
        found: dict[Any, Any] = {}
        for _, key, value in self.pairs(node):
            name = self._scalar(key, kind.key)
            read = None if kind.nullable and is_nothing(value) else self.value(value, kind.value)
            if name is not _MISSING and read is not _MISSING:
                found[name] = read
                if draft is not None:
                    draft.places[field_name, name] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return found

    def _either(self, node: yaml.Node, kind: t.Either, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        long = isinstance(node, yaml.MappingNode if isinstance(kind.long, t.Nested) else yaml.SequenceNode)
        if long:
            return self._value(node, kind.long, draft, name)
        if not isinstance(node, yaml.ScalarNode) and not isinstance(kind.short, t.ListOf):
            self._shape(node, kind.words, _ONE_VALUE)
            return _MISSING
        read = self.value(node, kind.short)
        if read is _MISSING or not isinstance(kind.long, t.Nested):
            return read
        promoted = kind.promote(read)
        if not isinstance(promoted, Mapping):
            return promoted
        mark = node.start_mark
        return Draft(
            record=kind.long.record(),
            place=self.place(node),
            values=dict(promoted),
            places=dict.fromkeys(promoted, (mark.line + 1, mark.column + 1)),
            given=frozenset(promoted),
        )

    def _shape(self, node: yaml.Node, wanted: str, hint: str) -> None:
        kind = _FOUND.get(type(node), "значение")
        self.report.error(self.place(node), "type", f"здесь стоит {kind}, а нужно: {wanted}", hint)

    def _unknown(self, key: yaml.Node, name: str, record: Record, given: set[str]) -> None:
        if self.report.full(self.path, "unknown-field"):
            return
        names = [known.name for known in record.fields]
        near = nearest(name, [known for known in names if known not in given])
        hint = f"возможно, {near}" if near else f"можно: {', '.join(names)}"
        self.report.error(self.place(key), "unknown-field", f"поля «{shorten(name)}» здесь не бывает", hint)


def is_nothing(node: yaml.Node) -> bool:
    """Tell whether a node is what YAML calls no value."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING


def _sample(record: Record) -> str:
    shown = [one for one in record.fields if one.required] or [record.fields[0]]
    return ", ".join(f"{one.name}: {one.example.strip()}" for one in shown)


def _cure(known: Field) -> str:
    if known.cure:
        return known.cure
    example = known.example if "\n" not in known.example else " …"
    return f"добавьте, например, {known.name}: {example.strip()}" if example.strip() else f"добавьте {known.name}"
