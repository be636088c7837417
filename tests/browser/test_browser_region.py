"""The portal of a region in a browser: a house of a town is found from its first page, and fetches little."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.commands import cli
from tests.browser.conftest import _serve
from tests.browser.test_browser_axe import SCHEMES, findings
from tests.browser.test_browser_look import _TOO_WIDE as TOO_WIDE
from tests.region.regions import build, write_region

_LIST, _INDEX = "/city.txt", "data/v1/city.json"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_region(tmp_path_factory.mktemp("region"))
    assert build(folder) == 0
    target: Path = folder / "www"
    assert cli.main(["region", "publish", "--region", str(folder), str(target)]) == 0
    with _serve(target) as address:
        yield address


@pytest.fixture
def page(new_page: Callable[..., Page], portal: str) -> Page:
    page = new_page()
    page.goto(f"{portal}/")
    return page


@pytest.mark.parametrize(
    "query",
    ["тверь мира 12", "ndthm vbhf 12", "tver mira 12", "тверт мира 12", "г. Тверь, ул. Мира, д. 12", "мира 12 тверь"],
)
def test_from_the_portal_to_the_button(page: Page, portal: str, query: str):
    page.locator("#q").fill(query)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("улица Мира 12")
    expect(first).to_contain_text("Тверь")
    first.click()
    expect(page).to_have_url(f"{portal}/tver/doma/ulitsa-mira/12/")
    expect(page.locator("a.button").first).to_contain_text("Вступить")


def test_only_the_list_of_cities_and_one_index_are_fetched(page: Page, portal: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(portal)))
    page.locator("#q").press_sequentially("вышний волочек мира 12", delay=60)
    expect(page.locator("[role=option]").first).to_contain_text("улица Мира 12")
    page.wait_for_timeout(500)
    texts = [url for url in asked if url.endswith((".txt", ".json"))]
    assert [url for url in texts if url.startswith("/assets/search/") and url.endswith(_LIST)] == texts[:1]
    assert all(url.startswith("/vyshniy-volochyok/") for url in texts[1:]), texts
    assert [url for url in texts if _INDEX in url] == [f"/vyshniy-volochyok/{_INDEX}"]
    # The module of the portal reads the city's index itself: it was made with it.
    assert not [url for url in asked if url.endswith(".js") and "/vyshniy-volochyok/" in url]


def test_a_city_alone_leads_to_its_home_page(page: Page, portal: str):
    page.locator("#q").fill("кимры")
    expect(page.locator("[role=option]").first).to_contain_text("Кимры")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{portal}/kimry/")


def test_what_no_city_has_is_told(page: Page):
    page.locator("#q").fill("гадюкино мира 12")
    expect(page.locator(".search-status")).to_have_text("Начните с города, потом улица и дом.")


def test_the_wrong_city_leads_to_the_portal_with_the_query(page: Page, portal: str):
    page.goto(f"{portal}/kimry/")
    page.locator("#q").fill("тверская 5")
    way = page.locator(".search-portal")
    expect(way).to_be_visible()
    way.click()
    expect(page.locator("#q")).to_have_value("тверская 5")
    assert page.url.startswith(f"{portal}/?q=")


def test_a_page_that_is_not_there_leads_to_the_portal(page: Page, portal: str):
    page.goto(f"{portal}/kimry/404.html")
    page.get_by_role("link", name="Найдите его среди всех городов").click()


def test_without_scripts_all_cities_are_links(new_page: Callable[..., Page], portal: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{portal}/")
    expect(page.locator("form.search")).to_be_hidden()
    page.get_by_role("link", name="Тверь").click()
    expect(page).to_have_url(f"{portal}/tver/")


def test_the_portal_is_read_without_a_network_and_stores_no_city(new_page: Callable[..., Page], portal: str):
    page = new_page(service_workers="allow")
    page.goto(f"{portal}/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(f"{portal}/pokrytie/")
    expect(page.locator("h1")).to_have_text("Чаты в цифрах")
    page.context.set_offline(False)
    page.goto(f"{portal}/tver/doma/ulitsa-mira/12/")
    page.wait_for_timeout(500)
    stored = page.evaluate(
        "Promise.all([caches.open('domchat / pages'), caches.open('domchat / assets')])"
        ".then((all) => Promise.all(all.map((one) => one.keys())))"
        ".then((lists) => lists.flat().map((request) => new URL(request.url).pathname))"
    )
    assert "/pokrytie/" in stored
    assert not [path for path in stored if path.startswith("/tver/")]


def test_axe_finds_nothing_on_the_portal(new_page: Callable[..., Page], portal: str):
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = new_page()
    found = []
    for path, query in (("", ""), ("", "тверь"), ("", "гадюкино 1"), ("pokrytie/", ""), ("404.html", "")):
        page.goto(f"{portal}/{path}")
        if query:
            page.locator("#q").fill(query)
            expect(page.locator(".search-status")).not_to_be_empty()
        page.evaluate(axe)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{path}, {query}, {scheme}: {one}" for one in findings(page)]
    assert found == []


@pytest.mark.parametrize("size", ["", "225%"])
def test_nothing_of_the_portal_is_cut_on_a_small_screen(new_page: Callable[..., Page], portal: str, size: str):
    page = new_page(viewport={"width": 320, "height": 640})
    wide = []
    for path in ("", "pokrytie/", "404.html"):
        page.goto(f"{portal}/{path}")
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
        overflow, *names = page.evaluate(TOO_WIDE)
        wide += [f"{path}: {overflow} {names}"] if overflow or names else []
    assert wide == []
