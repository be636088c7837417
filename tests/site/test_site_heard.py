"""What a screen reader is told: where one is, what a link is called, no empty paragraphs."""

import re

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


def test_no_name_of_a_link_says_a_word_twice(city: Built):
    for name, page in city.pages.items():
        for link in page.all("a"):
            heard = link.get("aria-label") or link.text
            assert not re.search(r"«([^»]+)».*«\1»", heard.replace("\u00a0", " ")), f"{name}: {heard}"


def test_a_redirect_is_dark_if_the_reader_wants_it(city: Built):
    assert city.documents[f"D/{city.city.buildings[0].id}/index.html"].meta("color-scheme") == "light dark"
