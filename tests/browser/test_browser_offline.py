"""No network: what can be read, how a new version arrives, and what must never be stored."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hosts import Host, serve
from tests.browser.small_city import CLOSED, HOUSE, HOUSE_ID, LINK, NEIGHBOUR, OTHER_LINK, POSTER_LINK, publish
from tests.browser.waiting import wait_until
from tests.built_sites import Built

NewPage = Callable[..., Page]

_READY = "navigator.serviceWorker.ready.then((registration) => registration.active.state)"
_KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found[request.url] = await (await cache.match(request)).text();
  }
  return found;
}"""


@pytest.fixture(params=["https://chat.example.ru/", "https://org.example.io/chats/"], ids=["root", "path"])
def host(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Host]:
    site = publish(tmp_path / "one", base_url=request.param)
    with serve(site.files, site.root) as host:
        yield host


@pytest.fixture
def at_root(tmp_path: Path) -> Iterator[Host]:
    with serve(publish(tmp_path / "one").files) as host:
        yield host


def visit(page: Page, url: str, leads_to: str = "") -> None:
    """Open a page and wait until the worker has stored everything."""
    page.goto(url)
    page.wait_for_url(leads_to or url)
    page.evaluate(_READY)
    wait_until(page, "navigator.serviceWorker.controller")


def stored(page: Page) -> dict[str, str]:
    return page.evaluate(_KEPT)


def update(page: Page) -> None:
    """Let the browser look for a new worker, as it does at each visit, and wait until it is active."""
    page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const busy = () => registration.installing || registration.waiting || registration.active.state !== 'activated';
      while (busy()) await new Promise((next) => setTimeout(next, 20));
    }""")


def note(page: Page):
    return page.locator("main p.saved")


def button(page: Page):
    return page.locator("main a.button").first


def test_home_search_and_ones_own_house_without_a_network(new_page: NewPage, host: Host):
    """The page opened by the poster's code is stored, although it was loaded before the worker."""
    page = new_page()
    visit(page, host.url(f"D/{HOUSE_ID}/"), leads_to=host.url(HOUSE))
    host.down = True
    page.goto(host.url())
    expect(note(page)).to_contain_text("Это копия от")
    page.locator("#q").fill("ktybyf 1")
    expect(page.locator("[role=option]").first).to_contain_text("Ленина 1")
    page.keyboard.press("Enter")
    page.wait_for_url(host.url(HOUSE))
    expect(note(page)).to_contain_text("с тех пор ссылку на чат могли заменить")
    assert button(page).get_attribute("href") == LINK
    assert page.evaluate("getComputedStyle(document.querySelector('.saved')).paddingLeft") != "0px", "no stylesheet"


def test_the_whole_index_is_kept(new_page: NewPage, city: Built):
    with serve(city.files) as host:
        page = new_page()
        visit(page, host.url("kak-vstupit/"))
        names = {url.removeprefix(host.url()) for url in stored(page)}
        wanted = {
            name
            for name in city.names
            if name.startswith("assets/")
            and not name.endswith((".png", "/files.txt"))
            and not name.startswith("assets/pages.")
        }
        assert wanted <= names
        assert {"", "kak-vstupit/", "bezopasnost/", "net-svyazi/"} <= names
        host.down = True
        page.goto(host.url())
        named = next(one for one in city.city.companies if one.buildings)
        page.locator("#q").fill(f"УК {named.name}")
        expect(page.locator("[role=option]").first).to_be_visible()
        page.locator("#q").fill(city.city.buildings[-1].id)
        expect(page.locator("[role=option]").first).to_be_visible()


def test_a_page_that_was_never_opened(new_page: NewPage, host: Host):
    page = new_page()
    visit(page, host.url(HOUSE))
    host.down = True
    page.goto(host.url(NEIGHBOUR))
    expect(page.get_by_role("heading", level=1)).to_have_text("Связи с сайтом нет")
    expect(page.locator("#saved a")).to_have_count(1)
    page.locator("#saved a").click()
    page.wait_for_url(host.url(HOUSE))
    expect(page.locator("h1.plate")).to_contain_text("1")


