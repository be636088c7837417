"""Edits of YAML change what they should, and no other byte."""

import difflib

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.datafiles.editing.editing import Append, Drop, Enlist, Put, applied, edited, new_file, plain
from generator.datafiles.editing.yaml_writing import scalar
from generator.datafiles.nodes import compose, marked_nodes
from generator.text.problems import Report
from tests.datafiles.folders import invite
from tests.datafiles.yaml_core import load as core_load
from tests.test_fmt import ANY_VALUE

NASTY = f"""\
# шапка
name:   УК «Пример»    # лишние пробелы
kind: 'uk'
about: >
  Длинный текст, который
  сложен в строку.

     с отступом
phones: [ {{label: Приёмная,   number: "+7 4242 000000"}} , {{ number: '+7 4242 000001' }} ]

# перед домами
buildings:

    # первый
    -   id: "7K3QX"   # номер
        address:  "ул. Ленина, 1"
        # заметка между полями
        chat:     {invite(1)}   # чат
        note: Очень длинная заметка, которая никак не помещается в сто двадцать знаков и должна остаться одной строкой.
    -
        id: 9M4RZ
        address: 'ул. Мира,
          5'
        chats:
        - {{link: '{invite(2)}', entrance: 1}}
        - link: {invite(3)}
          entrance:   2
    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{invite(4)}"  }}   }}
# хвост
"""
ORDER = ("id", "address", "entrances", "flats", "floors", "note", "chat", "chats")
CHAT = ("link", "owner", "entrance", "checked")


