"""All file formats give the same cells."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from generator.spreadsheets.tables.cells import Cell, UnreadableError, cell_name, column_letters, column_number
from tests.datafiles.folders import invite
from tests.spreadsheets.books import ods, ods_cell, ods_row, patched, saved, sheet_xml, sheets, text_row, texts, xlsx

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


LONG = "Адрес;Управляющая компания\nулица Ленина, 12;ООО «Наш дом»\nпереулок Строителей, 3;ТСЖ «Заря»\n"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "mac_cyrillic", "utf-8", "utf-16"])
def test_russian_in_every_encoding(encoding):
    said = LONG.replace("«", '"').replace("»", '"') if encoding in ("cp866", "koi8-r") else LONG
    assert texts(said.encode(encoding))[1][0] == "улица Ленина, 12"
    assert texts(said.encode(encoding))[2][0] == "переулок Строителей, 3"


def test_a_line_of_another_encoding_spoils_no_other():
    lines = [f"ул. Мира;{number}".encode() for number in range(5)]
    content = b"\n".join(["Улица;Дом".encode(), *lines, "ул. Ленина;7 «а»".encode("cp1251")])
    assert texts(content)[1:6] == [["ул. Мира", str(number)] for number in range(5)]
    assert texts(content)[6] == ["ул. Ленина", "7 «а»"]


STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
WHAT = {
    "a page": (b"\xef\xbb\xbf \n<html><table><tr><td>1</td></tr></table></html>", "это веб-страница, а такие"),
    "a page of tables": ("<table><tr><td>Адрес</td></tr></table>".encode("utf-16"), "это веб-страница, а такие"),
    "XML of 2003": (
        b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "это таблица XML 2003 года",
    ),
    "any XML": (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "это документ XML"),
    "MHTML": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "веб-страница в одном файле (MHTML)"),
    "strict Open XML": (patched(xlsx(TABLE), "xl/workbook.xml", STRICT), "в строгом формате Open XML"),
    "Numbers": (patched(ods([]), "Index/Document.iwa", b"x"), "книги Numbers не читаются"),
    "backslashes": (patched(ods([]), "xl\\workbook.xml", b"x"), "файл собран с ошибкой"),
}


@pytest.mark.parametrize("name", WHAT)
def test_what_is_no_table_is_called_by_its_name(name):
    content, words = WHAT[name]
    with pytest.raises(UnreadableError) as wrong:
        sheets(content)
    assert words in wrong.value.text
    assert "сохраните" in wrong.value.hint or "xlsx" in wrong.value.hint


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


def test_a_link_that_an_old_workbook_hides_in_a_formula_is_not_lost():
    hidden = (SAMPLES / "list.xls").read_bytes() + f"https://{invite(9)[8:]}".encode()
    with pytest.raises(UnreadableError) as wrong:
        sheets(hidden)
    assert "которых не видно в ячейках" in wrong.value.text


def test_what_formats_show_and_escapes_hide():
    book = openpyxl.Workbook()
    book.active.append([5, 80, 12, "ул. Мира_x000D_\n, 5", "'12", 7])
    for cell, pattern in (("A1", '0" корп. 1"'), ("B1", '#,##0" кв."'), ("C1", "0.00"), ("F1", '[$-419]0" лит. А";-0')):
        book.active[cell].number_format = pattern
    (row,) = sheets(saved(book))[0].rows
    assert [cell.text for cell in row.cells.values()] == [
        "5 корп. 1", "80 кв.", "12", "ул. Мира\n, 5", "12", "7 лит. А",
    ]  # fmt: skip
    shown = '<table:table-cell office:value-type="float" office:value="5"><text:p>5 корп. 1</text:p></table:table-cell>'
    assert texts(ods([ods_row(shown)])) == [["5 корп. 1"]]


def test_a_broken_cell_is_no_reason_to_refuse_a_book():
    broken = '<row r="2"><c r="A2" t="s"><v>999</v></c><c r="B2"><v>x</v></c><c r="C2" t="d"><v>y</v></c></row>'
    content = patched(xlsx([["Адрес"]]), "xl/worksheets/sheet1.xml", sheet_xml(text_row(1, "Адрес") + broken))
    assert texts(content) == [["Адрес"], ["#ЗНАЧ!"] * 3]
    styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</styleSheet>'
    for broken in ("<a/>", styles.format('<cellXfs><xf numFmtId="y"/></cellXfs>'), styles[:40]):
        assert texts(patched(xlsx([["Адрес", 5]]), "xl/styles.xml", broken)) == [["Адрес", "5"]]
    day = (
        '<table:table-cell office:value-type="date" office:date-value="вчера"><text:p>вчера</text:p></table:table-cell>'
    )
    number = '<table:table-cell office:value-type="float" office:value="x"><text:p>5</text:p></table:table-cell>'
    assert texts(ods([ods_row(day, number)])) == [["вчера", "5"]]


def test_a_quote_that_swallows_rows_is_an_error():
    rows = 'Адрес;Ссылка\n"ул. Мира, 5;\nул. Мира, 6;"\nул. Мира, 7;\n'
    with pytest.raises(UnreadableError) as wrong:
        sheets(rows.encode())[0].rows = list(sheets(rows.encode())[0].rows)
    assert "в строке 2 кавычка открыта и не закрыта" in wrong.value.text
    honest = 'Адрес;Ссылка\nул. Мира, 5;"1 подъезд; 2\n3 подъезд"\n'
    assert len(list(sheets(honest.encode())[0].rows)) == 2


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
