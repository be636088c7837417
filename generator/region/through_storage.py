"""Cities for workers without a shared disk: they take a city from a closed storage and publish it where the site is.

A city has three objects in the closed storage: its data, its output folder as the last worker left it, and what is
known of it since it was published. The second is a cache, the third is written last: so a worker may be killed anywhere
and another one begins again. Two who build one region at once are kept apart by the data, whose digest each worker
compares with that of its task, and by the list of what was published, at which `send_site` looks again before its end.
"""

import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from gzip import GzipFile
from hashlib import md5, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from generator.build.object_storage import (
    PUBLISHED,
    Bucket,
    ForeignObjectError,
    NoCredentialsError,
    Place,
    StorageError,
    open_bucket,
    send_site,
)
from generator.build.publishing import Folder, Notes, is_inside, notes_of, published_files
from generator.caching import code_digest, program_digest
from generator.datafiles import CITIES, REGION_FILE
from generator.region.tasks import CityDone, CityTask, Storage, build_city
from generator.site import PortalCity
from generator.text import Problem, Report

_DATA, _CACHE, _BUILT = "data.tar.gz", "cache.tar.gz", "built.json"
_AT_ONCE = 16  # cities
_LEVEL = 5  # of compression: a tenth of the time of the highest one, and a tenth more bytes
_OF_A_CITY = ("data", "site_src")
_NOT_KEPT = {"lock", "stage", "trees"}  # of the program's own files in an output folder; one tree is kept
_HEADERS = {"Content-Type": "application/gzip", "Cache-Control": "no-store"}
_OTHER_VERSION = "на исполнителе другая версия программы; поставьте на всех машинах одну и ту же"
_OTHER_DATA = "данные города в закрытом хранилище сменились: регион строит кто-то ещё; повторите, когда он закончит"


class Built(Struct, frozen=True, kw_only=True):
    """What is known of a city since it was published; `published` is the ETag of the list of what was published."""

    stamp: str
    published: str
    city: PortalCity
    notes: Notes


