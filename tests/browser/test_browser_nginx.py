"""A phone and a real nginx with all its headers: redirects, no blocked resource, then no network."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import nginx
from tests.browser.small_city import HOUSE, HOUSE_ID, LINK, publish
from tests.browser.waiting import wait_until


def test_scanned_and_then_without_a_network(new_page: Callable[..., Page], tmp_path: Path):
    site = publish(tmp_path / "site", base_url="https://org.example.io/chats/")
    (tmp_path / "nginx").mkdir()
    page = new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with nginx.serve(site, tmp_path / "nginx") as server:
        root = f"http://127.0.0.1:{server.port}{site.root}"
        page.goto(f"{root}d/{HOUSE_ID.lower()}")
        assert page.url == root + HOUSE
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        wait_until(page, "navigator.serviceWorker.controller")
        page.goto(root)
        page.locator("#q").fill("ленина 1")
        expect(page.locator("[role=option]").first).to_contain_text("Ленина 1")
        assert said == [], "the headers refuse something"
    page.goto(f"{root}{HOUSE}")
    expect(page.locator("main p.saved")).to_be_visible()
    expect(page.locator("main a.button").first).to_have_attribute("href", LINK)
