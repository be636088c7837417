"""Size of pages, gzipped, for phones with a weak signal."""

import gzip
import re

import pytest

from tests.built_sites import Built
from tests.pages import Document

# Ten packets of 1,460 bytes are sent before the first acknowledgement (RFC 6928); headers and TLS take one of them.
_FIRST_FLIGHT = 9 * 1460
_HOUSE = 10_000  # page, style and scripts of a building
_SCRIPT = 1_000  # loaded by the home page before the field is touched


def packed(site: Built, name: str) -> int:
    return len(gzip.compress((site.files / name).read_bytes(), 9, mtime=0))


def loaded(site: Built, document: Document) -> list[str]:
    """Return the files that a page loads by itself."""
    styles = [one.get("href") for one in document.all("link", rel="stylesheet") if one.above[-1].tag != "noscript"]
    scripts = [one.get("src") for one in document.all("script") if one.get("src")]
    return [address.removeprefix(site.root) for address in styles + scripts]


def house_pages(site: Built) -> dict[str, Document]:
    return {f"{one.path}/index.html": site.pages[f"{one.path}/index.html"] for one in site.city.buildings}


@pytest.fixture(params=["demo", "city"])
def site(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


def test_a_building_weighs_ten_kilobytes_at_most(site: Built):
    shared = {name: packed(site, name) for page in house_pages(site).values() for name in loaded(site, page)}
    heavy = {
        name: weight
        for name, page in house_pages(site).items()
        if (weight := packed(site, name) + sum(shared[one] for one in loaded(site, page))) > _HOUSE
    }
    assert heavy == {}


def test_a_building_loads_one_style_and_one_script(site: Built):
    for name, page in house_pages(site).items():
        assert [one.rpartition(".")[2] for one in loaded(site, page)] == ["css", "js"], name


def test_the_home_page_comes_in_the_first_flight(site: Built):
    page = site.pages["index.html"]
    names = loaded(site, page)
    assert packed(site, "index.html") + sum(packed(site, name) for name in names) <= _FIRST_FLIGHT
    assert sum(packed(site, name) for name in names if name.endswith(".js")) <= _SCRIPT


def test_no_page_needs_a_font_or_an_image(site: Built):
    for name, page in site.pages.items():
        assert not page.all("img") + page.all("picture") + page.all("video"), name
    for name in site.names:
        if name.endswith(".css"):
            assert not re.search(r"@font-face|@import|url\((?!#)", site.text(name)), name
