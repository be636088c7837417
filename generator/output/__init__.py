"""Publishing: targets become the site, all of it at once or not at all."""

from generator.output.folder import ForeignFolderError, Folder
from generator.output.publish import Published, publish

__all__ = ["Folder", "ForeignFolderError", "Published", "publish"]
