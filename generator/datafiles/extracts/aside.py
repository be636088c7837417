"""The two files beside those of organisations that grow with the city: private links and the history."""

from msgspec import Struct, field

from generator.datafiles.fields import HISTORY
from generator.datafiles.folder import File
from generator.datafiles.private_links import PrivateLink, read_links
from generator.datafiles.reading import Draft, read_root
from generator.text import Report


class Aside(Struct, kw_only=True):
    """What one of them says."""

    report: Report = field(default_factory=Report)
    links: tuple[PrivateLink, ...] = ()
    history: Draft | None = None


def read_private_links(file: File) -> Aside:
    """Read `private/links.yaml`."""
    aside = Aside()
    root, reader = read_root(file.text, file.path, aside.report)
    if root:
        aside.links = tuple(read_links(root, reader))
    return aside


def read_history(file: File) -> Aside:
    """Read `history.yaml`."""
    aside = Aside()
    root, reader = read_root(file.text, file.path, aside.report)
    if root:
        aside.history = reader.draft(root, HISTORY)
    return aside
