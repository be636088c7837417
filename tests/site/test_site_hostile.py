"""Hostile data becomes harmless text or an error, never markup, a file elsewhere or a traceback."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from generator.build.pipeline import build, check
from generator.city.views.markdown import data_html
from tests.built_sites import AT_ROOT, KEY, Built, build_site, options, tree
from tests.pages import parse

_SCRIPT = "</script><img src=x onerror=alert(1)>"
_ATTRIBUTE = "\"'><svg onload=alert(2)><a href=javascript:alert(3) style=color:red>"
_TEMPLATE = "{{ 7*191 }}{% raw %}{# #}${7*191}"
_LONG = "Щ" * 190
_RTL = "שלום עליכם مرحبا"
LINES = (_SCRIPT, _ATTRIBUTE, _TEMPLATE, _LONG, _RTL, "<!-- --><![CDATA[x]]>", "&lt;script&gt;alert(1)&lt;/script&gt;")
_MARKDOWN = """\
[нажмите](javascript:alert(1)) [данные](data:text/html,<script>alert(1)</script>) ![](http://evil.example/x.png)
[мост](vbscript:x) [адрес](//evil.example/) [хороший](https://good.example/)

[кавычка](https://a.example/"onmouseover="alert(1))

[ссылка]: javascript:alert(2)
[ссылка] <javascript:alert(4)>

<iframe src=https://evil.example></iframe><object data=x></object><form action=//evil.example><input name=p></form>
<script>alert(1)</script><style>body{display:none}</style><link rel=stylesheet href=//evil.example>
<p style="position:fixed" onclick="alert(1)" class="button" id="main">Сырой HTML</p><base href=//evil.example>
<svg><script>alert(1)</script></svg><math><mtext></math><meta http-equiv=refresh content="0;url=//evil.example">
<a href="java&#115;cript:alert(1)">раз</a><a href=" javascript:alert(1)">два</a><details open ontoggle=alert(1)>

# Заголовок

```
<img src=x onerror=alert(1)>
```

| таблица | `код` |
|---|---|
| <b>x</b> | {{ 7*191 }} |
"""

# URLs that a browser resolves to max.ru, some of them disguised.
_DISGUISES = (
    "https://max.ru/join/SECRET", "https://web.max.ru/join/SECRET", "https://max.ru/u/SECRET", "HTTPS://MAX.RU/join/SECRET",
    "https://max.ru./join/SECRET", "https://x@max.ru/join/SECRET", "https://max.ru:443/join/SECRET",
    "https://a.max.ru/join/SECRET", "//max.ru/join/SECRET", "https:/max.ru/join/SECRET", "https:///max.ru/join/SECRET",
    "https:\\\\max.ru/join/SECRET", "https://max%2Eru/join/SECRET", "https://max。ru/join/SECRET",
    "https://ｍａｘ.ru/join/SECRET", "https://ma&Tab;x.ru/join/SECRET", "https://max.r&shy;u/join/SECRET",
    "https://max.ru/%6Aoin/SECRET", "https://max.ru/x/../join/SECRET",
)  # fmt: skip

_ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer", "section", "aside",
    "article", "div", "span", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "strong", "em", "b",
    "br", "code", "pre", "blockquote", "svg", "path", "rect", "table", "thead", "tbody", "tr", "th", "td", "time",
    "form", "label", "input", "button", "template", "noscript", "details", "summary", "bdi", "wbr", "hr", "pattern",
}  # fmt: skip
_OUR_SCRIPTS = re.compile(r"/assets/(?:search/)?[a-z0-9-]+\.[0-9a-f]{10}\.js")


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _block(text: str, indent: int) -> str:
    return "|\n" + "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in text.splitlines())


def _write(data: Path, name: str, text: str) -> None:
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _hostile_city(data: Path) -> None:
    """Write a city whose free-text fields are all hostile."""
    lines = [_yaml(line) for line in LINES]
    _write(
        data,
        "site.yaml",
        f"title: {_yaml('Чаты ' + _SCRIPT)}\ncity: Примерград\nregion: {_yaml('Область ' + _ATTRIBUTE)}\n"
        'base_url: https://chat.example.ru/\ntimezone: Asia/Sakhalin\ncontact: {email: "o\'neil&x=`{1}`@example.ru"}\n'
        "demo: false\n",
    )
    contacts = "".join(
        f"office: {lines[0]}\nhours: {lines[1]}\nabout: {_block(_MARKDOWN, 2)}"
        f"phones: [{', '.join(f'{{label: {line}, number: +7 000 000-00-00}}' for line in lines)}]\n"
        f'email: "a\'b`x&y@example.ru"\nwebsite: https://example.ru/?a=1&b=2;c#d\n'
        "channels:\n"
        + "".join(
            f"  - {{link: https://max.ru/kanal_{index}, title: {line}, checked: 2026-11-01}}\n"
            for index, line in enumerate(lines)
        )
        for _ in [0]
    )
    buildings = "".join(
        f"  - id: 0000{index}\n    address: улица Ленина, {index + 1}\n    note: {_block(_MARKDOWN, 6)}"
        "    chats:\n"
        f"      - {{link: https://max.ru/join/SYNTHETIC-CITY-NOT-A-REAL-CHAT-{index}----------A,"
        f" checked: 2026-11-01, checked_by: {line}}}\n"
        f"      - {{link: https://max.ru/join/SYNTHETIC-CITY-NOT-A-REAL-CHAT-2{index}---------A,"
        f" share: poster, checked: 2026-11-01, checked_by: {line}}}\n"
        "      - {share: nowhere}\n"
        for index, line in enumerate(lines)
    )
    for index, line in enumerate(lines):
        _write(
            data,
            f"companies/uk-{index}.yaml",
            f"kind: uk\nname: {line}\n{contacts}buildings:{' []' if index else ''}\n" + ("" if index else buildings),
        )
    _write(data, "suppliers/x.yaml", f"name: {lines[0]}\nservices: [gas]\n{contacts}")
    _write(data, "authorities/x.yaml", f"name: {lines[1]}\n{contacts}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("hostile")
    _hostile_city(folder / "data")
    before = tree(folder)
    site = build_site(folder / "data", folder / "out", AT_ROOT, KEY)
    assert {name: content for name, content in tree(folder).items() if not name.startswith("out/")} == before
    return site


def _elements(html: str):
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return [element for element in root.iter() if isinstance(element.tag, str)]


def test_no_markup_comes_through(hostile: Built):
    for name in hostile.documents:
        for element in _elements(hostile.text(name)):
            tag = element.tag.rpartition("}")[2]
            assert tag in _ELEMENTS, f"{name}: <{tag}>"
            for attribute, value in element.attrib.items():
                attribute_name = str(attribute).rpartition("}")[2].lower()
                assert not attribute_name.startswith("on"), f"{name}: {attribute}={value}"
                assert attribute_name not in ("style", "srcdoc", "formaction", "ping", "target"), f"{name}: {attribute}"
            _check_element(name, tag, element)


def _check_element(name: str, tag: str, element: ET.Element) -> None:
    href = element.get("href", "")
    if tag == "a" and element.get("href") is not None:
        assert re.match(r"(/(?!/)|#|https://|mailto:|tel:)", href), f"{name}: {href}"
        assert not href.startswith("//"), f"{name}: {href}"
    elif tag == "link":
        assert href.startswith(("/assets/", AT_ROOT)) or href == "/manifest.webmanifest", f"{name}: {href}"
    elif tag == "script":
        assert element.get("type") == "application/ld+json" or _OUR_SCRIPTS.fullmatch(element.get("src", "")), name
    elif tag == "meta":
        assert element.get("http-equiv") in (None, "Content-Security-Policy", "refresh"), name
        if element.get("http-equiv") == "refresh":
            assert re.fullmatch(r"0; url=/[a-z0-9/-]+", element.get("content", "")), name


def test_text_from_data_has_no_classes_or_ids(hostile: Built):
    for name, document in hostile.pages.items():
        assert document.ids.count("main") == 1, name
        assert not [one for one in document.with_class("button") if "Сырой" in one.text], name


@pytest.mark.parametrize("link", _DISGUISES)
def test_links_in_notes_lead_into_no_chat(link: str):
    """Neither to a person nor to a chat: invitations have a field of their own, with checks."""
    for text in (f"[чат]({link})", f"<{link}>", f'<a href="{link}">чат</a>', f"[чат][1]\n\n[1]: {link}"):
        html = data_html(text, links=True)
        assert not [one.get("href") for one in parse(html).all("a") if "SECRET" in one.get("href")], html


def test_honest_links_in_notes_stay():
    html = data_html(
        "[сайт](https://example.ru/a?b=1&c=2#d) [канал](https://max.ru/primer) [мы](https://пример.рф/)", links=True
    )
    assert [one.get("href") for one in parse(html).all("a")] == [
        "https://example.ru/a?b=1&c=2#d",
        "https://max.ru/primer",
        "https://пример.рф/",
    ]
    assert "<a" not in data_html("[сайт](https://example.ru/)", links=False)


def test_what_was_written_is_shown_as_text(hostile: Built):
    documents = hostile.pages
    for index, line in enumerate(LINES):
        assert " ".join(line.split()) in documents[f"uk/uk-{index}/index.html"].all("h1")[0].text.replace("\u00a0", " ")
    assert "7*191" in documents["uk/uk-2/index.html"].all("h1")[0].text
    assert "1337" not in documents["uk/uk-2/index.html"].all("main")[0].text


def test_json_for_search_engines_stays_json(hostile: Built):
    (found,) = [
        item for item in hostile.pages["uk/uk-0/index.html"].graph if item["@type"] in ("Organization", "LocalBusiness")
    ]
    assert found["name"] == _SCRIPT


def test_every_page_is_valid_html_all_the_same(hostile: Built):
    for name in hostile.pages:
        parser = html5lib.HTMLParser()
        parser.parse(hostile.text(name))
        assert parser.errors == [], name


def test_the_lists_for_servers_stay_lists(hostile: Built):
    assert all(re.fullmatch(r"/[\w*/:-]+ /[\w*/:-]+ 301", line) for line in hostile.text("_redirects").splitlines())
    assert not re.search(r"[<>]", hostile.text("redirects.nginx.conf"))
    ET.fromstring(hostile.text("sitemap.xml"))


@pytest.mark.parametrize(
    "line",
    [
        "address: ../../etc/passwd",
        "address: 'улица Ленина, ../1'",
        f"address: {_yaml('улица Ленина, 1' + _SCRIPT)}",
        "slug: ../../etc",
        "slug: '..'",
        "slug: index.html",
        "settlement: ../..",
        f"settlement: {_yaml(_SCRIPT)}",
        "aliases: ['улица ../../x, 1']",
        'note: "a\\0b"',
        'note: "a\\u202Eb"',
        'note: "\\e[31m"',
        "id: ../../",
        "chat: javascript:alert(1)",
        "chat: https://max.ru@evil.example/join/x",
        "chat: https://evil.example/join/x",
        "chat: {share: poster, link: 'https://max.ru/u/x'}",
        "location: [1e999, nan]",
        "fias: ../../../../../../../../../../../../..",
        f"note: &a {'x' * 10}",
        "note: !!python/object/apply:os.system [echo]",
        f"note: {'[' * 5000}",
    ],
)
def test_what_cannot_be_is_an_error_or_harmless(tmp_path: Path, line: str):
    data = tmp_path / "data"
    _write(
        data,
        "site.yaml",
        "title: Чаты\ncity: Примерград\nregion: Область\nbase_url: https://chat.example.ru/\n"
        "timezone: Asia/Sakhalin\ncontact: {email: a@example.ru}\n",
    )
    fields = {"id": "id: 7K3QX", "address": "address: улица Ленина, 1"}
    fields[line.partition(":")[0]] = line
    _write(data, "companies/uk.yaml", "name: УК\nkind: uk\nbuildings:\n  - " + "\n    ".join(fields.values()) + "\n")
    before = tree(tmp_path)
    result = build(options(data, tmp_path / "out", key=KEY))
    assert {name: content for name, content in tree(tmp_path).items() if not name.startswith("out/")} == before
    if result.published is None:
        assert result.report.failed
        return
    for page in (tmp_path / "out" / "site").rglob("*.html"):
        document = parse(page.read_text(encoding="utf-8"))
        assert {element.tag for element in document.elements} <= _ELEMENTS
        assert ".." not in page.relative_to(tmp_path / "out" / "site").parts


def test_a_company_cannot_choose_where_its_page_stands(tmp_path: Path):
    data = tmp_path / "data"
    _write(data, "companies/..%2f.yaml", "name: УК\nkind: uk\n")
    assert check(options(data, tmp_path / "out")).report.failed


@pytest.mark.parametrize("field", ["website", "office", "hours", "name"])
def test_an_invitation_in_the_wrong_field_is_not_published_as_open_data(tmp_path: Path, field: str):
    data = tmp_path / "data"
    _write(
        data,
        "site.yaml",
        "title: Чаты\ncity: Примерград\nregion: Область\nbase_url: https://chat.example.ru/\n"
        "timezone: Asia/Sakhalin\ncontact: {email: a@example.ru}\n",
    )
    fields = {"name": "УК", "kind": "uk", "email": "a@example.ru", field: "https://max.ru/join/SECRET-TOKEN-OF-A-CHAT"}
    _write(data, "companies/uk.yaml", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    result = build(options(data, tmp_path / "out"))
    if result.published is None:
        assert result.report.failed
        return
    for path in (tmp_path / "out/site/data").rglob("*"):
        assert path.is_dir() or "SECRET-TOKEN" not in path.read_text(encoding="utf-8"), path.name
