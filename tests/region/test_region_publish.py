"""`domchat region publish s3://…`: cities and portal into one storage, piece by piece, with failures of every kind."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands import cli
from tests.datafiles.folders import invite
from tests.object_storage.servers import Proxy
from tests.region.buckets import LISTING, bucket, place
from tests.region.regions import build, spoil

PAGE = "tver/doma/ulitsa-mira/12/index.html"
_NOT_STORED = {".nojekyll", "_headers", "_redirects", "redirects.nginx.conf", "server.nginx.conf"}


def publish(region: Path, *words: str) -> int:
    return cli.main(["region", "publish", "--region", str(region), place("site", region, "chat"), *words])


def expected(region: Path) -> dict[str, bytes]:
    """Return what the storage must have: the portal, and each city in the folder of its name."""
    found = {}
    for prefix, site in [
        ("", region / "output/portal/site"),
        *((f"{path.name}/", path / "site") for path in (region / "output/cities").iterdir()),
    ]:
        root = site.resolve()
        for path in root.rglob("*"):
            if path.is_file() and path.name not in _NOT_STORED:
                found[prefix + path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def change_a_link(region: Path) -> None:
    path = region / "cities/tver/data/companies/proba.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(invite(1), invite(7)), encoding="utf-8")


def sent(proxy: Proxy) -> list[str]:
    return [path.partition("/chat/")[2] for method, path, _ in proxy.requests if method == "PUT"]


def test_all_arrive_and_then_only_what_changed(region, proxy, stored, capsys):
    assert build(region) == 0
    assert publish(region) == 0
    assert stored() == expected(region)
    assert capsys.readouterr().err.count("Готово: ") == 1 + 3 + 1

    proxy.requests.clear()
    assert publish(region) == 0
    assert [method for method, _, _ in proxy.requests] == ["GET"] * 4  # the list of each site

    change_a_link(region)
    assert build(region) == 0
    proxy.requests.clear()
    capsys.readouterr()
    assert publish(region, "--changed", "-") == 0
    assert stored() == expected(region)
    assert invite(7).encode() in stored()[PAGE]
    assert sent(proxy) == [f"tver/{LISTING}", PAGE, "tver/sw.js", f"tver/{LISTING}"]
    # The others' lists are read; this city's is looked at after it was written, and before it is written again.
    assert [method[0] for method, _, _ in proxy.requests] == [*"GGPHPPHPGG"]
    assert sum(size for _, _, size in proxy.requests) < 20_000
    assert capsys.readouterr().out == "".join(
        f"https://chat.example.ru/tver/{path}\n" for path in ("doma/ulitsa-mira/12/", "sw.js")
    )


def test_a_city_that_fails_stays_as_it_stands_in_the_storage(region, proxy, stored):
    assert build(region) == 0
    assert publish(region) == 0
    before = stored()
    spoil(region, "kimry")
    change_a_link(region)
    assert build(region) == 1
    assert publish(region) == 0
    after = stored()
    assert after == expected(region)
    assert {name for name in after if after[name] != before.get(name)} == {PAGE, "tver/sw.js"}
    assert "Кимры".encode() in after["index.html"]


def test_an_object_of_somebody_else_stops_its_city_alone(region, proxy, stored, capsys):
    foreign = {"kimry/index.html": b"mine", "kimry/own.txt": b"mine", "own/index.html": b"mine", "tver.txt": b"mine"}
    where = bucket(place("site", region, "chat"))
    for key, content in foreign.items():
        where.put(key, content, {})
    assert build(region) == 0
    assert publish(region) == 2
    told = capsys.readouterr().err
    assert "kimry/ уже лежит то, что положила не эта команда: index.html; ничего не изменено" in told
    of_kimry = {name for name in expected(region) if name.startswith("kimry/")}
    assert stored() == {name: content for name, content in expected(region).items() if name not in of_kimry} | foreign
    where.remove("kimry/index.html")
    assert publish(region) == 0
    assert stored() == expected(region) | {key: b"mine" for key in foreign if key != "kimry/index.html"}


@pytest.mark.parametrize("after", [1, 60, 172])
def test_killed_in_the_middle_and_again(region, proxy, stored, after):
    """The process is killed when it has written so many objects."""
    assert build(region) == 0
    written = iter(range(1000))

    def kill(method: str, _path: str) -> None:
        if method == "PUT" and next(written) == after:
            process.kill()

    proxy.failing = kill
    words = ["region", "publish", "--region", str(region), place("site", region, "chat")]
    process = subprocess.Popen([sys.executable, "-m", "generator", *words], stderr=subprocess.PIPE)
    process.communicate()
    assert process.returncode == -9
    whole = expected(region)
    there = stored()
    assert set(there) < set(whole)
    assert all(content == whole[name] for name, content in there.items())
    # A city's worker comes after all of its pages, and the portal after all cities.
    for slug in ("kimry", "tver", "vyshniy-volochyok"):
        if f"{slug}/sw.js" in there:
            assert {name for name in whole if name.startswith(f"{slug}/")} <= there.keys()
    assert after > 165 or not {"index.html", "pokrytie/index.html"} & there.keys()
    proxy.failing = lambda _method, _path: None
    assert publish(region) == 0
    assert stored() == whole
    proxy.requests.clear()
    assert publish(region) == 0
    assert [method for method, _, _ in proxy.requests] == ["GET"] * 4


def test_the_lists_in_a_public_bucket_tell_no_secret(region, proxy, stored, monkeypatch):
    monkeypatch.setenv("DOMCHAT_KEY", hashlib.sha256(b"21").hexdigest())
    path = region / "cities/tver/data/companies/proba.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"link: '{invite(1)}'", f"link: '{invite(1)}', share: poster"), encoding="utf-8")
    assert build(region) == 0
    assert publish(region) == 0
    secret = next(name for name in stored() if "-" in name.rpartition("/D/")[2])
    listing = gzip.decompress(bucket(place("site", region, "chat/tver")).read(LISTING) or b"")
    assert secret.rpartition("/D/")[2].partition("/")[0] not in listing.decode()
    assert len(json.loads(listing)["files"]) == len([name for name in stored() if name.startswith("tver/")])
