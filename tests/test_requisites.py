"""ИНН and ОГРН: check digits, computed in another way here."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.problems import Bad
from generator.text.requisites import is_inn, is_ogrn, parse_inn, parse_ogrn


def check_digit(digits):
    """Return the check digit; the weights are the end of one sequence, counted from the right."""
    row = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8][-len(digits) :]
    return str(sum(int(digit) * weight for digit, weight in zip(digits, row, strict=True)) % 11 % 10)


def inn(digits):
    for _ in range(1 if len(digits) == 9 else 2):
        digits += check_digit(digits)
    return digits


def ogrn(digits):
    return digits + str(int(digits) % (11 if len(digits) == 12 else 13))[-1]


DIGITS = st.text(alphabet="0123456789", min_size=9, max_size=9)


@given(st.one_of(DIGITS, DIGITS.map(lambda nine: nine + "0")))
def test_an_inn_with_its_check_digits(digits):
    assert parse_inn(inn(digits)) == inn(digits)


@given(st.one_of(DIGITS.map(lambda nine: "102" + nine), DIGITS.map(lambda nine: "30465" + nine)))
def test_an_ogrn_with_its_check_digit(digits):
    assert parse_ogrn(ogrn(digits)) == ogrn(digits)


@given(DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_inn_hardly_ever_passes(digits, where, by):
    """A remainder of 10 is written as 0, so some typos are not detected; one in the check digit always is."""
    right = inn(digits)
    wrong = right[:where] + str((int(right[where]) + by) % 10) + right[where + 1 :]
    if where == 9:
        assert not is_inn(wrong)
    else:
        assert is_inn(wrong) == (check_digit(wrong[:9]) == wrong[9])


def test_known_numbers():
    assert is_inn("6501156338")  # from a public link of MAX
    assert not any(is_inn("650115633" + digit) for digit in "012345679")
    assert sum(is_inn(f"00000000{a}{b}") for a, b in product(range(10), repeat=2)) == 10


@pytest.mark.parametrize(
    "text", ["", "650115633", "65011563380", "650115633８", " 6501156338", "650 1156338", "650115633O", "-501156338"]
)
def test_no_inn(text):
    assert not is_inn(text)


@pytest.mark.parametrize("text", ["", "102650000000", "10265000000090", "1026500000٠09", "+026500000009"])
def test_no_ogrn(text):
    assert not is_ogrn(text)


def test_what_is_said():
    assert parse_inn("6501156339") == Bad(
        code="inn",
        text="контрольная цифра ИНН 6501156339 не сходится: вероятно, опечатка",
        hint="сверьте ИНН с выпиской из реестра",
    )
    assert parse_inn("65").text == "«65» не похоже на ИНН: нужно 10 цифр у организации, 12 у предпринимателя"
    assert parse_ogrn("65").text == "«65» не похоже на ОГРН: нужно 13 цифр у организации, 15 у предпринимателя"
