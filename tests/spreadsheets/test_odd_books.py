"""Books as other programs make them: hidden rows, tables with totals, links in text boxes, several links in a cell."""

import io

import pytest
import xlsxwriter

from tests.datafiles.folders import invite
from tests.spreadsheets.books import ods, ods_cell, ods_row, run_import, xlsx

HEAD = ["Адрес", "Подъездов", "Ссылка на чат"]
ROWS = [["ул. Мира, 1", 4, invite(1)], ["ул. Мира, 2", 2, invite(2)], ["ул. Мира, 3", 1, invite(3)]]


def made(fill):
    """Return a workbook written by another library than ours."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    fill(book.add_worksheet("Дома"))
    book.close()
    return target.getvalue()


def test_hidden_rows_are_read_and_told(tmp_path, capsys):
    def filtered(sheet):
        for number, row in enumerate([HEAD, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.autofilter("A1:C4")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})

    ran = run_import(tmp_path, capsys, made(filtered))
    assert "Скрытые строки прочитаны тоже: 3, 4." in ran.said
    assert "прочитано 3" in ran.said


def test_hidden_rows_of_libreoffice_are_read_and_told(tmp_path, capsys):
    rows = [ods_row(*map(ods_cell, row), more=more) for row, more in [
        (["Адрес", "Чат"], ""), (["ул. Мира, 1", invite(1)], 'table:visibility="filter"'),
        (["ул. Мира, 2", invite(2)], 'table:visibility="collapse"'), (["ул. Мира, 3", invite(3)], ""),
    ]]  # fmt: skip
    ran = run_import(tmp_path, capsys, ods(rows), name="list.ods")
    assert "Скрытые строки прочитаны тоже: 2, 3." in ran.said
    assert "прочитано 3" in ran.said


def test_a_table_with_a_totals_row_on_a_protected_sheet(tmp_path, capsys):
    def table(sheet):
        columns = [{"header": "Адрес", "total_string": "Итого"}, {"header": "Подъездов", "total_function": "sum"},
                   {"header": "Ссылка на чат", "total_function": "count"}]  # fmt: skip
        sheet.add_table("B3:D7", {"data": ROWS, "total_row": True, "columns": columns})
        sheet.protect("тайна")

    ran = run_import(tmp_path, capsys, made(table))
    assert "Не дом: «Дома», строка 7 — итог: Итого." in ran.said
    assert "Строк 3: прочитано 3" in ran.said


def test_a_link_in_a_text_box_or_behind_a_picture_is_asked_about(tmp_path, capsys):
    def boxes(sheet):
        sheet.write_row(0, 0, ["Адрес", "Чат"])
        sheet.write_row(1, 0, ["ул. Мира, 1", invite(1)])
        sheet.insert_textbox(2, 2, f"Чат {invite(2)}")
        sheet.insert_textbox(9, 2, "QR", {"url": invite(3)})
        sheet.insert_textbox(14, 2, invite(1))  # the same as in the cell

    ran = run_import(tmp_path, capsys, made(boxes))
    assert f"«Дома», поверх ячеек: ссылка в надписи или за картинкой, и не видно, чей это чат: {invite(2)}" in ran.said
    assert ran.said.count("поверх ячеек") == 2
    assert "Строк 1: прочитано 1, с вопросами 0, не принято 0." in ran.said


DRAWN = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'


@pytest.mark.parametrize("where", ["cell", "shapes"])
def test_a_link_in_a_text_box_of_libreoffice_is_asked_about(tmp_path, capsys, where):
    frame = f"<draw:frame {DRAWN}><draw:text-box><text:p>{invite(2)}</text:p></draw:text-box></draw:frame>"
    cell = ods_cell("ул. Мира, 1")
    if where == "cell":
        cell = cell.replace("</table:table-cell>", f"{frame}</table:table-cell>")
    shapes = f"<table:shapes>{frame}</table:shapes>" if where == "shapes" else ""
    ran = run_import(tmp_path, capsys, ods([shapes, ods_row(ods_cell("Адрес")), ods_row(cell)]), name="list.ods")
    assert f"«Дома», поверх ячеек: ссылка в надписи или за картинкой, и не видно, чей это чат: {invite(2)}" in ran.said
    assert "прочитано 1" in ran.said


def test_several_links_behind_words_of_one_cell(tmp_path, capsys):
    links = ", ".join(f'<text:a xlink:href="{invite(number)}">{number} подъезд</text:a>' for number in (1, 2))
    rows = [ods_row(ods_cell("Адрес"), ods_cell("Чат")), ods_row(ods_cell("ул. Мира, 1"), ods_cell(links))]
    ran = run_import(tmp_path, capsys, ods(rows), name="list.ods")
    assert f"чат: {invite(1)}, подъезд чата: 1" in ran.said
    assert f"чат: {invite(2)}, подъезд чата: 2" in ran.said


TEXT = "\r\n".join(";".join(map(str, row)) for row in [HEAD, *ROWS]) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "mac-cyrillic"])
def test_short_lists_in_any_russian_encoding(tmp_path, capsys, encoding):
    ran = run_import(tmp_path, capsys, TEXT.encode(encoding), name="list.csv")
    assert "прочитано 3" in ran.said


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\r\n{TEXT}", f'"sep=|"\r\n{TEXT.replace(";", "|")}', TEXT.replace("\r\n", "\r"), f"\ufeff\ufeff{TEXT}",
        TEXT.replace("ул. Мира", '"\tул. Мира').replace(";4", '"\t;4').replace(";2", '"\t;2').replace(";1;", '"\t;1;'),
        TEXT.replace(invite(1), f"{invite(1)};;"), TEXT.replace("Мира, ", "Мира,\u00a0"),
    ],
)  # fmt: skip
def test_text_tables_that_other_programs_misread(tmp_path, capsys, text):
    ran = run_import(tmp_path, capsys, text, name="list.csv")
    assert "прочитано 3, с вопросами 0" in ran.said


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'ID;PSCALC3\nP;PGeneral\nC;Y1;X1;K"x"\nE\n', "таблица SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n', "таблица DIF"),
        (b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
         "плоская таблица OpenDocument (.fods)"),
    ],
)  # fmt: skip
def test_formats_that_are_not_read_are_named(tmp_path, capsys, content, name):
    ran = run_import(tmp_path, capsys, content)
    assert f"это {name}, а такие файлы не читаются; откройте его в Excel или LibreOffice и сохраните заново" in ran.said


def test_a_date_that_lost_its_format_is_a_spoilt_house(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([["Улица", "Дом"], ["Мира", 45902], ["Мира", 1]]))
    assert "B2: вместо номера дома стоит дата «02.09.2025»: так Excel испортил номер с дробью, вероятно 2/9" in ran.said
