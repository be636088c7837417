"""The service worker and the manifest as files: small, the same from the same data, and they keep what they should."""

import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.site.offline import with_worker
from generator.sources import read_sources
from tests.browser.small_city import OTHER_LINK, publish
from tests.built_sites import REPOSITORY, Built, tree

SCRIPTS = read_sources().offline
_FILES = {
    "index.html": b"home",
    "assets/site.0123456789.css": b"css",
    "doma/a/index.html": b"a",
    "D/7K3QX-0123456789/index.html": b"secret",
}


def _worker(files: dict[str, bytes], *, on: bool = True) -> str:
    return dict(with_worker(files.items(), SCRIPTS, on=on))["sw.js"].decode()


def test_the_order_of_the_files_means_nothing():
    assert _worker(_FILES) == _worker(dict(reversed(_FILES.items())))


def test_any_page_changes_the_version_but_unlisted_ones():
    for path in _FILES:
        changed = _worker({**_FILES, path: b"changed"})
        assert (changed != _worker(_FILES)) == ("-0123456789/" not in path), path
        other = _worker({name: content for name, content in _FILES.items() if name != path})
        assert (other != _worker(_FILES)) == ("-0123456789/" not in path), path


def test_a_page_is_told_by_the_version_alone():
    """Thirty thousand pages must not be thirty thousand lines."""
    one, two = _worker(_FILES), _worker({**_FILES, "doma/a/index.html": b"b", "doma/c/index.html": b"c"})
    assert one.splitlines()[1:] == two.splitlines()[1:]
    assert one.splitlines()[0] != two.splitlines()[0]


def test_files_pass_through():
    assert [path for path, _ in with_worker(_FILES.items(), SCRIPTS, on=True)] == [*_FILES, "sw.js"]


def test_without_a_worker_there_is_one_that_leaves(tmp_path: Path):
    gone = _worker(_FILES, on=False)
    assert "unregister" in gone
    assert "fetch" not in gone
    assert gone == _worker({**_FILES, "index.html": b"changed"}, on=False)
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


def test_what_the_worker_keeps_is_there(site: Built):
    listed = json.loads(re.search(r"=(\[\[.*?\]\])", site.text("sw.js"))[1])  # type: ignore[index]
    names = {path if path and not path.endswith("/") else f"{path}index.html" for path, _ in listed}
    assert names <= site.names
    index = {name for name in site.names if name.startswith("assets/search/")}
    assert index | {"index.html", "net-svyazi/index.html", "kak-vstupit/index.html", "bezopasnost/index.html"} <= names
    assert not {name for name in names if name.startswith(("doma/", "D/", "data/"))}


def test_it_is_small(city: Built):
    def weight(name: str) -> int:
        return len(gzip.compress(city.text(name).encode(), 9, mtime=0))

    assert weight("sw.js") <= 3_200
    assert weight(next(name for name in city.names if name.startswith("assets/offline."))) <= 320
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
