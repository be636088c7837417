"""Publishing: targets become the site, all at once or not at all."""

from generator.build.publishing.folder import Folder, ForeignFolderError
from generator.build.publishing.manifest import Notes
from generator.build.publishing.publish import Published, Publishing, publishing
from generator.build.publishing.rollback import BusyFolderError, Returned, roll_back

__all__ = [
    "BusyFolderError",
    "Folder",
    "ForeignFolderError",
    "Notes",
    "Published",
    "Publishing",
    "Returned",
    "publishing",
    "roll_back",
]
