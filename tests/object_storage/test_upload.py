"""Publishing to a storage that is a dictionary: order, kills, foreign objects, time. Real ones: test_storages.py."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path

import pytest

from generator.build.object_storage import Bucket, ForeignObjectError, Sent, StorageError, send_site
from generator.build.object_storage.bucket import Stored
from generator.build.object_storage.listing import KEY, Listing, decode
from generator.build.publishing import Folder
from tests.test_output import put

START = datetime(2026, 11, 30, 12, tzinfo=UTC)
OLD = {
    "assets/a.css": b"old css",
    "index.html": b"old, assets/a.css",
    "doma/a/index.html": b"a, assets/a.css",
    "doma/b/index.html": b"b",
    "sw.js": b"1",
}
NEW = {
    "assets/b.css": b"new css",
    "index.html": b"new, assets/b.css",
    "doma/a/index.html": b"a, assets/b.css",
    "doma/c/index.html": b"c",
    "sw.js": b"2",
}
SECRET = "D/7K3QX-KJ7Z4N2M/index.html"


class Killed(BaseException):
    """The process is gone."""


class Dictionary(Bucket):
    """A storage in memory with a clock of its own; `patience` is after how many changes the process is killed."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self.now = START
        self.times: dict[str, datetime] = {}
        self.patience = 10**9
        self.log: list[tuple[str, str]] = []

    def read(self, key):
        self.log.append(("get", key))
        return self.objects.get(key)

    def look(self, key):
        self.log.append(("head", key))
        return self._stored(key) if key in self.objects else None

    def put(self, key, content, headers):
        self._count("put", key)
        self.objects[key], self.headers[key], self.times[key] = content, dict(headers), self.now

    def remove(self, key):
        self._count("delete", key)
        self.objects.pop(key, None)

    def look_below(self, folder=""):
        self.log.append(("list", folder))
        return {key: self._stored(key) for key in self.objects if not folder or key.startswith(f"{folder}/")}

    def _stored(self, key):
        content = self.objects[key]
        return Stored(len(content), md5(content, usedforsecurity=False).hexdigest(), self.times.get(key, START))

    def _count(self, what, key):
        if self.patience == 0:
            raise Killed
        self.patience -= 1
        self.log.append((what, key))

    @property
    def site(self) -> dict[str, bytes]:
        return {key: content for key, content in self.objects.items() if key != KEY}

    def changes(self) -> list[tuple[str, str]]:
        """Return what was put and removed since the last call, but for the list."""
        log, self.log = self.log, []
        return [(what, key) for what, key in log if what in ("put", "delete") and key != KEY]


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch):
    """Requests in their order, so that the test kills after the same ones each time."""
    monkeypatch.setattr("generator.build.object_storage.upload._AT_ONCE", 1)


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


def send(out: Path, bucket: Bucket, **options: bool) -> Sent:
    sent = send_site(Folder(out), bucket, **options)
    assert sent
    return sent


def test_without_a_site_nothing_is_sent(out):
    assert send_site(Folder(out), Dictionary()) is None


def test_what_pages_need_comes_first_the_worker_after_them_and_removals_last(out):
    bucket = Dictionary()
    put(out, OLD)
    assert send(out, bucket).changed == 5
    assert bucket.site == OLD
    bucket.changes()
    put(out, NEW)
    sent = send(out, bucket)
    assert bucket.changes() == [
        ("put", "assets/b.css"),
        ("put", "doma/a/index.html"),
        ("put", "doma/c/index.html"),
        ("put", "index.html"),
        ("put", "sw.js"),
        ("delete", "doma/b/index.html"),
    ]
    assert (sent.files, sent.changed, sent.removed) == (5, 5, 1)
    assert sent.addresses == ["", "doma/a/", "doma/b/", "doma/c/", "sw.js"]


def test_nothing_changed_is_one_request(out):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    bucket.log.clear()
    assert send(out, bucket).changed == 0
    assert bucket.log == [("get", KEY)]


def test_one_page_changed_is_that_page_and_the_list(out):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    bucket.log.clear()
    put(out, OLD | {"doma/a/index.html": b"a2, assets/a.css"})
    send(out, bucket)
    assert [what for what, _ in bucket.log] == ["get", "put", "head", "put", "head", "put"]
    assert bucket.changes() == [("put", "doma/a/index.html")]


