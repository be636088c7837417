"""What a screen reader is told: where one is, what a link is called, nothing empty, nothing again and again."""

import re

import pytest

from tests.built_sites import Built


def test_the_menu_names_the_page_that_one_is_on(city: Built):
    for path in ("doma", "uk", "rso", "pokrytie", "kak-vstupit"):
        current = {one.get("href") for one in city.pages[f"{path}/index.html"].having("aria-current")}
        assert current == {f"{city.root}{path}/"}
    house = f"{city.city.buildings[0].path}/index.html"
    assert city.pages[house].having("aria-current") == []


def test_the_skip_link_leads_past_the_way_back(city: Built):
    for name, page in city.pages.items():
        for crumbs in page.with_class("crumbs"):
            assert all(one.tag != "main" for one in crumbs.above), name


def test_no_paragraph_is_empty(city: Built):
    """Nor has only what is hidden until a script shows it."""
    for name, page in city.pages.items():
        hidden = [one for one in page.elements if "hidden" in one.attributes]
        for paragraph in page.all("p"):
            unseen = sum(len(one.text) for one in hidden if paragraph in one.above)
            assert len(paragraph.text) > unseen, name


@pytest.mark.parametrize("which", ["demo", "city"])
def test_no_row_is_empty(request: pytest.FixtureRequest, which: str):
    """A supplier without a telephone has its name where the others have their number."""
    pages = request.getfixturevalue(which).pages
    cells = [(name, one) for name, page in pages.items() for one in page.elements if one.tag in ("dt", "dd", "li")]
    assert [(name, one.tag) for name, one in cells if not one.text] == []


def test_a_street_is_not_repeated_with_each_of_its_houses(city: Built):
    street = city.pages[f"{city.city.buildings[0].path.rpartition('/')[0]}/index.html"]
    [houses] = street.with_class("houses")
    heard = [one.get("aria-label") for one in street.all("a") if houses in one.above]
    assert all(one.startswith("дом ") for one in heard)
    assert len(set(heard)) == len(heard) > 1


def test_a_company_says_the_street_of_each_house(demo: Built):
    """Its list has houses of the same number; who goes from link to link hears no headings."""
    company = demo.pages["uk/primer-1/index.html"]
    heard = [one.get("aria-label") for one in company.all("a") if one.get("aria-label").find("дом ") >= 0]
    assert len(set(heard)) == len(heard) > 100


def test_chats_of_a_house_have_different_names(city: Built):
    for building in city.city.buildings:
        page = city.pages[f"{building.path}/index.html"]
        heard = [one.get("aria-label") or one.text for one in page.with_class("button") if one.tag == "a"]
        assert len(set(heard)) == len(heard), f"{building.path}: {heard}"


def test_no_name_of_a_link_says_a_word_twice(city: Built):
    for name, page in city.pages.items():
        for link in page.all("a"):
            heard = link.get("aria-label") or link.text
            assert not re.search(r"«([^»]+)».*«\1»", heard.replace("\u00a0", " ")), f"{name}: {heard}"


def test_a_redirect_is_dark_if_the_reader_wants_it(city: Built):
    assert city.documents[f"D/{city.city.buildings[0].id}/index.html"].meta("color-scheme") == "light dark"
