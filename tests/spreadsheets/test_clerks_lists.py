"""Lists as clerks keep them in Excel, each with a habit of its own: nothing is lost or taken in silence."""

import pytest

from tests.datafiles.folders import invite
from tests.spreadsheets.books import run_import, xlsx


def imported(tmp_path, capsys, *rows, **kinds):
    return run_import(tmp_path, capsys, xlsx(rows, **kinds))


@pytest.mark.parametrize(
    "mark",
    [
        "-//-",
        "--//--",
        "те же",
        "то же",
        "То же.",
        '"',
        '—"—',
        "// ",
        "〃",
        '- " -',
        "~",
        "«",
        "(то же)",
        "-«»-",
        "также",
    ],
)
def test_a_ditto_mark_means_the_street_above(tmp_path, capsys, mark):
    rows = [["Улица", "Дом", "Ссылка на чат"], ["пр. Мира", 1, invite(1)], [mark, 3, invite(2)], [mark, "5А", ""]]
    ran = imported(tmp_path, capsys, *rows)
    assert "прочитано 3, с вопросами 0, не принято 0" in ran.said
    assert [line for line in ran.file().splitlines() if "address" in line] == [
        f"    address: проспект Мира, {house}" for house in ("1", "3", "5А")
    ]


@pytest.mark.parametrize("mark", ["-//-, 3", "то же, д. 3", '" 3', "- // - д. 3"])
def test_a_ditto_mark_before_the_house_of_an_address(tmp_path, capsys, mark):
    ran = imported(tmp_path, capsys, ["Адрес"], ["с. Луговое, ул. Мира, 1"], [mark])
    assert "прочитано 2" in ran.said
    assert "address: улица Мира, 3\n    settlement: Луговое" in ran.file()


def test_a_ditto_mark_below_a_refused_row_is_refused(tmp_path, capsys):
    ran = imported(tmp_path, capsys, ["Адрес"], ["ул. Мира, 1"], ["ул. Садовая, 5 и 7"], ["-//- 9"])
    assert "A4: непонятно, какая улица повторяется: строка выше не прочитана" in ran.said
    assert "не принято 2" in ran.said


def test_a_ditto_mark_below_nothing_is_no_street(tmp_path, capsys):
    ran = imported(tmp_path, capsys, ["Улица", "Дом"], ["то же", 3], ["ул. Мира", 5])
    assert "B2: не указана улица" in ran.said
    assert "То Же" not in ran.file()


def test_a_ditto_mark_repeats_the_company_and_the_settlement(tmp_path, capsys):
    rows = [
        ["УК", "Населённый пункт", "Адрес"],
        ["УК «А»", "с. Луговое", "ул. Мира, 1"],
        ["-//-", "-//-", "ул. Мира, 2"],
    ]
    ran = run_import(tmp_path, capsys, xlsx(rows), company="")
    assert "прочитано 2" in ran.said
    assert ran.file().count("settlement: Луговое") == 2
    assert "новая компания" not in ran.said


def test_a_street_heading_with_its_number_in_the_list(tmp_path, capsys):
    rows = [
        ["№ п/п", "Адрес МКД", "Подъездов", "Чат в MAX"],
        [1, "пр-кт Победы", None, None], [None, "д. 1", 4, invite(1)], [None, "3 к2", 2, invite(2)],
        ["2.", "б-р Космонавтов", 3, None], [None, "2 лит. А", 2, invite(3)], [None, "4а", 1, invite(4)],
    ]  # fmt: skip
    ran = imported(tmp_path, capsys, *rows)
    assert "прочитано 4, с вопросами 0, не принято 0" in ran.said
    for house in (
        "проспект Победы, 1",
        "проспект Победы, 3 корп. 2",
        "бульвар Космонавтов, 2 лит. А",
        "бульвар Космонавтов, 4А",
    ):
        assert f"address: {house}" in ran.file()


def test_a_house_below_a_street_that_cannot_be_read_is_refused_for_the_true_reason(tmp_path, capsys):
    ran = imported(tmp_path, capsys, ["Адрес"], ["ул. Мира"], ["1"], ["3 к2/1"])
    assert "A4: непонятная часть адреса: «3 к2/1»" in ran.said
    assert "не указана улица" not in ran.said


@pytest.mark.parametrize(
    ("column", "text", "house"),
    [("Корпус", "лит. Б", "5 лит. Б"), ("Корпус", "стр. 2", "5 стр. 2"), ("Корпус", "корп. 2", "5 корп. 2"),
     ("Корпус", "литера Б", "5 лит. Б"), ("Строение", "к. 3", "5 корп. 3"), ("Литера", "стр 1", "5 стр. 1"),
     ("Литера", "лит А", "5 лит. А"), ("Литера", "А", "5 лит. А"), ("Корпус", "2", "5 корп. 2")],
)  # fmt: skip
def test_a_word_of_another_kind_in_the_corpus_column_counts(tmp_path, capsys, column, text, house):
    ran = imported(tmp_path, capsys, ["Улица", "Дом", column], ["ул. Мира", 5, text])
    assert f"улица Мира, {house} (" in ran.said
