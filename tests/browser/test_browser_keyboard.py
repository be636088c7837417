"""Keyboard only, large letters, the reader's own colours and spacing: what axe can't check."""

import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from generator.city.urls import Urls
from tests.browser.templates import page_of_each_template
from tests.browser.test_browser_look import _TOO_WIDE
from tests.built_sites import Built

NewPage = Callable[..., Page]

# The focused element: its index among all focusable ones, whether it is visible, how it is marked.
_FOCUSED = """() => {
  const node = document.activeElement;
  const all = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
    .filter((one) => one.getClientRects().length && one.tabIndex >= 0);
  const box = node.getBoundingClientRect(), style = getComputedStyle(node);
  const name = node.getAttribute('aria-label') || node.textContent.trim() || node.tagName;
  return {
    place: all.indexOf(node), of: all.length, name,
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""

# WCAG 1.4.12: the reader's own spacing of lines, paragraphs, letters and words.
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


def test_tab_goes_through_every_page_in_order(new_page: NewPage, city: Built, city_address: str):
    page = new_page()
    wrong = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        expected = 0
        while True:
            page.keyboard.press("Tab")
            at = page.evaluate(_FOCUSED)
            if at["place"] != expected or not at["seen"] or not at["marked"]:
                wrong.append(f"{name}: after {expected} stops: {at}")
                break
            expected += 1
            if expected == min(at["of"], 40):
                break
        assert expected > 5, name
    assert wrong == []


def test_the_first_stop_leads_past_the_header(new_page: NewPage, city_address: str):
    page = new_page()
    page.goto(f"{city_address}/doma/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержанию")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_from_typing_to_the_chat_by_keyboard_alone(new_page: NewPage, demo_address: str):
    page = new_page()
    page.goto(f"{demo_address}/")
    field = page.get_by_role("combobox", name="Улица и дом").or_(page.get_by_role("searchbox", name="Улица и дом"))
    for _ in range(12):
        page.keyboard.press("Tab")
        if field.evaluate("(node) => node === document.activeElement"):
            break
    page.keyboard.type("ленина 293")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/293/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('button')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/primer/")
    page.go_back()
    page.go_back()
    expect(page.locator("#q")).to_have_value("ленина 293")
    expect(page.locator("[role=option]").first).to_contain_text("293")


def test_back_restores_the_place_in_a_list(new_page: NewPage, city: Built, city_address: str):
    page = new_page()
    page.goto(f"{city_address}{page_of_each_template(city)['company']}")
    link = page.locator(".houses a").last
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 300
    link.click()
    expect(page.locator("h1.plate")).to_be_visible()
    page.go_back()
    expect(link).to_be_in_viewport()
    assert page.evaluate("scrollY") == pytest.approx(place, abs=2)


def test_controls_have_names_and_the_answer_is_said(new_page: NewPage, demo_address: str):
    page = new_page()
    page.goto(f"{demo_address}/")
    page.locator("#q").focus()
    field = page.get_by_role("combobox", name="Улица и дом")
    expect(field).to_have_attribute("aria-expanded", "false")
    status = page.get_by_role("status")  # polite by its role; present before it has any text
    expect(status).to_be_attached()
    expect(status).to_be_empty()
    field.fill("ленина 29")
    expect(status).not_to_be_empty()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("listbox", name="Найденные адреса")).to_be_visible()
    field.fill("щщщщ")
    expect(status).to_contain_text("Ничего не нашлось")
    expect(page.get_by_role("button", name="Найти")).to_be_visible()


def test_a_readers_own_spaces_cut_nothing(new_page: NewPage, city: Built, city_address: str):
    page = new_page(viewport={"width": 320, "height": 640})
    wrong = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        page.evaluate(_SPACED)
        excess, *wide = page.evaluate(_TOO_WIDE)
        if excess > 0 or wide:
            wrong.append(f"{name}: {excess} px too wide: {wide[:3]}")
    assert wrong == []


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_readers_own_colours_leave_the_code_readable(
    new_page: NewPage, demo: Built, demo_address: str, color_scheme: str
):
    page = new_page(color_scheme=color_scheme, forced_colors="active")
    house = next(one for one in demo.city.buildings if one.floors and one.entrances)
    page.goto(f"{demo_address}/{house.path}/")
    picture = Image.open(io.BytesIO(page.locator(".code svg").screenshot())).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["".join(Urls(demo.base_url).printed(house.id))]
    plate = Image.open(io.BytesIO(page.locator("h1.plate").screenshot())).convert("L")
    assert _is_drawn(plate), "the plate is one colour"
    front = Image.open(io.BytesIO(page.locator(".front").screenshot())).convert("L")
    assert _is_drawn(front), "the drawing is one colour"


def _is_drawn(picture: Image.Image) -> bool:
    darkest, lightest = picture.getextrema()
    return darkest < lightest
