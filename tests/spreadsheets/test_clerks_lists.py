"""Lists as clerks keep them in Excel, each with a habit of its own: nothing is lost or taken in silence."""

import openpyxl
import pytest

from tests.datafiles.folders import invite
from tests.spreadsheets.books import run_import, saved, xlsx


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


def houses(ran):
    """Return each new house with the numbers of the links that it got."""
    found = {}
    for line in ran.said.splitlines():
        if line.startswith("  + "):
            found[title := line[4:].rpartition(" (")[0]] = []
        elif "чат: " in line:
            found[title] += [number for number in range(1, 20) if invite(number) in line]
    return found


SIDE_BY_SIDE = [
    ["УК «А»", None, None, None, "УК «А»"],
    ["№", "Адрес", "Чат", None, "№", "Адрес", "Чат"],
    [1, "ул. Мира, 1", invite(1), None, 3, "ул. Ленина, 1", invite(3)],
    [2, "ул. Мира, 2", None, None, 4, "ул. Ленина, 2", invite(4)],
    [None, None, None, None, 5, "ул. Ленина, 3", invite(5)],
]


@pytest.mark.parametrize("more", [(), ("--columns", "Адрес=B"), ("--columns", "Адрес=F"), ("--columns", "Адрес=Адрес")])
def test_two_lists_side_by_side_are_read_apart(tmp_path, capsys, more):
    ran = run_import(tmp_path, capsys, xlsx(SIDE_BY_SIDE), *more)
    assert houses(ran) == {
        "улица Мира, 1": [1], "улица Мира, 2": [],
        "улица Ленина, 1": [3], "улица Ленина, 2": [4], "улица Ленина, 3": [5],
    }  # fmt: skip
    assert "Лист «Дома, столбцы E–G»" in ran.said
    assert "Строк 5: прочитано 5" in ran.said


def test_what_is_asked_of_lists_side_by_side_names_the_columns(tmp_path, capsys):
    rows = [
        ["Улица", "Дом", "Чат", "Улица", "Дом", "Чат", "Прим."],
        ["Мира", "1 и 3", invite(1), "Ленина", "2 и 4", invite(2)],
    ]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert "«Дома, столбцы A–C», B2: в строке несколько домов" in ran.said
    assert "«Дома, столбцы D–G», E2: в строке несколько домов" in ran.said


def test_two_address_columns_of_one_list_are_still_asked_about(tmp_path, capsys):
    rows = [
        ["Адрес", "Чат", "Адрес"],
        ["ул. Мира, 1", invite(1), "ул. Ленина, 5"],
        ["ул. Мира, 2", "", "ул. Ленина, 6"],
    ]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert "непонятно, какой из столбцов взять: «Адрес» (A) и «Адрес» (C)" in ran.said


def test_links_below_a_title_over_several_columns(tmp_path, capsys):
    rows = [
        ["№", "Адрес", None, "Характеристики", "Чаты MAX", None],
        [None, "улица", "дом", "подъездов", "общий", "по подъездам"],
        [1, 2, 3, 4, 5, 6],
        [1, "Мира", "1", 4, invite(1), f"1 подъезд: {invite(2)}\n2 подъезд: {invite(3)}"],
        [2, "Мира", "3", 1, invite(4), None],
    ]
    ran = run_import(tmp_path, capsys, xlsx(rows, merge=("A1:A2", "B1:C1", "E1:F1")))
    assert houses(ran) == {"улица Мира, 1": [1, 2, 3], "улица Мира, 3": [4]}
    assert "прочитано 2, с вопросами 0" in ran.said


@pytest.mark.parametrize(
    "title",
    [
        "Информационный чат",
        "Чат информационный (УК)",
        "Дом. чат",
        "Официальный чат дома",
        "Общий",
        "Информационный канал",
    ],
)
def test_titles_of_chats(tmp_path, capsys, title):
    rows = [
        ["Адрес", title, "Чат совета дома"],
        ["ул. Мира, 1", invite(1), invite(2)],
        ["ул. Мира, 2", invite(3), None],
    ]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert houses(ran) == {"улица Мира, 1": [1], "улица Мира, 2": [3]}
    assert f"C2: здесь стоит ссылка, которая не взята: {invite(2)}" in ran.said


@pytest.mark.parametrize(
    "rows",
    [
        [["ул. Мира, 1", invite(1)], ["ул. Мира, 2", invite(2)], ["ул. Мира, 3"]],
        [["Чаты наших домов"], [1, "ул. Мира, 1", invite(1)], [2, "ул. Мира, 2", invite(2)], [3, "ул. Мира, 3", None]],
        [[f"Мира 1 - {invite(1)}"], [f"Мира 2: {invite(2)}"], ["ул. Мира, д. 3"]],
    ],
)
def test_a_list_without_a_header_whose_columns_are_plain(tmp_path, capsys, rows):
    ran = imported(tmp_path, capsys, *rows)
    assert houses(ran) == {"улица Мира, 1": [1], "улица Мира, 2": [2], "улица Мира, 3": []}
    assert "без заголовка; столбцы узнаны по тому, что в них стоит" in ran.said


