"""What a resident sees before scrolling, and the length of pages, on a small phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from tests.browser.hosts import Host, serve
from tests.built_sites import AT_ROOT, KEY, Built, build_site
from tests.cities import invite, write_city
from tests.datafiles.folders import SITE, write

NewPage = Callable[..., Page]
_SMALL = {"width": 360, "height": 560}  # CSS pixels: a small phone with its browser's bar
_SCREEN = 740  # pixels of a phone's screen
_LOOKED_AT = 80  # houses

# Where the first button of a chat ends, and where the text about its owner and its confirmation begins.
_BUTTON = """() => {
  const bottom = (node) => node ? node.getBoundingClientRect().bottom : Infinity;
  const chat = document.querySelector('.chat');
  return [bottom(chat.querySelector('.button')), bottom(chat.querySelector('h2 + p, h3 + p')),
    bottom(chat.querySelector('.check'))];
}"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("large")
    write_city(folder / "data", buildings=1600, seed=1)
    return build_site(folder / "data", folder / "out", AT_ROOT, key=KEY)


@pytest.fixture(scope="module")
def large_host(large: Built) -> Iterator[Host]:
    with serve(large.files) as host:
        yield host


def test_the_button_is_on_the_first_screen(new_page: NewPage, large: Built, large_host: Host):
    page = new_page(viewport=_SMALL)
    opened = sorted({one.path for one in large.city.buildings if any(chat.is_open for chat in one.chats)})
    below, evidence_below = [], []
    for path in Random(5).sample(opened, _LOOKED_AT):
        page.goto(large_host.url(f"{path}/"))
        button, owner, check = page.evaluate(_BUTTON)
        if button > _SMALL["height"]:
            below.append(f"{path}: {button:.0f}")
        if max(owner, check) > button:
            evidence_below.append(path)
    assert evidence_below == []
    assert len(below) <= 0.05 * _LOOKED_AT, below


@pytest.mark.parametrize(("chats", "screens"), [((0, 1), 3), ((2, 4), 3), ((5, 9), 4.2)])
def test_a_house_has_three_screens(
    new_page: NewPage, large: Built, large_host: Host, chats: tuple[int, int], screens: float
):
    """Up to the neighbours, in letters as wide as those of a phone (Roboto); more with very many chats."""
    page = new_page(viewport={"width": 360, "height": _SCREEN}, bypass_csp=True)
    fewest, most = chats
    paths = sorted({one.path for one in large.city.buildings if fewest <= len(one.chats) <= most})
    longer = []
    for path in Random(7).sample(paths, min(len(paths), _LOOKED_AT)):
        page.goto(large_host.url(f"{path}/"))
        page.add_style_tag(content="body { font-family: 'DejaVu Sans Condensed' !important }")
        top = page.evaluate("document.querySelector('.neighbours').getBoundingClientRect().top")
        if top > screens * _SCREEN:
            longer.append(f"{path}: {top:.0f}")
    assert len(longer) <= 0.05 * _LOOKED_AT, (len(paths), len(longer), longer)


@pytest.fixture
def long_street(tmp_path: Path) -> Iterator[Host]:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    houses = "".join(
        f"  - {{id: 2X{alphabet[n // 1024]}{alphabet[n // 32 % 32]}{alphabet[n % 32]}, address: 'ул. Ленина, {n}'"
        + (", chat: {owner: company, share: poster}" if n % 20 == 0 else "")
        + (f", chat: '{invite(n)}'" if n % 20 in range(1, 15) else "")
        + "}\n"
        for n in range(1, 388)
    )
    data = write(
        tmp_path / "data",
        {
            "site.yaml": SITE,
            "companies/a.yaml": f"name: УК «Проба»\nkind: uk\nbuildings:\n{houses}",
            "history.yaml": None,
        },
    )
    with serve(build_site(data, tmp_path / "out", AT_ROOT).files) as host:
        yield host


def test_a_long_street_is_short(new_page: NewPage, long_street: Host):
    page = new_page(viewport={"width": 360, "height": _SCREEN})
    page.goto(long_street.url("doma/ulitsa-lenina/"))
    assert page.locator(".houses li").count() == 387
    assert page.evaluate("document.documentElement.scrollHeight") <= 9 * _SCREEN
    jumps = page.locator("nav[aria-label='По номерам'] a")
    assert jumps.all_inner_texts()[:2] == ["1–50", "51–100"]
    jumps.nth(3).click()
    assert page.locator(".houses li:target .number").inner_text() == "151"


def test_no_single_column_on_the_smallest_screen(new_page: NewPage, long_street: Host):
    page = new_page(viewport={"width": 320, "height": _SCREEN})
    page.goto(long_street.url("doma/ulitsa-lenina/"))
    tops = page.evaluate("[...document.querySelectorAll('.houses li')].slice(0, 3).map((one) => one.offsetTop)")
    assert len(set(tops)) == 1
