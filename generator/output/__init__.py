"""Publishing: targets become the site, all of it at once or not at all."""

from generator.output.folder import Folder, ForeignFolderError
from generator.output.publish import Published, publish
from generator.output.twin import prepare_twin

__all__ = ["Folder", "ForeignFolderError", "Published", "prepare_twin", "publish"]
