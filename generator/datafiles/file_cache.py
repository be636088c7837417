"""Reads all files, each once: from the cache if it has the file, else in one process or several."""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import TypeVar

from msgspec import DecodeError, msgpack
from msgspec.structs import force_setattr

from generator.addresses import House, Street
from generator.caching import Cache, can_share_work, in_processes, program_digest
from generator.datafiles.folder import File, Folder
from generator.datafiles.one_file import OrganizationFile, SideFile, read_file
from generator.datafiles.settings import Settings

# Characters of YAML. Below, starting processes and handing over what they read takes longer than reading.
_WORTH_A_PROCESS = 300_000

Key = tuple[str, str]  # section and slug
Content = TypeVar("Content", OrganizationFile, SideFile)


class FileCache:
    """The cache of files that were read. Without a cache nothing is stored; `settings` is their digest."""

    def __init__(self, cache: Cache | None, settings: bytes) -> None:
        self._cache, self._settings = cache, settings
        self._streets: dict[Street, Street] = {}
        self._houses: dict[House, House] = {}

    def get(self, file: File, kind: type[Content]) -> Content | None:
        """Return what was read of the very same file."""
        packed = self._cache.get(self._key(file)) if self._cache else None
        return self.unpack(packed, kind) if packed else None

    def keep(self, file: File, content: OrganizationFile | SideFile) -> None:
        """Store the result of reading a file."""
        if self._cache:  # without a cache, a path that is not UTF-8 can't be packed
            self.store(file, _pack(content))

    def store(self, file: File, packed: bytes) -> None:
        """Store the packed result of reading a file; b"" is not stored."""
        if self._cache and packed:
            self._cache.put(self._key(file), packed)

    def unpack(self, packed: bytes, kind: type[Content]) -> Content | None:
        """Return the unpacked value, or None if the bytes are not one of this kind."""
        try:
            found = msgpack.decode(packed, type=kind)
        except (DecodeError, UnicodeDecodeError, OverflowError, ValueError):  # damaged bytes
            return None
        if isinstance(found, OrganizationFile):
            self._share_streets(found)
        return found

    def _share_streets(self, content: OrganizationFile) -> None:
        """Replace equal streets and house numbers by one value, as reading a text does."""
        streets, houses = self._streets, self._houses
        for building in content.facts.buildings if content.facts else ():
            for address in (building.address, *building.aliases):
                force_setattr(address, "street", streets.setdefault(address.street, address.street))
                force_setattr(address, "house", houses.setdefault(address.house, address.house))

    def _key(self, file: File) -> str:
        """Return a digest of all that reading depends on; every message names the path."""
        parts = (program_digest(), file.path, file.digest, self._settings)
        return blake2b(repr(parts).encode(errors="surrogateescape"), digest_size=32).hexdigest()


def read_all(folder: Folder, settings: Settings, cache: FileCache, jobs: int = 1) -> dict[Key, OrganizationFile]:
    """Return the contents of all organisations' files, in the order of the folder."""
    files = {(section, file.slug): file for section, found in folder.sections.items() for file in found}
    known = {key: content for key, file in files.items() if (content := cache.get(file, OrganizationFile))}
    unread = {key: file for key, file in files.items() if key not in known}
    if jobs > 1 and sum(len(file.text) for file in unread.values()) > _WORTH_A_PROCESS and _may_fork():
        for key, packed in _read_by_several(unread, settings, jobs):
            if content := cache.unpack(packed, OrganizationFile):
                known[key] = content
                cache.store(files[key], packed)
    for key, file in files.items():
        if key not in known:
            known[key] = read_file(file, key[0], settings)
            cache.keep(file, known[key])
    return {key: known[key] for key in files}


def _pack(content: OrganizationFile | SideFile) -> bytes:
    """Return the contents of a file as bytes; b"" for a file with errors, whose record may be incomplete."""
    return b"" if content.report.failed else msgpack.encode(content)


def read_side_file(file: File | None, read: Callable[[File], SideFile], cache: FileCache) -> SideFile:
    """Return the contents of a file other than those of organisations."""
    if file is None:
        return SideFile()
    known = cache.get(file, SideFile)
    if known is None:
        known = read(file)
        cache.keep(file, known)
    return known


def _may_fork() -> bool:
    """Return True if forking works here: the processes then need not read the settings again."""
    return can_share_work() and sys.platform != "darwin" and threading.active_count() == 1


def _read_by_several(files: Mapping[Key, File], settings: Settings, jobs: int) -> Iterator[tuple[Key, bytes]]:
    """Yield the packed contents of files, the largest file first; a process that dies is an error."""
    tasks = sorted(files.items(), key=lambda task: -len(task[1].text))

    def read(number: int) -> bytes:
        (section, _), file = tasks[number]
        return _pack(read_file(file, section, settings))

    for (key, _), packed in zip(tasks, in_processes(read, len(tasks), jobs), strict=True):
        yield key, packed
