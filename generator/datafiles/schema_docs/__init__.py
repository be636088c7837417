"""Documents made from the table of fields for people and their editors."""

from generator.datafiles.fields import FILES, REGION
from generator.datafiles.schema_docs.guide import guide_text
from generator.datafiles.schema_docs.json_schema import schema_text

__all__ = [
    "documents",
]


def documents() -> dict[str, str]:
    """Return the text of each file by its path below `docs`."""
    schemas = {f"schema/{record.name}.json": schema_text(record) for record in (*FILES, REGION)}
    return {**schemas, "data.ru.md": guide_text()}
