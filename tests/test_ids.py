"""Ids: typed, printed, and the messages for editors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.ids import ALPHABET, CONFUSED, LENGTH, fold, parse_id
from generator.text.problems import Bad

IDS = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_the_alphabet_is_crockfords():
    assert sorted(ALPHABET) == list(ALPHABET)
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)
    assert set(CONFUSED.values()) <= set(map(ord, ALPHABET))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("7K3QX", "7K3QX"),
        (" 7k3qx ", "7K3QX"),
        ("7К3QХ", "7K3QX"),  # Cyrillic К and Х
        ("7к3qх", "7K3QX"),
        ("OIL0l", "01101"),
        ("оіаве", "01ABE"),
        ("кмнрс", "KMHPC"),
        ("тху12", "TXY12"),
    ],
)
def test_fold(typed, printed):
    assert fold(typed) == printed


@given(IDS)
def test_an_id_is_its_own_fold(one):
    assert fold(one) == one
    assert fold(one.lower()) == one
    assert parse_id(one) == one


@given(st.text(max_size=8))
def test_folding_once_is_enough(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["7k3qx", "7К3QX", "7K3Q", "7K3QXX", "7K3QU", "7K3QO", " 7K3QX", "7K3QX\n", "", "٧K3QX", "7K3Q-"]
)
def test_only_the_printed_form_is_taken(text):
    bad = parse_id(text)
    assert isinstance(bad, Bad)
    assert bad.code == "id"


@pytest.mark.parametrize(("text", "hint"), [("7k3qo", "7K3Q0"), ("7К3QХ", "7K3QX")])
def test_the_cure_names_what_was_perhaps_printed_and_invites_nobody_to_invent_one(text, hint):
    assert parse_id(text).hint.startswith(f"возможно, на объявлении стоит {hint}; номера не придумывают")


def test_the_cure_of_nonsense_is_the_notice_or_the_command():
    assert parse_id("дом 5").hint == (
        "сверьте с объявлением; новый номер даст команда domchat ids, если убрать поле id"
    )
