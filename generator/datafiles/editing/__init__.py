"""Edits of the data files that leave everything else as people wrote it."""

from generator.datafiles.editing.editing import Append, Drop, Edit, Enlist, Path, Put, edited, new_file, plain
from generator.datafiles.editing.scalars import write_scalar
from generator.datafiles.editing.withdrawal import ChatInFile, channels_with, chats_in_files, find_chats
from generator.datafiles.editing.yaml_writing import Yaml

__all__ = [
    "Append",
    "ChatInFile",
    "Drop",
    "Edit",
    "Enlist",
    "Path",
    "Put",
    "Yaml",
    "channels_with",
    "chats_in_files",
    "edited",
    "find_chats",
    "new_file",
    "plain",
    "write_scalar",
]
