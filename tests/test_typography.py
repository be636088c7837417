"""Russian typography: plurals, dates, and no break after short words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.typography import NBSP, bind, bind_html, grouped, long_date, month_name, percent, plural


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0 домов"), (1, "1 дом"), (2, "2 дома"), (4, "4 дома"), (5, "5 домов"), (10, "10 домов"), (11, "11 домов"),
        (12, "12 домов"), (14, "14 домов"), (15, "15 домов"), (20, "20 домов"), (21, "21 дом"), (22, "22 дома"),
        (25, "25 домов"), (100, "100 домов"), (101, "101 дом"), (111, "111 домов"), (112, "112 домов"),
        (121, "121 дом"), (1_001, "1 001 дом"), (1_234_567, "1 234 567 домов"),
    ],
)  # fmt: skip
def test_plural(number, expected):
    assert plural(number, "дом", "дома", "домов") == expected.replace(" ", NBSP)


def test_dates():
    assert long_date(date(2026, 9, 4)) == f"4{NBSP}сентября 2026"
    months = [long_date(date(2026, month, 1)).split(NBSP)[1] for month in range(1, 13)]
    assert len(set(months)) == 12
    assert month_name(date(2026, 9, 4)) == f"сентябрь{NBSP}2026"


def test_shares_are_never_rounded_to_all_or_nothing():
    shares = (0, 0.0001, 0.0016, 0.006, 0.014, 0.364, 0.986, 0.994, 0.9984, 0.9999, 1)
    shown = ("0", "<0,1", "0,2", "0,6", "1", "36", "99", "99,4", "99,8", ">99,9", "100")
    assert [percent(share) for share in shares] == [f"{text}{NBSP}%" for text in shown]
    assert grouped(12345) == f"12{NBSP}345"


@pytest.mark.parametrize(
    "text",  # «~» is a non-breaking space, « » an ordinary one
    [
        "Вступите в~чат дома и~спросите у~соседей.",
        "И~в~доме, и~на~сайте",
        "не~вы~ли, что~бы",
        "чат~— это место",
        "Пн–Пт 9:00–18:00",
        "ул.~Ленина, д.~12, корп.~2",
        "УК~«Пример» и~ТСЖ~«Дом»",
        "сообщите в~УК и~в~полицию",
        "№~7",
        "5~подъездов и~80~квартир",
        "из-за него, по-моему, кто-то",
        "вот~же так~ли это",
        "как~войти в~чат",
        "как не~попасться",
        "для перерасчёта, или зарегистрироваться",
    ],
)
def test_bind(text):
    assert bind(text.replace("~", " ")) == text.replace("~", NBSP)


def test_html_keeps_its_tags():
    html = '<a href="/o proekte" title="и так">в доме</a> и <b>у вас</b>'
    expected = f'<a href="/o proekte" title="и так">в{NBSP}доме</a> и{NBSP}<b>у{NBSP}вас</b>'
    assert bind_html(html) == expected


@given(st.text(alphabet="ав и\n—–№.,«»<>5кмдлибжу" + NBSP, max_size=60))
def test_binding_changes_spaces_only_and_does_so_once(text):
    bound = bind(text)
    assert bound.replace(NBSP, "").replace(" ", "").replace("\n", "") == (
        text.replace(NBSP, "").replace(" ", "").replace("\n", "")
    )
    assert bind(bound) == bound
