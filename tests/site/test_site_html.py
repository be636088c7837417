"""Every page is valid HTML, loads nothing from elsewhere, and is usable with a screen reader."""

import re
from collections import Counter
from itertools import pairwise

from tests.built_sites import Built, problems
from tests.pages import Document
from tests.validity import mistakes, mistakes_of_all

_LOADED = {"script": "src", "img": "src", "iframe": "src", "object": "data", "embed": "src", "form": "action"}
_LOADED |= {"source": "src", "video": "src", "audio": "src", "input": "src", "use": "href", "image": "href"}
_LINK_LOADS = {"stylesheet", "icon", "manifest", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch"}
_LINK_LOADS |= {"apple-touch-icon", "prerender", "mask-icon"}
_LEVEL = re.compile(r"h([1-6])")


def test_every_page_is_valid_html(site: Built):
    assert mistakes_of_all((name, site.text(name)) for name in site.documents) == []


def test_the_parser_would_tell():
    assert mistakes("x", "<!doctype html><title>x</title><p><div></p>")


def test_nothing_is_loaded_from_elsewhere(site: Built):
    def foreign(document: Document):
        for element in document.elements:
            sources = [element.get(_LOADED[element.tag])] if element.tag in _LOADED else []
            if element.tag == "link" and _LINK_LOADS & set(element.get("rel").split()):
                sources.append(element.get("href"))
            sources += [element.get(name) for name in ("srcset", "poster", "background", "formaction", "ping")]
            for source in filter(None, sources):
                if not source.startswith(site.root) or source.startswith("//"):
                    yield f"<{element.tag}> loads {source}"

    assert list(problems(site.documents, foreign)) == []


def test_stylesheets_and_scripts_load_nothing_either(site: Built):
    assets = [name for name in site.names if name.endswith((".css", ".js", ".svg"))]
    assert assets
    for name in assets:
        text = re.sub(r'xmlns(:\w+)?="[^"]*"', "", site.text(name))
        assert not re.search(
            r"https?://|[\"'`(]//[a-z0-9]|@import|eval\(|document\.cookie|localStorage",
            re.sub(r"(?m)//\s.*$", "", text),
        ), name


def test_a_strict_policy_has_nothing_to_refuse(site: Built):
    def refused(document: Document):
        for element in document.elements:
            if element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json":
                yield "an inline script"
            if element.tag == "style":
                yield "an inline style"
            for name, value in element.attributes.items():
                if name == "style" or name.startswith("on"):
                    yield f"<{element.tag} {name}>"
                if re.match(r"\s*(javascript|data|vbscript|blob):", value, re.IGNORECASE):
                    yield f"<{element.tag} {name}={value[:40]}>"

    assert list(problems(site.documents, refused)) == []


def test_every_page_has_the_policy(site: Built):
    """Except redirect pages, which load nothing."""
    for name, document in site.pages.items():
        policy = document.meta("Content-Security-Policy")
        assert policy.startswith("default-src 'none'"), name
        assert "unsafe" not in policy, name
        assert "http" not in policy, name
        before = (
            [element.tag for element in document.elements[: document.elements.index(document.all("script")[0])]]
            if (document.all("script"))
            else ["meta"]
        )
        assert "meta" in before, name
    for name, document in site.stubs.items():
        assert {element.tag for element in document.elements} <= {
            "html", "head", "meta", "title", "link", "body", "p", "a",
        }, name  # fmt: skip


def test_ids_are_unique(site: Built):
    def repeated(document: Document):
        return [one for one, times in Counter(document.ids).items() if times > 1 or not one]

    assert list(problems(site.documents, repeated)) == []


def test_labels_point_at_something(site: Built):
    def lost(document: Document):
        for element in document.elements:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                for target in element.get(name).split():
                    if target not in document.ids:
                        yield f"{name}={target}"

    assert list(problems(site.pages, lost)) == []


def test_headings_make_an_outline(site: Built):
    def wrong(document: Document):
        levels = [int(found[1]) for element in document.elements if (found := _LEVEL.fullmatch(element.tag))]
        if levels.count(1) != 1 or levels[0] != 1:
            yield f"the levels of headings are {levels}"
        for above, below in pairwise(levels):
            if below > above + 1:
                yield f"h{below} follows h{above}"
        for element in document.elements:
            if _LEVEL.fullmatch(element.tag) and not element.text:
                yield f"an empty {element.tag}"

    assert list(problems(site.pages, wrong)) == []


def test_links_and_buttons_have_names(site: Built):
    def nameless(document: Document):
        for element in document.elements:
            if element.tag in ("a", "button") and not (element.text or element.get("aria-label")):
                yield f"<{element.tag} href={element.get('href')}>"
            if element.tag == "a" and any(one.tag == "a" for one in element.above):
                yield f"a link in a link: {element.get('href')}"
            if element.tag == "img" and "alt" not in element.attributes:
                yield "an image without alt"
            if element.tag == "svg" and not (element.get("aria-label") or element.get("aria-hidden")):
                yield "a drawing without a name"

    assert list(problems(site.documents, nameless)) == []


def test_every_page_says_what_it_is(site: Built):
    for name, document in site.pages.items():
        assert document.all("html")[0].get("lang") == "ru", name
        assert document.title, name
        assert 10 <= len(document.meta("description")) <= 400, name
        assert document.meta("og:title"), name
        assert len(document.all("title")) == len(document.all("meta", name="description")) == 1, name
        assert len(document.all("main", id="main")) == 1, name
    for name, document in site.stubs.items():
        assert document.title, name
        assert not document.indexable, name


def test_titles_tell_pages_apart(site: Built):
    titles = Counter(document.title for document in site.pages.values() if document.canonical)
    assert [title for title, times in titles.items() if times > 1] == []


def test_nothing_is_printed_that_was_not_said(site: Built):
    """No None, no Python, no template, no build date."""
    leak = re.compile(r"\bNone\b|\bUndefined\b|\{\{|\{%|<generator\.|datetime\.|Markup\(")
    for name in site.documents:
        assert not leak.search(site.text(name)), name
