"""The table of fields → the Russian guide for people who edit the data.

The introduction is written by hand (`guide.md`); tables and meanings of options come from the table of fields.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files

from generator.datafiles.fields import BUILDING_ID_MISSING, FILES, HISTORY, PRIVATE_LINK, REGION, all_records
from generator.datafiles.kinds import Choice, Either, Field, ListOf, MapOf, Nested, Record, Scalar, ValueType
from generator.datafiles.schema_docs.json_schema import options_of

RECORDS = all_records((*FILES, PRIVATE_LINK, HISTORY, REGION))
_NOTE = "<!-- Этот файл делает scripts/write-docs: правьте не его, а fields.py и guide.md в generator/datafiles. -->"


def guide_text() -> str:
    """Return the text of `docs/data.ru.md`."""
    introduction = files("generator.datafiles.schema_docs").joinpath("guide.md").read_text(encoding="utf-8")
    parts = [_NOTE, introduction.strip(), "## Все поля", *map(_record, RECORDS), "## Что значат слова", *_options()]
    return "\n\n".join(parts) + "\n"


def _record(record: Record) -> str:
    rows = ["| Поле | Обязательно | Что писать | Зачем | Пример |", "|---|---|---|---|---|", *map(_row, record.fields)]
    return "\n\n".join(filter(None, [f"### {_heading(record)}", record.doc, "\n".join(rows)]))


def _row(field: Field) -> str:
    cells = [f"`{field.name}`", _need(field), _what(field.type), field.doc, _code(field.example)]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _need(field: Field) -> str:
    if field.required:
        return "да, но его пишет команда" if field.cure and field.missing == BUILDING_ID_MISSING else "да"
    if isinstance(field.default, bool):
        return f"нет; без него `{str(field.default).lower()}`"
    return f"нет; без него `{field.default}`" if isinstance(field.default, (str, int)) else "нет"


def _what(value_type: ValueType) -> str:
    """Return what to write, with a link to the table of a record."""
    match value_type:
        case Choice():
            return "одно из: " + ", ".join(f"`{option}`" for option in value_type.options)
        case Scalar():
            return value_type.words
        case ListOf():
            return f"список: {_what(value_type.item)}"
        case MapOf():
            return f"пары: {_what(value_type.key)} → {_what(value_type.value)}" + (
                " или `null`" if value_type.nullable else ""
            )
        case Nested():
            record = value_type.record()
            return f"[{record.title}](#{_anchor(record)})"
        case Either():
            return f"{_what(value_type.short)}; или {_what(value_type.long)}"


def _options() -> Iterator[str]:
    """Yield a table for each set of options, with the fields that use it."""
    users: dict[tuple[str, ...], list[str]] = {}
    meanings: dict[tuple[str, ...], Mapping[str, str]] = {}
    for record in RECORDS:
        for field in record.fields:
            options = options_of(field.type)
            if options:
                users.setdefault(tuple(options), []).append(f"`{field.name}` ({record.title})")
                meanings[tuple(options)] = options
    for key, fields in users.items():
        rows = [f"| `{option}` | {meaning} |" for option, meaning in meanings[key].items()]
        yield "\n".join([f"{', '.join(fields)}:", "", "| Слово | Что значит |", "|---|---|", *rows])


def _code(example: str) -> str:
    return f"`{example.strip()}`" if example.strip() else ""


def _heading(record: Record) -> str:
    return record.title[0].upper() + record.title[1:]


def _anchor(record: Record) -> str:
    return record.title.lower().replace(" ", "-")
