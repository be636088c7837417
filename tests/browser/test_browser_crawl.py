"""Every page of a site in a browser: no request elsewhere, nothing blocked by the policy, no dialog."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.hosts import Host, serve
from tests.built_sites import AT_ROOT, KEY, Built, build_site
from tests.cities import write_city
from tests.site.test_site_hostile import LINES, hostile  # noqa: F401 - the fixture

NewPage = Callable[..., Page]


@dataclass
class Watch:
    """What a browser did besides showing pages."""

    host: Host
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("dialog", self._dialog)
        page.on("console", lambda said: self._complain(page, said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: self._complain(page, str(error)))
        page.on("popup", lambda popup: self._complain(page, f"opened {popup.url}"))
        context.on("request", lambda request: self._ask(request.url))
        return page

    def _dialog(self, dialog) -> None:
        self.complaints.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _complain(self, page: Page, text: str) -> None:
        self.complaints.append(f"{page.url}: {text}")

    def _ask(self, url: str) -> None:
        self.asked.add(url.removeprefix(self.host.url()))
        if not url.startswith(self.host.url()):
            self.foreign.append(url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ru-RU")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a city with every kind of page, few of each."""
    folder = tmp_path_factory.mktemp("town")
    write_city(folder / "data", buildings=40, seed=7)
    return build_site(folder / "data", folder / "out", AT_ROOT, KEY)


@pytest.mark.parametrize("which", ["town", "hostile"])
def test_a_crawl_of_the_whole_site(context: BrowserContext, request: pytest.FixtureRequest, which: str):
    site: Built = request.getfixturevalue(which)
    with serve(site.files) as host:
        watch = Watch(host)
        page = watch.over(context)
        for name in sorted(site.pages):
            page.goto(host.url(name.removesuffix("index.html")), wait_until="domcontentloaded")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert watch.complaints == []
    assert watch.foreign == []
    assert {name.removesuffix("index.html") for name in site.pages} <= watch.asked
    assert any(path.endswith("sw.js") for path in host.asked)


def test_hostile_names_in_the_search_and_without_a_network(context: BrowserContext, hostile: Built):  # noqa: F811
    with serve(hostile.files) as host:
        watch = Watch(host)
        page = watch.over(context)
        house = hostile.city.buildings[0].path
        page.goto(host.url(f"{house}/"))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.goto(host.url("uk/uk-0/"))
        page.goto(host.url())
        for line in LINES:
            page.locator("#q").fill(f"УК {line}")
            page.wait_for_timeout(150)
        page.locator("#q").fill("ленина 1")
        expect(page.locator("[role=option] .search-note").first).to_contain_text("<img src=x onerror=alert(1)>")
        host.down = True
        page.goto(host.url("doma/lost/"))
        expect(page.locator("#saved li")).to_have_count(2)
        expect(page.locator("#saved")).to_contain_text("</script><img src=x onerror=alert(1)>")
        page.goto(host.url(f"{house}/"))
        expect(page.locator("main p.saved")).to_be_visible()
    assert watch.complaints == []
    assert watch.foreign == []
