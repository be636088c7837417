"""The two files beside those of organisations that grow with the city: private links and the history."""

from msgspec import Struct, field

from generator.datafiles.fields import HISTORY
from generator.datafiles.folder import File
from generator.datafiles.private_links import PrivateLink, read_links
from generator.datafiles.reading import Draft, read_root
from generator.text import Report


class SideFile(Struct, kw_only=True):
    """What one of them says."""

    report: Report = field(default_factory=Report)
    links: tuple[PrivateLink, ...] = ()
    history: Draft | None = None


def read_private_links(file: File) -> SideFile:
    """Read `private/links.yaml`."""
    read = SideFile()
    root, reader = read_root(file.text, file.path, read.report)
    if root:
        read.links = tuple(read_links(root, reader))
    return read


def read_history(file: File) -> SideFile:
    """Read `history.yaml`."""
    read = SideFile()
    root, reader = read_root(file.text, file.path, read.report)
    if root:
        read.history = reader.draft(root, HISTORY)
    return read
