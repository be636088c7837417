"""Documents made from the table of fields for people and their editors."""

from generator.datafiles.schema_docs.documents import documents

__all__ = [
    "documents",
]
