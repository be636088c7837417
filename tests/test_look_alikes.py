"""Names that a reader can't distinguish have the same skeleton."""

import pytest

from generator.text import mixed_words, skeleton


@pytest.mark.parametrize(
    "other", ["УК «Пpимер-2»", "ук Пример 2", "УК  «ПРИМЕР—2»", "УК\u00a0«Пример‑２»", "YK «Пример-2»"]
)
def test_look_alikes(other):
    assert skeleton("УК «Пример-2»") == skeleton(other)


@pytest.mark.parametrize("other", ["УК «Пример-1»", "УК «Пригород-2»", "ТСЖ «Пример-2»"])
def test_others(other):
    assert skeleton("УК «Пример-2»") != skeleton(other)


def test_words_in_two_alphabets():
    assert mixed_words("УК «Пpимер-2» и «Hoвый дoм», Примep") == ["Пpимер", "Hoвый", "дoм", "Примep"]
    assert mixed_words("УК «PROДом», IT-Сервис, Лифт-Time, ЖКХ24, «ДомOnline»") == []
    assert mixed_words("gоsuslugi") == ["gоsuslugi"]