@pytest.mark.parametrize(
    "rows",
    [
        [["ул. Мира, 1", invite(1), "Петрова"], ["ул. Мира, 2", invite(2), ""]],
        [["ул. Мира, 1, кв. 5", invite(1)], ["ул. Мира, 2, кв. 6", invite(2)]],
        [["ул. Мира, 1", "ул. Ленина, 1", invite(1)], ["ул. Мира, 2", "ул. Ленина, 2", invite(2)]],
        [["ул. Мира, 1", "" ], ["ул. Мира, 2", ""]],
        [["с. Дальнее, ул. Мира, 1", invite(1)], ["ул. Мира, 2", invite(2)], ["ул. Мира, 3", ""]],
    ],
)  # fmt: skip
def test_a_list_without_a_header_that_is_not_plain_is_asked_about_with_the_cure(tmp_path, capsys, rows):
    ran = imported(tmp_path, capsys, *rows)
    assert ran.code == 1
    assert "--columns Адрес=A" in ran.said
    cure = (
        ran.said.strip().rpartition("--columns ")[2].replace("«", "").replace("»", "").replace(" на ", "_на_").split()
    )
    again = run_import(tmp_path, capsys, xlsx(rows), "--columns", *(one.replace("_", " ") for one in cure))
    assert "прочитано" in again.said
    assert "address: улица Мира, 2" in again.file()


def test_a_sheet_without_a_header_beside_one_with_a_header(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Адрес", "Ссылка на чат"])
    book.active.append(["ул. Мира, 1", invite(1)])
    book.create_sheet("Север").append(["ул. Мира, 2", invite(2)])
    book.create_sheet("Юг").append(["ул. Мира, 3", invite(3), "Петрова"])
    book.create_sheet("Заметки").append(["Позвонить в понедельник"])
    ran = run_import(tmp_path, capsys, saved(book))
    assert houses(ran) == {"улица Мира, 1": [1], "улица Мира, 2": [2]}
    assert (
        "Лист «Юг»: заголовка нет, не прочитан. Чтобы прочитать только его: --sheet «Юг» --columns Адрес=A" in ran.said
    )
    assert "«Юг», строка 1: здесь ссылка, но на листе нет заголовка" in ran.said
    assert "Лист «Заметки»: домов нет, пропущен." in ran.said
    assert "Строк 3: прочитано 2, с вопросами 0, не принято 1." in ran.said


def test_every_double_number_that_was_taken_is_shown(tmp_path, capsys):
    rows = [["Адрес"], *([f"ул. Мира, {low}-{low + 4}"] for low in range(1, 80, 10)), ["ул. Ленина, 3"]]
    ran = imported(tmp_path, capsys, *rows)
    said = ran.said.partition("Понято так (строки приняты, проверьте):")[2]
    for row, low in enumerate(range(1, 80, 10), 2):
        assert f"A{row}: «{low}-{low + 4}» понято как один дом" in said
    assert said.count("если домов несколько, запишите каждый отдельной строкой") == 1
    assert "эти ячейки нет" not in ran.said


@pytest.mark.parametrize("other", ["ул. Мира, 11", "ул. Мира, 13", "улица Мира д.15"])
@pytest.mark.parametrize("known", [True, False])
def test_a_double_number_with_one_of_its_houses_beside_it_is_asked_about(tmp_path, capsys, other, known):
    if known:
        imported(tmp_path, capsys, ["Адрес"], [other])
    rows = [["ул. Мира, 11-15"], *([] if known else [[other]]), ["ул. Мира, 17"]]
    ran = imported(tmp_path, capsys, ["Адрес"], *rows)
    assert "строка 2: «11-15» — один дом или несколько?" in ran.said
    assert "11-15" not in ran.file()
    assert "улица Мира, 17" in ran.file()


@pytest.mark.parametrize(
    "other", ["ул. Мира, 12", "ул. Мира, 13А", "ул. Мира, 17", "ул. Ленина, 13", "с. Луговое, ул. Мира, 13"]
)
def test_a_double_number_with_other_houses_beside_it_is_one_house(tmp_path, capsys, other):
    ran = imported(tmp_path, capsys, ["Адрес"], ["ул. Мира, 11-15"], [other])
    assert "прочитано 2, с вопросами 0" in ran.said
    again = imported(tmp_path, capsys, ["Адрес"], ["ул. Мира, 11-15"], ["ул. Мира, 13"])
    assert "без изменений 1" in again.said, "a double number of the data is not asked about again"


@pytest.mark.parametrize(
    ("line", "place", "left"),
    [
        ("п. Шушары, ул. Ростовская (Славянка), д. 8", "Славянка", "Шушары"),
        ("нп. Русский Остров, п. Воевода, д. 2", "Воевода", "Русский Остров"),
        ("п. Шушары, тер. Славянка, ул. Ростовская, д. 8", "территория Славянка", "Шушары"),
    ],
)
def test_the_larger_of_two_places_is_left_out_and_this_is_told(tmp_path, capsys, line, place, left):
    ran = imported(tmp_path, capsys, ["Адрес"], [line], ["ул. Мира, 1"])
    assert f"A2: дом записан в «{place}»; «{left}» в адресе опущено" in ran.said
    assert "прочитано 2, с вопросами 0" in ran.said
