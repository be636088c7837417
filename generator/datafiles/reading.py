"""Nodes and the table of fields → drafts: typed values with places; reports every mistake at once.

A draft contains what could be read of a mapping. Fields that could not be read are missing, so that a mistake
does not hide those in other fields or between files.
"""

from collections.abc import Callable, Collection, Iterator, KeysView, Mapping
from typing import Any

from msgspec import Struct, field

from generator.datafiles.digests import digest_of_building, digest_of_record
from generator.datafiles.kinds import Choice, Either, Field, ListOf, MapOf, Nested, Record, Scalar, ValueType
from generator.datafiles.nodes import (
    FORBIDDEN,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    UnreadNode,
    compose,
    invisible,
    is_nothing,
)
from generator.text import Bad, Place, Report, nearest, shorten

_MISSING = object()
_FOUND = {ScalarNode: "одно значение", ListNode: "список", MapNode: "набор полей"}
_ONE_VALUE = "запишите одно значение; текст со скобкой в начале или с двоеточием возьмите в кавычки"
_LONGEST = 1000  # characters; no type needs a longer value on one line

Spot = tuple[int, int]  # line and column, counted from 1


class Draft(Struct):
    """The readable values of a mapping, and the place of each.

    `places` has every given field, readable or not; `items` has the places of items of lists and maps.
    """

    record: Record
    path: str
    spot: Spot
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Spot] = field(default_factory=dict)
    items: dict[str, dict[Any, Spot]] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)  # fields that are only partly readable
    digest: bytes = b""  # digest of the mapping, if its record is digested

    def get(self, name: str) -> Any:  # noqa: ANN401
        """Return the value, the default if it is not given, None if it could not be read."""
        if name in self.values:
            return self.values[name]
        return None if name in self.places else self.record.defaults.get(name)

    @property
    def given(self) -> KeysView[str]:
        """Return the names of all given fields, readable or not."""
        return self.places.keys()

    @property
    def place(self) -> Place:
        """Return the place where the mapping begins."""
        return Place(self.path, *self.spot)

    def at(self, name: str, index: int | str | None = None) -> Place:
        """Return the place of a field's value, or of an item in its list or map."""
        spot = self.items.get(name, {}).get(index) or self.places.get(name)
        return Place(self.path, *spot) if spot else self.place


