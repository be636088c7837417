"""The service worker and the manifest as files: small, reproducible, and complete."""

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.caching.targets import Target
from generator.datafiles.site_src import read_sources
from generator.site.offline import WorkerFiles, worker_targets
from tests.browser.small_city import OTHER_LINK, publish
from tests.built_sites import REPOSITORY, Built, tree

SCRIPTS = read_sources().offline


def _target(*, home: bytes = b"home", version: bytes = b"one", on: bool = True) -> Target:
    """Return the worker's target, which is the last one."""
    pages = [Target("index.html", home.hex(), lambda: [("index.html", home)]), Target("doma/a/index.html", "", list)]
    files = WorkerFiles(pages=pages, assets=["assets/site.0123456789.css"], index="assets/search/0/", version=version)
    return list(worker_targets(files if on else None, SCRIPTS))[-1]


def _worker(target: Target) -> str:
    ((path, content),) = target.make()
    assert path == "sw.js"
    return content.decode()


def test_pages_are_covered_by_the_version():
    """Thirty thousand pages must not be thirty thousand lines."""
    one, two = _target(), _target(version=b"two")
    assert one.key != two.key
    assert _worker(one).splitlines()[1:] == _worker(two).splitlines()[1:]
    assert _worker(one).splitlines()[0] != _worker(two).splitlines()[0]


def test_another_home_page_is_another_worker():
    assert _target().key != _target(home=b"another").key
    assert _worker(_target()) != _worker(_target(home=b"another"))


def test_without_a_worker_there_is_one_that_leaves(tmp_path: Path):
    gone = _worker(_target(on=False))
    assert "unregister" in gone
    assert "fetch" not in gone
    site = publish(tmp_path, more="offline: false")
    assert site.text("sw.js") == gone
    assert not [
        name for name, page in site.pages.items() if [one for one in page.all("script") if one.get("data-worker")]
    ]


def test_one_link_changes_its_page_and_the_worker(tmp_path: Path):
    before = tree(publish(tmp_path / "one").files)
    after = tree(publish(tmp_path / "two", link=OTHER_LINK).files)
    assert sorted(before) == sorted(after)
    assert [name for name in after if after[name] != before[name]] == ["doma/ulitsa-lenina/1/index.html", "sw.js"]


def test_every_page_asks_for_the_worker(site: Built):
    for name, page in site.pages.items():
        (script,) = [one for one in page.all("script") if "data-worker" in one.attributes]
        assert script.get("data-worker") == f"{site.root}sw.js", name
        assert page.all("link", rel="manifest")[0].get("href") == f"{site.root}manifest.webmanifest"


def _listed(site: Built, name: str) -> dict[str, str]:
    """Return path → digest of a list."""
    rows = [line.split(" ") for line in site.text(name).splitlines()]
    return {path: digest for digest, path in rows}


def test_what_the_worker_keeps_is_there(site: Built):
    found = re.search(r'=(\[".*?\]),\w="(.*?)",\w=(\[".*?\]),\w="(assets/search/\w+/)"', site.text("sw.js"))
    assert found
    pages, listed, assets, index = json.loads(found[1]), found[2], json.loads(found[3]), found[4]
    assert set(pages) == {"", "net-svyazi/", "kak-vstupit/", "bezopasnost/"} == set(_listed(site, listed))
    kept = {f"{path}index.html": digest for path, digest in _listed(site, listed).items()}
    kept |= {index + name: digest for name, digest in _listed(site, f"{index}files.txt").items()}
    for name, digest in kept.items():
        assert hashlib.sha256((site.files / name).read_bytes()).hexdigest()[:10] == digest, name
    known = {*assets, *kept, listed, f"{index}files.txt"}
    wanted = {name for name in site.names if name.startswith("assets/") and not name.endswith(".png")}
    assert {name for name in known if name.startswith("assets/")} == wanted


def test_it_is_small(city: Built):
    def weight(name: str) -> int:
        return len(gzip.compress(city.text(name).encode(), 9, mtime=0))

    assert weight("sw.js") <= 3_200
    assert weight(next(name for name in city.names if name.startswith("assets/page."))) <= 420
    assert weight("manifest.webmanifest") <= 600


def test_the_manifest_is_the_citys(site: Built):
    manifest = json.loads(site.text("manifest.webmanifest"))
    assert manifest["name"] == site.city.site.title
    assert manifest["short_name"] == site.city.site.city
    assert manifest["start_url"] == manifest["scope"] == manifest["id"] == site.root
    for icon in manifest["icons"]:
        content = (site.files / icon["src"].removeprefix(site.root)).read_bytes()
        if icon["type"] == "image/png":
            picture = Image.open(io.BytesIO(content))
            assert icon["sizes"] == f"{picture.width}x{picture.height}"
            assert picture.convert("RGB").getpixel((0, 0)) == (20, 83, 63), "a mask would show the edge"
    assert {"192x192", "512x512", "any"} <= {icon["sizes"] for icon in manifest["icons"]}


@pytest.mark.parametrize("size", [192, 512])
def test_the_icons_are_those_that_the_script_draws(tmp_path: Path, size: int):
    program = (REPOSITORY / "scripts" / "draw-icons").read_text(encoding="utf-8")
    (tmp_path / "site_src" / "assets").mkdir(parents=True)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "draw-icons").write_text(program, encoding="utf-8")
    subprocess.run([sys.executable, tmp_path / "scripts" / "draw-icons"], check=True)
    drawn, kept = (
        Image.open(folder / "site_src" / "assets" / f"icon-{size}.png").convert("RGB")
        for folder in (tmp_path, REPOSITORY)
    )
    assert ImageChops.difference(drawn, kept).getbbox() is None
