"""Publishing: targets become the site, all at once or not at all."""

from generator.build.publishing.base import notes_of
from generator.build.publishing.folder import Folder, ForeignFolderError
from generator.build.publishing.manifest import File, Notes, content_digest
from generator.build.publishing.plain_folder import copy_site
from generator.build.publishing.publish import Published, Publishing, publishing
from generator.build.publishing.published import published_files
from generator.build.publishing.rollback import BusyFolderError, Returned, roll_back
from generator.build.publishing.tree import is_inside

__all__ = [
    "BusyFolderError",
    "File",
    "Folder",
    "ForeignFolderError",
    "Notes",
    "Published",
    "Publishing",
    "Returned",
    "content_digest",
    "copy_site",
    "is_inside",
    "notes_of",
    "published_files",
    "publishing",
    "roll_back",
]
