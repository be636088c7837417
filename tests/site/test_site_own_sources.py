"""A city's own pages and templates: what they may contain, and how mistakes are reported."""

import os
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.meta import find_referenced_templates
from msgspec.structs import replace

from generator.build.pipeline import Options, build, check_everything
from generator.commands.cli import main
from generator.datafiles.site_src import builtin_folder, read_sources
from generator.site.own_sources import TAKEN
from generator.site.rendering import references
from tests.built_sites import Built, options, tree
from tests.datafiles.folders import write_own
from tests.small_city import write_small_city

PAGE = "---\ntitle: Вопросы\ndescription: Вопросы и ответы\n---\nОтвет.\n"
MENU = PAGE.replace("\n---\nО", "\nmenu: Частые вопросы\n---\nО")
HISTORY = "published: {7K3QX: [doma/ulitsa-lenina/1]}\n"
FRAME = (builtin_folder() / "templates/frame.html").read_text(encoding="utf-8")
SHARED = (builtin_folder() / "templates/shared.html").read_text(encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.chdir(tmp_path)
    data = write_small_city(Path("data"), "id: 7K3QX\naddress: ул. Ленина, 1", history=HISTORY)
    return replace(options(data, Path("output")), own_sources=Path("site_src"))


def own(**files: object) -> None:
    write_own(Path("site_src"), files)


def said(report) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in report]


def made(small: Options) -> dict[str, str]:
    """Build; return the pages."""
    result = build(small)
    assert result.published, "\n".join(map(str, result.report))
    site = small.out / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


@pytest.mark.parametrize("spoil", [lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.replace(b"\n", b"\r"),
                                   lambda raw: b"\xef\xbb\xbf" + raw], ids=["CRLF", "CR", "BOM"])  # fmt: skip
def test_how_an_editor_saves_a_text_does_not_matter(small, spoil):
    texts = {"pages/voprosy.md": MENU, "templates/frame.html": FRAME}
    own(**texts)
    pages = made(small)
    own(**{name: spoil(text.encode()) for name, text in texts.items()})
    assert made(small) == pages
    assert "<p>Ответ.</p>" in pages["voprosy/index.html"]


def test_copies_of_the_program_s_files_are_sound(small):
    """As in a checkout of the program, where `site_src` is edited in place."""
    shutil.copytree(builtin_folder(), "site_src")
    report = check_everything(small)
    assert said(report) == []
    page = Path("site_src/templates/house.html")
    page.write_text(page.read_text(encoding="utf-8") + "{% oops %}", encoding="utf-8")
    assert [problem.code for problem in check_everything(small)] == ["template"]


def test_a_mistake_in_a_checkout_has_a_place(small, monkeypatch):
    shutil.copytree(builtin_folder(), "site_src")
    monkeypatch.setattr("generator.datafiles.site_src.builtin_folder", lambda: Path("site_src").resolve())
    assert build(small).published
    write_own(Path("site_src"), {"pages/o-proekte.md": "Без начала"})
    assert said(build(small).report) == ["site_src/pages/o-proekte.md:1:1 front-matter"]


def test_an_asset_s_bytes_stay(small):
    own(**{"assets/own.css": b"a {}\r\n\xff"})
    assert build(small).published
    [path] = (small.out / "site/assets").glob("own.*.css")
    assert path.read_bytes() == b"a {}\r\n\xff"


def test_a_page_in_the_footer_of_all_pages(small):
    before = made(small)
    own(**{"pages/voprosy.md": MENU, "pages/b/adresa.md": MENU.replace("Частые вопросы", "А & Б")})
    pages = made(small)
    links = '<li><a href="/b/adresa/">А &amp; Б</a></li>\n<li><a href="/voprosy/">Частые вопросы</a></li>\n</ul>'
    whole = {name for name, text in pages.items() if "</footer>" in text}
    assert len(whole) > 10
    assert '<a href="/voprosy/" aria-current="page">' in pages["voprosy/index.html"]
    assert all(links in pages[name].replace("\u00a0", " ").replace(' aria-current="page"', "") for name in whole)
    # Other words change all pages; without them, the pages are as before.
    own(**{"pages/voprosy.md": MENU.replace("Частые", "Ваши")})
    pages = made(small)
    assert all("Ваши вопросы</a>" in pages[name].replace("\u00a0", " ") for name in whole)
    own(**{"pages/voprosy.md": PAGE, "pages/b/adresa.md": PAGE})
    pages = made(small)
    assert {name: pages[name] for name in before} == before


def test_a_demonstration_s_page_is_in_no_other_footer(small):
    own(**{"pages/primer.md": MENU})
    assert not any("Частые" in text for text in made(small).values())


