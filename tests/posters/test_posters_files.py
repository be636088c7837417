"""The PDF files: text, language, tags, fonts, reproducible bytes, no character lost."""

import re
import subprocess
import sys
import threading

import pytest
from msgspec.structs import replace

from generator.posters.fonts import printable
from generator.posters.views import LAYOUTS, ChatLine
from generator.posters.walking import walking_list
from tests.posters.papers import document, opened, pdf, text_of, typeset, typesetter


def plain(text):
    return " ".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_is_found(notice, layout):
    [text] = text_of(pdf([notice], layout))
    assert notice.warning.replace("\u00a0", " ") in text
    assert notice.emergency.number.replace("\u00a0", " ") in text
    assert notice.code.host in text
    assert notice.code.rest in text
    assert "Чат нашего дома в MAX" in text
    if layout != "sticker":
        assert notice.street in text
        for phone in notice.phones:
            assert plain(phone.number) in text
        for step in notice.steps:
            assert plain(step) in text
        assert plain(notice.company) in text
        assert "112" in text
        assert notice.channel.code.host + notice.channel.code.rest in text.replace(" ", "")


def test_no_character_is_missing(notices):
    for text in text_of(pdf(notices)):
        assert "?" not in text
        assert "\ufffd" not in text


def test_what_the_font_lacks_is_a_question_mark():
    assert printable("Дом 😀 №1 — «Ё»") == "Дом ? №1 — «Ё»"
    assert printable("\x00\x07\u202e") == "???"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_texts_stay_texts(notice, layout):
    hostile = (
        '#eval("1+1") #panic() $x$ \\n *a* _b_ `c` [d] {e} <f> @g // h "i" \' ~ --- ... #{sys} </svg> 😀 \u202e%s {0}'
    )
    wanted = replace(
        notice, street=hostile, address=hostile, short=hostile, chats=(ChatLine(title=hostile, text=hostile),)
    )
    [text] = text_of(pdf([wanted], layout))
    assert plain(printable(hostile)).replace(" ", "") in text.replace("\u200b", "").replace(" ", "")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_file_says_what_it_is(notice, layout):
    content = pdf([notice], layout)
    assert b"/Lang(ru" in content.replace(b" ", b"")
    assert b"/MarkInfo<</Marked true" in content.replace(b"\n", b"")
    assert b"/StructTreeRoot" in content
    assert b"<pdfaid:part>2" in content
    assert b"<pdfaid:conformance>A" in content
    assert b"<pdfuaid:part>1" in content
    assert b"/DisplayDocTitle true" in content
    with opened(content) as file:
        assert file.get_metadata_value("Title") == "Проба"


def test_all_fonts_are_embedded_as_subsets(notice):
    content = pdf([notice])
    names = set(re.findall(rb"/FontName\s*/(\S+?)[/\s>]", content))
    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+PTSans.*", name) for name in names)
    assert len(re.findall(rb"/FontFile[23]", content)) == len(names)
    assert len(content) < 120_000


def test_the_same_bytes_twice_and_in_other_threads(notices):
    content = typeset(document(notices[:3]))
    found = []
    threads = [threading.Thread(target=lambda: found.append(typeset(document(notices[:3])))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [content] * 3


def test_the_same_bytes_in_another_process(city, tmp_path):
    made = []
    for number in (1, 2):
        command = [sys.executable, "-m", "generator", "posters", "--data", str(city.data), "--today", "2026-11-22"]
        command += ["--out", str(tmp_path / str(number)), "--company", "tszh-1", "--jobs", str(number)]
        subprocess.run(
            command, check=True, env={"DOMCHAT_KEY": "a key of posters, 9c41", "PYTHONHASHSEED": str(number)}
        )
        made.append((tmp_path / str(number) / "posters" / "tszh-1.pdf").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_demonstration_says_so_on_each_page(city, notices, layout):
    walking = walking_list("Проба", [(city.city.buildings[0], notices[:1])], layout)
    for text in text_of(pdf(notices[:3], layout, demo=True, walking=walking)):
        assert "ОБРАЗЕЦ" in text
        assert "Образец" in text
    for text in text_of(pdf(notices[:3], layout)):
        assert "образец" not in text.casefold()


def test_any_word_changes_the_key(notice):
    keys = set()
    for one in (notice, replace(notice, street="улица Иная"), replace(notice, warning="Осторожно")):
        keys.add(typesetter().prepare(document([one]))[0])
    keys.add(typesetter().prepare(document([notice], demo=True))[0])
    assert len(keys) == 4
