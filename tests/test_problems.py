"""Problems as text for people and for machines."""

import json

import pytest

from generator.text.problems import LIMIT, Bad, Place, Problem, Report, as_github, as_json, nearest, shorten

PLACE = Place("data/a.yaml", 3, 5)


def test_a_problem_is_one_line_and_its_cure():
    assert str(Problem(PLACE, "phone", "не номер")) == "data/a.yaml:3:5: error[phone]: не номер"
    assert str(Problem(PLACE, "phone", "не номер", "исправьте", "warning")) == (
        "data/a.yaml:3:5: warning[phone]: не номер\n    как исправить: исправьте"
    )


def test_problems_are_sorted_by_place_and_kept_once():
    report = Report()
    report.error(Place("b", 1, 1), "x", "второй файл")
    report.warning(Place("a", 10, 1), "x", "строка 10")
    report.error(Place("a", 9, 2), "x", "строка 9")
    report.bad(Place("a", 9, 1), Bad(code="y", text="левее"))
    report.add([Problem(Place("b", 1, 1), "x", "второй файл")])
    assert [problem.text for problem in report] == ["левее", "строка 9", "строка 10", "второй файл"]
    assert report.summary().replace("\u00a0", " ") == "3 ошибки, 1 предупреждение"
    assert report.failed


def test_warnings_alone_are_no_failure():
    report = Report()
    assert report.summary() == "ошибок нет"
    report.warning(PLACE, "x", "так себе")
    assert not report.failed
    assert report.summary().replace("\u00a0", " ") == "1 предупреждение"


def test_a_thousand_of_a_kind_in_a_file_are_enough():
    report = Report()
    for line in range(1, LIMIT + 100):
        assert report.full("a", "x") is (line > LIMIT + 1)
        report.error(Place("a", line), "x", "опять")
    report.error(Place("b"), "x", "другой файл")
    report.error(Place("a"), "y", "другая ошибка")
    problems = list(report)
    assert len(problems) == LIMIT + 3
    assert report.has("b", "x")
    assert not report.has("b", "y")
    rest = next(problem for problem in problems if problem.text != "опять" and problem.code == "x")
    assert rest == Problem(
        Place("a", LIMIT + 1), "x", "отсюда и дальше в этом файле такие же не показаны",
        "исправьте показанные и проверьте снова",
    )  # fmt: skip


def test_for_machines():
    report = Report()
    report.error(PLACE, "phone", "«1» не номер", "исправьте")
    assert json.loads(as_json(report)) == [
        {"path": "data/a.yaml", "line": 3, "column": 5, "severity": "error", "code": "phone", "text": "«1» не номер",
         "hint": "исправьте"}
    ]  # fmt: skip


def test_for_github():
    """A workflow command ends at the line end, and its properties at a comma or colon."""
    problem = Problem(Place("d:a,ta/100%.yaml", 3, 5), "phone", "100%\nне номер", "исправьте", "warning")
    assert as_github(problem) == (
        "::warning file=d%3Aa%2Cta/100%25.yaml,line=3,col=5,title=phone::100%25%0Aне номер исправьте"
    )


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("adress", ["address", "aliases"], "address"),
        ("Адрес", ["address"], ""),
        ("7k3qy", ["7K3QX", "8M2PA"], "7K3QX"),
        ("asia/saxalin", ["Asia/Sakhalin"], "Asia/Sakhalin"),
        ("x", [], ""),
        ("x" * 1_000_000, ["x" * 50], ""),
    ],
    ids=lambda value: str(value)[:20],
)
def test_nearest(word, known, found):
    assert nearest(word, known) == found


def test_shorten():
    assert shorten("а\n  б\tв") == "а б в"
    assert shorten("а" * 100) == "а" * 79 + "…"
    assert shorten("а\u202eб\x1b[31m") == "а\ufffdб\ufffd[31m"
