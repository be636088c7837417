"""`domchat fmt`: one layout, nothing else changed, comments in place."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.commands.cli import main
from generator.commands.fmt import check_layout
from generator.datafiles.editing.scalars import write_scalar
from generator.datafiles.fields import COMPANY
from generator.datafiles.layout.canonical import canonical
from generator.datafiles.layout.comments import find_comments
from generator.datafiles.nodes import compose
from generator.datafiles.reading import Draft, Reader
from generator.text.problems import Report
from tests.datafiles.folders import codes, invite, load, write

ROOT = Path(__file__).parent.parent
HEAD = "name: УК «А»\nkind: direct\n"


def fmt(text, path="companies/a.yaml"):
    report = Report()
    written = canonical(text, path, report)
    assert not report.failed, list(report)
    assert canonical(written, path, Report()) == written
    return written


def plain(value):
    """Return a draft without places."""
    if isinstance(value, Draft):
        return {name: plain(value.get(name)) for name in value.given}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def draft(text):
    report = Report()
    read = Reader("a.yaml", report).draft(compose(text, "a.yaml", report), COMPANY)
    return plain(read), codes(report)


COMMENTED = """\
# о файле

# о домах
buildings:  # много
  # первый
  - id: 7K3QX  # номер
    # об адресе
    address: ул. Мира, 1
    # под домом


  - address: ул. Мира, 2
    # о номере
    id: 9M4RZ
  # под списком
kind: uk
name: УК
# под всем
"""
COMMENTED_AFTER = """\
# о файле

name: УК
kind: uk
# о домах
buildings:  # много
  # первый
  - id: 7K3QX  # номер
    # об адресе
    address: ул. Мира, 1
    # под домом

  # о номере
  - id: 9M4RZ
    address: ул. Мира, 2
  # под списком
