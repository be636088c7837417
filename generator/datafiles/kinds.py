"""Building blocks of the table of fields: kinds of values, fields, records."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field


class Scalar(Struct, frozen=True, kw_only=True):
    """A value written as one word or line.

    `parse` takes the stripped string; `words` says in Russian what to write, for the guide and for errors; `json`
    is its JSON Schema, which also accepts YAML numbers and booleans where they mean the same as quoted text.
    """

    words: str
    parse: Callable[[str], Any]
    json: Mapping[str, Any]
    multiline: bool = False
    bare: bool = False  # written without quotes even if other programs read it as a number, date or boolean


class Choice(Scalar, frozen=True, kw_only=True):
    """One of several words; `options` maps each to its meaning in Russian."""

    options: Mapping[str, str]


class ListOf(Struct, frozen=True, kw_only=True):
    """A list of values of one type."""

    item: "ValueType"
    unique: bool = False

    @property
    def words(self) -> str:
        """Return what to write, in Russian."""
        return f"список, каждый пункт — {self.item.words}"


class MapOf(Struct, frozen=True, kw_only=True):
    """A mapping whose keys are values too, such as ids."""

    key: Scalar
    value: "ValueType"
    nullable: bool = False

    @property
    def words(self) -> str:
        """Return what to write, in Russian."""
        return f"пары «{self.key.words}: {self.value.words}»"


class Nested(Struct, frozen=True, kw_only=True):
    """A mapping with fields of its own."""

    record: Callable[[], "Record"]

    @property
    def words(self) -> str:
        """Return what to write, in Russian."""
        return self.record().title


class Either(Struct, frozen=True, kw_only=True):
    """A short or a long form; `promote` converts a short value into the long form."""

    short: Scalar
    long: "ListOf | Nested"
    promote: Callable[[Any], Any] = field(default=lambda value: value)

    @property
    def words(self) -> str:
        """Return what to write, in Russian."""
        return f"{self.short.words}; или {self.long.words}"


Structure = ListOf | MapOf | Nested | Either
ValueType = Scalar | Structure


class Field(Struct, frozen=True, kw_only=True):
    """A field: its name in YAML, type, meaning in Russian, and an example."""

    name: str
    type: ValueType
    doc: str
    required: bool = False
    default: Any = None
    example: str = ""
    missing: str = "required"  # the code of the problem if a required field is missing
    cure: str = ""  # advice for that problem, if not the example
    own_digests: bool = False  # its records have digests of their own; that of the record around them leaves it out


class Record(Struct, frozen=True, kw_only=True, dict=True):
    """A mapping with these fields. `name` is the key of its JSON Schema, `title` its name for people.

    `digested` records have a digest, because values of the model are made from them.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    doc: str = ""
    digested: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field with this name, if any."""
        return self.by_name.get(name)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """Return the required fields."""
        return tuple(field for field in self.fields if field.required)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """Return the values of fields that are not given."""
        return {field.name: field.default for field in self.fields}

    @cached_property
    def with_own_digests(self) -> frozenset[str]:
        """Return the names of the fields left out of the record's digest."""
        return frozenset(field.name for field in self.fields if field.own_digests)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Return the fields by name."""
        return {field.name: field for field in self.fields}
