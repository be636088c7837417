"""The canonical layout: fields in the order of their table, two spaces a level, short records in one line.

What is written in one line: lists of single values, and telephones, channels, streets and the like, if that fits and
no comment stands inside. At most one empty line in a row stays. Quotes stand only where they are needed.
"""

from itertools import dropwhile

import yaml
from msgspec import Struct
from msgspec.structs import replace

from generator.datafiles.editing.scalars import is_hidden, write_scalar
from generator.datafiles.fields import CHANNEL, CONTACT, FORMER, LABELLED_PHONE, PRIVATE_LINK, STREET
from generator.datafiles.kinds import Either, ListOf, MapOf, Nested, Record, Scalar, ValueType
from generator.datafiles.layout.text_blocks import WIDTH, sign_of, write_block
from generator.datafiles.layout.tree import EMPTY, Collection, Entry, Value
from generator.datafiles.nodes import is_nothing

_STEP = 2
_ONE_LINE = (LABELLED_PHONE, CONTACT, CHANNEL, FORMER, STREET, PRIVATE_LINK)

Type = ValueType | None


def write_tree(tree: Collection, value_type: Type) -> str:
    """Return the text of a file."""
    head, tree = _split_head(tree)
    lines = dropwhile(lambda line: line == EMPTY, [*head, *_collection(tree, value_type, 0)])
    return "\n".join([*lines, ""])


def _split_head(tree: Collection) -> tuple[list[str], Collection]:
    """Take the comments that begin the file off the first field, which may move; an empty line ends them."""
    first, *rest = tree.entries
    lead = list(first.lead)
    cut = len(lead) - lead[::-1].index(EMPTY) if EMPTY in lead else len(lead)
    head = lead[:cut]
    return head, replace(tree, entries=(replace(first, lead=tuple(lead[cut:])), *rest))


class _Field(Struct, frozen=True):
    entry: Entry
    type: Type
    key: str  # as written, or an empty string for an item of a list


def _fields(tree: Collection, value_type: Type) -> list[_Field]:
    """Return the entries in their order, each with the type of its value."""
    if not tree.is_mapping:
        item = value_type.item if isinstance(value_type, ListOf) else None
        return [_Field(entry, item, "") for entry in tree.entries]
    if isinstance(value_type, MapOf):
        return [_Field(entry, value_type.value, _key(entry, bare=False)) for entry in tree.entries]
    record = value_type.record() if isinstance(value_type, Nested) else None
    fields = [_Field(entry, _field_type(record, entry), _key(entry, bare=True)) for entry in tree.entries]
    return sorted(fields, key=lambda field: _position(record, field.entry))


def _key(entry: Entry, *, bare: bool) -> str:
    assert entry.key is not None
    return write_scalar(entry.key.value, bare=bare, flow=True)


def _field_type(record: Record | None, entry: Entry) -> Type:
    known = record.field(entry.key.value) if record and entry.key else None
    return known.type if known else None


def _position(record: Record | None, entry: Entry) -> int:
    names = [known.name for known in record.fields] if record else []
    return names.index(entry.key.value) if entry.key and entry.key.value in names else len(names)


def _resolve(value_type: Type, value: Value) -> Type:
    """Choose between the short and the long form by what stands there."""
    if not isinstance(value_type, Either):
        return value_type
    long = isinstance(value, Collection) and value.is_mapping == isinstance(value_type.long, Nested)
    return value_type.long if long else value_type.short


def _collection(tree: Collection, value_type: Type, indent: int) -> list[str]:
    lines: list[str] = []
    for field in map(_hoisted, _fields(tree, value_type)):
        lead = field.entry.lead if lines else dropwhile(lambda line: line == EMPTY, field.entry.lead)
        lines += [_padded(line, indent) for line in lead]
        lines += _entry(field, indent)
    return lines + [_padded(line, indent) for line in tree.foot]


