"""What residents do, click by click."""

import io
import re
from collections.abc import Callable
from unittest import mock

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from generator.city.model import Building
from generator.city.urls import Urls
from generator.text.ids import ALPHABET
from tests.browser.templates import houses, page_of_each_template
from tests.built_sites import Built
from tests.chromium import find_chromium

NewPage = Callable[..., Page]


def _in_city(site: Built, name: str) -> Building:
    """Return a house of the city itself whose chat is in this state."""
    path = houses(site)[name].rstrip("/")
    return next(building for building in site.city.buildings if building.path == path)


def test_without_a_browser_the_tests_fail_and_say_what_to_type():
    with (
        mock.patch("shutil.which", return_value=None),
        pytest.raises(pytest.fail.Exception, match=r"\./scripts/system-packages"),
    ):
        find_chromium()


@pytest.mark.parametrize("java_script_enabled", [False, True])
def test_from_the_home_page_to_the_button(
    new_page: NewPage, city: Built, city_address: str, *, java_script_enabled: bool
):
    page = new_page(java_script_enabled=java_script_enabled)
    house = next(
        one
        for one in city.city.buildings
        if not one.address.settlement
        and [chat for chat in one.chats if chat.link and chat.share == "site" and not chat.withdrawn]
    )
    page.goto(f"{city_address}/")
    page.get_by_role("link", name=house.address.street.title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(house.address.street.title)
    page.locator(f'main a[href="/{house.path}/"]').first.click()
    assert page.url == f"{city_address}/{house.path}/"
    button = page.get_by_role("link", name=re.compile("Вступить")).first
    expect(button).to_be_visible()
    link = next(chat.link.url for chat in house.chats if chat.link and chat.share == "site" and not chat.withdrawn)
    assert link in [one.get_attribute("href") for one in page.get_by_role("link", name=re.compile("Вступить")).all()]
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740 * 1.25, "the button is far below the first screen"


def test_a_settlement_leads_to_its_houses(new_page: NewPage, city: Built, city_address: str):
    page = new_page(java_script_enabled=False)
    house = next(one for one in city.city.buildings if one.address.settlement)
    page.goto(f"{city_address}/")
    page.get_by_role("link", name=house.address.settlement, exact=True).first.click()
    page.get_by_role("link", name=house.address.street.title, exact=True).first.click()
    page.locator(f'main a[href="/{house.path}/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(house.address.house.plate)


def test_a_demonstrations_button_says_that_this_is_an_example(new_page: NewPage, demo: Built, demo_address: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{demo_address}/{houses(demo)['open']}")
    page.get_by_role("link", name=re.compile("Вступить")).first.click()
    assert page.url == f"{demo_address}/primer/"
    expect(page.get_by_role("heading", level=1)).to_contain_text("пример")


def test_the_printed_address_leads_to_the_house_without_scripts(new_page: NewPage, demo: Built, demo_address: str):
    page = new_page(java_script_enabled=False)
    house = demo.city.buildings[0]
    page.goto(f"{demo_address}/D/{house.id}")
    page.wait_for_url(f"{demo_address}/{house.path}/")
    old, new = next((old, new) for old, new in demo.city.site.retired.items() if new)
    page.goto(f"{demo_address}/D/{old}/")
    page.wait_for_url(f"{demo_address}/{next(one.path for one in demo.city.buildings if one.id == new)}/")


def _confused(building_id: str) -> list[str]:
    """Return misspellings of an id."""
    cyrillic = str.maketrans("ABEKMHPCTXY", "АВЕКМНРСТХУ")
    return [
        building_id.lower(),
        building_id.replace("0", "O").replace("1", "I"),
        building_id.lower().replace("0", "o").replace("1", "l"),
        building_id.translate(cyrillic),
        building_id.translate(cyrillic).lower().replace("0", "о"),
    ]


@pytest.mark.parametrize(("digit", "ending"), [("0", "/"), ("1", "")])
def test_a_confused_id_leads_to_the_house(new_page: NewPage, demo: Built, demo_address: str, digit: str, ending: str):
    page = new_page()
    house = next(one for one in demo.city.buildings if digit in one.id and set(one.id) & set("ABEKMHPCTXY"))
    for typed in _confused(house.id):
        page.goto(f"{demo_address}/d/{typed}{ending}")
        page.wait_for_url(f"{demo_address}/{house.path}/")
    page.goto(f"{demo_address}/D/{house.id.lower()}{ending}")
    page.wait_for_url(f"{demo_address}/{house.path}/")


def test_an_unlisted_address_may_be_typed_in_small_letters(new_page: NewPage, city: Built, city_address: str):
    page = new_page()
    path = min(city.unlisted).removesuffix("index.html")
    page.goto(f"{city_address}/{path.lower()}")
    page.wait_for_url(f"{city_address}/{path}")
    expect(page.get_by_role("link", name=re.compile("Вступить")).first).to_be_visible()


def test_an_id_that_nobody_has_stays_on_the_404_page(new_page: NewPage, demo: Built, demo_address: str):
    page = new_page()
    known = {one.id for one in demo.city.buildings} | set(demo.city.site.retired)
    free = next(f"ZZZZ{char}" for char in ALPHABET if f"ZZZZ{char}" not in known)
    for path in (f"/d/{free.lower()}/", f"/D/{free}/", "/d/", "/doma/net-takoy/", "/d/%E0%A4%A/"):
        answer = page.goto(f"{demo_address}{path}")
        assert answer is not None
        assert answer.status == 404
        page.wait_for_timeout(50)
        expect(page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_code_on_the_screen_is_read(new_page: NewPage, demo: Built, demo_address: str, color_scheme: str):
    page = new_page(color_scheme=color_scheme)
    house = _in_city(demo, "open")
    page.goto(f"{demo_address}/{house.path}/")
    picture = Image.open(io.BytesIO(page.locator(".code svg").screenshot())).convert("L")
    codes = zxingcpp.read_barcodes(picture)
    assert [code.text for code in codes] == ["".join(Urls(demo.base_url).printed(house.id))]


@pytest.mark.parametrize("which", ["demo", "city"])
def test_no_errors_and_no_foreign_requests(new_page: NewPage, request: pytest.FixtureRequest, which: str):
    site, address = request.getfixturevalue(which), request.getfixturevalue(f"{which}_address")
    page = new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}") if message.type != "log" else None)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda asking: asked.append(asking.url))
    for name, path in page_of_each_template(site).items():
        page.goto(f"{address}{path}")
        if name == "404":
            said = [one for one in said if "status of 404" not in one]
        assert page.context.cookies() == []
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert said == []
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
