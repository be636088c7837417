"""The main journeys in WebKit: from home to a house, printed addresses, a typo, no network, no errors."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.hosts import Host, serve
from tests.browser.small_city import HOUSE, HOUSE_ID, LINK, NEIGHBOUR, OTHER_LINK, publish
from tests.browser.typed import TYPED
from tests.browser.webkit import find_webkit, screen, webkit
from tests.built_sites import Built


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    find_webkit()
    with screen() as display:
        yield display


@pytest.fixture
def driver(display: str) -> Iterator[WebDriver]:
    with webkit(display) as driver:
        yield driver


@pytest.fixture(scope="module")
def demo_host(demo: Built) -> Iterator[Host]:
    with serve(demo.files) as host:
        yield host


@pytest.fixture(params=["https://chat.example.ru/", "https://org.example.io/chats/"], ids=["root", "path"])
def host(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Host]:
    site = publish(tmp_path / "one", base_url=request.param)
    with serve(site.files, site.root) as host:
        yield host


def until(driver: WebDriver, true: Callable[[], object]) -> None:
    WebDriverWait(driver, 10, poll_frequency=0.05, ignored_exceptions=[Exception]).until(lambda _driver: true())


def text(driver: WebDriver, selector: str) -> str:
    found = driver.find_element(By.CSS_SELECTOR, selector).text
    return " ".join(found.replace("\u00a0", " ").split())


def test_without_the_second_engine_the_tests_fail_and_say_what_to_type():
    with (
        mock.patch("shutil.which", return_value=None),
        pytest.raises(pytest.fail.Exception, match=r"\./scripts/system-packages"),
    ):
        find_webkit()


def test_from_the_home_page_to_the_house(driver: WebDriver, demo_host: Host):
    driver.get(demo_host.url())
    field = driver.find_element(By.ID, "q")
    for typed in ("ktybyf 293", "лнеина 293"):
        field.clear()
        field.send_keys(typed)
        until(driver, lambda: "Ленина 293" in text(driver, "[role=option]"))
    field.send_keys(Keys.ENTER)
    until(driver, lambda: driver.current_url == demo_host.url("doma/ulitsa-lenina/293/") or field.send_keys(Keys.ENTER))
    assert "293" in text(driver, "h1.plate")
    driver.back()
    until(driver, lambda: "Ленина 293" in text(driver, "[role=option]"))


def test_from_the_first_letter_to_the_house(driver: WebDriver, demo_host: Host):
    driver.set_window_size(360, 560)
    for query, house in TYPED.values():
        driver.get(demo_host.url())
        field = driver.find_element(By.ID, "q")
        field.send_keys(query)
        until(driver, lambda: "1 адрес." in text(driver, "[role=status]"))
        field.send_keys(Keys.ENTER)
        page = demo_host.url(f"doma/{house}/")
        until(driver, lambda page=page, field=field: driver.current_url == page or field.send_keys(Keys.ENTER))


def test_a_house_that_is_not_there(driver: WebDriver, demo_host: Host):
    driver.get(demo_host.url("?q=ленина 294"))
    until(driver, lambda: "Дома 294 у нас нет: улица Ленина. Проверьте номер." in text(driver, "[role=status]"))


@pytest.mark.parametrize("typed", ["D/{}", "d/{}/"])
def test_printed_addresses(driver: WebDriver, demo: Built, demo_host: Host, typed: str):
    cyrillic = str.maketrans("ABEKMHPCTXY", "АВЕКМНРСТХУ")
    house = demo.city.buildings[0]
    shown = house.id if typed[0] == "D" else house.id.translate(cyrillic).lower()
    driver.get(demo_host.url(typed.format(shown)))
    until(driver, lambda: driver.current_url == demo_host.url(f"{house.path}/"))
    assert driver.find_elements(By.CSS_SELECTOR, "main a.button")


def _have_worker(driver: WebDriver) -> None:
    driver.execute_async_script("navigator.serviceWorker.ready.then(arguments[0])")
    until(driver, lambda: driver.execute_script("return Boolean(navigator.serviceWorker.controller)"))


def test_without_a_network(driver: WebDriver, host: Host):
    driver.get(host.url(f"D/{HOUSE_ID}/"))
    until(driver, lambda: driver.current_url == host.url(HOUSE))
    _have_worker(driver)
    host.down = True
    driver.get(host.url())
    assert "Это копия от" in text(driver, "main p.saved")
    driver.find_element(By.ID, "q").send_keys("ленина 1")
    until(driver, lambda: "Ленина 1" in text(driver, "[role=option]"))
    driver.find_element(By.ID, "q").send_keys(Keys.ENTER)
    until(driver, lambda: driver.current_url == host.url(HOUSE))
    assert driver.find_element(By.CSS_SELECTOR, "main a.button").get_attribute("href") == LINK
    driver.get(host.url(NEIGHBOUR))
    assert text(driver, "h1") == "Связи с сайтом нет"


def test_a_newer_site_replaces_what_is_kept(driver: WebDriver, tmp_path: Path):
    with serve(publish(tmp_path / "one").files) as host:
        driver.get(host.url(HOUSE))
        _have_worker(driver)
        host.folder = publish(tmp_path / "two", link=OTHER_LINK).files
        driver.get(host.url(HOUSE))
        assert driver.find_element(By.CSS_SELECTOR, "main a.button").get_attribute("href") == OTHER_LINK
        host.folder = publish(tmp_path / "three", chat=", withdrawn: 2026-11-15").files
        driver.get(host.url("kak-vstupit/"))
        kept = """const done = arguments[0];
          caches.open('domchat / pages').then((cache) => cache.match(location.origin + '/doma/ulitsa-lenina/1/'))
            .then((copy) => copy.text()).then(done);"""
        until(driver, lambda: OTHER_LINK not in driver.execute_async_script(kept))


def test_the_policy_refuses_nothing(driver: WebDriver, demo: Built, demo_host: Host):
    """Every page visited is styled, and none of its scripts is blocked."""
    for path in ("", "doma/", f"{demo.city.buildings[0].path}/", "uk/", "net-svyazi/", "404.html"):
        driver.get(demo_host.url(path))
        assert driver.execute_script("return document.styleSheets.length") >= 1, path
        until(driver, lambda: driver.execute_script("return navigator.serviceWorker.ready.then(() => true)"))
