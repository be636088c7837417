"""Nobody can take a page of the demonstration for real, least of all in an emergency."""

import re

import pytest

from tests.built_sites import Built


@pytest.fixture(params=["demo", "demo_below"])
def example(request: pytest.FixtureRequest) -> Built:
    return request.getfixturevalue(request.param)


def test_every_page_says_that_it_is_an_example(example: Built):
    for name, document in example.pages.items():
        banners = document.with_class("demo")
        assert len(banners) == 1, name
        assert "пример" in banners[0].text, name
        assert "112" in banners[0].text, name
        main = document.elements.index(document.all("main")[0])
        assert document.elements.index(banners[0]) < main, name


def test_nothing_may_be_found(example: Built):
    assert not [name for name, document in example.documents.items() if document.indexable]
    assert "Sitemap:" not in example.text("robots.txt")


def test_nobody_can_be_called(example: Built):
    for name in example.documents:
        assert "tel:" not in example.text(name).lower(), name
        assert '"telephone"' not in example.text(name), name


def test_nothing_leads_to_the_messenger(example: Built):
    for name, document in example.documents.items():
        for element in document.elements:
            for value in element.attributes.values():
                assert "max.ru" not in value, f"{name}: {value}"
        assert "max.ru" not in str(document.graph), name
    for name in example.names:
        if name.startswith("data/") or not name.endswith(".html"):
            assert not re.search(r"max\.ru/\w", example.text(name)), name


def test_buttons_say_that_this_is_an_example(example: Built):
    buttons = [
        button
        for document in example.pages.values()
        for button in document.with_class("button")
        if "Вступить" in button.text
    ]
    assert buttons
    assert {button.get("href") for button in buttons} == {f"{example.root}primer/"}


def test_no_invitation_of_the_demonstration_is_published(example: Built):
    links = {chat.link.url for building in example.city.buildings for chat in building.chats if chat.link}
    assert links
    tokens = {link.rpartition("/")[2] for link in links}
    for name in example.names:
        text = example.text(name)
        assert not [token for token in tokens if token in text], name


def test_the_demonstration_shows_every_feature(example: Built):
    chats = [chat for building in example.city.buildings for chat in building.chats]
    assert {chat.owner for chat in chats} == {"gosuslugi", "company", "residents"}
    assert {chat.share for chat in chats} == {"site", "poster", "nowhere"}
    assert any(chat.withdrawn for chat in chats)
    assert any(chat.entrance for chat in chats)
    assert any(chat.link and not chat.checked for chat in chats)
    assert any(not building.chats for building in example.city.buildings)
    assert any(len(building.chats) > 1 for building in example.city.buildings)
    assert any(building.aliases for building in example.city.buildings)
    assert any(building.address.settlement for building in example.city.buildings)
    names = [link.get("aria-label") for page in example.pages.values() for link in page.all("a")]
    for word in ("чат есть", "на объявлении", "ссылки пока нет"):
        assert any(name.endswith(f", {word}") for name in names)


def test_a_live_site_has_what_the_demonstration_lacks(city: Built):
    hrefs = {element.get("href") for document in city.pages.values() for element in document.all("a")}
    assert any(href.startswith("tel:+7000") for href in hrefs)
    assert "tel:112" in hrefs
    assert any(href.startswith("https://max.ru/join/SYNTHETIC") for href in hrefs)
    assert not [name for name, document in city.pages.items() if document.with_class("demo")]
    assert "primer/index.html" not in city.names
