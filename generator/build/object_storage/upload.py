"""Uploads a published site: assets first, then pages, then the service worker; removes old objects last.

Before anything else is written, the list in the bucket says what is about to be uploaded. So a run that was killed is
continued by the next one, and no object is ever replaced or removed that was not made here. Time is the storage's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import md5
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.build.object_storage.bucket import Bucket, StorageError, Stored
from generator.build.object_storage.listing import HEADERS, HIDDEN, KEY, Listing, decode, name_of
from generator.build.object_storage.objects import Object, objects_of
from generator.build.publishing import Folder, published_files
from generator.city import is_unlisted

_AT_ONCE = 16  # requests
_FEW = 100  # new objects that are looked for one by one; a list has 1,000 a request
_SHOWN = 5  # keys that are told
_DAY = timedelta(days=1)  # a page that somebody opened yesterday may still ask for its assets
_KEPT_LONGER = "assets/"

T = TypeVar("T")
Watch = Callable[[int, int], None]  # how many objects are done, and of how many


class ForeignObjectError(Exception):
    """Objects that were not published from here stand where the site's belong; says in Russian which."""

    def __init__(self, keys: Sequence[str]) -> None:
        more = f" и ещё {len(keys) - _SHOWN}" if len(keys) > _SHOWN else ""
        super().__init__(
            f"уже лежит то, что положила не эта команда: {', '.join(keys[:_SHOWN])}{more}; ничего не изменено. "
            "Укажите другую папку хранилища или уберите это"
        )
        self.keys = keys


class Sent(Struct, frozen=True, kw_only=True):
    """What was done: objects of the site, of which changed and removed; bytes sent; addresses to be purged, sorted."""

    files: int
    changed: int
    removed: int
    bytes: int
    addresses: list[str]


def send_site(
    folder: Folder, bucket: Bucket, *, gzip: bool = False, verify: bool = False, watch: Watch | None = None
) -> Sent | None:
    """Make a bucket contain the published site; None if nothing is published.

    `gzip` stores texts compressed. `verify` asks the storage what it has. Raises ForeignObjectError before anything is
    changed, StorageError at any time: then the next run continues.
    """
    if not folder.mark.is_dir():
        return None
    folder.refuse_links()
    with folder.lock():
        site = published_files(folder)
        if site is None:
            return None
        return _Upload(bucket, objects_of(site.root, site.files, gzip=gzip), watch).run(
            verify=verify, base_url=site.base_url
        )


