"""The list of files in `docs` that are made from the table of fields, for the script and its test."""

from generator.datafiles.fields import FILES, REGION
from generator.datafiles.schema_docs.guide import guide_text
from generator.datafiles.schema_docs.json_schema import schema_text


def documents() -> dict[str, str]:
    """Return the text of each file by its path below `docs`."""
    schemas = {f"schema/{record.name}.json": schema_text(record) for record in (*FILES, REGION)}
    return {**schemas, "data.ru.md": guide_text()}
