"""The search as published: the field of the home page, the city's own index."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.typed import TYPED


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
    expect(home.locator("[role=status]")).to_contain_text("Дома 294 у нас нет: улица Ленина. Проверьте номер.")
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


def test_the_example_in_the_field_is_a_house_with_a_chat(home: Page):
    example = home.locator("#q").get_attribute("placeholder") or ""
    first = ask(home, example)[0]
    assert first.endswith("Чат есть") or "Чат есть ·" in first
    home.keyboard.press("Enter")
    expect(home.locator("h1.plate")).to_be_visible()


@pytest.mark.parametrize("query", ["свет", "нет света", "электричество"])
def test_a_service_leads_to_its_supplier(home: Page, query: str):
    assert ask(home, query)[0].startswith("АО «Электросервис»")


def test_an_emergency_leads_to_suppliers_with_an_emergency_phone(home: Page):
    assert ask(home, "аварийная") == ["«Пример-Тепло» Поставщик услуг"]
    home.keyboard.press("Enter")
    expect(home.locator("main")).to_contain_text("Аварийная служба")


def test_a_number_alone_is_answered_with_what_to_type(home: Page):
    home.locator("#q").fill("78")
    street = (home.locator("#q").get_attribute("placeholder") or "").rsplit(maxsplit=1)[0]
    expect(home.locator("[role=status]")).to_have_text(f"Одного номера мало. Напишите и улицу: {street} 78.")


def test_the_chosen_row_is_seen_in_forced_colours(new_page: Callable[..., Page], demo_address: str):
    page = new_page(forced_colors="active")
    page.goto(f"{demo_address}/?q=мира 60")
    row = page.locator("[role=option]").first
    expect(row).to_be_visible()
    page.wait_for_timeout(600)
    before = row.screenshot()
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    expect(row).to_have_attribute("aria-selected", "true")
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    assert row.screenshot() != before


def test_results_are_above_the_keyboard_of_a_phone(new_page: Callable[..., Page], demo_address: str):
    page = new_page(viewport={"width": 360, "height": 560})
    page.goto(f"{demo_address}/")
    page.locator("#q").tap() if page.evaluate("'ontouchstart' in window") else page.locator("#q").click()
    page.wait_for_selector("[role=combobox][aria-controls]")
    page.set_viewport_size({"width": 360, "height": 300})  # the keyboard opens
    ask(page, "ленина 293")
    box = page.locator("[role=option]").first.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 300


def test_to_ask_closes_the_keyboard_of_a_phone(new_page: Callable[..., Page], demo_address: str):
    """It covers the list while the field has the focus; with a keyboard of its own the arrows go on."""
    for touch, role in ((True, "option"), (False, "combobox")):
        page = new_page(viewport={"width": 360, "height": 560}, has_touch=touch, is_mobile=touch)
        page.goto(f"{demo_address}/?q=мира 430")
        expect(page.locator("[role=option]").nth(1)).to_be_visible()
        page.locator("#q").focus()
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("role", role)
        expect(page.locator("[role=option]").nth(1)).to_be_visible()


def test_the_list_stays_where_one_has_scrolled_to(new_page: Callable[..., Page], demo_address: str):
    page = new_page(viewport={"width": 360, "height": 560})
    page.goto(f"{demo_address}/")
    page.locator("#q").click()
    ask(page, "ленина 293")
    page.evaluate("scrollTo(0, 400)")
    page.set_viewport_size({"width": 360, "height": 500})  # the bar of the browser comes back
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 400


@pytest.mark.parametrize(("query", "house"), TYPED.values(), ids=TYPED)
def test_from_the_first_letter_to_the_house(new_page: Callable[..., Page], demo_address: str, query: str, house: str):
    page = new_page(viewport={"width": 360, "height": 560}, has_touch=True, is_mobile=True)
    page.goto(f"{demo_address}/")
    page.locator("#q").tap()
    page.locator("#q").press_sequentially(query)
    expect(page.locator("[role=status]")).to_contain_text("1 адрес.")
    first = page.locator("[role=option]").first
    box = first.bounding_box()
    assert box
    assert 0 <= box["y"] < box["y"] + box["height"] <= 300, "a keyboard would hide it"
    first.tap()
    page.wait_for_url(f"{demo_address}/doma/{house}/")