def test_an_asset_goes_a_day_later_by_the_storage_s_clock(out):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    put(out, NEW)
    send(out, bucket)
    assert bucket.site.keys() - NEW.keys() == {"assets/a.css"}
    bucket.now += timedelta(hours=23)
    send(out, bucket)
    assert "assets/a.css" in bucket.site
    bucket.now += timedelta(hours=1)
    send(out, bucket)
    assert bucket.site == NEW


def test_an_asset_that_is_needed_again_stays(out):
    bucket = Dictionary()
    for hours, site in ((0, OLD), (1, NEW), (2, OLD), (48, OLD)):
        bucket.now = START + timedelta(hours=hours)
        put(out, site)
        send(out, bucket)
        assert site.items() <= bucket.site.items()
    bucket.changes()
    send(out, bucket)
    assert bucket.changes() == []
    assert bucket.site == OLD


def is_whole(bucket: Dictionary) -> bool:
    """Tell whether each page is the old or the new one and has its assets."""
    pages = {key: content for key, content in bucket.site.items() if key.endswith(".html")}
    for key, content in pages.items():
        if content not in (OLD.get(key), NEW.get(key)):
            return False
        if not set(re.findall(r"assets/\w+\.css", content.decode())) <= bucket.site.keys():
            return False
    old_or_new = (bucket.site.get("sw.js") == OLD["sw.js"], NEW.items() <= bucket.site.items())
    return "index.html" in pages and any(old_or_new)


@pytest.mark.parametrize("patience", range(9))
@pytest.mark.parametrize("then", [NEW, OLD], ids=["on", "back"])
def test_killed_anywhere_the_site_is_whole_and_the_next_run_finishes(out, patience, then):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    put(out, NEW)
    bucket.patience = patience
    finished = False
    try:
        send(out, bucket)
        finished = True
    except Killed:
        pass
    assert finished == (patience >= 8)  # the list, five objects, a removal, the list again
    assert is_whole(bucket)
    bucket.patience = 10**9
    put(out, then)
    send(out, bucket)
    bucket.now += timedelta(days=2)
    send(out, bucket)
    assert bucket.site == then
    bucket.log.clear()
    send(out, bucket)
    assert bucket.log == [("get", KEY)]


def test_a_first_run_that_was_killed_is_continued_not_begun_again(out):
    bucket = Dictionary()
    put(out, OLD)
    bucket.patience = 4
    with pytest.raises(Killed):
        send(out, bucket)
    bucket.patience = 10**9
    bucket.changes()
    assert send(out, bucket).changed == 2
    assert len(bucket.changes()) == 2
    assert bucket.site == OLD


def test_headers_that_changed_are_sent_again_even_after_a_kill(out, monkeypatch):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    monkeypatch.setattr(
        "generator.build.object_storage.objects.headers_of", lambda _: {"Content-Type": "x", "Cache-Control": "y"}
    )
    for patience in (3, 10**9):
        bucket.patience = patience
        try:
            send(out, bucket)
        except Killed:
            assert patience == 3
    assert {bucket.headers[key]["Content-Type"] for key in OLD} == {"x"}


@pytest.mark.parametrize("few", [100, 0], ids=["asked one by one", "by a list"])
def test_an_object_of_somebody_else_in_the_way_stops_it_before_anything_is_changed(out, monkeypatch, few):
    monkeypatch.setattr("generator.build.object_storage.upload._FEW", few)
    bucket = Dictionary()
    bucket.objects = {"doma/a/index.html": b"mine", "other.txt": b"mine"}
    put(out, OLD)
    with pytest.raises(ForeignObjectError) as caught:
        send(out, bucket)
    assert caught.value.keys == ["doma/a/index.html"]
    assert bucket.changes() == []


def test_other_objects_of_somebody_else_stay(out):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    foreign = {"other.txt": b"mine", "assets/photo.jpg": b"mine", "doma/b/photo.jpg": b"mine"}
    bucket.objects |= foreign
    put(out, NEW)
    send(out, bucket)
    bucket.now += timedelta(days=2)
    send(out, bucket, verify=True)
    assert bucket.site == NEW | foreign