def hand_over(tasks: Sequence[CityTask], storage: Storage) -> tuple[list[CityDone], list[CityTask]]:
    """Put what workers need into the closed storage; return the cities with nothing to do, and the tasks of the others.

    Raises StorageError.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        looked = list(pool.map(lambda task: _hand_over(task, storage), tasks))
    return [one for one in looked if isinstance(one, CityDone)], [one for one in looked if isinstance(one, CityTask)]


def _hand_over(task: CityTask, storage: Storage) -> CityDone | CityTask:
    try:
        packed = _pack(_data_files(_region(task), task.slug))
    except OSError as error:
        return CityDone(slug=task.slug, failure=task.describe(error), city=city_in_storage(task.slug, storage))
    data = sha256(packed).hexdigest()
    parts = (program_digest(), data, task.key, task.compress, storage.gzip)
    stamp = sha256(repr(parts).encode()).hexdigest()
    closed = _bucket(storage.closed, task.slug, storage)
    built = _built(closed)
    if task.cache and not storage.verify and built and _is_as_built(task, built, stamp, storage):
        return CityDone(slug=task.slug, report=_below(_region(task), built.notes.problems), city=built.city)
    stored = closed.look(_DATA)
    if stored is None or stored.etag != md5(packed, usedforsecurity=False).hexdigest():
        closed.put(_DATA, packed, _HEADERS)
    return replace(task, storage=replace(storage, code=code_digest(), data=data, stamp=stamp))


def _is_as_built(task: CityTask, built: Built, stamp: str, storage: Storage) -> bool:
    """Return True if the city would be built from the same, and nobody has published anything else since."""
    if built.stamp != stamp or built.notes.day != task.day_in(ZoneInfo(built.notes.zone)):
        return False
    listed = _bucket(storage.site, task.folder, storage).look(PUBLISHED)
    return listed is not None and listed.etag == built.published


def city_in_storage(slug: str, storage: Storage) -> PortalCity | None:
    """Return what the portal shows of a city that was built earlier; None if it never was."""
    built = _built(_bucket(storage.closed, slug, storage))
    return built.city if built else None


def build_through_storage(task: CityTask) -> CityDone:
    """Build a city from the closed storage in a folder of its own and publish it; never raises, like `build_city`."""
    storage = task.storage
    if storage is None or storage.code != code_digest():
        return CityDone(slug=task.slug, failure=_OTHER_VERSION)
    try:
        with TemporaryDirectory(prefix="domchat-") as folder:
            return _build(task, storage, Path(folder).resolve())
    except ForeignObjectError as error:
        failure = f"в {_place(storage.site, task.folder)} {error}"
    except (StorageError, NoCredentialsError) as error:
        failure = str(error)
    except Exception as error:  # noqa: BLE001 - told to the person, with the city's name
        failure = task.describe(error)
    return CityDone(slug=task.slug, failure=failure)


def _build(task: CityTask, storage: Storage, work: Path) -> CityDone:
    closed = _bucket(storage.closed, task.slug, storage)
    packed = closed.read(_DATA)
    if packed is None or sha256(packed).hexdigest() != storage.data:
        raise StorageError(_OTHER_DATA)
    _unpack(packed, work)
    folder = Folder(work / "output")
    kept = task.cache and _restore(closed.read(_CACHE), folder)
    data = work / CITIES / task.slug / "data"
    # Inodes and times are not those of the machine that made the files, so their contents are compared.
    done = build_city(replace(task, data=data, out=folder.out, shared=folder.out, verify=kept, storage=None))
    report = _without(f"{work}{os.sep}", done.report)
    told = replace(done, report=_below(_region(task), report), failure=done.failure.replace(f"{work}{os.sep}", ""))
    if done.published is None:
        return told
    site = _bucket(storage.site, task.folder, storage)
    sent = send_site(folder, site, gzip=storage.gzip, verify=storage.verify)
    listed, notes = site.look(PUBLISHED), notes_of(folder)
    if done.published.changed + done.published.removed or not kept:
        closed.put(_CACHE, _pack(_kept_files(folder)), _HEADERS)
    if listed and notes and done.city:
        notes = replace(notes, problems=tuple(report))
        built = Built(stamp=storage.stamp, published=listed.etag, city=done.city, notes=notes)
        closed.put(_BUILT, json.encode(built), {**_HEADERS, "Content-Type": "application/json"})
    return replace(told, sent=sent)


def _place(place: Place, folder: str) -> Place:
    return replace(place, prefix=f"{place.prefix}{folder}/")


def _bucket(place: Place, folder: str, storage: Storage) -> Bucket:
    return open_bucket(_place(place, folder), storage.settings())


def _built(closed: Bucket) -> Built | None:
    """Return what is known of a city since it was published; None if that is nothing."""
    content = closed.read(_BUILT)
    try:
        return json.decode(content, type=Built) if content else None
    except DecodeError:  # written by another version of the program
        return None


def _region(task: CityTask) -> Path:
    return task.data.parent.parent.parent


def _without(folder: str, report: Report) -> Report:
    """Return the problems with paths relative to a folder, which is another one in every run."""
    short = Report()
    short.add(
        replace(
            one,
            place=replace(one.place, path=one.place.path.replace(folder, "")),
            text=one.text.replace(folder, ""),
            hint=one.hint.replace(folder, ""),
        )
        for one in report
    )
    return short


def _below(folder: Path, problems: Iterable[Problem]) -> Report:
    """Return the problems with paths below a folder."""
    report = Report()
    report.add(replace(one, place=replace(one.place, path=str(folder / one.place.path))) for one in problems)
    return report


def _data_files(region: Path, slug: str) -> Iterator[tuple[str, Path]]:
    """Yield everything that a city is built from: names in the archive, which are those in the region, and paths."""
    yield REGION_FILE, region / REGION_FILE
    for part in _OF_A_CITY:
        for where, folders, names in os.walk(region / CITIES / slug / part, followlinks=True):
            folders.sort()
            for path in (Path(where, name) for name in sorted(names)):
                if path.is_file():
                    yield path.relative_to(region).as_posix(), path


def _kept_files(folder: Folder) -> Iterator[tuple[str, Path]]:
    """Yield the published tree and the caches of an output folder, by name in the folder of the program's own files."""
    with folder.lock():
        site, number = published_files(folder), folder.published()
        if site is None or number is None:
            return
        yield f"trees/{number}.manifest", folder.manifest(number)
        yield from ((f"trees/{number}/{file.path}", site.root / file.path) for file in site.files)
        for top in sorted(folder.mark.iterdir()):
            if top.name not in _NOT_KEPT:
                files = (path for path in sorted(top.rglob("*")) if path.is_file())
                yield from ((path.relative_to(folder.mark).as_posix(), path) for path in files)


def _restore(packed: bytes | None, folder: Folder) -> bool:
    """Make an output folder what it was for the last worker; return False if it stays empty."""
    if packed is None:
        return False
    try:
        _unpack(packed, folder.mark)
        for number in folder.trees():
            folder.switch(number)
    except (OSError, EOFError, tarfile.TarError, zlib.error):  # a cache may be damaged or of another version
        shutil.rmtree(folder.out, ignore_errors=True)
        return False
    return folder.published() is not None


def _pack(files: Iterable[tuple[str, Path]]) -> bytes:
    """Return an archive of files by name: the same bytes for the same contents."""
    packed = io.BytesIO()
    with (
        GzipFile(fileobj=packed, mode="wb", compresslevel=_LEVEL, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w") as archive,
    ):
        for name, path in files:
            content = path.read_bytes()
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the files of an archive below a folder; anything else in it is left out."""
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() and is_inside(member.name) else None
            if content:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
