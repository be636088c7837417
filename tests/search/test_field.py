"""The search field in a browser: keyboard, ARIA attributes, Enter, Back, `?q=`, a strict policy."""

import functools
import http.server
import threading

import pytest
from playwright.sync_api import expect

from generator.search import bundle, write_index
from tests.search.conftest import SOURCES

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'"
PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дома</title>
<form data-search data-field="/a/field.js" data-module="/a/search.js" data-base="/a/index/" data-root="/">
<label for="q">Улица и дом</label> <input id="q" name="q" type="search" placeholder="ленина 12">
<button>Найти</button></form>
<p>Все дома</p><script type="module" src="/a/loader.js"></script></html>"""


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/a/"):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server(town, tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    (root / "a/index").mkdir(parents=True)
    for name, content in write_index(*town).items():
        (root / "a/index" / name).write_bytes(content)
    made = {"search": bundle.core, "field": bundle.field, "loader": bundle.loader}
    for name, make in made.items():
        (root / f"a/{name}.js").write_text(make(SOURCES), encoding="utf-8")
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    running.asked = []
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()


@pytest.fixture
def page(browser, server):
    server.asked.clear()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}")
    one = context.new_page()
    one.troubles = []
    one.on("console", lambda message: one.troubles.append(message.text) if message.type == "error" else None)
    one.on("pageerror", lambda error: one.troubles.append(str(error)))
    yield one
    assert [text for text in one.troubles if "favicon" not in text] == []
    context.close()


def options(page):
    return [text.replace("\n", " ") for text in page.locator("[role=option]").all_inner_texts()]


def test_nothing_is_loaded_before_the_field_is_touched(page, server):
    page.goto("/")
    assert page.locator("#q").is_visible()
    assert [path for path in server.asked if path.startswith("/a/")] == ["/a/loader.js"]
    page.locator("#q").focus()
    page.wait_for_selector("[role=combobox]")
    expect(page.locator("[role=status]")).to_have_text("")
    assert "/a/index/city.txt" in server.asked


def test_typing_shows_the_house_first(page):
    page.goto("/")
    page.locator("#q").press_sequentially("ktybyf 12f")
    page.wait_for_selector("[role=option]")
    expect(page.locator(".search-note").first).to_contain_text("·")
    first = page.locator("[role=option]").first
    assert first.locator(".search-street").inner_text() == "улица Ленина"
    assert first.locator(".search-number").inner_text() == "12А"
    assert "УК «Уютный дом»" in first.inner_text()
    assert page.locator("#q").get_attribute("aria-expanded") == "true"
    assert "?q=ktybyf" in page.url


def test_the_typed_part_is_marked(page):
    page.goto("/")
    page.locator("#q").fill("комсом 11")
    page.wait_for_selector("mark")
    assert page.locator("[role=option]").first.locator("mark").all_inner_texts() == ["Комсом", "11"]


def test_enter_opens_the_certain_house_and_back_restores_the_list(page, server):
    page.goto("/")
    page.locator("#q").fill("ленина 12а")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")
    server.asked.clear()
    page.go_back()
    page.wait_for_selector("[role=option]")
    assert page.locator("#q").input_value() == "ленина 12а"
    assert not [path for path in server.asked if "q=" in path]


def test_enter_points_at_a_guess_first(page):
    page.goto("/")
    page.locator("#q").fill("лнеина 12а")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    assert page.locator("#q").get_attribute("aria-activedescendant") == "q-list-0"
    assert page.locator("#q-list-0").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


def test_arrows_escape_and_the_words_for_a_screen_reader(page):
    page.goto("/")
    field = page.locator("#q")
    field.fill("ленина 11")
    page.wait_for_selector("[role=option]")
    expect(page.locator("[role=status]")).to_contain_text("Дома 11 у нас нет: улица Ленина.")
    assert options(page)[0].startswith("улица Ленина")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant").endswith(str(len(options(page)) - 1))
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "q-list-0"
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)  # the full answer arrives meanwhile
    assert page.locator("[role=listbox]").is_hidden()
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    assert field.input_value() == ""


def test_an_address_with_a_question_shows_its_list(page):
    page.goto("/?q=" + "мира 430")
    page.wait_for_selector("[role=option]")
    assert options(page)[0].startswith("проспект Мира 430")
    page.goto("/?q=бриллиантовая 5")
    expect(page.locator("[role=status]")).to_contain_text("Ничего")


def test_a_code_from_a_poster(page):
    page.goto("/")
    page.locator("#q").fill("7к3qх")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


def test_without_the_index_the_field_says_so(page, server):
    page.route("**/city.txt", lambda route: route.abort())
    page.goto("/")
    page.locator("#q").fill("мира")
    expect(page.locator("[role=status]")).to_contain_text("Поиск не загрузился")
    page.troubles.clear()


def late(page, pattern):
    """Hold back the answers to a pattern until the returned function is called."""
    held = []
    page.route(pattern, lambda route: held.append(route))  # noqa: PLW0108 - the browser's driver marks the handler

    def release():
        for route in held:
            route.continue_()
        page.unroute(pattern)

    return release


def test_what_was_typed_before_the_loader_is_answered(page):
    release = late(page, "**/loader.js")
    page.goto("/", wait_until="commit")
    page.locator("#q").fill("ленина 12а")
    release()
    page.wait_for_selector("[role=option]")
    assert options(page)[0].startswith("улица Ленина 12А")


def test_enter_before_the_field_came_opens_the_house(page):
    release = late(page, "**/field.js")
    page.goto("/")
    page.locator("#q").fill("ленина 12а")
    page.keyboard.press("Enter")
    release()
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


def test_enter_before_the_index_came_opens_the_house(page):
    release = late(page, "**/city.txt")
    page.goto("/")
    page.locator("#q").fill("ленина 12а")
    page.wait_for_selector("[role=combobox]")
    page.keyboard.press("Enter")
    release()
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


def test_enter_waits_for_the_part_that_holds_the_answer(page):
    page.goto("/")
    page.locator("#q").focus()
    page.wait_for_selector("[role=combobox]")
    expect(page.locator("[role=status]")).to_have_text("")
    page.locator("#q").fill("7K3QX")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


def test_enter_says_why_nothing_opens(page):
    page.goto("/")
    page.locator("#q").focus()
    page.wait_for_selector("[role=combobox]")
    expect(page.locator("[role=status]")).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_have_text("Напишите улицу и номер дома.")


@pytest.mark.parametrize("lost", ["field.js", "search.js", "city.txt"])
def test_what_failed_is_fetched_again_with_the_next_key(page, lost):
    page.route(f"**/{lost}", lambda route: route.abort())
    page.goto("/")
    with page.expect_event("requestfailed"):
        page.locator("#q").fill("ленина 12")
    if lost != "field.js":
        expect(page.locator("[role=status]")).to_contain_text("Поиск не загрузился")
    page.unroute(f"**/{lost}")
    page.locator("#q").press_sequentially("а")
    page.wait_for_selector("[role=option]")
    assert options(page)[0].startswith("улица Ленина 12А")
    page.troubles.clear()


def test_a_lost_part_is_said_and_fetched_again(page):
    page.route("**/i0.txt", lambda route: route.abort())
    page.goto("/")
    page.locator("#q").fill("7K3QX")
    expect(page.locator("[role=status]")).to_contain_text("Загрузилось не всё")
    page.unroute("**/i0.txt")
    page.locator("#q").press_sequentially(" ")
    page.wait_for_selector("[role=option]")
    assert options(page)[0].startswith("улица Ленина 12А")
    page.troubles.clear()


def test_a_browser_that_refuses_to_keep_the_address_shows_the_list(page):
    page.add_init_script("history.replaceState = () => { throw new DOMException('too many', 'SecurityError'); };")
    page.goto("/")
    page.locator("#q").fill("ленина 12а")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doma/ulitsa-lenina/12a/")


SENTENCES = {
    "one house": ("ленина 12а", "Нашлось 5 адресов. Первый — ваш."),
    "one house alone": ("щорса 8", "Нашёлся 1 адрес."),
    "one street": ("холмское шоссе", "Нашёлся 1 адрес. Допишите номер дома."),
    "several houses": ("горького 7", "Таких адресов 2. Выберите свой."),
    "several streets": ("горького", "Таких адресов 2. Допишите номер дома."),
    "a slip": ("щоррса 8", "Похоже на 1 адрес. Проверьте его."),
    "several that are alike": ("лнеина 12а", "Похоже на 5 адресов. Выберите свой."),
    "a house that is not there": ("щорса 9", "Дома 9 у нас нет: улица Щорса. Проверьте номер. Похожие: 2 дома."),
    "a number still being typed": (
        "анкудинова 1",
        "Дома 1 у нас нет: бульвар Анкудинова. Проверьте номер. Похожие: 2 дома.",
    ),
    "the beginning of a number": (
        "коммунистический 3",
        "Дома 3 у нас нет: Коммунистический проспект. Допишите номер. Похожие: 2 дома.",
    ),
    "a part that is not there": (
        "щорса 8к2",
        "Дома 8 корп. 2 у нас нет: улица Щорса. Проверьте номер. Похожие: 2 дома.",
    ),
    "a street of another type": ("бульвар щорса 8", "Такого адреса у нас нет. Похоже на 1 адрес."),
    "an organisation": ("уютный дом", "Нашлась 1 организация."),
    "nothing": ("абракадабра", "Ничего не нашлось. Проверьте название улицы или найдите её в списке домов."),
    "no such code": ("7K3Q1", "Такого кода у нас нет. Проверьте его или наберите адрес."),
    "a number alone": ("78", "Одного номера мало. Напишите и улицу: ленина 78."),
}


@pytest.mark.parametrize(("query", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_what_is_said_of_the_list_is_true(page, query, sentence):
    page.goto("/")
    page.locator("#q").fill(query)
    expect(page.locator("[role=status]")).to_have_text(sentence)


def said(page):
    """What a screen reader is told from now on."""
    page.evaluate("""() => {
        window.said = [];
        const note = document.querySelector('[role=status]');
        new MutationObserver(() => note.textContent && said.push(note.textContent)).observe(note, { childList: true });
    }""")
    return lambda: page.evaluate("said")


def test_nothing_is_said_of_one_letter_or_before_the_fingers_rest(page):
    page.clock.install(time=0)
    page.goto("/")
    page.locator("#q").focus()
    page.wait_for_selector("[role=combobox]")
    expect(page.locator("[role=status]")).to_have_text("")
    heard = said(page)
    page.clock.pause_at(3_600_000)
    page.locator("#q").press_sequentially("м")
    page.clock.run_for(800)
    assert heard() == []
    page.locator("#q").press_sequentially("ира 430")
    assert options(page)[0].startswith("проспект Мира")
    page.clock.run_for(400)
    assert heard() == []
    page.clock.run_for(200)
    expect(page.locator("[role=status]")).to_have_text("Похоже на 1 адрес. Проверьте его.")
    assert heard() == ["Похоже на 1 адрес. Проверьте его."]


def test_a_house_that_is_not_there_can_be_told_of(page):
    page.goto("/")
    page.locator("#q").fill("щорса 9")
    expect(page.locator(".search-report")).to_be_visible()
    assert page.locator(".search-report").get_attribute("href") == "/o-proekte/#svyaz"
    page.locator("#q").fill("щорса 8")
    expect(page.locator(".search-report")).to_be_hidden()
