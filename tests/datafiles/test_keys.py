"""Keys of secret addresses: weak ones are refused, those already used for printing keep working."""

import pytest

from generator.datafiles.keys import check_key, is_weak, mark_of
from generator.text import Report

WEAK = [
    "k", "short", "1234567890123456", "abcdefghijklmnopqrst", "aaaaaaaaaaaaaaaa", "domchatdomchatdomchat",
    "0101010101010101",
    "qwertyuiopasdfghjkl", "QWERTYuiop123456", "9876543210987654", "йцукенгшщзхъфыва", "password", "1111222233334444",
]  # fmt: skip
FAIR = [
    "9c41f0b7d2e85a63", "6f0e1c0a5be24a1f9a0a6a4f2d0f6f3f2f5a3c2d1e0b9a8f7e6d5c4b3a291807",
    "korrekt-loshad-batareya-skrepka",
    "a key of the tests, not of a city",
]  # fmt: skip


@pytest.mark.parametrize("key", WEAK)
def test_a_key_that_can_be_guessed_is_refused_unless_it_is_marked(key, tmp_path):
    assert is_weak(key)
    for known, codes in (("", ["key-weak"]), (mark_of(key), [])):
        report = Report()
        check_key(key, known, [], tmp_path, report)
        assert [problem.code for problem in report] == codes
        assert key not in str(list(report)) or len(key) == 1


@pytest.mark.parametrize("key", FAIR)
def test_other_keys_are_taken(key):
    assert not is_weak(key)


def test_keys_as_the_guide_makes_them_are_taken():
    assert not any(is_weak(_hex(number)) for number in range(2000))


def _hex(number: int) -> str:
    return "".join(mark_of(f"{number}.{part}") for part in range(8))
