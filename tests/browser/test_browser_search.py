"""The search as published: the field of the home page, the city's own index."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def home(new_page: Callable[..., Page], demo_address: str) -> Page:
    page = new_page()
    page.goto(f"{demo_address}/")
    return page


def ask(page: Page, query: str) -> list[str]:
    page.locator("#q").fill(query)
    expect(page.locator("[role=option]").first).to_be_visible()
    page.wait_for_timeout(600)  # some parts of the index are loaded when typing pauses
    return [text.replace("\n", " ").replace("\u00a0", " ") for text in page.locator("[role=option]").all_inner_texts()]


def test_a_typed_address_leads_to_the_house(home: Page):
    assert ask(home, "ленина 293")[0].startswith("улица Ленина 293")
    home.keyboard.press("Enter")
    expect(home.locator("h1")).to_contain_text("293")
    assert home.url.endswith("/doma/ulitsa-lenina/293/")
    home.go_back()
    expect(home.locator("#q")).to_have_value("ленина 293")
    expect(home.locator("[role=option]").first).to_contain_text("Ленина")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ktybyf 293", "улица Ленина 293"),  # wrong keyboard layout
        ("лнеина 293", "улица Ленина 293"),  # a typo
        ("prospekt mira 60", "проспект Мира 60"),
        ("ул мира 60", "проспект Мира 60"),  # an alias from the data
        ("мира 65/1", "проспект Мира 65 корп. 1"),  # slash_means: corpus
        ("компроспект 22", "Коммунистический проспект 22"),
        ("ленина триста двадцать семь", "улица Ленина 327"),
        ("спутник-2 5", "«Спутник-2» 5"),
        ("ново-александровск советская 84", "Ново-Александровск, улица Советская 84"),
        ("пример-тепло", "«Пример-Тепло»"),
    ],
)
def test_however_it_is_typed(home: Page, query: str, first: str):
    home.locator("#q").focus()
    assert ask(home, query)[0].startswith(first)


def test_a_house_that_is_not_there(home: Page):
    options = ask(home, "ленина 294")
    expect(home.locator("[role=status]")).to_contain_text("Такого дома у нас нет")
    assert options[0] == "улица Ленина"
    assert options[1].startswith("улица Ленина 293")
    home.keyboard.press("Enter")
    assert "/doma/" not in home.url  # suggested first, but never opened directly


def test_a_printed_id_with_confused_letters(home: Page, demo):
    [first, *_] = [name.split("/")[1] for name in demo.names if name.startswith("D/") and "0" in name.split("/")[1]]
    assert ask(home, first.lower().replace("0", "о"))  # a Cyrillic letter
    home.keyboard.press("Enter")
    expect(home.locator("h1.plate")).to_be_visible()


def test_an_address_with_a_question(new_page: Callable[..., Page], demo_address: str):
    page = new_page()
    page.goto(f"{demo_address}/?q=мира 60")
    expect(page.locator("[role=option]").first).to_contain_text("60")


def test_without_scripts_there_is_no_field(new_page: Callable[..., Page], demo_address: str):
    page = new_page(java_script_enabled=False)
    page.goto(f"{demo_address}/")
    expect(page.locator("#q")).to_be_hidden()
    expect(page.get_by_role("link", name="улица Ленина")).to_be_visible()


def test_nothing_is_fetched_before_the_field_is_touched(new_page: Callable[..., Page], demo_address: str):
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo_address}/", wait_until="networkidle")
    assert not [url for url in asked if "city.txt" in url or "/field." in url or "/search/search." in url]
    page.locator("#q").focus()
    page.wait_for_selector("[role=combobox]")
    assert all(url.startswith(demo_address) for url in asked)
