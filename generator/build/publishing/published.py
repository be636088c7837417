"""The published site as a list of files, for uploads."""

from pathlib import Path

from msgspec import Struct

from generator.build.publishing.folder import Folder
from generator.build.publishing.manifest import File, content_digest, file_of, load_manifest
from generator.build.publishing.tree import walk


class PublishedSite(Struct, frozen=True):
    """A tree: where it stands, its files with the digests of their contents, and the site's URL if it is known."""

    root: Path
    files: list[File]
    base_url: str


def published_files(folder: Folder) -> PublishedSite | None:
    """Return the files of the published tree; None if nothing is published. The caller holds the folder's lock."""
    number = folder.published()
    if number is None:
        return None
    root = folder.tree(number)
    manifest = load_manifest(folder.manifest(number))
    if manifest is None:  # written by another version of the program
        return PublishedSite(root, [_file(root, path) for path in sorted(walk(root))], "")
    return PublishedSite(root, manifest.files(), manifest.notes.base_url if manifest.notes else "")


def _file(root: Path, path: str) -> File:
    return file_of(path, (root / path).lstat(), content_digest((root / path).read_bytes()))