@pytest.mark.parametrize("typed", ["D/8M2PA/", "D/8M2PA", "d/8m2pa"])
def test_a_printed_address_that_was_never_opened_is_asked_of_the_search(new_page: NewPage, host: Host, typed: str):
    page = new_page()
    visit(page, host.url(HOUSE))
    host.down = True
    page.goto(host.url(typed))
    expect(page.locator("[role=option]").first).to_contain_text("Ленина 2")


def test_the_note_says_when(new_page: NewPage, at_root: Host):
    page = new_page(timezone_id="Asia/Sakhalin")
    visit(page, at_root.url(HOUSE))
    at_root.down = True
    page.goto(at_root.url(HOUSE))
    today = page.evaluate(
        "new Date().toLocaleDateString('ru', {day: 'numeric', month: 'long', year: 'numeric'}).replace(/\\s*г\\.$/, '')"
    )
    text = (note(page).text_content() or "").replace("\u00a0", " ")
    assert f"копия от {today}, " in text


def test_with_a_network_nothing_old_is_shown(new_page: NewPage, at_root: Host, tmp_path: Path):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", LINK)
    at_root.folder = publish(tmp_path / "two", link=OTHER_LINK).files
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", OTHER_LINK)
    expect(note(page)).to_have_count(0)


def test_a_withdrawn_link_is_gone_from_a_phone_that_has_any_network(new_page: NewPage, host: Host, tmp_path: Path):
    """Any page of the site will do, not only the one with the link."""
    page = new_page()
    visit(page, host.url(HOUSE))
    page.goto(host.url(NEIGHBOUR))
    assert LINK in stored(page)[host.url(HOUSE)]
    base_url = "https://chat.example.ru/" if host.root == "/" else "https://org.example.io/chats/"
    host.folder = publish(tmp_path / "two", base_url=base_url, chat=", withdrawn: 2026-11-15").files
    page.goto(host.url("kak-vstupit/"))
    update(page)
    assert LINK not in "".join(stored(page).values())
    host.down = True
    page.goto(host.url(HOUSE))
    expect(page.locator("main")).to_contain_text("Старое приглашение")


def test_the_browser_looks_for_a_newer_site_by_itself(new_page: NewPage, at_root: Host, tmp_path: Path):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.folder = publish(tmp_path / "two", link=OTHER_LINK).files
    page.goto(at_root.url(NEIGHBOUR))
    wait_until(
        page,
        "caches.open('domchat / pages').then((cache) => cache.match(arg[0])).then((known) => known.text())"
        ".then((text) => text.includes(arg[1]))",
        [at_root.url(HOUSE), OTHER_LINK],
    )


def test_a_newer_site_leaves_no_file_of_the_older(new_page: NewPage, at_root: Host, tmp_path: Path):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    two = publish(tmp_path / "two", company="УК «Вторая»")
    old = set(stored(page))
    at_root.folder = two.files
    at_root.asked.clear()
    page.goto(at_root.url())
    update(page)
    now = {url.removeprefix(at_root.url()) for url in stored(page)}
    assert {name for name in now if name.startswith("assets/")} <= two.names
    assert old != set(stored(page))
    parts = [
        path for path in at_root.asked if "/assets/search/" in path and not path.endswith(("/n0.txt", "/files.txt"))
    ]
    assert parts == [], "parts that did not change are not fetched again"