def test_the_list_and_the_errors_keep_the_address_of_an_unlisted_page(out):
    bucket = Dictionary()
    put(out, OLD | {SECRET: b"secret"})
    sent = send(out, bucket)
    assert b"KJ7Z4N2M" not in gzip.decompress(bucket.objects[KEY])
    assert not any("KJ7Z4N2M" in address for address in sent.addresses)
    assert bucket.headers[SECRET]["Cache-Control"] == "no-store"
    put(out, OLD)
    sent = send(out, bucket)
    assert (sent.removed, sent.addresses) == (1, [])
    assert bucket.site == OLD
    bucket.objects[SECRET] = b"mine"
    put(out, OLD | {SECRET: b"secret"})
    with pytest.raises(ForeignObjectError) as caught:
        send(out, bucket)
    assert caught.value.keys == ["D/7K3QX-…"]


def test_verify_mends_what_others_changed_in_the_storage(out):
    bucket = Dictionary()
    put(out, OLD)
    send(out, bucket)
    bucket.objects["index.html"] = b"defaced by somebody"
    del bucket.objects["doma/b/index.html"]
    assert send(out, bucket).changed == 0
    assert send(out, bucket, verify=True).changed == 2
    assert bucket.site == OLD


def test_two_who_publish_at_once_are_told_and_nothing_is_forgotten(out):
    class Shared(Dictionary):
        """Somebody else begins while the worker is uploaded."""

        def put(self, key, content, headers):
            super().put(key, content, headers)
            if key == "sw.js" and content == b"2":
                self.objects["doma/x/index.html"] = b"x"
                self.objects[KEY] = Listing(files={"doma/x/index.html": "0" * 40}).encode()

    bucket = Shared()
    put(out, OLD)
    send(out, bucket)
    put(out, NEW)
    with pytest.raises(StorageError, match="кто-то ещё"):
        send(out, bucket)
    known = decode(bucket.objects[KEY])
    assert {*OLD, *NEW, "doma/x/index.html"} == known.files.keys() | known.pending.keys()
    put(out, OLD)
    send(out, bucket)
    bucket.now += timedelta(days=2)
    send(out, bucket)
    assert bucket.site == OLD


@pytest.mark.parametrize(
    "content", [b"", b"not gzip", gzip.compress(b"[]", mtime=0), gzip.compress(b'{"files":1}', mtime=0)]
)
def test_a_damaged_list_stops_it(out, content):
    bucket = Dictionary()
    bucket.objects[KEY] = content
    put(out, OLD)
    with pytest.raises(StorageError, match="испорчен"):
        send(out, bucket)
    assert bucket.changes() == []


def test_a_published_file_that_was_changed_by_hand_is_not_uploaded(out):
    put(out, OLD)
    page = (out / "site").resolve() / "index.html"
    page.chmod(0o644)
    page.write_bytes(b"by hand!, assets/a.css")
    with pytest.raises(StorageError, match="domchat build --verify"):
        send(out, Dictionary())


def test_compressed_texts_are_said_to_be(out):
    bucket = Dictionary()
    site = {"index.html": b"page " * 300, "assets/a.png": b"png", "_headers": b"x", "_headers.gz": b"x"}
    copies = {"index.html.gz": b"gz", "index.html.br": b"br"}
    put(out, site | copies)
    send(out, bucket)
    assert bucket.site.keys() == {"index.html", "assets/a.png", "index.html.gz", "index.html.br"}
    html = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    assert bucket.headers["index.html"] == html
    assert bucket.headers["index.html.br"] == html | {"Content-Encoding": "br"}
    assert bucket.headers["assets/a.png"] == {
        "Content-Type": "image/png",
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    send(out, bucket, gzip=True)
    assert bucket.site.keys() == {"index.html", "assets/a.png"}
    assert gzip.decompress(bucket.objects["index.html"]) == site["index.html"]
    assert bucket.headers["index.html"] == html | {"Content-Encoding": "gzip"}
    assert send(out, bucket, gzip=True, verify=True).changed == 0