def _hoisted(field: _Field) -> _Field:
    """Let the comments above the first field of an item lead the item: they will stand above its dash."""
    value = field.entry.value
    if field.key or not isinstance(value, Collection) or not value.is_mapping or not value.entries:
        return field
    first = _fields(value, _resolve(field.type, value))[0].entry
    lead = (*field.entry.lead, *filter(None, first.lead))
    entries = tuple(replace(one, lead=()) if one is first else one for one in value.entries)
    return replace(field, entry=replace(field.entry, lead=lead, value=replace(value, entries=entries)))


def _entry(field: _Field, indent: int) -> list[str]:
    value, tail = field.entry.value, f"  {field.entry.tail}" if field.entry.tail else ""
    value_type = _resolve(field.type, value)
    head = " " * indent + (f"{field.key}:" if field.entry.key else "-")
    inline = _inline(value, value_type, flow=False)
    if isinstance(value, yaml.ScalarNode):
        text = _text(value)
        if inline is None or (_may_wrap(value_type, text) and (inline[0] in "\"'" or len(f"{head} {inline}") > WIDTH)):
            return [f"{head} {sign_of(text)}{tail}", *write_block(text, indent + _STEP)]
        return [f"{head} {inline}{tail}"]
    if inline is not None and len(f"{head} {inline}") <= WIDTH:
        return [f"{head} {inline}{tail}"]
    inner = _collection(value, value_type, indent + _STEP)
    if field.entry.key:
        return [head + tail, *inner]
    return _under_dash(inner, indent, field.entry.tail)


def _under_dash(inner: list[str], indent: int, tail: str) -> list[str]:
    """Put the dash before the first line that is no comment; the comments above it go above the dash."""
    first = next(at for at, line in enumerate(inner) if not line.lstrip().startswith("#") and line)
    above = [_padded(line.strip(), indent) for line in ([tail] if tail else []) + inner[:first]]
    return [*above, f"{' ' * indent}- {inner[first].lstrip()}", *inner[first + 1 :]]


def _inline(value: Value, value_type: Type, *, flow: bool) -> str | None:
    """Return the value in one line, or None if it needs several."""
    if isinstance(value, yaml.ScalarNode):
        return _scalar(value, value_type, flow=flow)
    if not value.entries and not value.has_comments:
        return "{}" if value.is_mapping else "[]"
    if value.has_comments or not _is_short(value, value_type, flow=flow):
        return None
    parts = []
    for field in _fields(value, value_type):
        inner = _inline(field.entry.value, _resolve(field.type, field.entry.value), flow=True)
        if inner is None:
            return None
        parts.append(f"{field.key}: {inner}" if field.key else inner)
    return "{" + ", ".join(parts) + "}" if value.is_mapping else "[" + ", ".join(parts) + "]"


def _is_short(value: Collection, value_type: Type, *, flow: bool) -> bool:
    """Tell whether a collection is of the kind that is written in one line."""
    if not value.is_mapping:
        return all(isinstance(entry.value, yaml.ScalarNode) for entry in value.entries)
    return flow or (isinstance(value_type, Nested) and value_type.record() in _ONE_LINE)


def _scalar(node: yaml.ScalarNode, value_type: Type, *, flow: bool) -> str | None:
    if is_nothing(node):
        return "null"
    text = _text(node)
    if "\n" in text and not is_hidden(text):
        return None
    # Of a field that nobody knows, the quotes tell what was meant.
    bare = value_type.bare if isinstance(value_type, Scalar) else not node.style
    return write_scalar(text, bare=bare, flow=flow)


def _text(value: Value) -> str:
    assert isinstance(value, yaml.ScalarNode)
    return str(value.value).strip()


def _may_wrap(value_type: Type, text: str) -> bool:
    return isinstance(value_type, Scalar) and value_type.multiline and not is_hidden(text)


def _padded(line: str, indent: int) -> str:
    return " " * indent + line if line else ""