@pytest.mark.parametrize("which", ["page", "index"])
def test_a_half_published_site_is_never_kept(new_page: NewPage, at_root: Host, tmp_path: Path, which: str):
    """The new worker exists but one of its files does not: the old version stays complete."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    before = stored(page)
    two = publish(tmp_path / "two", company="УК «Вторая»")
    index = next(name for name in two.names if name.endswith("/n0.txt"))
    at_root.instead["kak-vstupit/" if which == "page" else index] = (200, b"of another version")
    at_root.folder = two.files
    registered = "navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => 0)"
    page.evaluate(registered)
    page.wait_for_timeout(700)
    after = stored(page)
    assert {url: text for url, text in after.items() if before.get(url) != text} == {}
    at_root.instead.clear()
    update(page)
    assert at_root.url(index) in stored(page)


def test_a_file_that_was_missing_is_not_kept_as_missing(new_page: NewPage, at_root: Host):
    """Some hosts answer everything, for example with their home page."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.instead["assets/site.0123456789.css"] = (200, b"<!doctype html>")
    page.evaluate(f"fetch('{at_root.url('assets/site.0123456789.css')}').then((answer) => answer.text())")
    page.wait_for_timeout(200)
    assert at_root.url("assets/site.0123456789.css") not in stored(page)


def test_unlisted_pages_are_never_kept(new_page: NewPage, at_root: Host):
    page = new_page()
    secret = next(path.parent.name for path in at_root.folder.glob("D/*-*/index.html"))
    visit(page, at_root.url(f"D/{secret}/"))
    page.goto(at_root.url(f"D/{secret}/"))
    expect(button(page)).to_have_attribute("href", POSTER_LINK)
    page.goto(at_root.url(CLOSED))
    update(page)
    everything = json.dumps(stored(page))
    assert secret not in everything
    assert POSTER_LINK not in everything
    worker = (at_root.folder / "sw.js").read_text(encoding="utf-8")
    assert secret not in worker


def test_a_silent_network(new_page: NewPage, at_root: Host, tmp_path: Path):
    """A blocked site often does not answer at all; a late answer replaces the stored page."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.delays["/doma/"] = 4.5
    at_root.folder = publish(tmp_path / "two", link=OTHER_LINK).files
    page.goto(at_root.url(HOUSE))
    expect(note(page)).to_be_visible()
    expect(button(page)).to_have_attribute("href", OTHER_LINK)
    expect(note(page)).to_have_count(0)


# Each limit of waiting passes at once, and is written down when it has passed; shorter ones are as they are.
_VIRTUAL = b"""{
  const passed = [], real = self.setTimeout;
  const limits = [500, 4000, 15000, 30000];
  self.setTimeout = (then, time) => real(() => { passed.push(time); then(); }, limits.includes(time) ? 60 : time);
  self.addEventListener('message', (event) => event.ports[0].postMessage(passed.splice(0)));
}
"""
_PASSED = """() => new Promise((resolve) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = (event) => resolve(event.data);
  navigator.serviceWorker.controller.postMessage('', [channel.port2]);
})"""


def test_how_long_a_silent_network_is_waited_for(new_page: NewPage, at_root: Host):
    """4 s if there is something to show, then half a second: a printed code leads to the search after 4.5 s, not 19."""
    page = watched(new_page(), at_root)
    at_root.delays["/"] = 600
    page.goto(at_root.url("D/8M2PA/"))
    expect(page.locator("[role=option]").first).to_contain_text("Ленина 2")
    passed = waited(page)
    assert (set(passed), passed[-1]) == ({4000, 500}, 500)  # several requests may wait at once
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", LINK)
    assert waited(page) == [500]
    page.goto(at_root.url(NEIGHBOUR))
    expect(page.get_by_role("heading", level=1)).to_have_text("Связи с сайтом нет")
    assert waited(page) == [15000]


def test_a_network_that_answers_again_is_waited_for_as_before(new_page: NewPage, at_root: Host):
    page = watched(new_page(), at_root)
    for _ in range(2):
        at_root.delays["/doma/"] = 600
        page.goto(at_root.url(HOUSE))
        expect(note(page)).to_be_visible()
        assert waited(page)[-1] == 4000
        at_root.delays.clear()
        page.goto(at_root.url())
        for _ in range(100):
            if not note(page).count():  # half a second of the limits is shorter here, so a copy may be first
                break
            page.goto(at_root.url())


def watched(page: Page, host: Host) -> Page:
    """Open a house with a worker that tells how long it waited."""
    host.instead["sw.js"] = (200, _VIRTUAL + (host.folder / "sw.js").read_bytes())
    visit(page, host.url(HOUSE))
    waited(page)
    return page


def waited(page: Page) -> list[int]:
    """Return the limits that passed since the last call; 30 s end the storing of an answer in the background."""
    return [time for time in page.evaluate(_PASSED) if time in (500, 4000, 15000)]


def test_a_broken_host(new_page: NewPage, at_root: Host):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.instead[HOUSE] = (503, b"overloaded")
    page.goto(at_root.url(HOUSE))
    expect(note(page)).to_be_visible()


def test_a_page_that_is_gone_is_gone(new_page: NewPage, at_root: Host):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.instead[HOUSE] = (404, (at_root.folder / "404.html").read_bytes())
    page.goto(at_root.url(HOUSE))
    expect(page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")
    page.wait_for_timeout(200)
    assert at_root.url(HOUSE) not in stored(page)


_BREAK = """self.addEventListener('message', (event) => {
  const ways = { rejects: () => Promise.reject(new Error('storage')), hangs: () => new Promise(() => {}) };
  const broken = ways[event.data];
  if (event.data.endsWith('match')) Cache.prototype.match = () => Promise.reject(new Error('storage'));
  else for (const name of ['open', 'match', 'keys', 'delete']) CacheStorage.prototype[name] = broken;
});
"""


@pytest.mark.parametrize("way", ["rejects", "hangs", "only match"])
def test_a_broken_storage_never_stands_before_the_network(new_page: NewPage, at_root: Host, way: str):
    at_root.instead["sw.js"] = (200, _BREAK.encode() + (at_root.folder / "sw.js").read_bytes())
    page = new_page()
    visit(page, at_root.url(HOUSE))
    page.evaluate("(way) => navigator.serviceWorker.controller.postMessage(way)", way)
    page.goto(at_root.url(NEIGHBOUR))
    expect(page.locator("h1.plate")).to_contain_text("2")
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", LINK)
    expect(note(page)).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.querySelector('.plate')).paddingLeft") != "0px", "no stylesheet"


@pytest.mark.parametrize("way", ["rejects", "hangs"])
def test_a_worker_begins_with_a_broken_storage(new_page: NewPage, at_root: Host, tmp_path: Path, way: str):
    """Failing storage blocks neither the new worker nor the pages."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    two = publish(tmp_path / "two", link=OTHER_LINK).files
    broken = "Promise.reject(new Error('storage'))" if way == "rejects" else "new Promise(() => {})"
    at_activation = f"self.addEventListener('activate', () => {{ CacheStorage.prototype.open = () => {broken}; }});\n"
    at_root.folder = two
    at_root.instead["sw.js"] = (200, at_activation.encode() + (two / "sw.js").read_bytes())
    update(page)
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", OTHER_LINK)