class Reader(Struct, frozen=True):
    """Reads the nodes of one file and reports what is wrong with them."""

    path: str
    report: Report
    plain: bool = False  # the file has no invisible characters and no backslashes, so no value has

    def place(self, node: Node) -> Place:
        """Return the place where a node begins."""
        return Place(self.path, *_spot(node))

    def draft(self, node: Node, record: Record) -> Draft | None:
        """Return the draft of a mapping with the record's fields."""
        if type(node) is not MapNode:
            self._shape(node, f"{record.title}, строки вида «поле: значение»", _no_record(node, record))
            return None
        draft = Draft(record, self.path, _spot(node))
        fields, places = record.by_name, draft.places
        for name, key, value in self.pairs(node):
            known = fields.get(name)
            if known is None:
                self._unknown(key, name, record, places)
                continue
            places[name] = _spot(value)
            read = self.value(value, known.type, draft, name)
            if read is not _MISSING:
                draft.values[name] = read
        for known in record.required:
            if known.name not in places:
                text = f"{record.title}: нет обязательного поля {known.name}"
                self.report.error(draft.place, known.missing, text, _cure(known))
        if record.digested:
            draft.digest = (
                digest_of_building(node)
                if record.name == "building"
                else digest_of_record(node, record.with_own_digests)
            )
        return draft

    def pairs(self, node: MapNode) -> Iterator[tuple[str, ScalarNode, Node]]:
        """Yield (name, key, value) of a mapping; report repeated names and names that are not strings."""
        seen: dict[str, Node] = {}
        for key, value in node.pairs:
            if type(key) is ScalarNode:
                name = key.value
                first = seen.setdefault(name, key)
                if first is key:
                    yield name, key, value
                else:
                    self.repeated(key, name, first)
            elif type(key) is not UnreadNode:
                self._shape(key, "имя поля", "имя поля пишут одним словом")

    def repeated(self, key: Node, name: str, first: Node) -> None:
        """Report a name that occurred before."""
        text = f"поле {shorten(name)} здесь уже есть, в строке {_spot(first)[0]}"
        self.report.error(self.place(key), "duplicate-key", text, "оставьте одно из двух")

    def value(self, node: Node, value_type: ValueType, draft: Draft | None = None, name: str = "") -> Any:  # noqa: ANN401
        """Return a value of any type, or `_MISSING` if it could not be read.

        The places of items are stored in `draft` under `name`.
        """
        if type(node) is UnreadNode:
            return _MISSING
        if type(node) is ScalarNode and is_nothing(node):
            return self._empty(node)
        return _READ[type(value_type)](self, node, value_type, draft, name)

    def _empty(self, node: Node) -> Any:  # noqa: ANN401
        self.report.error(self.place(node), "empty", "значение пустое", "заполните поле или уберите его")
        return _MISSING

    def _scalar(self, node: Node, scalar: Scalar, _draft: Draft | None = None, _name: str = "") -> Any:  # noqa: ANN401
        if type(node) is not ScalarNode:
            self._shape(node, scalar.words, _ONE_VALUE)
            return _MISSING
        text = node.value.strip()
        if (not self.plain or "\n" in text or len(text) > _LONGEST) and self._refused(node, scalar, text):
            return _MISSING
        read = scalar.parse(text)
        if type(read) is Bad:
            self.report.bad(self.place(node), read)
            return _MISSING
        return read

    def _refused(self, node: ScalarNode, scalar: Scalar, text: str) -> bool:
        """Report what is wrong with a scalar whatever its type; return True if it is refused."""
        # Invisible characters in the file were reported before; only those written as "\u202e" are found here.
        hidden = None if self.plain else FORBIDDEN.search(text)
        if hidden:
            if not self.report.has(self.path, "invisible"):
                self.report.error(self.place(node), "invisible", *invisible(hidden[0]))
        elif not scalar.multiline and "\n" in text:
            self.report.error(self.place(node), "multiline", "значение занимает несколько строк", "запишите его в одну")
        elif not scalar.multiline and len(text) > _LONGEST:
            self.report.error(self.place(node), "too-long", f"значение длиннее {_LONGEST} знаков", "сократите его")
        else:
            return False
        return True

    def _nested(self, node: Node, kind: Nested, _draft: Draft | None, _name: str) -> Any:  # noqa: ANN401
        nested = self.draft(node, kind.record())
        return _MISSING if nested is None else nested

    def _list(self, node: Node, kind: ListOf, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        if type(node) is not ListNode:
            scalar = isinstance(node, ScalarNode)
            hint = "возьмите значение в квадратные скобки: [ … ]" if scalar else "начните каждый пункт с дефиса"
            self._shape(node, kind.words, hint)
            return _MISSING
        items: list[Any] = []
        spots: dict[Any, Spot] = {}
        seen: set[Any] = set()
        for item in node.items:
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
            spots[len(items)] = _spot(item)
            items.append(read)
        if draft is not None and spots:
            draft.items[name] = spots
        return tuple(items)

    def _map(self, node: Node, kind: MapOf, draft: Draft | None, field_name: str) -> Any:  # noqa: ANN401
        if not isinstance(node, MapNode):
            self._shape(node, kind.words, "запишите пары в фигурных скобках: {7K3QX: …}")
            return _MISSING
        found: dict[Any, Any] = {}
        spots: dict[Any, Spot] = {}
        keys: dict[Any, Node] = {}
        for _, key, value in self.pairs(node):
            name = self._scalar(key, kind.key)
            if name is not _MISSING and keys.setdefault(name, key) is not key:  # different spellings of the same key
                self.repeated(key, key.value, keys[name])
                continue
            read = None if kind.nullable and is_nothing(value) else self.value(value, kind.value)
            if name is not _MISSING and read is not _MISSING:
                found[name] = read
                spots[name] = _spot(key)
        if draft is not None:
            draft.items[field_name] = spots
        return found

    def _either(self, node: Node, kind: Either, draft: Draft | None, name: str) -> Any:  # noqa: ANN401
        long = kind.long
        if type(node) is (MapNode if type(long) is Nested else ListNode):
            return self.value(node, long, draft, name)
        if type(node) is not ScalarNode:
            self._shape(node, kind.words, _ONE_VALUE)
            return _MISSING
        if type(long) is ListOf and "," in node.value:
            self._shape(node, kind.words, f"список пишут в скобках: [{shorten(node.value.strip())}]")
            return _MISSING
        read = self._scalar(node, kind.short)
        if read is _MISSING or type(long) is not Nested:
            return read
        promoted = kind.promote(read)
        if not isinstance(promoted, Mapping):
            return promoted
        spot = _spot(node)
        return Draft(
            record=long.record(),
            path=self.path,
            spot=spot,
            values=dict(promoted),
            places=dict.fromkeys(promoted, spot),
        )

    def _shape(self, node: Node, wanted: str, hint: str) -> None:
        kind = _FOUND.get(type(node), "значение")
        self.report.error(self.place(node), "type", f"здесь стоит {kind}, а нужно: {wanted}", hint)

    def _unknown(self, key: Node, name: str, record: Record, given: Collection[str]) -> None:
        if self.report.full(self.path, "unknown-field"):
            return
        names = [known.name for known in record.fields]
        near = nearest(name, [known for known in names if known not in given])
        hint = f"возможно, {near}" if near else f"можно: {', '.join(names)}"
        self.report.error(self.place(key), "unknown-field", f"поля «{shorten(name)}» здесь не бывает", hint)


_READ: dict[type, Callable[[Reader, Node, Any, Draft | None, str], Any]] = {
    Scalar: Reader._scalar,  # noqa: SLF001
    Choice: Reader._scalar,  # noqa: SLF001
    Nested: Reader._nested,  # noqa: SLF001
    ListOf: Reader._list,  # noqa: SLF001
    MapOf: Reader._map,  # noqa: SLF001
    Either: Reader._either,  # noqa: SLF001
}


def read_root(text: str, path: str, report: Report) -> tuple[MapNode | None, Reader]:
    """Return the mapping in a file, if it has one, and a reader for it."""
    visible = not FORBIDDEN.search(text)
    return compose(text, path, report, visible=visible), Reader(path, report, visible and "\\" not in text)


def _spot(node: Node) -> Spot:
    mark: Any = node.start_mark
    return (mark.line + 1, mark.column + 1)


def _no_record(node: Node, record: Record) -> str:
    """Return advice for a node that should be a record."""
    if isinstance(node, ListNode):
        return "уберите дефис или скобки"
    name, colon, value = node.value.partition(":") if isinstance(node, ScalarNode) else ("", "", "")
    if colon and name in record.by_name:
        return f"после двоеточия нужен обычный пробел: {name}: {shorten(value.strip())}"
    return f"например: {{{_sample(record)}}}"


def _sample(record: Record) -> str:
    shown = [one for one in record.fields if one.required] or [record.fields[0]]
    return ", ".join(f"{one.name}: {one.example.strip()}" for one in shown)


def _cure(known: Field) -> str:
    if known.cure:
        return known.cure
    example = known.example if "\n" not in known.example else " …"
    return f"добавьте, например, {known.name}: {example.strip()}" if example.strip() else f"добавьте {known.name}"
