"""The table of fields → JSON Schema, with which an editor completes and checks a file while it is edited.

Draft 2020-12, one schema for each kind of file. It covers structure only: check digits, addresses and rules
between files are left to `domchat check`.
"""

import json
from collections.abc import Mapping
from typing import Any

from generator.datafiles.fields import all_records
from generator.datafiles.kinds import Choice, Either, Field, ListOf, MapOf, Nested, Record, Scalar, ValueType

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(record: Record) -> str:
    """Return the text of a file's schema in `docs/schema`."""
    return json.dumps(schema(record), ensure_ascii=False, indent=2) + "\n"


def schema(record: Record) -> dict[str, Any]:
    """Return the schema of a kind of file."""
    nested = [inner for inner in all_records([record]) if inner is not record]
    definitions = {inner.name: _mapping(inner) for inner in nested}
    whole = {"$schema": _DIALECT, "$comment": "Made by scripts/write-docs out of generator/datafiles/fields.py"}
    return {**whole, **_mapping(record), **({"$defs": definitions} if definitions else {})}


def _mapping(record: Record) -> dict[str, Any]:
    required = [field.name for field in record.fields if field.required]
    return {
        "title": record.title,
        **({"description": record.doc} if record.doc else {}),
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {field.name: _property(field) for field in record.fields},
    }


def _property(field: Field) -> dict[str, Any]:
    default = {"default": field.default} if isinstance(field.default, (str, int)) else {}
    return {"title": field.name, "description": describe(field), **_value(field.type), **default}


def describe(field: Field) -> str:
    """Return in Russian what the field is for, the meanings of its options, and an example."""
    options = [f"{option} — {meaning}" for option, meaning in options_of(field.type).items()]
    parts = [field.doc, f"Можно: {'; '.join(options)}." if options else "", f"Например: {field.example.strip()}"]
    return " ".join(filter(None, parts))


def options_of(value_type: ValueType) -> Mapping[str, str]:
    """Return the options of a value, or of the items of a list, with their meanings."""
    match value_type:
        case Choice():
            return value_type.options
        case ListOf():
            return options_of(value_type.item)
        case Either():
            return options_of(value_type.short)
        case _:
            return {}


def _value(value_type: ValueType) -> dict[str, Any]:
    match value_type:
        case Scalar():
            return dict(value_type.json)
        case ListOf():
            unique = {"uniqueItems": True} if value_type.unique else {}
            return {"type": "array", "items": _value(value_type.item), **unique}
        case MapOf():
            inner = _value(value_type.value)
            return {
                "type": "object",
                "propertyNames": {"pattern": value_type.key.json["pattern"]},
                "additionalProperties": {"anyOf": [inner, {"type": "null"}]} if value_type.nullable else inner,
            }
        case Nested():
            return {"$ref": f"#/$defs/{value_type.record().name}"}
        case Either():
            return {"anyOf": [_value(value_type.short), _value(value_type.long)]}
