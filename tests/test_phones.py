"""Telephones as people write them: the number to dial and the number to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.phones import Phone, parse_phone
from generator.text.problems import Bad

# All numbers are unassigned: area codes of the real form, zeros for the rest.
WRITTEN = {
    "+7 4242 000000": ("+74242000000", "+7 4242 00-00-00"),
    "+7 (4242) 00-00-00": ("+74242000000", "+7 4242 00-00-00"),
    "8 (4242) 00-00-00": ("+74242000000", "+7 4242 00-00-00"),
    "8-4242-000000": ("+74242000000", "+7 4242 00-00-00"),
    "7 4242 000000": ("+74242000000", "+7 4242 00-00-00"),
    "(7)4242 000000": ("+74242000000", "+7 4242 00-00-00"),
    "+7 495 000-00-00": ("+74950000000", "+7 495 000-00-00"),
    "+7.495.000.00.00": ("+74950000000", "+7 495 000-00-00"),
    "+7 42437 0-00-00": ("+74243700000", "+7 42437 0-00-00"),
    "+74242000000": ("+74242000000", "+7 424 200-00-00"),  # nothing shows where the area code ends
    "84242000000": ("+74242000000", "+7 424 200-00-00"),
    "8 800 000-00-00": ("+78000000000", "8 800 000-00-00"),
    "+7 800 0000000": ("+78000000000", "8 800 000-00-00"),
    "+7 4242 00–00–00": ("+74242000000", "+7 4242 00-00-00"),
    "+7\u00a04242\u00a000-00-00": ("+74242000000", "+7 4242 00-00-00"),
    "+7 4242 00-00-00, доб. 12": ("+74242000000,12", "+7 4242 00-00-00 доб. 12"),
    "+7 4242 00-00-00 доб 123456": ("+74242000000,123456", "+7 4242 00-00-00 доб. 123456"),
    "+7 4242 00-00-00 вн. 1": ("+74242000000,1", "+7 4242 00-00-00 доб. 1"),
    "112": ("112", "112"),
    " 05 ": ("05", "05"),
    "1234": ("1234", "1234"),
}
REFUSED = [
    "", "1", "12345", "00-00-00", "4242 00-00-00", "9 4242 000000", "+8 4242 000000", "+1 202 000 0000",
    "+7 4242 0000000", "+7 4242 00000", "+7 4242 000000 +7 4242 000001", "+7 4242 000000, 000001", "+7 4242 000000 Ян",
    "тел. +7 4242 000000", "+7 4242 000000 доб.", "+7 4242 000000 доб. 1234567", "٠١٢", "+٧ 4242 000000",
    "+7 4242 00000٠",
    "+7+4242000000", "1-1-2", "(112)",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
def test_written(text, expected):
    phone = parse_phone(text)
    assert (phone.tel, phone.text.replace("\u00a0", " ")) == expected
    assert " " not in phone.text  # a number is never split across lines


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    bad = parse_phone(text)
    assert isinstance(bad, Bad)
    assert bad.code == "phone"
    assert bad.hint == "напишите номер с кодом города, например +7 4242 00-00-00"


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_read_is_read_again(text):
    phone = parse_phone(text)
    assert parse_phone(phone.text) == phone


@given(st.text(alphabet="+78 0123456789()-–.,добвн \u00a0٧x", max_size=60))
def test_any_text_is_a_number_to_dial_or_is_refused(text):
    phone = parse_phone(text)
    if isinstance(phone, Phone):
        assert phone.tel.lstrip("+").replace(",", "").isdigit()
        assert phone.tel.isascii()
        assert parse_phone(phone.text) == phone


def test_a_long_line_is_refused_at_once():
    assert parse_phone("8" + " " * 1_000_000 + "x").code == "phone"
    assert parse_phone("1 " * 500_000).code == "phone"