# под всем
"""

# before → after; each begins with HEAD unless a name is given.
LAYOUTS = {
    "fields in the order of their table": (
        "kind: uk\nname: УК\ndispatch: '112'\ninn: \"6501156338\"\n",
        'name: УК\nkind: uk\ninn: "6501156338"\ndispatch: "112"\n',
    ),
    "two spaces a level": (
        "buildings:\n    -   address:   ул. Ленина, 1\n        id: 7K3QX\n",
        "buildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n",
    ),
    "a list beneath its name": (
        "buildings:\n- id: 7K3QX\n# конец списка?\nhours: Пн\n",
        "# конец списка?\nhours: Пн\nbuildings:\n  - id: 7K3QX\n",
    ),
    "a building in one line": (
        "buildings: [{id: 7K3QX, address: 'ул. Ленина, 1', chat: {link: https://max.ru/a}}]  # один\n",
        "buildings:  # один\n  - id: 7K3QX\n    address: ул. Ленина, 1\n    chat:\n      link: https://max.ru/a\n",
    ),
    "a telephone in several lines": (
        "phones:\n  - number: '+7 4242 000000'\n    label: Приёмная\n",
        'phones:\n  - {label: Приёмная, number: "+7 4242 000000"}\n',
    ),
    "a telephone with a comment inside": (
        "phones:\n  - {label: Касса, # до обеда\n     number: '112'}\n",
        'phones:\n  - label: Касса  # до обеда\n    number: "112"\n',
    ),
    "a line that would be too long": (
        f"channels:\n  - {{link: https://max.ru/primer, title: {'Новости ' * 12}, topics: [snow]}}\n",
        f"channels:\n  - link: https://max.ru/primer\n    title: {('Новости ' * 12).strip()}\n    topics: [snow]\n",
    ),
    "quotes only where somebody would misread": (
        "ogrn: 1026500000009\nhours: '9:00'\noffice: \"пр-т Мира, 1\"\nemail: 'a@example.ru'\n",
        'ogrn: "1026500000009"\nemail: a@example.ru\noffice: пр-т Мира, 1\nhours: "9:00"\n',
    ),
    "both kinds of quotes": (
        "office: \"дом \\\"Ромашка\\\": вход\"\nhours: 'it''s: 9'\n",
        'office: \'дом "Ромашка": вход\'\nhours: "it\'s: 9"\n',
    ),
    "numbers, dates and yes stay bare": (
        "buildings:\n  - id: 12345\n    location: ['46.9', 142.7]\n    chat: {checked: '2026-11-01'}\n",
        'buildings:\n  - id: "12345"\n    location: [46.9, 142.7]\n    chat:\n      checked: 2026-11-01\n',
    ),
    "aliases that YAML tore apart": (
        "buildings:\n  - id: 7K3QX\n    aliases: [ул. Мира, 3]\n",
        "buildings:\n  - id: 7K3QX\n    aliases: [ул. Мира, 3]\n",
    ),
    "an alias with its comma": (
        "buildings:\n  - id: 7K3QX\n    aliases: ['ул. Мира, 3', \"ул. Ленина, 1\"]\n",
        'buildings:\n  - id: 7K3QX\n    aliases: ["ул. Мира, 3", "ул. Ленина, 1"]\n',
    ),
    "comments": (COMMENTED, COMMENTED_AFTER),
    "comments between a name and its value": (
        "office: # a\n  # b\n  ул. Мира # c\nphones: # d\n  # e\n  - number: '112'\n",
        'phones:  # d\n  # e\n  - {number: "112"}\n# a\n# b\noffice: ул. Мира  # c\n',
    ),
    "a comment above what comes first": (
        "channels:\n  - title: А\n    # о ссылке\n    link: https://max.ru/a\n",
        "channels:\n  # о ссылке\n  - {link: https://max.ru/a, title: А}\n",
    ),
    "a text of several lines": (
        "about: |  # о нас\n    Раз\n\n      - два\n\nhours: |\n    Пн\n",
        "\nhours: Пн\nabout: |  # о нас\n  Раз\n\n    - два\n",
    ),
    "a folded text": ("about: >-\n  Раз\n  два\n\n  три\n", "about: |\n  Раз два\n  три\n"),
    "a long text": (
        f"about: {'слово ' * 30}\n",
        f"about: >\n  {('слово ' * 19).strip()}\n  {('слово ' * 11).strip()}\n",
    ),
    "a text with a colon": ('about: "Важно: **да**"\n', "about: |\n  Важно: **да**\n"),
    "nothing": ("email:\nphones: []\n", "phones: []\nemail: null\n"),
    "an unknown field stays at the end": ("emial: '12'\nhours: Пн\n", 'hours: Пн\nemial: "12"\n'),
    "a name of several lines": ("? 'а\n\n  б'\n: в\n", '"а\\nб": в\n'),
    "a document's mark": ("---\nname: А\n", "name: А\n"),
}


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(before, after):
    if "name:" not in before:
        before, after = HEAD + before.removeprefix("---\n"), HEAD + after
    assert fmt(before) == after
    assert draft(after) == draft(before)


def test_the_first_lines_stay_first():
    before = "# yaml-language-server: $schema=x\n# о файле\nkind: uk\nname: УК\n"
    assert fmt(before) == "# yaml-language-server: $schema=x\n# о файле\nname: УК\nkind: uk\n"


def test_ids_that_are_numbers_to_others():
    assert fmt("title: А\nretired: {12345: 7K3QX, 1E234: ~}\n", "site.yaml") == (
        'title: А\nretired:\n  "12345": 7K3QX\n  "1E234": null\n'
    )


def test_private_links():
    assert fmt("2ND4C: {'2': {poster_key: 3, link: https://max.ru/a}}\n", "private/links.yaml") == (
        "2ND4C: {2: {poster_key: 3, link: https://max.ru/a}}\n"
    )
    assert fmt("2ND4C:\n  poster_key: 3\n  link: https://max.ru/a\n", "private/links.yaml") == (
        "2ND4C: {link: https://max.ru/a, poster_key: 3}\n"
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12), st.booleans())
def test_any_value_is_read_as_it_was(value, flow):
    value = value.strip()
    line = write_scalar(value, bare=False, flow=flow)
    report = Report()
    root = compose(f"a: [{line}]\n" if flow else f"a: {line}\n", "a.yaml", report)
    assert not report.failed
    value_node = root.pairs[0][1]
    node = value_node.items[0] if flow else value_node
    assert node.value == value


WORDS = st.sampled_from(
    ["слово", "- пункт", "# не", "а:", "  ", "\n", "\n\n", " \n", "\n  - б", "'", '"', "длинное" * 20, "|", ">"]
)


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join).filter(str.strip))
def test_any_text_keeps_its_lines(text):
    before = f"{HEAD}about: {json.dumps(text, ensure_ascii=False)}\n"
    assert draft(fmt(before)) == draft(before)


# Values as a program may write them, whatever is in them: short ones of odd signs, and long ones of several lines.
ODD = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\n\t\a\r\x85\u2028\ufeff:#-'\"\\|>[]{}"))
)
PIECES = [
    "слово",
    "x" * 121,
    "x" * 60,
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "\n ",
    "- ",
    "# ",
    "\t",
    "\a",
    "'",
    '"',
    ": ",
    "\\",
]
ANY_VALUE = st.one_of(ODD, st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
ANYWHERE = [
    "about: {}", "name: {}", "unknown: {}", "phones: [{{label: {}, number: '1'}}]",
    "buildings:\n  - note: {}\n    id: 7K3QX", "buildings:\n  - aliases: [{}]",
    "buildings:\n  - aliases:\n      - {}", "buildings:\n  - chat: {{checked_by: {}}}",
]  # fmt: skip


@settings(max_examples=300)
@given(ANY_VALUE, st.sampled_from(ANYWHERE))
@example("A\n\n" + "x" * 121, "about: {}")
@example("a\n\a", "about: {}")
@example("a\tb", "name: {}")
def test_every_value_can_be_laid_out(value, where):
    text = f"kind: uk\n{where.format(json.dumps(value))}\n"
    report = Report()
    written = canonical(text, "companies/a.yaml", report)
    assert written is not None or codes(report) == ["yaml"]  # half a character, as json writes the rare ones
    assert written is None or canonical(written, "companies/a.yaml", Report()) == written


SPACE = st.integers(1, 5).map(lambda count: " " * count)
COMMENTS = st.sampled_from(["", "", "", "# а", "#б: [", "# 'в", "\n", "\n\n# г\n\n", "      # глубоко"])
VALUES = {
    "office": ["ул. Мира, 1", "'дом: 2'", '"3 # 4"', "«Ромашка»  "],
    "hours": ["9:00", "'9:00'", "Пн–Пт\n  9:00"],
    "about": ["|\n  а\n\n    б: #в\n", ">-\n  а\n  б\n", '"а\\nб"', "а\n\n  б", "|2-\n    а\n", "|+\n  а\n\n"],
    "phones": [
        "[]",
        "[{number: '112'}]",
        "\n- number: '+7 4242 000000' # а\n  label: Касса",
        "[ # а\n {number: '112'},\n # б\n ]",
    ],
    "channels": ["[{link: https://max.ru/primer, topics: [snow, law]}]"],
    "inn": ["6501156338"],
}


@st.composite
def companies(draw):
    """Return a company in unusual but valid YAML, with comments anywhere."""
    text = ""
    names = draw(st.permutations(["name", "kind", "buildings", *draw(st.sets(st.sampled_from(list(VALUES))))]))
    for name in names:
        text += _comment(draw, "")
        if name == "buildings":
            text += _buildings(draw)
        elif name in VALUES:
            text += f"{name}: {draw(st.sampled_from(VALUES[name]))}".rstrip(" ")
            text = text if text.endswith("\n") else text + "\n"
        else:
            text += {"name": "name: 'УК'", "kind": "kind:   uk"}[name] + draw(st.sampled_from(["", " # да"])) + "\n"
    return text + _comment(draw, "")


def _comment(draw, indent):
    comment = draw(COMMENTS)
    return "".join(f"{indent}{line}\n" if line else "\n" for line in comment.split("\n")) if comment else ""


def _buildings(draw):
    indent, text = draw(st.sampled_from(["", "  ", "    "])), "buildings: # дома\n"
    for number in range(1, draw(st.integers(1, 4)) + 1):
        gap = draw(SPACE)
        fields = draw(
            st.permutations(
                [
                    f"address: 'ул. Ленина, {number}'",
                    f"id: {draw(st.sampled_from(['7K3QX', '12345', '1E234']))}",
                    f"chat: {draw(st.sampled_from([invite(1), '{link: ' + invite(2) + ', shared: true}']))}",
                ]
            )
        )
        text += _comment(draw, draw(st.sampled_from(["", indent])))
        if draw(st.booleans()):
            text += f"{indent}-{gap}{{{', '.join(fields)}}}\n"
        else:
            inner = f"{indent} {gap}"
            between = [_comment(draw, inner) for _ in fields]
            text += f"{indent}-{gap}" + "".join(
                f"{'' if at == 0 else inner}{field}{draw(st.sampled_from(['', ' # а']))}\n{comment}"
                for at, (field, comment) in enumerate(zip(fields, between, strict=True))
            )
    return text


@settings(max_examples=150)
@given(companies())
def test_any_style_means_the_same(text):
    report = Report()
    root = compose(text, "a.yaml", report)
    assert not report.failed, (text, list(report))
    written = fmt(text)
    assert draft(written) == draft(text)
    comments = [
        sorted(one.text for one in find_comments(*pair))
        for pair in [(text, root), (written, compose(written, "", report))]
    ]
    assert comments[0] == comments[1]
    assert "\n\n\n" not in written


def test_the_data_that_is_shipped():
    assert codes(check_layout(ROOT / "data")) == []


def test_what_can_not_be_read_stays(tmp_path, monkeypatch, capsys):
    broken = {"companies/a.yaml": "kind: uk\nname: [\n", "companies/b.yaml": "kind: uk\nname: Б\nname: В\n"}
    write(tmp_path / "data", {**broken, "companies/c.yaml": "kind: uk\nname: В\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["fmt"]) == 1
    said = capsys.readouterr().err
    assert "data/companies/a.yaml:3:1: error[yaml]" in said
    assert "data/companies/b.yaml:3:1: error[duplicate-key]" in said
    assert "data/companies/c.yaml\n" in said
    for name, text in broken.items():
        assert (tmp_path / "data" / name).read_text(encoding="utf-8") == text
    assert (tmp_path / "data/companies/c.yaml").read_text(encoding="utf-8") == "name: В\nkind: uk\n"


def test_check_writes_nothing(tmp_path, monkeypatch, capsys):
    write(tmp_path / "data", {"companies/c.yaml": "name: В\n# да\nkind:   uk\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["fmt", "--check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=data/companies/c.yaml,line=3,col=1,title=layout::")
    assert (tmp_path / "data/companies/c.yaml").read_text(encoding="utf-8") == "name: В\n# да\nkind:   uk\n"
    assert main(["fmt"]) == 0
    assert main(["fmt", "--check"]) == 0


def test_ends_of_lines_and_the_mark_stay(tmp_path):
    path = write(tmp_path / "data", {"companies/c.yaml": "\ufeffkind: uk\r\nname: В\r\n"}) / "companies/c.yaml"
    assert main(["fmt", "--data", str(tmp_path / "data")]) == 0
    assert path.read_bytes() == "\ufeffname: В\r\nkind: uk\r\n".encode()
    assert codes(check_layout(tmp_path / "data")) == []


def test_what_ids_writes_is_canonical(tmp_path):
    houses = "".join(f"  - address: ул. Ленина, {number}\n" for number in range(1, 400))
    write(tmp_path, {"companies/a.yaml": f"{HEAD}buildings:\n{houses}"})
    assert main(["ids", "--data", str(tmp_path)]) == 0
    assert codes(check_layout(tmp_path)) == []
    assert codes(load(tmp_path)) == []
