"""A region whose cities have hosts of their own, and a portal of a thousand cities: what goes from one to another."""

import gzip
from collections.abc import Callable
from datetime import date
from mimetypes import guess_type
from pathlib import Path
from random import Random
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from generator.build.publishing import Folder
from generator.commands import cli
from generator.region import build_portal, load_region
from generator.site import PortalCity
from generator.site.open_data import CityCard, CitySearch
from generator.text import Report
from tests.region.regions import REGION, TODAY, build, write_region

PORTAL, TVER, KIMRY = (f"https://{name}chat.example.ru" for name in ("", "tver.", "kimry."))


class Web:
    """Answers a page's requests from folders, by origin; remembers what was asked for, with its bytes compressed."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self.folders = folders
        self.asked: list[tuple[str, int]] = []

    def answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        folder = self.folders.get(f"{address.scheme}://{address.netloc}")
        if folder is None:
            route.abort()
            return
        path = unquote(address.path)
        file = folder / (path[1:] + "index.html" if path.endswith("/") else path[1:])
        missing = not file.is_file()
        content = (folder / "404.html" if missing else file).read_bytes()
        self.asked.append((route.request.url, len(gzip.compress(content, 9))))
        kind = "text/javascript" if path.endswith(".js") else guess_type(file.name)[0] or "text/plain"
        route.fulfill(status=404 if missing else 200, body=content, content_type=f"{kind}; charset=utf-8")

    def fetched(self) -> list[str]:
        """Return what scripts asked for since the last call."""
        asked, self.asked = self.asked, []
        return [url for url, _ in asked if url.endswith((".txt", ".json", ".js"))]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    region = write_region(
        tmp_path_factory.mktemp("hosts"), region=f"{REGION}city_url: https://{{city}}.chat.example.ru/\n"
    )
    assert build(region) == 0
    output = region / "output"
    return {
        PORTAL: output / "portal/site",
        TVER: output / "cities/tver/site",
        KIMRY: output / "cities/kimry/site",
    }


@pytest.fixture
def web(folders: dict[str, Path]) -> Web:
    return Web(folders)


@pytest.fixture
def page(new_page: Callable[..., Page], web: Web) -> Page:
    page = new_page(service_workers="block")
    page.route("**/*", web.answer)
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{PORTAL}/")
    return page


@pytest.mark.parametrize("query", ["тверь мира 12", "ndthm vbhf 12", "мира 12 тверь"])
def test_from_the_portal_to_the_button_on_the_city_s_host(page: Page, web: Web, query: str):
    web.fetched()
    page.locator("#q").fill(query)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("Тверь")
    expect(page.locator(".search-status")).to_contain_text("Откройте город: там найдётся и дом.")
    page.wait_for_timeout(300)
    # The portal asks no other origin: its own policy would refuse it.
    assert all(url.startswith(f"{PORTAL}/assets/") for url in web.fetched())
    first.click()
    page.wait_for_url(f"{TVER}/?q=*")
    assert "12" in page.locator("#q").input_value()
    answer = page.locator("[role=option]").first
    expect(answer).to_contain_text("улица Мира 12")
    answer.click()
    expect(page).to_have_url(f"{TVER}/doma/ulitsa-mira/12/")
    expect(page.locator("a.button").first).to_contain_text("Вступить")
    assert all(url.startswith(f"{TVER}/") for url in web.fetched())


def test_the_wrong_city_leads_to_the_portal_and_on_to_the_right_one(page: Page):
    page.goto(f"{KIMRY}/")
    page.locator("#q").fill("тверь мира 14")
    way = page.locator(".search-portal")
    expect(way).to_be_visible()
    way.click()
    page.wait_for_url(f"{PORTAL}/?q=*")
    expect(page.locator("#q")).to_have_value("тверь мира 14")
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("Тверь")
    first.click()
    page.wait_for_url(f"{TVER}/?q=*")
    expect(page.locator("[role=option]").first).to_contain_text("улица Мира 14")


def test_without_scripts_cities_are_links_to_their_hosts(new_page: Callable[..., Page], web: Web):
    page = new_page(java_script_enabled=False, service_workers="block")
    page.route("**/*", web.answer)
    page.goto(f"{PORTAL}/")
    page.get_by_role("link", name="Тверь").click()
    expect(page).to_have_url(f"{TVER}/")
    page.goto(f"{TVER}/nowhere/")
    page.get_by_role("link", name="Найдите его среди всех городов").click()
    expect(page).to_have_url(f"{PORTAL}/")


def thousand(folder: Path, city: Path) -> Path:
    """Build a portal of a thousand cities, one of which is real; return the folder that is its host."""
    choose, names = Random(1), {"Тверь"}
    while len(names) < 1000:
        syllables = [choose.choice("бвгдзклмнпрстч") + choose.choice("аеиоуы") for _ in range(choose.choice([2, 2, 3]))]
        names.add(("".join(syllables) + choose.choice(["ск", "ово", "град", "ка", "ец"])).capitalize())
    region = load_region(write_region(folder), folder / "output", Report())
    assert region
    cities = [
        PortalCity(
            slug=(slug := "tver" if name == "Тверь" else f"gorod-{number}"),
            built=date.fromisoformat(TODAY),
            card=CityCard(
                site=f"{PORTAL}/{slug}/",
                city=name,
                region="Примерская область",
                title=name,
                demo=False,
                houses=1000,
                chats=number,
                search=CitySearch(module="", folder=""),
            ),
        )
        for number, name in enumerate(sorted(names))
    ]
    assert build_portal(region, cities, date.fromisoformat(TODAY), Report())
    target = folder / "www"
    words = ["--out", str(folder / "output/portal")]
    assert cli.main(["publish", *words, str(target)]) == 0
    assert Folder(folder / "output/portal").published()
    (target / "tver").symlink_to(city.resolve())
    return target


def test_a_thousand_cities_cost_eight_kilobytes_and_one_index(new_page: Callable[..., Page], tmp_path: Path):
    real = write_region(tmp_path / "real", {"tver": "Тверь"})
    assert build(real) == 0
    web = Web({PORTAL: thousand(tmp_path / "many", real / "output/cities/tver/site")})
    page = new_page(service_workers="block")
    page.route("**/*", web.answer)
    page.goto(f"{PORTAL}/")
    web.asked.clear()
    page.locator("#q").press_sequentially("тверь мира 12", delay=40)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text("улица Мира 12")
    lists = {url: size for url, size in web.asked if url.endswith("/city.txt") and "/tver/" not in url}
    assert len(lists) == 1
    assert sum(lists.values()) <= 8 * 1024
    others = {urlsplit(url).path.split("/")[1] for url, _ in web.asked}
    assert others == {"assets", "tver"}
    first.click()
    expect(page).to_have_url(f"{PORTAL}/tver/doma/ulitsa-mira/12/")
    expect(page.locator("a.button").first).to_contain_text("Вступить")
