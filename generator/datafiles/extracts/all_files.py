"""All files of organisations → what each says: remembered, or read by one process or by several."""

import sys
import threading
from collections.abc import Iterator, Mapping
from functools import partial

from generator.caching import can_share_work, in_processes
from generator.datafiles.extracts.one_file import FileReading, read_file
from generator.datafiles.extracts.packing import pack, unpack
from generator.datafiles.extracts.remembering import Memory
from generator.datafiles.folder import File, Folder
from generator.datafiles.ground import Ground

# Characters of YAML. Below, starting processes and handing over what they read takes longer than reading.
_WORTH_A_PROCESS = 300_000

Key = tuple[str, str]  # section and slug


def read_all(folder: Folder, ground: Ground, memory: Memory, jobs: int = 1) -> dict[Key, FileReading]:
    """Return what all files say, in the order of the folder."""
    files = {(section, file.slug): file for section, found in folder.sections.items() for file in found}
    known = {key: reading for key, file in files.items() if (reading := memory.recall(file, FileReading))}
    unread = {key: file for key, file in files.items() if key not in known}
    several = jobs > 1 and _may_fork() and sum(len(file.text) for file in unread.values()) > _WORTH_A_PROCESS
    read = partial(_read_by_several, jobs=jobs) if several else _read
    for key, reading, packed in read(unread, ground):
        known[key] = reading
        memory.keep(files[key], reading, packed)
    return {key: known[key] for key in files}


def _read(files: Mapping[Key, File], ground: Ground) -> Iterator[tuple[Key, FileReading, None]]:
    for (section, slug), file in files.items():
        yield (section, slug), read_file(file, section, ground), None


def _may_fork() -> bool:
    """Tell whether processes start with all that is read already, and nothing is harmed by it."""
    return can_share_work() and sys.platform != "darwin" and threading.active_count() == 1


def _read_by_several(
    files: Mapping[Key, File], ground: Ground, *, jobs: int
) -> Iterator[tuple[Key, FileReading, bytes]]:
    """Yield what files say with their bytes, the largest file first; a process that dies is an error."""
    tasks = sorted(files.items(), key=lambda task: -len(task[1].text))

    def read(number: int) -> bytes:
        (section, _), file = tasks[number]
        return pack(read_file(file, section, ground))

    for (key, _), packed in zip(tasks, in_processes(read, len(tasks), jobs), strict=True):
        reading = unpack(packed, FileReading)
        assert reading is not None
        yield key, reading, packed
