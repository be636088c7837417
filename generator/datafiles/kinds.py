"""What the table of fields is made of: kinds of values, fields, records."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field


class Scalar(Struct, frozen=True, kw_only=True):
    """A value written as one word or line.

    `parse` takes the stripped string; `words` says in Russian what to write, for the guide and for errors;
    `json` is its JSON Schema, in which YAML's own ideas of numbers and booleans count as well as the same in quotes.
    """

    words: str
    parse: Callable[[str], Any]
    json: Mapping[str, Any]
    multiline: bool = False
    bare: bool = False  # written without quotes even where other programs take it for a number, a date, a yes


class Choice(Scalar, frozen=True, kw_only=True):
    """One word out of a list; `options` maps each to its meaning in Russian."""

    options: Mapping[str, str]


class ListOf(Struct, frozen=True, kw_only=True):
    """A list of values of one type."""

    item: "ValueType"
    unique: bool = False

    @property
    def words(self) -> str:
        """Say what to write."""
        return f"список, каждый пункт — {self.item.words}"


class MapOf(Struct, frozen=True, kw_only=True):
    """A mapping whose keys are values themselves, such as ids."""

    key: Scalar
    value: "ValueType"
    nullable: bool = False

    @property
    def words(self) -> str:
        """Say what to write."""
        return f"пары «{self.key.words}: {self.value.words}»"


class Nested(Struct, frozen=True, kw_only=True):
    """A mapping with fields of its own."""

    record: Callable[[], "Record"]

    @property
    def words(self) -> str:
        """Say what to write."""
        return self.record().title


class Either(Struct, frozen=True, kw_only=True):
    """A short form or a long one; `promote` turns the short value into the long one's."""

    short: Scalar
    long: "ListOf | Nested"
    promote: Callable[[Any], Any] = field(default=lambda value: value)

    @property
    def words(self) -> str:
        """Say what to write."""
        return f"{self.short.words}; или {self.long.words}"


Structure = ListOf | MapOf | Nested | Either
ValueType = Scalar | Structure


class Field(Struct, frozen=True, kw_only=True):
    """One field: its name in YAML, type, meaning in Russian, and an example as one would type it."""

    name: str
    type: ValueType
    doc: str
    required: bool = False
    default: Any = None
    example: str = ""
    missing: str = "required"  # the code of the problem that a required field is not there
    cure: str = ""  # what to do then, if not to write what the example shows
    apart: bool = False  # its records count for themselves, not for the record that holds them


class Record(Struct, frozen=True, kw_only=True, dict=True):
    """A mapping with these fields. `name` is the key of its JSON Schema, `title` what people call it.

    `digested`: something of the model is made of it, and it is known by a digest whether that would be another.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    doc: str = ""
    digested: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field of this name, if there is one."""
        return self.by_name.get(name)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that must be given."""
        return tuple(field for field in self.fields if field.required)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What stands for the fields that are not given."""
        return {field.name: field.default for field in self.fields}

    @cached_property
    def apart(self) -> frozenset[str]:
        """Names of the fields that don't count in the record's digest."""
        return frozenset(field.name for field in self.fields if field.apart)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}
