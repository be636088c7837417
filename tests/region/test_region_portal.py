"""The portal's pages and files: valid, of the same policy as a city's, small; served by nginx with the cities."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from generator.commands import cli
from generator.search import Town, write_cities
from generator.search.slugs import slugify
from tests.nginx import Nginx, running
from tests.region.regions import NAMES, build, write_region
from tests.validity import mistakes_of_all


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_region(tmp_path_factory.mktemp("region"), NAMES | {"hostile": '"<b>&amp;"'})
    assert build(folder) == 0
    assert cli.main(["region", "publish", "--region", str(folder), str(folder / "www")]) == 0
    return folder / "www"


def pages(www: Path) -> list[tuple[str, str]]:
    return [(name, (www / name).read_text("utf-8")) for name in ("index.html", "pokrytie/index.html", "404.html")]


def test_pages_are_valid_and_escaped(www: Path):
    assert mistakes_of_all(pages(www)) == []
    home = pages(www)[0][1]
    assert "&lt;b&gt;&amp;amp;" in home
    assert "<b>" not in home


def test_pages_load_only_their_own_and_run_no_scripts_inside(www: Path):
    city = (www / "tver/index.html").read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', city)
    assert policy
    for name, page in pages(www):
        assert policy[0] in page, name
        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=", page), name
        loaded = re.findall(r'<(?:script|link rel="(?:stylesheet|icon|manifest)")[^>]* (?:src|href)="([^"]+)"', page)
        assert loaded
        assert all(path.startswith("/") and (www / path[1:]).is_file() for path in loaded), loaded


def test_every_city_is_linked_and_counted(www: Path):
    home = pages(www)[0][1]
    listed = home.partition("<section")[2].partition("</section>")[0]
    assert re.findall(r'<li><a href="(/[a-z-]+/)">', listed) == [
        "/hostile/",
        "/vyshniy-volochyok/",
        "/kimry/",
        "/tver/",
    ]
    assert home.count("3\xa0дома, чат у&nbsp;33\xa0%") == 4
    assert "https://chat.example.ru/tver/sitemap.xml" in (www / "sitemap.xml").read_text("utf-8")


def test_a_thousand_cities_are_eight_kilobytes():
    """Names of random syllables, which compress worse than real ones of the same length."""
    choose = Random(1)
    ends = ["ск", "ово", "ино", "ево", "град", "ка", "ь", "ец", "ное", "ый"]
    names: set[str] = set()
    while len(names) < 1000:
        syllables = [choose.choice("бвгдзклмнпрстч") + choose.choice("аеиоуы") for _ in range(choose.choice([2, 2, 3]))]
        names.add(("".join(syllables) + choose.choice(ends)).capitalize())
    assert 7 < sum(map(len, names)) / 1000 < 9
    listed = write_cities([Town(name=name, region="О", slug=slugify(name)) for name in names])
    assert len(gzip.compress(listed, 9)) <= 8 * 1024


@pytest.fixture(scope="module")
def served(www: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with running(www, tmp_path_factory.mktemp("nginx"), server=f"include {www}/server.nginx.conf;") as nginx:
        yield nginx
    log = nginx.log.read_text("utf-8")
    assert not re.search(r"\[(warn|emerg|alert|crit)\]", log)
    assert "-0123456789" not in log + nginx.access.read_text("utf-8")  # the address of an unlisted page


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/", 200, "Все города"),
        ("/tver/", 200, "Тверь"),
        ("/nowhere/", 404, "сначала город"),
        ("/nowhere", 404, "сначала город"),
        ("/tver/nowhere/", 404, "среди всех городов"),
        ("/kimry/D/ZZZZZ-0123456789/", 404, "среди всех городов"),
    ],
)
def test_nginx_serves_portal_and_cities(served: Nginx, path: str, status: int, says: str):
    answer = served.ask(path)
    assert answer.status == status
    assert says in answer.body.decode()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == ("no-store" if "-0123456789" in path else "no-cache")


def test_what_has_a_digest_in_its_name_is_kept(served: Nginx, www: Path):
    for folder in ("", "tver/"):
        style = next((www / folder / "assets").glob("site.*.css")).name
        assert "immutable" in served.ask(f"/{folder}assets/{style}").headers["cache-control"]
        name = f"/{folder}data/v1/{'city' if folder else 'cities'}.json"
        assert served.ask(name).headers["access-control-allow-origin"] == "*"
        assert (
            served.ask(f"/{folder}manifest.webmanifest").headers["content-type"].startswith("application/manifest+json")
        )
