"""Markdown of data: shown as written, in bounded time, and never somebody's HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.city.views.markdown import data_html
from generator.text import foreign_markup, markdown_html, markdown_links
from tests.pages import parse

PLAIN = (
    "2. Подъезд закрыт до мая.",
    "1. Подъезд закрыт.",
    "15. октября отключение",
    "#1 подъезд",
    "# 1 подъезд",
    "Вход[^1] со двора\n[^1]: с торца",
    "[1]: https://example.ru/ сноска",
    "> 5 человек в лифт нельзя",
    "+ 7 дней",
    "2*3*4 = 24, тариф* и *кроме льгот",
    "файл_с_чертой и __init",
    "a < b & c > d, <b>жирно</b>, &copy; &#106;oin",
    "---",
    "Заголовок\n===",
    "[не ссылка] (скобки)",
    "![картинка](https://example.ru/a.png)",
)


def visible(text: str) -> str:
    """Return the visible text with single spaces and without line breaks."""
    page = parse(f"<!doctype html><main>{data_html(text, links=False)}</main>").all("main")[0].text
    return " ".join(page.replace("\u00a0", " ").split())


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_sentence_is_shown_as_written(text: str):
    written = text.replace("![картинка](https://example.ru/a.png)", "!картинка")
    assert visible(text) == " ".join(written.split())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**важно** и *тихо*", "<p><strong>важно</strong> и <em>тихо</em></p>"),
        ("__да__ _нет_", "<p><strong>да</strong> <em>нет</em></p>"),
        ("раз\nдва\n\nтри", "<p>раз<br>\nдва</p>\n<p>три</p>"),
        ("- раз\n  дальше\n- два", "<ul>\n<li>раз<br>\nдальше</li>\n<li>два</li>\n</ul>"),
        ("- два\n  - три", "<ul>\n<li>два\n<ul>\n<li>три</li>\n</ul>\n</li>\n</ul>"),
        ("1. раз\n2. два\n5. три", "<ol>\n<li>раз</li>\n<li>два</li>\n</ol>\n<p>5. три</p>"),
        ("> цитата\n> дальше", "<blockquote>\n<p>цитата<br>\nдальше</p>\n</blockquote>"),
        ("`a*b` \\*нет\\*", "<p><code>a*b</code> *нет*</p>"),
        ("[a](https://example.ru/x_(y)?a=1&b)", '<p><a href="https://example.ru/x_(y)?a=1&amp;b">a</a></p>'),
        ("<a@example.ru>", '<p><a href="mailto:a@example.ru">a@example.ru</a></p>'),
    ],
)  # fmt: skip
def test_markup(text: str, html: str):
    assert markdown_html(text) == html


@given(st.text(alphabet="ab1 \n.*_`[]<>#\\-+&;!:/>|~@", max_size=60))
def test_whatever_is_written_is_sound_html_that_loses_no_word(text: str):
    html = str(data_html(text, links=True))
    assert re.findall("[ab]", visible(text)) == re.findall("[ab]", text)
    assert not re.search(r"<(?!/?(?:p|br|strong|em|ul|ol|li|blockquote|code|a)\b)", html)


@pytest.mark.parametrize(
    "piece", "1.␣|[|>␣|*|_|`|<|![|[a](|-␣|\\|    - |**a|[](|[a](https:".replace("␣", " ").split("|")
)
def test_work_is_bounded(piece: str):
    """Nesting is limited; the regular expressions look a bounded number of characters ahead."""
    text = (piece * 10_000)[:10_000]
    html = markdown_html(text)
    assert html.count("<ul>") <= 2
    assert list(markdown_links(text)) == []


def test_markup_of_other_dialects_is_found():
    for text in ("<b>a</b>", "a <!-- b -->", "&nbsp;", "## Часы", "[a]: б", "a[^1]", "```\na\n```", "|a|b|", "![a](b)"):
        assert foreign_markup(text), text
    for text in ("2. Подъезд", "#1 подъезд", "# 1 подъезд", "15. октября", "a < b", "R&D да", "№ 1"):
        assert not foreign_markup(text), text
