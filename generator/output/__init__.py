"""Publishing: targets become the site, all of it at once or not at all."""

from generator.output.folder import Folder, ForeignFolderError
from generator.output.publish import Published, Publishing, publishing

__all__ = ["Folder", "ForeignFolderError", "Published", "Publishing", "publishing"]
