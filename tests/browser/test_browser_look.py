"""Layout: the smallest screen with the largest letters, touch targets, dark mode, print."""

import io
import re
from collections.abc import Callable
from itertools import combinations, pairwise

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from generator.city.statistics import STATES
from generator.city.urls import Urls
from tests.browser.templates import houses, page_of_each_template
from tests.built_sites import Built

NewPage = Callable[..., Page]
_ENLARGE = "document.documentElement.style.fontSize = '225%'"  # twice the 112.5 % of the stylesheet

_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (node) => ['auto', 'scroll'].includes(getComputedStyle(node).overflowX);
  const inside = (node) => node && (scrolls(node) || inside(node.parentElement));
  const wide = [...document.body.querySelectorAll('*')].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && box.right > width + 1 && !inside(node.parentElement);
  });
  const name = (node) => `${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 40)}`;
  return [document.documentElement.scrollWidth - width, ...wide.map(name)];
}"""

_SMALL_TARGETS = """(selector) => [...document.querySelectorAll(selector)]
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([node, box]) => box.width && (box.width < 43.9 || box.height < 43.9))
  .map(([node, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${node.textContent.trim().slice(0, 40)}`)"""

_TOUCHED = """.button, .rows a, .houses a, .index a, .channels a, .ways a, .neighbours a, .contacts a, .phone[href],
  .top a, .bottom a, button, input, select"""

# Words of a text that are split across two lines.
_TORN = """(selector) => [...document.querySelectorAll(selector)].flatMap((node) => {
  const torn = [], walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.textContent.matchAll(/[^\\s\u00a0-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) torn.push(word[0]);
    }
  }
  return torn;
})"""

# Each visible text, its colour and the nearest opaque background.
_COLOURS = """() => {
  const seen = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const clear = (node) => /, 0\\)|transparent/.test(getComputedStyle(node).backgroundColor);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.textContent.trim() || !parent.getClientRects().length) continue;
    let ground = parent;
    while (ground && clear(ground)) ground = ground.parentElement;
    const back = getComputedStyle(ground || document.documentElement).backgroundColor;
    seen.set(getComputedStyle(parent).color + ' on ' + back, text.textContent.trim().slice(0, 40));
  }
  return [...seen];
}"""

_TEXT_ON_GROUND = (
    ("--ink", "--paper"), ("--ink", "--surface"), ("--muted", "--paper"), ("--muted", "--surface"),
    ("--accent", "--paper"), ("--accent", "--surface"), ("--on-accent", "--accent"), ("--warn", "--paper"),
    ("--warn", "--warn-ground"),
    ("--ink", "--warn-ground"),
)  # fmt: skip


def _luminance(colour: tuple[int, ...]) -> float:
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _rgb(text: str) -> tuple[int, ...]:
    if text.startswith("#"):
        digits = text[1:] if len(text) > 4 else "".join(2 * char for char in text[1:])
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return tuple(int(float(number)) for number in re.findall(r"[\d.]+", text)[:3])


@pytest.mark.parametrize("which", ["demo", "city"])
def test_nothing_is_cut_on_a_small_screen_with_large_letters(
    new_page: NewPage, request: pytest.FixtureRequest, which: str
):
    site, address = request.getfixturevalue(which), request.getfixturevalue(f"{which}_address")
    page = new_page(viewport={"width": 320, "height": 640})
    wrong = []
    for name, path in page_of_each_template(site).items():
        page.goto(f"{address}{path}")
        for size in ("100 %", "200 %"):
            if size == "200 %":
                page.evaluate(_ENLARGE)
            excess, *wide = page.evaluate(_TOO_WIDE)
            if excess > 0 or wide:
                wrong.append(f"{name} at {size}: {excess} px too wide: {wide[:3]}")
    assert wrong == []


def test_what_is_touched_is_large_enough(new_page: NewPage, city: Built, city_address: str):
    page = new_page()
    small = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        small += [f"{name}: {what}" for what in page.evaluate(_SMALL_TARGETS, _TOUCHED)]
    assert small == []


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_tokens_of_text_stand_out(new_page: NewPage, demo_address: str, color_scheme: str):
    page = new_page(color_scheme=color_scheme)
    page.goto(f"{demo_address}/")
    tokens = {
        name: _rgb(
            page.evaluate("(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name)
        )
        for name in {name for pair in _TEXT_ON_GROUND for name in pair}
    }
    weak = {
        f"{text} on {ground}": round(contrast, 2)
        for text, ground in _TEXT_ON_GROUND
        if (contrast := _contrast(tokens[text], tokens[ground])) < 7
    }
    assert weak == {}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_every_text_stands_out(new_page: NewPage, city: Built, city_address: str, color_scheme: str):
    page = new_page(color_scheme=color_scheme)
    weak = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        for pair, text in page.evaluate(_COLOURS):
            one, other = (_rgb(colour) for colour in pair.split(" on "))
            if (contrast := _contrast(one, other)) < 7:
                weak.append(f"{name}: {contrast:.1f} «{text}» {pair}")
    assert weak == []


def test_letters_are_large(new_page: NewPage, city: Built, city_address: str):
    """18 px for running text, at least 15 px for everything else."""
    page = new_page()
    smallest = """() => Math.min(...[...document.querySelectorAll('body *')]
      .filter((node) => node.getClientRects().length)
      .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
      .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= 18, name
        assert page.evaluate(smallest) >= 14.9, name


def test_no_word_of_an_address_or_a_button_is_torn(new_page: NewPage, city: Built, city_address: str):
    longest = max(city.city.buildings, key=lambda one: len(one.address.house.plate))
    pages = page_of_each_template(city)
    paths = [
        path for name, path in pages.items() if name.startswith(("house", "street", "home", "unlisted", "company"))
    ]
    page = new_page(viewport={"width": 320, "height": 740})
    torn = []
    for path in (*paths, f"/{longest.path}/"):
        page.goto(f"{city_address}{path}")
        torn += [f"{path}: {word}" for word in page.evaluate(_TORN, ".plate, .button, .houses a, h1, h2")]
    assert torn == []


# What stands between two spaces and is split although it would fit into a line.
_NEEDLESSLY_TORN = """() => {
  const torn = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    let block = text.parentElement;
    while (/^(inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    const style = getComputedStyle(block);
    const line = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    for (const piece of text.textContent.matchAll(/[^ \\n]+/g)) {
      const range = document.createRange();
      range.setStart(text, piece.index);
      range.setEnd(text, piece.index + piece[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      if (/[-–—]/.test(piece[0])) continue; // a line may end there
      const lines = new Set(boxes.map((box) => Math.round(box.top))).size;
      const width = boxes.reduce((sum, box) => sum + box.width, 0);
      if (lines > 1 && width < .8 * line) torn.push(piece[0]); // a word of another element may be glued to it
    }
  }
  return torn;
}"""


@pytest.mark.parametrize(("width", "size"), [(320, 100), (360, 200)])
def test_nothing_is_torn(new_page: NewPage, city: Built, city_address: str, width: int, size: int):
    """No word, number, date or address, nor what belongs together, in letters as wide as those of a phone (Roboto)."""
    page = new_page(viewport={"width": width, "height": 740}, bypass_csp=True)
    torn = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        page.add_style_tag(content="body { font-family: 'DejaVu Sans Condensed' !important }")
        if size > 100:
            page.evaluate(_ENLARGE)
        torn += [f"{name}: {one}" for one in page.evaluate(_NEEDLESSLY_TORN)]
    assert torn == []


def test_no_heading_is_smaller_than_the_text_under_it(new_page: NewPage, city: Built, city_address: str):
    """However large the letters are."""
    page = new_page(viewport={"width": 360, "height": 740})
    smaller = []
    for name, path in page_of_each_template(city).items():
        page.goto(f"{city_address}{path}")
        page.evaluate(_ENLARGE)
        sizes = "[...document.querySelectorAll('main h2, main h3, main p')].map((one) => [one.tagName, one.innerText, "
        sizes += "parseFloat(getComputedStyle(one).fontSize)])"
        found = page.evaluate(sizes)
        for (tag, text, size), (below, _, size_below) in pairwise(found):
            if tag != "P" and below == "P" and size < size_below:
                smaller.append(f"{name}: {text}: {size} < {size_below}")
    assert smaller == []


_A4 = {"width": 794, "height": 1123}  # CSS pixels
_MM = 96 / 25.4


@pytest.mark.parametrize(
    "state", ["open", "poster", "gosuslugi without a link", "none", "withdrawn", "several", "of two companies"]
)
def test_a_houses_page_is_a_notice_on_paper(new_page: NewPage, city: Built, city_address: str, state: str):
    page = new_page(viewport=_A4)
    path = houses(city)[state]
    page.goto(f"{city_address}/{path}")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, "more than one sheet"
    page.emulate_media(media="print")
    box = page.locator(".code svg").bounding_box()
    assert box is not None
    assert box["width"] >= 79.5 * _MM
    assert box["height"] >= 79.5 * _MM
    typed = page.locator(".code .typed")
    assert typed.is_visible()
    building = next(one for one in city.city.buildings if f"{one.path}/" == path)
    urls = Urls(city.base_url)
    assert typed.inner_text() == urls.host + urls.typed(building.id)
    assert page.locator(".plate").is_visible()
    assert page.locator(".safety").is_visible()
    picture = Image.open(io.BytesIO(page.locator(".code").screenshot())).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["".join(urls.printed(building.id))]


def test_nothing_moves_while_a_page_loads(new_page: NewPage, demo: Built, demo_address: str):
    page = new_page()
    page.add_init_script("""window.moved = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })
        .observe({type: 'layout-shift', buffered: true});""")
    for path in ("/", f"/{houses(demo)['open']}"):
        page.goto(f"{demo_address}{path}", wait_until="networkidle")
        assert page.evaluate("window.moved") < 0.01, path


@pytest.mark.parametrize("setting", [{"media": "print"}, {"forced_colors": "active"}])
def test_states_in_figures_differ_without_colours(
    new_page: NewPage, city: Built, city_address: str, setting: dict[str, str]
):
    page = new_page()
    page.goto(f"{city_address}/pokrytie/")
    page.emulate_media(**setting)
    shown = page.locator(".key rect").evaluate_all("keys => keys.map((key) => key.getAttribute('class'))")
    assert shown == [state for state in STATES if state != "bot"]  # what no house has is not shown
    keys = [
        Image.open(io.BytesIO(key.screenshot())).convert("L").resize((12, 12)) for key in page.locator(".key").all()
    ]
    alike = [
        f"{shown[first]} and {shown[second]}"
        for first, second in combinations(range(len(keys)), 2)
        if sum(ImageStat.Stat(ImageChops.difference(keys[first], keys[second])).mean) < 20
    ]
    assert alike == []


@pytest.mark.parametrize("path", ["", "uk/", "doma/", "pokrytie/"])
def test_no_sheet_is_half_blank(new_page: NewPage, city: Built, city_address: str, path: str):
    """Every sheet but the last is filled beyond its middle."""
    page = new_page(viewport=_A4)
    page.goto(f"{city_address}/{path or ''}")
    with pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as sheets:
        for sheet in list(sheets)[:-1]:
            white = ImageChops.invert(sheet.render(scale=0.2).to_pil().convert("L"))
            _, _, _, bottom = white.getbbox() or (0, 0, 0, 0)
            assert bottom > white.height / 2, path
