"""WCAG 2.2 AA, as far as axe can check: no finding on any template, in light and dark mode."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.templates import page_of_each_template
from tests.built_sites import Built

NewPage = Callable[..., Page]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Beyond AA: contrast of 7:1, and only controls and regions can take the focus.
RULES = ("color-contrast-enhanced", "focus-order-semantics")
SCHEMES = ("light", "dark")
SHOW_THE_BANNER = ("home", "house: open", "in figures")  # a demonstration's banner is the same on every page
_RUN = """async ([tags, rules]) => {
  const more = Object.fromEntries(rules.map((rule) => [rule, {enabled: true}]));
  const options = {runOnly: {type: 'tag', values: tags}, rules: more, resultTypes: ['violations', 'incomplete']};
  const found = await axe.run(document, options);
  const name = ({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${help}: ${target.join(' ')}: ${failureSummary.replace(/\\s+/g, ' ')}`);
  return [found.violations.flatMap(name), found.incomplete.flatMap(name), found.passes.length];
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def findings(page: Page) -> Iterator[str]:
    """Yield the findings of axe, which is already loaded in the page."""
    violations, undecided, passes = page.evaluate(_RUN, [TAGS, RULES])
    assert passes > 10
    yield from violations
    yield from (f"undecided: {one}" for one in undecided)


@pytest.mark.parametrize("which", ["city", "demo"])
def test_axe_finds_nothing(new_page: NewPage, request: pytest.FixtureRequest, axe: str, which: str):
    site, address = request.getfixturevalue(which), request.getfixturevalue(f"{which}_address")
    page = new_page()
    found = []
    for name, path in page_of_each_template(site).items():
        if which == "demo" and name not in SHOW_THE_BANNER:
            continue
        page.goto(f"{address}{path}")
        page.evaluate(axe)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{name}, {scheme}: {one}" for one in findings(page)]
    assert found == []


@pytest.mark.parametrize("query", ["ленина", "ленина 294", "щщщ"])
def test_axe_finds_nothing_in_the_answers_of_the_search(new_page: NewPage, demo_address: str, axe: str, query: str):
    page = new_page()
    page.goto(f"{demo_address}/")
    page.locator("#q").fill(query)
    expect(page.locator("[role=status]")).not_to_be_empty()
    page.evaluate(axe)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert list(findings(page)) == [], scheme


def test_axe_would_tell(new_page: NewPage, demo: Built, demo_address: str, axe: str):
    page = new_page()
    drawn = next(house.path for house in demo.city.buildings if house.floors and house.entrances and house.chats)
    page.goto(f"{demo_address}/{drawn}/")
    page.evaluate("""() => {
      document.documentElement.removeAttribute('lang');
      document.querySelector('.guard').style.color = '#666';
      document.querySelector('.front').removeAttribute('aria-label');
      document.querySelector('main').insertAdjacentHTML('beforeend',
        '<a href="/1" class="tiny">1</a><a href="/2" class="tiny">2</a>');
      const small = 'display: block; width: 9px; height: 9px';
      for (const link of document.querySelectorAll('.tiny')) link.style.cssText = small;
    }""")
    page.evaluate(axe)
    rules = {one.partition(":")[0] for one in findings(page)}
    assert {"html-has-lang", "color-contrast-enhanced", "svg-img-alt", "target-size"} <= rules