@pytest.mark.parametrize("status", [401, 403, 408, 429, 451, 503])
def test_a_passing_refusal_takes_no_kept_page(new_page: NewPage, at_root: Host, status: int):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    at_root.instead[HOUSE] = (status, b"<!doctype html><title>Wait</title><h1>Wait</h1>")
    page.goto(at_root.url(HOUSE))
    page.goto(at_root.url(NEIGHBOUR))
    wait_until(page, "caches.open('domchat / pages').then((one) => one.match(arg))", at_root.url(NEIGHBOUR))
    assert LINK in stored(page)[at_root.url(HOUSE)]
    at_root.down = True
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", LINK)


_GUARD = b"""<!doctype html><meta http-equiv="refresh" content="5"><title>Guard</title><h1>Are you a person?</h1>"""


def _guarded(page: Page, host: Host) -> None:
    host.answer = lambda _path: (200, "text/html", _GUARD)  # type: ignore[method-assign]
    page.goto(host.url(HOUSE))
    expect(page.get_by_role("heading", level=1)).to_have_text("Are you a person?")
    wait_until(page, "caches.open('domchat / strange').then((one) => one.keys()).then((found) => found.length)")


def test_a_guards_page_is_no_reason_to_forget(new_page: NewPage, at_root: Host):
    """The whole host answers 200 with somebody else's page, for the worker's file too."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    _guarded(page, at_root)
    assert LINK in stored(page)[at_root.url(HOUSE)]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 1
    del at_root.answer
    page.goto(at_root.url(HOUSE))
    expect(button(page)).to_have_attribute("href", LINK)
    wait_until(page, "caches.keys().then((names) => !names.includes('domchat / strange'))")


def test_a_file_name_is_the_same_page(new_page: NewPage, at_root: Host):
    page = new_page()
    visit(page, at_root.url(HOUSE))
    page.goto(at_root.url(f"{HOUSE}index.html"))
    assert [url for url in stored(page) if url.endswith("index.html")] == []
    at_root.down = True
    page.goto(at_root.url(f"{HOUSE}index.html"))
    expect(button(page)).to_have_attribute("href", LINK)
    page.goto(at_root.url("index.html"))
    expect(page.locator("#q")).to_be_visible()


def _forgotten(page: Page) -> None:
    wait_until(
        page,
        "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])"
        ".then((all) => all[0].length + all[1].length === 0)",
    )


@pytest.mark.parametrize("status", [404, 410, 200])
def test_a_site_that_moved_away_is_forgotten(new_page: NewPage, at_root: Host, tmp_path: Path, status: int):
    """Another site answers at this address; if it gives its home page for every path, copies stay for a month."""
    page = new_page()
    visit(page, at_root.url(HOUSE))
    other = b"<!doctype html><title>Other</title><h1>Other site</h1>"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_bytes(other)
    at_root.folder = tmp_path / "other"
    if status == 410:
        at_root.instead["sw.js"] = (410, b"gone")
    elif status == 200:
        _guarded(page, at_root)
        page.evaluate(
            """(url) => caches.open('domchat / strange').then((one) => one.put(url, new Response('', {
          headers: { 'X-Saved': new Date(Date.now() - 31 * 864e5).toISOString() } })))""",
            at_root.url(),
        )
        at_root.answer = lambda _path: (200, "text/html", other)  # type: ignore[method-assign]
    page.goto(at_root.url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Other site")
    _forgotten(page)


def test_offline_false_takes_the_worker_away(new_page: NewPage, host: Host, tmp_path: Path):
    page = new_page()
    visit(page, host.url(HOUSE))
    base_url = "https://chat.example.ru/" if host.root == "/" else "https://org.example.io/chats/"
    host.folder = publish(tmp_path / "two", base_url=base_url, more="offline: false").files
    page.goto(host.url(HOUSE))
    expect(page.locator("script[data-worker]")).to_have_count(0)
    _forgotten(page)
    page.goto(host.url(HOUSE))
    expect(button(page)).to_be_visible()


def test_no_more_pages_are_kept_than_need_be(new_page: NewPage, city: Built):
    with serve(city.files) as host:
        page = new_page()
        houses = [f"{building.path}/" for building in city.city.buildings]
        visit(page, host.url(houses[0]))
        for path in [*houses[1:30], houses[0], *houses[30:40]]:
            page.goto(host.url(path), wait_until="commit")
        page.wait_for_timeout(300)
        names = {url.removeprefix(host.url()) for url in stored(page)}
        assert len({name for name in names if name.startswith("doma/")}) == 30
        assert {houses[0], houses[39]} <= names
        assert houses[1] not in names


def test_two_sites_of_one_host_do_not_touch_each_other(new_page: NewPage, tmp_path: Path):
    one = publish(tmp_path / "one", base_url="https://org.example.io/chats/")
    two = publish(tmp_path / "two", base_url="https://org.example.io/")
    with serve(two.files) as host:
        page = new_page()
        (two.files / "chats").symlink_to(one.files, target_is_directory=True)
        visit(page, host.url("chats/"))
        visit(page, host.url(HOUSE))
        host.instead["sw.js"] = (404, b"gone")
        host.instead[""] = (404, b"gone")
        page.goto(host.url())
        wait_until(page, "caches.keys().then((names) => names.every((name) => name.startsWith('domchat /chats/ ')))")
        assert host.url("chats/") in stored(page)