MISTAKES = {
    "front matter": ({"pages/a.md": "Текст\n"}, "pages/a.md:1:1 front-matter"),
    "encoding of a page": ({"pages/a.md": PAGE.encode("cp1251")}, "pages/a.md:2:8 encoding"),
    "encoding of a template": ({"templates/text.html": "Текст".encode("cp1251")}, "templates/text.html:1:1 encoding"),
    "encoding of a poster": ({"posters/a5.typ": "// Текст".encode("cp1251")}, "posters/a5.typ:1:4 encoding"),
    "an open tag": ({"pages/a.md": PAGE + "\n{% if site.demo %}"}, "pages/a.md:7:1 template"),
    "a tag of a template": ({"templates/text.html": "\n{% oops %}"}, "templates/text.html:2:1 template"),
    "a filter": ({"templates/text.html": "\n{{ page.body | oops }}"}, "templates/text.html:2:1 template"),
    "an include": ({"templates/text.html": "\n{% include 'a.html' %}"}, "templates/text.html:2:1 template"),
    "an address of the program": ({"pages/uk.md": PAGE}, "pages/uk.md:1:1 page-taken"),
    "an address below one": ({"pages/uk/a.md": PAGE}, "pages/uk/a.md:1:1 page-taken"),
    "capitals": ({"pages/D.md": PAGE}, "pages/D.md:1:1 file-name"),
    "no page": ({"pages/notes.txt": "а"}, "pages/notes.txt:1:1 file-name"),
    "Cyrillic": ({"pages/Частые вопросы.md": PAGE}, "pages/Частые вопросы.md:1:1 file-name"),
    "a folder with a blank": ({"pages/a b/c.md": PAGE}, "pages/a b/c.md:1:1 file-name"),
    "a file for a folder": ({"posters": "а"}, "posters:1:1 not-a-folder"),
    "an include in a page": ({"pages/a.md": PAGE + "{% include 'text.html' %}"}, "pages/a.md:6:1 template"),
    "brackets": ({"pages/a.md": PAGE + "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"}, "pages/a.md:5:1 template"),
    "a character that nobody sees": ({"templates/house.html": "а\n\0"}, "templates/house.html:2:1 invisible"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_before_anything_is_made(small, mistake):
    made(small)
    before = tree(small.out / "site")
    files, expected = MISTAKES[mistake]
    own(**files)
    assert f"site_src/{expected}" in said(check_everything(small))
    for _ in range(2):  # cached problems are reported again
        result = build(small)
        assert f"site_src/{expected}" in said(result.report)
        assert result.published is None
    assert tree(small.out / "site") == before


TOLD_LATE = {
    "a page": ({"pages/a.md": PAGE + "\n{{ site.oops }}"}, "pages/a.md:7:1 template"),
    "a template": ({"templates/house.html": "\n\n{{ page.oops }}"}, "templates/house.html:3:1 template"),
    "a template of all pages": (
        {"templates/frame.html": FRAME.replace("site.stylesheet", "site.oops")}, "templates/frame.html:7:1 template",
    ),
    "a name in a page": ({"pages/a.md": PAGE + "{{ oops }}"}, "pages/a.md:6:1 template"),
    "a name in a template": ({"templates/text.html": "\n{{ oops }}"}, "templates/text.html:2:1 template"),
    "an old copy": ({"templates/frame.html": FRAME.replace("bottom", "end")}, "templates/frame.html:1:1 template"),
    "an old macro": (
        {"templates/frame.html": FRAME.replace("macro bottom(site, here)", "macro bottom()")},
        "templates/frame.html:1:1 template",
    ),
    "a macro that is put off": (
        {"templates/shared.html": SHARED.replace("company.channels", "company.oops", 1)},
        f"templates/shared.html:{SHARED[: SHARED.index('company.channels')].count(chr(10)) + 1}:1 template",
    ),
    "arithmetic": ({"templates/house.html": "{{ 1 + 'a' }}"}, "templates/house.html:1:1 template"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", TOLD_LATE)
def test_a_mistake_that_only_making_shows(small, mistake):
    made(small)
    before = tree(small.out / "site")
    files, expected = TOLD_LATE[mistake]
    own(**files)
    assert not check_everything(small).failed
    result = build(small)
    assert said(result.report) == [f"site_src/{expected}"]
    assert result.published is None
    assert tree(small.out / "site") == before


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [("a4.typ", "#let a4-pages = {\n  oops(\n}", "2:7"), ("parts.typ", "#let best = 1", "1:1")],
)
def test_a_mistake_in_a_published_notice(small, name, text, place):
    with Path("data/site.yaml").open("a", encoding="utf-8") as file:
        file.write("publish_posters: true\n")
    made(small)
    before = tree(small.out / "site")
    own(**{f"posters/{name}": text})
    result = build(small)
    assert said(result.report) == [f"site_src/posters/{name}:{place} typst"]
    assert result.published is None
    assert tree(small.out / "site") == before


@pytest.mark.parametrize(
    ("text", "place"),
    [("#let a5-pages = {\n  oops(\n}", "2:7"), ("#let other = 1", "1:1"), ("// Текст".encode("cp1251"), "1:4")],
)
def test_a_mistake_in_a_poster(small, capsys, text, place):
    own(**{"posters/a5.typ": text})
    assert main(["posters", "--building", "7K3QX", "--layout", "a5"]) == 1
    assert f"site_src/posters/a5.typ:{place}: error[" in capsys.readouterr().err
    assert not list((small.out / "posters").rglob("*.pdf"))


def test_all_are_reported_at_once(small):
    own(**{"pages/a.md": "а", "pages/b.txt": "б", "templates/text.html": "{% oops %}"})
    Path("data/companies/proba.yaml").write_text("kind: нет\n", encoding="utf-8")
    places = {line.split(":")[0] for line in said(check_everything(small))}
    own_places = {"site_src/pages/a.md", "site_src/pages/b.txt", "site_src/templates/text.html"}
    assert places > own_places | {"data/companies/proba.yaml"}


LOOKING = ["{{ page.head.title[3] }}", "{{ page.head.title | reverse }}", "{{ page.head.title * 2 }}"]


@pytest.mark.parametrize("text", LOOKING)
def test_a_template_of_one_s_own_may_look_at_a_text(small, text):
    own(**{"templates/house.html": text})
    assert made(small)["doma/ulitsa-lenina/1/index.html"]


def test_what_nobody_can_read_stops_nothing(small):
    own(**{"templates/Thumbs.db": b"\xd0\xcf\x11", "posters/logo.png": b"\x89PNG", "templates/old.html": "{% oops %}"})
    report = check_everything(small)
    assert said(report) == [
        f"site_src/{name}:1:1 stranger" for name in ("posters/logo.png", "templates/Thumbs.db", "templates/old.html")
    ]
    assert build(small).published


def test_names_and_links_that_lead_nowhere_are_reported(small):
    Path("site_src/templates").mkdir(parents=True)
    Path("site_src/templates/a\n\x1b[31m.html").write_text("{% oops %}", encoding="utf-8")
    Path("site_src/pages").symlink_to("nowhere")
    Path("site_src/assets").mkdir()
    Path("site_src/assets/a.css").symlink_to("nowhere")
    Path(os.fsdecode(b"site_src/templates/\xff.html")).write_text("")
    report = check_everything(small)
    assert {problem.code for problem in report} == {"stranger", "not-a-folder", "not-a-file", "file-name"}
    assert not any(char in str(problem) for problem in report for char in ("\x1b", "\udcff"))
    assert build(small).published is None


def test_quotation_marks_round_a_title_are_none_of_it(small):
    own(**{"pages/a.md": PAGE.replace("title: Вопросы", 'title: "Вопросы"')})
    assert "<h1>Вопросы</h1>" in made(small)["a/index.html"]


def test_what_nothing_uses_is_reported_each_time(small):
    own(**{"templates/footer.html": "Подвал", "asets/site.css": "", "posters/a6.typ": "", "previews/main.typ": ""})
    strangers = ("asets", "posters/a6.typ", "previews", "templates/footer.html")
    expected = [f"site_src/{name}:1:1 stranger" for name in strangers]
    for _ in range(2):  # nothing has changed the second time
        result = build(small)
        assert said(result.report) == expected
        assert result.published
    Path("site_src/asets").rename("site_src/assets")
    assert said(build(small).report) == expected[1:]


@pytest.mark.parametrize(
    "text",
    [
        "{% extends 'a.html' %}{% include \"b.html\" ignore missing %}",
        "{%- from 'a.html' import b, c with context -%}{%+ import 'b.html' as b without context %}",
        "{%\n include 'a.html'\n%}{%include'b.html'%}",
        "{% include 'a.html' if page else b %}",
        "{% include 'a' ~ '.html' %}{% include ['a.html', 'b.html'] %}",
        "{% include name %}{% from names[0] import a %}{% extends ('a.html') %}",
        "{% set include = 'a.html' %}{% if including %}{% endif %}{{ from }}",
        "{# {% include 'a.html' %} #}{% raw %}{% include 'b.html' %}{% endraw %}",
    ],
)
def test_no_reference_to_a_template_is_overlooked(text):
    """One too many only makes pages again; None is a reference to any template."""
    found = references({"a.html": text})["a.html"]
    real = set(find_referenced_templates(Environment(autoescape=True).parse(text)))
    assert real <= set(found) or None in found
    assert (None in real) <= (None in found)


def test_what_a_template_of_one_s_own_uses_is_no_stranger(small):
    own(**{
        "templates/text.html": "{% extends 'base.html' %}{% block main %}{% for x in 'ab' %}{% include 'a.html' %}"
        "{% endfor %}{{ y | default('в') }}{% endblock %}",
        "templates/a.html": "{{ x }}{% import 'deep/b.html' as b %}{{ b.c() }}",
        "templates/deep/b.html": "{% macro c() %}б{% endmacro %}",
        "posters/a5.typ": (builtin_folder() / "posters/a5.typ").read_text(encoding="utf-8") + '\n#import "more.typ"\n',
        "posters/more.typ": "#let more = 1",
        "README.md": "Заметки",
        "pages/README.md": "Заметки",
        ".notes/a": "",
    })  # fmt: skip
    assert not said(check_everything(small))
    assert "aбbбв" in made(small)["o-proekte/index.html"]


def test_addresses_that_pages_may_not_have_are_all_that_the_program_gives(site: Built):
    texts = {name.partition("/")[0] for name in read_sources().pages}
    first = {name.partition("/")[0] for name in site.names if "/" in name}
    assert {name.lower() for name in first - texts} <= TAKEN
