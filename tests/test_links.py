"""Links of MAX: the vectors, and properties of any text."""

import base64
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.text.links import MaxLink, parse_link
from generator.text.problems import Bad
from generator.text.requisites import is_inn

VECTORS = yaml.safe_load((Path(__file__).parent / "vectors" / "links.yaml").read_text(encoding="utf-8"))
TOKEN = "PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-01----A"

# Allowed link targets, written independently of the parser.
WHITELIST = re.compile(
    r"https://max\.ru/(?:"
    r"join/[A-Za-z0-9_-]{8,128}"
    r"|id(?:\d{10}|\d{12})_(?:gos|biz)"
    r"|id(?:\d{10}|\d{12})_(?:\d+_)?bot(?:\?start=[A-Za-z0-9_.~-]{1,128})?"
    r"|(?!(?:join|joincall|u|c)(?:\?|$)|id\d)[A-Za-z][A-Za-z0-9_-]{0,63}(?:\?start=[A-Za-z0-9_.~-]{1,128})?"
    r")",
    re.ASCII | re.IGNORECASE,
)


def filled(text):
    return text.replace("TOKEN", TOKEN)


@pytest.mark.parametrize("vector", VECTORS["accepted"], ids=lambda vector: vector["link"].strip())
def test_accepted(vector):
    expected = MaxLink(
        url=filled(vector["url"]), kind=vector["kind"], inn=vector.get("inn", ""), unusual=vector.get("unusual", False)
    )
    assert parse_link(filled(vector["link"])) == expected


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda vector: ascii(vector["link"]))
def test_refused(vector):
    bad = parse_link(filled(vector["link"]))
    assert isinstance(bad, Bad)
    assert bad.code == vector["code"]
    assert bad.hint


def test_start_of_a_bot_has_a_limit():
    assert parse_link("https://max.ru/primer_bot?start=" + "a" * 128).kind == "bot"
    assert parse_link("https://max.ru/primer_bot?start=" + "a" * 129).code == "link"


def test_length_has_a_limit():
    assert parse_link("https://max.ru/join/" + "A" * 128).unusual
    assert parse_link("https://max.ru/join/" + "A" * 129).code == "link-token"
    assert parse_link("https://max.ru/" + "a" * 1_000_000).code == "link"


def test_a_message_shows_what_was_written_but_not_all_of_it():
    bad = parse_link("x" * 250)
    assert bad.text == f"«{'x' * 79}…» не похоже на ссылку MAX"


def test_an_address_that_tries_to_look_like_another_is_not_repeated_as_a_cure():
    assert "example.ru" not in parse_link("https://max.ru@example.ru/primer").hint


PIECES = st.sampled_from(
    ["https://", "http:", "HTTPS://", "max.ru", "MAX.RU", "web.max.ru", "/", "//", "join", "Join", "@", TOKEN, "u", "c",
     "-123", ":", "?", "?start=", "#", "id6501156338_gos", "id6501156338_bot", "id1", "primer", "PRIMERPOST1", ".",
     "%41", "joincall", "\\", " ", "а", "\u200b", "443", "example.ru", "&", "_", "-"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=8).map("".join),
    st.builds(
        "{}max.ru/{}".format, st.sampled_from(["", "https://", "web."]), st.lists(PIECES, max_size=5).map("".join)
    ),
    st.text(max_size=60),
    st.from_regex(r"(https://)?max\.ru/[A-Za-z@:_0-9-]{0,9}(/[A-Za-z0-9_-]{0,12})?([?#][a-z=]{0,9})?", fullmatch=True),
)


@given(TEXTS)
def test_whatever_is_taken_is_on_the_whitelist_and_stays(text):
    link = parse_link(text)
    if isinstance(link, Bad):
        assert link.text
        assert link.hint
        return
    assert WHITELIST.fullmatch(link.url)
    assert parse_link(link.url) == link
    assert not link.inn or is_inn(link.inn)
    # The scheme is optional.
    assert parse_link(link.url.removeprefix("https://")) == link


@given(st.binary(min_size=32, max_size=32))
def test_any_32_bytes_are_a_usual_token(raw):
    token = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    link = parse_link(f"https://max.ru/join/{token}")
    assert link == MaxLink(url=f"https://max.ru/join/{token}", kind="invite")
