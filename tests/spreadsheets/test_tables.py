"""All file formats give the same cells."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from generator.spreadsheets.tables.cells import Cell, UnreadableError, cell_name, column_letters, column_number
from tests.datafiles.folders import invite
from tests.spreadsheets.books import ods, ods_cell, ods_row, saved, sheets, texts, xlsx

SAMPLES = Path(__file__).parent / "samples"
TABLE = [["Адрес", "Подъездов"], ["ул. Ленина, 12", "4"]]


@pytest.mark.parametrize(
    "content",
    [
        xlsx(TABLE),
        ods([ods_row(*map(ods_cell, row)) for row in TABLE]),
        "Адрес;Подъездов\nул. Ленина, 12;4\n".encode(),
        "\ufeffАдрес;Подъездов\r\nул. Ленина, 12;4\r\n".encode(),
        "Адрес;Подъездов\nул. Ленина, 12;4".encode("cp1251"),
        "Адрес\tПодъездов\nул. Ленина, 12\t4".encode("utf-16"),
        'Адрес,Подъездов\n"ул. Ленина, 12",4\n'.encode(),
        "Адрес|Подъездов\nул. Ленина, 12|4\n".encode(),
        "sep=;\nАдрес;Подъездов\n\n;\nул. Ленина, 12;4\n".encode(),
    ],
    ids=["xlsx", "ods", "csv", "csv with a mark", "cp1251", "tsv of Excel", "commas", "ГИС ЖКХ", "sep="],
)
def test_one_table_in_every_form(content):
    assert texts(content) == TABLE


def test_an_old_workbook():
    rows = {
        row.number: {at: cell.value for at, cell in row.cells.items()}
        for row in sheets((SAMPLES / "list.xls").read_bytes())[0].rows
    }
    assert rows[4] == {0: "ул. Ленина", 1: 12.0, 2: invite(1), 3: datetime(2026, 11, 1), 4: 1.0}
    assert rows[6][1] == datetime(2026, 9, 2)
    assert sorted(sheets((SAMPLES / "list.xls").read_bytes())[0].merged) == [(4, 5, 0), (4, 5, 1)]


def test_types_links_and_formulas_of_excel():
    content = xlsx(
        [[12.0, date(2026, 9, 2), True, "чат", f'=HYPERLINK("{invite(2)}","Чат")', "=1+1", " "]],
        links={"D1": invite(1)},
    )
    (row,) = sheets(content)[0].rows
    assert row.cells[0].text == "12"
    assert row.cells[1].text == "02.09.2026"
    assert row.cells[2].text == "да"
    assert row.cells[3] == Cell("чат", invite(1))
    assert row.cells[4] == Cell(None, formula=f'HYPERLINK("{invite(2)}","Чат")')
    assert row.cells[5] == Cell(None, formula="1+1")
    assert 6 not in row.cells


def test_links_of_libreoffice():
    content = ods([ods_row(ods_cell(f'<text:a xlink:href="{invite(1)}">чат</text:a>'))])
    assert texts(content) == [[invite(1)]]


def test_a_million_repeated_empty_rows_cost_nothing():
    rows = [ods_row(ods_cell("Адрес")), ods_row('<table:table-cell table:number-columns-repeated="16384"/>',
            more='table:number-rows-repeated="1048570"'), ods_row(ods_cell("ул. Ленина, 1"))]  # fmt: skip
    assert [row.number for row in sheets(ods(rows))[0].rows] == [1, 1048572]


def test_hidden_sheets_are_reported():
    book = openpyxl.Workbook()
    book.create_sheet("Скрытый").sheet_state = "hidden"
    assert [(sheet.name, sheet.hidden) for sheet in sheets(saved(book))] == [("Sheet", False), ("Скрытый", True)]


def test_an_unclosed_quote_is_an_error():
    with pytest.raises(UnreadableError, match="кавычка, которая нигде не закрыта"):
        texts(('Адрес;Дом\n"ул. Ленина;1\n' + "x" * 200_000).encode())


@pytest.mark.parametrize(("letters", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_names_of_columns(letters, number):
    assert column_letters(number) == letters
    assert column_number(letters.lower()) == number
    assert cell_name(12, number) == f"{letters}12"
