"""What people and their editors read of the data's form, made from the table of fields."""

from generator.datafiles.schema_docs.documents import documents

__all__ = [
    "documents",
]
