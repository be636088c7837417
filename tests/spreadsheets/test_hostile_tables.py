"""Hostile files give a clear message, quickly, and use little memory."""

import io
import os
import random
import tracemalloc
import zipfile

import pytest

from generator.spreadsheets.tables.cells import UnreadableError
from generator.spreadsheets.tables.tables import read_tables
from generator.spreadsheets.workbook import make_workbook
from tests.datafiles.folders import TODAY
from tests.spreadsheets.books import ods, ods_cell, ods_row, patched, run_import, sheet_xml, sheets, text_row, xlsx

SHEET = "xl/worksheets/sheet1.xml"
SOUND = xlsx([["Адрес", "Ссылка"], ["ул. Ленина, 1", None]])
HEAD = text_row(1, "Адрес", "Ссылка")
MEGABYTE = 1_000_000


def bomb(*, declared_size=None):
    """Return a workbook whose sheet unpacks to 600 MB; `declared_size` is the size that it declares."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as part:
            for _ in range(60):
                part.write(b" " * 10 * MEGABYTE)
    content = target.getvalue()
    if declared_size is not None:
        content = content.replace((600 * MEGABYTE).to_bytes(4, "little"), declared_size.to_bytes(4, "little"))
    return content


def empty_rows():
    return patched(SOUND, SHEET, sheet_xml(HEAD + "".join(f'<row r="{number}"/>' for number in range(2, 1_048_577))))


def merged_blocks():
    blocks = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(2, 1000))
    rows = HEAD + "".join(text_row(row, "", "x") for row in range(2, 2000))
    return patched(
        SOUND, SHEET, sheet_xml(rows).replace("</worksheet>", f"<mergeCells>{blocks}</mergeCells></worksheet>")
    )


def entities():
    head = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
    return patched(SOUND, SHEET, sheet_xml(text_row(1, "&c;"), head))


def entities_in(part):
    head = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    return patched(make_workbook([], [], TODAY, register=False), part, head)


REFUSED = {
    "a zip bomb": (bomb, "слишком много данных"),
    "a zip bomb that lies": (lambda: bomb(declared_size=1000), "файл повреждён"),
    "a million empty rows": (empty_rows, "больше 120 тысяч строк, считая пустые"),
    "entities": (entities, "вредоносный файл"),
    "entities in shared texts": (lambda: entities_in("xl/sharedStrings.xml"), "вредоносный файл"),
    "entities in the workbook": (lambda: entities_in("xl/workbook.xml"), "вредоносный файл"),
    "macros": (lambda: patched(SOUND, "xl/vbaProject.bin", "x"), "в файле есть макросы"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "закрыт паролем",
    ),
    "macros of old": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "_VBA_PROJECT".encode("utf-16-le"),
        "в файле есть макросы",
    ),
    "a password of LibreOffice": (lambda: ods([], manifest="<m><encryption-data/></m>"), "закрыт паролем"),
    "half a file": (lambda: SOUND[: len(SOUND) // 2], "файл повреждён"),
    "a broken old workbook": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(5000),
        "файл повреждён",
    ),
    "an empty file": (lambda: b"", "файл пуст"),
    "noughts": (lambda: bytes(1000), "это не таблица"),
    "noise": (lambda: random.Random(2).randbytes(100_000), "это не таблица"),
    "a picture": (lambda: b"\x89PNG\r\n", "картинка"),
    "a PDF": (lambda: b"%PDF-1.7", "PDF"),
    "a page": (lambda: b"<html><table>", "страница"),
    "an archive": (lambda: b"\x1f\x8b\x08", "это архив"),
    "one long line": (lambda: b"a" * 5 * MEGABYTE, "кавычка"),
    "too many columns": (lambda: b"a," * 20_000, "больше 16384 столбцов"),
    "a row repeated for ever": (
        lambda: ods([ods_row(ods_cell("ул. Ленина, 1"), more='table:number-rows-repeated="1048576"')]),
        "повторена 1048576 раз",
    ),
    "a cell repeated for ever": (
        lambda: ods([ods_row(ods_cell("Адрес", 'table:number-columns-repeated="999999999"'))]),
        "повторена тысячи раз",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused(name):
    make, words = REFUSED[name]
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError) as refused:
            [list(sheet.rows) for sheet in sheets(content)]
        assert tracemalloc.get_traced_memory()[1] < 80 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert words in refused.value.text


def test_a_csv_of_300_megabytes(tmp_path):
    table = tmp_path / "big.csv"
    with table.open("wb") as file:
        file.write("Адрес;Ссылка\n".encode())
        os.truncate(file.fileno(), 300 * MEGABYTE)  # a sparse file, which takes no disk space
    with table.open("rb") as file, pytest.raises(UnreadableError, match="больше 250 МБ"):
        list(read_tables(file))


def test_a_cell_in_the_last_corner_costs_nothing():
    far = text_row(1_048_576, "ул. Ленина, 5").replace("</row>", '<c r="XFD1048576"><v>1</v></c></row>')
    (head, last) = sheets(patched(SOUND, SHEET, sheet_xml(HEAD + far)))[0].rows
    assert (head.number, last.number, sorted(last.cells)) == (1, 1_048_576, [0, 16_383])


def test_merged_blocks_over_everything_cost_nothing():
    assert len(list(sheets(merged_blocks())[0].rows)) == 1999


def test_formulas_are_never_worked_out(tmp_path, capsys):
    rows = (
        HEAD
        + text_row(2, "ул. Ленина, 1").replace("</row>", "<c r='B2'><f>cmd|' /C calc'!A0</f></c></row>")
        + text_row(3, "=cmd|' /C calc'!A0")
    )
    ran = run_import(tmp_path, capsys, patched(SOUND, SHEET, sheet_xml(rows)))
    assert "B2: здесь формула, и значения у неё нет" in ran.said
    assert "A3: здесь формула «=cmd|' /C calc'!A0»" in ran.said
    assert "cmd" not in ran.file()
    assert "прочитано 0, с вопросами 1, не принято 1" in ran.said