def changed(text, *edits):
    """Return the lines removed and added."""
    result = edited(text, edits)
    lines = difflib.unified_diff(text.split("\n"), result.split("\n"), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_three_links_change_three_lines():
    new = [invite(number) for number in (5, 6, 7)]
    assert changed(
        NASTY,
        Put(path=("buildings", 0, "chat"), value=new[0]),
        Put(path=("buildings", 1, "chats", 1, "link"), value=new[1]),
        Put(path=("buildings", 2, "chat", "link"), value=new[2]),
    ) == [
        f"-        chat:     {invite(1)}   # чат",
        f"+        chat:     {new[0]}   # чат",
        f"-        - link: {invite(3)}",
        f"+        - link: {new[1]}",
        f'-    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{invite(4)}"  }}   }}',
        f'+    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{new[2]}"  }}   }}',
    ]


def test_new_fields_stand_in_their_order():
    assert changed(
        NASTY,
        Put(path=("buildings", 0, "flats"), value="80", order=ORDER),
        Put(path=("buildings", 0, "floors"), value="5", order=ORDER),
        Put(path=("buildings", 1, "chats", 0, "checked"), value="2026-11-01", order=CHAT),
        Put(path=("buildings", 1, "chats", 1, "owner"), value="residents", order=CHAT),
        Put(path=("buildings", 2, "flats"), value="12", order=ORDER),
    ) == [
        "+        flats: 80",
        "+        floors: 5",
        f"-        - {{link: '{invite(2)}', entrance: 1}}",
        f"+        - {{link: '{invite(2)}', entrance: 1, checked: 2026-11-01}}",
        "+          owner: residents",
        f'-    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{invite(4)}"  }}   }}',
        f'+    - {{id: 2ND4C, address: "ул. Мира, 7", flats: 12, chat: {{link: "{invite(4)}"  }}   }}',
    ]


def test_a_short_chat_becomes_a_long_one_and_keeps_its_comment():
    value = {"link": invite(5), "checked": "2026-11-01"}
    assert changed(NASTY, Put(path=("buildings", 0, "chat"), value=value)) == [
        f"-        chat:     {invite(1)}   # чат",
        "+        chat:   # чат",
        f"+          link: {invite(5)}",
        "+          checked: 2026-11-01",
    ]


def test_one_chat_becomes_several():
    more = ({"link": invite(5), "entrance": "2"},)
    assert changed(NASTY, Enlist(path=("buildings", 0, "chat"), name="chats", more=more)) == [
        f"-        chat:     {invite(1)}   # чат",
        "+        chats:",
        f"+          - {invite(1)}   # чат",
        f"+          - link: {invite(5)}",
        "+            entrance: 2",
    ]


def test_a_mapping_that_becomes_a_list_is_moved_with_everything_in_it():
    text = "b:\n  chat:\n    # x\n    link: A  # y\n    note: |\n      q\n\n      w\n    z: 1\n  d: 4"
    edits = [
        Enlist(path=("b", "chat"), name="chats", more=("B",)),
        Put(path=("b", "chat", "link"), value="C"),
        Put(path=("b", "chat", "y"), value="5", order=("note", "y")),
    ]
    wanted = (
        "b:\n  chats:\n    # x\n    - link: C  # y\n      note: |\n        q\n\n        w\n      y: 5\n      z: 1\n"
        "    - B\n  d: 4"
    )
    assert edited(text, edits) == wanted


def test_new_houses_look_like_their_neighbours():
    value = {
        "id": "12345",
        "address": "улица Мира, 9",
        "chats": [{"link": "A"}, {"owner": "gosuslugi"}],
        "note": "а\nб",
    }
    assert changed(NASTY.replace("# хвост\n", ""), Append(path=("buildings",), value=value)) == [
        '+    - id: "12345"',
        "+      address: улица Мира, 9",
        "+      chats:",
        "+        - link: A",
        "+        - owner: gosuslugi",
        "+      note: |",
        "+        а",
        "+        б",
    ]


def test_blank_lines_between_houses_are_kept_up():
    text = "buildings:\n  - a: 1\n\n  - a: 2\n"
    assert edited(text, [Append(path=("buildings",), value={"a": "3"})]) == text[:-1] + "\n\n  - a: 3\n"


@pytest.mark.parametrize(
    ("text", "edit", "wanted"),
    [
        ("a: [x, y]", Append(path=("a",), value="z"), "a: [x, y, z]"),
        ("a: 1", Put(path=("b",), value=["1", "2"]), "a: 1\nb: [1, 2]"),
        ("a: {}", Put(path=("a", "b"), value="null"), 'a: {b: "null"}'),
        ("a: {}", Put(path=("a", "b"), value=None), "a: {b: null}"),
        ("a:\n  b: x\n", Put(path=("a", "c"), value=None), "a:\n  b: x\n  c: null\n"),
        ("a: {c: 1}", Put(path=("a", "b"), value="1", order=("b", "c")), "a: {b: 1, c: 1}"),
        ("a:\n  c: 1\n", Put(path=("a", "b"), value="1", order=("b", "c")), "a:\n  b: 1\n  c: 1\n"),
        ("a: [x, y, z]", Drop(path=("a", 2)), "a: [x, y]"),
        ("a: [x, y, z]", Drop(path=("a", 0)), "a: [y, z]"),
        ("a:\n  - x: 1\n    y: 2\n  - x: 3\n", Drop(path=("a", 0)), "a:\n  - x: 3\n"),
        ("a:\n  - x: 1\n    y: 2\n", Drop(path=("a", 0, "x")), "a:\n  - y: 2\n"),
        ("a: 1\nb: >-\n  q\n  w\n\nc: 3\n", Drop(path=("b",)), "a: 1\n\nc: 3\n"),
        ("a: 1\r\nb: 2\r\n", Put(path=("c",), value="3"), "a: 1\r\nb: 2\r\nc: 3\r\n"),
        ("a: 1  # x", Put(path=("a",), value="да: нет"), 'a: "да: нет"  # x'),
        ("a: |\n  текст\n  ещё\nb: 1\n", Put(path=("a",), value="новый"), "a: новый\nb: 1\n"),
        ("a: 'it''s'", Put(path=("a",), value="it's so"), "a: 'it''s so'"),
        ("a:\n- 1\n- 2", Append(path=("a",), value="3"), "a:\n- 1\n- 2\n- 3"),
        ("a: x", Enlist(path=("a",), name="b", more=("z",)), "b:\n  - x\n  - z"),
        ("q: {a: x, c: 1}", Enlist(path=("q", "a"), name="b", more=("z",)), "q: {b: [x, z], c: 1}"),
    ],
)
def test_small_edits(text, edit, wanted):
    assert edited(text, [edit]) == wanted


def test_a_new_file():
    value = {"name": "УК «А»", "kind": "uk", "buildings": [{"id": "1E234", "location": ["46.9", "142.7"]}]}
    assert new_file(value, "# голова") == (
        '# голова\nname: УК «А»\nkind: uk\nbuildings:\n  - id: "1E234"\n    location: [46.9, 142.7]\n'
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and "\t" not in text
)
TRICKY = st.sampled_from(
    ["no", "~", "1e5", "0x1F", "-0x1F", "9:00", "- a", "a: b", "a #b", "#", "'", '"', "\\", "[", "{a}", "&x"]
)


@given(st.one_of(TEXTS, TRICKY), st.booleans(), st.sampled_from([None, "'", '"']))
def test_every_text_is_read_back_as_itself(text, flow, style):
    written = scalar(text, flow=flow, style=style)
    source = f"a: [{written}, 1]" if flow else f"a: {written}"
    assert compose(source, "", Report()) is not None
    assert plain(marked_nodes(source))["a"] == ([text, "1"] if flow else text)


@settings(max_examples=300)
@given(ANY_VALUE.map(str.strip).filter(bool))
@example("a\n\a")
@example("a\n  \nb ")
def test_every_value_can_be_put_anywhere(value):
    for text, path in (
        ("a: |\n  б\n  в\n", ("a",)),
        ("a: {b: в}\n", ("a", "b")),
        ('a: "б"\nc: x\n', ("a",)),
        ("c: x\n", ("a",)),
    ):
        edited(text, [Put(path=path, value=value)])  # it reads what it has made
    assert plain(marked_nodes(new_file({"a": value, "b": [{"c": value}]}, "# а")))["b"][0]["c"] == value
    edited("a: [б]\n", [Append(path=("a",), value=value)])


@given(st.one_of(TEXTS, TRICKY))
def test_what_stands_without_quotes_is_no_other_type_elsewhere(text):
    """A name that another program would read as a number or boolean is quoted."""
    if scalar(text) == text and not text.replace(".", "").replace("-", "").isdecimal():
        for load in (core_load, yaml.safe_load):  # YAML 1.2 and 1.1
            assert isinstance(load(f"a: {scalar(text)}")["a"], str) or text in ("true", "false")


NAMES = ("a", "b", "c", "d")
SCALARS = st.sampled_from(["x", "y: z", "1", "'q'", "длинный текст", "no"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
MAPPINGS = st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=2, max_size=4)


@settings(max_examples=300)
@given(MAPPINGS, st.data())
def test_any_edit_of_any_file_does_what_it_says(value, data):
    """`edited` itself compares the result with the intended value and raises if they differ."""
    text = new_file(value, "# голова")
    name = data.draw(st.sampled_from(sorted(value)))
    edits = [Put(path=(name,), value=data.draw(VALUES), order=data.draw(st.permutations(NAMES)))]
    other = data.draw(st.sampled_from(NAMES))
    if other not in value:
        edits.append(Put(path=(other,), value=data.draw(VALUES), order=data.draw(st.permutations(NAMES))))
    lists = [key for key, inner in value.items() if isinstance(inner, list) and key != name]
    if lists:
        edits.append(Append(path=(lists[0],), value=data.draw(VALUES)))
    result = edited(text, edits)
    assert plain(marked_nodes(result)) == applied(plain(marked_nodes(text)), edits)
    assert result.startswith("# голова\n")
