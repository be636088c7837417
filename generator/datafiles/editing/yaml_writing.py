"""Plain values → YAML as a careful person writes it: quotes only where needed, one field per line.

Every scalar is a string, as everywhere in the data. Strings that other programs would read as another type are
quoted too: an id such as 12345 or 1E234, «no», a telephone.
"""

import re
from collections.abc import Iterable

from generator.datafiles.editing.scalars import is_hidden, quoted, write_scalar

Yaml = str | None | list["Yaml"] | dict[str, "Yaml"]

# Counts, coordinates, dates, booleans and numbers of chats are meant as such.
_MEANT = re.compile(r"[0-9]{1,4}|-[0-9]{5,19}|-?[0-9]{1,3}\.[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")


def scalar(text: str, *, flow: bool = False, style: str | None = None) -> str:
    """Return a scalar on one line; `style` is the previous kind of quotes, kept if possible."""
    return quoted(text, style) if style else write_scalar(text, bare=bool(_MEANT.fullmatch(text)), flow=flow)


def flow(value: Yaml) -> str:
    """Return any value on one line."""
    match value:
        case None:
            return "null"
        case str():
            return scalar(value, flow=True)
        case list():
            return f"[{', '.join(map(flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{name}: {flow(inner)}' for name, inner in value.items())}}}"


def field_lines(name: str, value: Yaml, indent: int) -> list[str]:
    """Return the lines of a field of a block mapping; `indent` is the column of its fields."""
    space = " " * indent
    if isinstance(value, str) and "\n" in value and value == value.strip() and not is_hidden(value):
        return [f"{space}{name}: |", *_literal(value, indent + 2)]
    if isinstance(value, str):
        return [f"{space}{name}: {scalar(value)}"]
    if isinstance(value, dict) and value:
        return [f"{space}{name}:", *mapping_lines(value, indent + 2)]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [f"{space}{name}:", *(line for item in value for line in item_lines(item, indent + 2))]
    return [f"{space}{name}: {flow(value)}"]


def mapping_lines(value: dict[str, Yaml], indent: int) -> list[str]:
    """Return the lines of a block mapping."""
    return [line for name, inner in value.items() for line in field_lines(name, inner, indent)]


def item_lines(value: Yaml, indent: int, gap: int = 2) -> list[str]:
    """Return the lines of an item of a block list: the dash at column `indent`, its content `gap` columns further."""
    dash = " " * indent + "-" + " " * (gap - 1)
    if not isinstance(value, dict):
        return [dash + (scalar(value) if isinstance(value, str) else flow(value))]
    first, *rest = mapping_lines(value, indent + gap)
    return [dash + first.lstrip(" "), *rest]


def _literal(text: str, indent: int) -> Iterable[str]:
    return (" " * indent + line if line else "" for line in text.split("\n"))
