"""Links with words beside them, links that are struck out: none is taken in silence, none is lost."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.datafiles.folders import invite
from tests.spreadsheets.books import ods, ods_cell, ods_row, patched, run_import, saved, xlsx

HEAD = ["Адрес", "Ссылка на чат", "Комментарий"]
STRUCK = Font(strike=True)


def has_link(text):
    return "max.ru" in text


@pytest.mark.parametrize(
    "cell",
    [
        f"не давать! {invite(1)}",
        f"{invite(1)} (старая, не работает)",
        f"временная {invite(1)}",
        f"{invite(1)}\nудалили",
        f"{invite(1)} — только для старших по подъездам",
        f"❌ {invite(1)}",
        f"{invite(1)} (?)",
        f"первый подъезд {invite(1)}",
        f"Чат «не показывать чат» {invite(1)}",
    ],
)
def test_words_beside_a_link_are_asked_about(tmp_path, capsys, cell):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Мира, 5", cell, ""], ["ул. Мира, 6", invite(2), ""]]))
    assert "B2: рядом со ссылкой написано «" in ran.said
    assert invite(1) in ran.said
    assert (has_link(ran.file().partition("Мира, 6")[0]), invite(2) in ran.file()) == (False, True)
    assert "прочитано 1, с вопросами 1" in ran.said


@pytest.mark.parametrize(
    "cell",
    [
        f"Чат дома ул. Мира, 5 (УК «А»): {invite(1)}",
        f"Чат «Дружный двор»: {invite(1)}",
        f"Вступайте в общедомовой чат Примерград на Мира 5 в MAX: {invite(1)} !",
        f"Присоединяйтесь по ссылке\n{invite(1)}",
    ],
)
def test_words_that_name_the_chat_are_no_question(tmp_path, capsys, cell):
    ran = run_import(tmp_path, capsys, xlsx([["Адрес", "Ссылка", "УК"], ["ул. Мира, 5", cell, "УК «А»"]]))
    assert "Строк 1: прочитано 1" in ran.said
    assert ran.file().endswith(f"    chat: {invite(1)}\n")


@pytest.mark.parametrize(
    "row",
    [
        ["ул. Мира, 5", invite(1), "Ссылку не давать никому"],
        ["ул. Мира, 5", invite(1), "чат временно закрыт"],
        ["ул. Мира, 5", "", f"это старая ссылка: {invite(1)}"],
        ["ул. Мира, 5", "", f"{invite(1)} спросить Иванову"],
    ],
)
def test_a_remark_that_forbids_the_link_is_asked_about(tmp_path, capsys, row):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, row]))
    assert f"взята: {invite(1)}" in ran.said or f"непонятна: {invite(1)}" in ran.said or f"»: {invite(1)}" in ran.said
    assert not has_link(ran.file())
    assert "прочитано 0, с вопросами 1" in ran.said


@pytest.mark.parametrize("remark", ["лифт не работает", "старый дом", "чат закрытый, вход по одобрению", "группа дома"])
def test_a_remark_about_something_else_forbids_nothing(tmp_path, capsys, remark):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Мира, 5", invite(1), remark]]))
    assert invite(1) in ran.file()


def test_the_title_above_a_link_may_forbid_it(tmp_path, capsys):
    rows = [["Адрес", "Ссылка на чат (старая)", "Новая ссылка"], ["ул. Мира, 5", invite(1), ""]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert f"ссылка не взята, потому что написано «ссылка на чат (старая»: {invite(1)}" in ran.said
    assert not has_link(ran.file())


@pytest.mark.parametrize(
    ("cell", "entrances"),
    [
        (f"{invite(1)} — 2 подъезд", ["2"]),
        (f"{invite(1)} 1 подъезд, {invite(2)} 2 подъезд", ["1", "2"]),
        (f"1 подъезд: {invite(1)}\n2-й подъезд: {invite(2)}", ["1", "2"]),
        (f"{invite(1)}\n2 подъезд: {invite(2)}", ["", "2"]),
        (f"1-2 подъезд: {invite(1)}", [""]),
        (f"подъезды 1, 2: {invite(1)}", [""]),
        (f"1, 2 и 3 подъезды {invite(1)}", [""]),
        (f"Мира 5, 2 подъезд: {invite(1)}", ["2"]),
    ],
)
def test_the_entrance_stands_before_or_behind_the_link(tmp_path, capsys, cell, entrances):
    text = run_import(tmp_path, capsys, xlsx([HEAD[:2], ["ул. Мира, 5", cell]])).file()
    found = [text.partition(invite(number))[2].partition("max.ru")[0] for number in range(1, len(entrances) + 1)]
    assert [one.partition("entrance: ")[2][:1] for one in found] == entrances


# --- struck out


def of_xlsx():
    book = openpyxl.Workbook()
    book.active.title = "Дома"
    old, new = TextBlock(InlineFont(strike=True), invite(1)), TextBlock(InlineFont(), f" {invite(2)}")
    for row in (HEAD, ["ул. Мира, 5", CellRichText(old, new)], ["ул. Мира, 6", invite(3)], ["ул. Мира, 7", invite(4)],
                ["ул. Мира, 8", "", invite(5)]):  # fmt: skip
        book.active.append(row)
    for cell in ("B3", "A4", "C5"):
        book.active[cell].font = STRUCK
    return saved(book)


def of_xls():
    return (Path(__file__).parent / "samples/struck.xls").read_bytes()


def of_ods():
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        for name in ("T1", "ce1")
    )
    struck = 'table:style-name="ce1"'
    rows = [
        ods_row(*map(ods_cell, HEAD)),
        ods_row(
            ods_cell("ул. Мира, 5"), ods_cell(f'<text:span text:style-name="T1">{invite(1)}</text:span> {invite(2)}')
        ),
        ods_row(ods_cell("ул. Мира, 6"), ods_cell(invite(3), struck)),
        ods_row(ods_cell("ул. Мира, 7", struck), ods_cell(invite(4))),
        ods_row(ods_cell("ул. Мира, 8"), ods_cell(""), ods_cell(invite(5), struck)),
    ]
    book = ods(rows)
    content = zipfile.ZipFile(io.BytesIO(book)).read("content.xml").decode()
    return patched(book, "content.xml", content.replace("<office:body>", f"{styles}<office:body>"))


@pytest.mark.parametrize("table", [of_xlsx, of_xls, of_ods])
def test_what_is_struck_out_is_told_and_not_taken(tmp_path, capsys, table):
    ran = run_import(tmp_path, capsys, table())
    assert f"B2: зачёркнутая ссылка не взята: {invite(1)}" in ran.said
    assert f"B3: текст зачёркнут: «{invite(3)}»" in ran.said
    assert "A4: текст зачёркнут: «ул. Мира, 7»" in ran.said
    assert f"C5: здесь стоит ссылка, которая не взята: {invite(5)}" in ran.said
    assert [number for number in range(1, 6) if invite(number) in ran.file()] == [2]
    assert "Строк 4: прочитано 0, с вопросами 3, не принято 1." in ran.said


def test_an_address_is_mended_by_striking_out(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Адрес", "Этажей"])
    book.active.append(
        [CellRichText("ул. Мира, ", TextBlock(InlineFont(strike=True), "5"), TextBlock(InlineFont(), "6")), 9]
    )
    book.active["B2"].font = STRUCK
    ran = run_import(tmp_path, capsys, saved(book))
    assert "улица Мира, 6" in ran.file()
    assert "A2: зачёркнутое не взято: «5»" in ran.said
    assert "B2: текст зачёркнут: «9»" in ran.said
    assert "floors" not in ran.file()