class _Upload:
    """One run: the list as it was found, and what the site consists of."""

    def __init__(self, bucket: Bucket, objects: Iterable[Object], watch: Watch | None) -> None:
        self.bucket = bucket
        self.objects = {name_of(one.path): one for one in objects}
        self.listing = decode(bucket.read(KEY))
        self.watch = watch
        self.done = 0

    def run(self, *, verify: bool, base_url: str) -> Sent:
        listing = self.listing
        ours = listing.files.keys() | listing.pending.keys()
        new = sorted(one.path for name, one in self.objects.items() if name not in ours)
        stored = self.bucket.look_below() if verify or listing.pending or len(new) > _FEW else None
        self._refuse_foreign(new, stored)
        checked = stored if verify or listing.pending else None
        todo = [one for name, one in self.objects.items() if not self._in_place(name, one, checked)]
        gone = sorted(ours - self.objects.keys())
        if not (todo or gone or listing.pending):
            return self._sent([], [], base_url, 0)
        return self._write(todo, gone, stored, base_url)

    def _refuse_foreign(self, new: Sequence[str], stored: dict[str, Stored] | None) -> None:
        if stored is not None:
            foreign = [path for path in new if path in stored]
        else:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                foreign = [path for path, found in zip(new, pool.map(self.bucket.look, new), strict=True) if found]
        if foreign:
            raise ForeignObjectError([one.partition("-")[0] + "-…" if is_unlisted(one) else one for one in foreign])

    def _in_place(self, name: str, one: Object, stored: dict[str, Stored] | None) -> bool:
        """Return True if the storage has this version of an object: by the list, and by the content where asked."""
        listed = self.listing.files.get(name)
        if stored is None:
            return listed == one.version
        found = stored.get(one.path)
        if found is None or (found.size, found.etag) != (one.size, _etag(one)):
            return False
        # The content tells nothing of the headers: those of every run that may have written it must be right.
        writers = {listed, self.listing.pending.get(name)}
        return {version for version in writers if version and one.has_content_of(version)} == {one.version}

    def _write(
        self, todo: Sequence[Object], gone: Sequence[str], stored: dict[str, Stored] | None, base_url: str
    ) -> Sent:
        old = self.listing
        begun = replace(old, pending=old.pending | {name_of(one.path): one.version for one in todo})
        mark = self._begin(begun)
        late = {name: min(old.late.get(name, mark.time), mark.time) for name in gone if name.startswith(_KEPT_LONGER)}
        due = [name for name in gone if name not in late or mark.time - late[name] >= _DAY]
        total = len(todo) + len(due)
        for _, turn in groupby(sorted(todo, key=_turn), key=lambda one: _turn(one)[0]):
            self._at_once(self._upload, list(turn), total)
        self._at_once(self.bucket.remove, list(self._keys(due, stored)), total)
        if (last := self.bucket.look(KEY)) is None or last.etag != mark.etag:
            self._add_to_list(begun)
            raise StorageError("в то же время сюда публиковал кто-то ещё; повторите команду, когда он закончит")
        files = {name: one.version for name, one in self.objects.items()}
        kept = {name: time for name, time in late.items() if name not in due}
        files |= {name: old.files.get(name) or old.pending[name] for name in kept}
        self.bucket.put(KEY, Listing(files=files, late=kept).encode(), HEADERS)
        return self._sent(todo, due, base_url, sum(one.size for one in todo))

    def _keys(self, names: Sequence[str], stored: dict[str, Stored] | None) -> Iterator[str]:
        """Yield the keys of names; those that the list hides are found by listing their folder."""
        hidden = {name for name in names if name.startswith(HIDDEN)}
        yield from (name for name in names if name not in hidden)
        if hidden:
            yield from (key for key in sorted(stored or self.bucket.look_below("D")) if name_of(key) in hidden)

    def _upload(self, one: Object) -> None:
        self.bucket.put(one.path, one.read(), one.headers)

    def _at_once(self, act: Callable[[T], object], todo: Sequence[T], total: int) -> None:
        """Do the same with many objects, several at a time; the first failure stops what has not begun."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                for _ in pool.map(act, todo):
                    self.done += 1
                    if self.watch:
                        self.watch(self.done, total)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _begin(self, listing: Listing) -> Stored:
        """Write what is about to be uploaded; return the list as the storage has it, with the storage's time."""
        self.bucket.put(KEY, listing.encode(), HEADERS)
        found = self.bucket.look(KEY)
        if found is None:
            raise StorageError("хранилище не показывает того, что в него записано; проверьте права ключа на чтение")
        return found

    def _add_to_list(self, ours: Listing) -> None:
        """Keep what this run wrote in the list of whoever wrote theirs meanwhile."""
        theirs = decode(self.bucket.read(KEY))
        theirs.pending = {**ours.files, **ours.pending, **theirs.pending}
        self.bucket.put(KEY, theirs.encode(), HEADERS)

    def _sent(self, todo: Sequence[Object], removed: Sequence[str], base_url: str, size: int) -> Sent:
        changed = {one.path for one in todo} | {name for name in removed if not name.startswith(HIDDEN)}
        purge = (path for path in changed if not path.startswith(_KEPT_LONGER) and not is_unlisted(path))
        return Sent(
            files=len(self.objects),
            changed=len(todo),
            removed=len(removed),
            bytes=size,
            addresses=sorted(base_url + path.removesuffix("index.html") for path in purge),
        )


def _turn(one: Object) -> tuple[int, str]:
    """Return what an object is sorted by: what pages need, pages, the worker."""
    name = Path(one.path).name
    return (2 if name.startswith("sw.js") else 1 if ".html" in name else 0, one.path)


def _etag(one: Object) -> str:
    """Return the ETag of an object that was written in one request."""
    return md5(one.read(), usedforsecurity=False).hexdigest()
