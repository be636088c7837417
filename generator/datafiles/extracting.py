"""All files of organisations → their extracts: remembered, or read by one process or by several."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from typing import Any

from generator.datafiles.extract import Extract, make_extract
from generator.datafiles.folder import File, Folder
from generator.datafiles.ground import Ground
from generator.datafiles.packing import pack, unpack
from generator.memo import Memo
from generator.version import program_digest

# Characters of YAML. Below, starting processes and handing over what they read takes longer than reading.
_WORTH_A_PROCESS = 300_000

Key = tuple[str, str]  # section and slug


def extract_all(folder: Folder, ground: Ground, memo: Memo | None = None, jobs: int = 1) -> dict[Key, Extract]:
    """Return the extracts of all files, in the order of the folder."""
    files = {(section, file.slug): file for section, found in folder.sections.items() for file in found}
    known = _recall(files, ground, memo) if memo else {}
    read: Iterable[tuple[Key, Extract, bytes | None]]
    unread = {key: file for key, file in files.items() if key not in known}
    if jobs > 1 and _can_fork() and sum(len(file.text) for file in unread.values()) > _WORTH_A_PROCESS:
        read = _read_by_several(unread, ground, jobs)
    else:
        read = ((key, make_extract(file, key[0], ground), None) for key, file in unread.items())
    for key, extract, packed in read:
        known[key] = extract
        if memo:
            memo.put(_memo_key(files[key], key, ground), packed or pack(extract))
    return {key: known[key] for key in files}


def _recall(files: Mapping[Key, File], ground: Ground, memo: Memo) -> dict[Key, Extract]:
    """Return what is remembered of the files."""
    found = {}
    for key, file in files.items():
        packed = memo.get(_memo_key(file, key, ground))
        extract = unpack(packed) if packed else None
        if extract:
            found[key] = extract
    return found


def _memo_key(file: File, key: Key, ground: Ground) -> str:
    """Return a digest of all that an extract is made of."""
    parts = (program_digest(), key, file.path, file.digest, ground.digest)
    return blake2b(repr(parts).encode(errors="surrogateescape"), digest_size=32).hexdigest()


def _can_fork() -> bool:
    """Tell whether processes start with all that is read already, and nothing is harmed by it."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _read_by_several(files: Mapping[Key, File], ground: Ground, jobs: int) -> Iterator[tuple[Key, Extract, bytes]]:
    """Yield extracts with their bytes, the largest file first; a process that dies is an error."""
    tasks = sorted(files.items(), key=lambda task: -len(task[1].text))
    _FORKED.update(tasks=tasks, ground=ground)
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks)), multiprocessing.get_context("fork")) as pool:
            for (key, _), packed in zip(tasks, pool.map(_read_one, range(len(tasks))), strict=True):
                extract = unpack(packed)
                assert extract is not None
                yield key, extract, packed
    finally:
        _FORKED.clear()


def _read_one(number: int) -> bytes:
    """In a process of its own: read a file that it was born with."""
    (section, _), file = _FORKED["tasks"][number]
    return pack(make_extract(file, section, _FORKED["ground"]))


_FORKED: dict[str, Any] = {}  # what the processes take with them
