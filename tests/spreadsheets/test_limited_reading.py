"""Resource limits of reading a table: one that grows when unpacked is refused in little memory."""

import io
import os
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from generator.spreadsheets.tables.cells import UnreadableError
from generator.spreadsheets.tables.limited import Limits, read_limited
from tests.datafiles.folders import TODAY, invite, write
from tests.spreadsheets.books import ods, ods_cell, ods_row, patched, run_import, saved, sheet_xml, text_row, xlsx

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SOUND = xlsx([["Адрес", "Ссылка"], ["ул. Ленина, 1", None]])
MEGABYTE = 1_000_000
WITH_STRINGS = patched(
    SOUND,
    "[Content_Types].xml",
    zipfile.ZipFile(io.BytesIO(SOUND))
    .read("[Content_Types].xml")
    .decode()
    .replace(
        "</Types>",
        f'<Override PartName="/{STRINGS}" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml" /></Types>',
    ),
)


def repeated(part, start, middle, size, end):
    """Return a workbook with a part that repeats a piece up to a size."""
    target = io.BytesIO()
    sound = WITH_STRINGS if part == STRINGS else SOUND
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        block = middle * (MEGABYTE // len(middle))
        with new.open(part, "w") as stream:
            stream.write(start.encode())
            for _ in range(size):
                stream.write(block.encode())
            stream.write(end.encode())
    return target.getvalue()


def rows_of(start, middle, size, end):
    begin, _, stop = sheet_xml("@").partition("@")
    return repeated(SHEET, begin + start, middle, size, end + stop)


def shared(start, middle, size, end):
    return repeated(STRINGS, f'<sst xmlns="{SPACE}">{start}', middle, size, f"{end}</sst>")


def one_part_of_many_sheets():
    book = openpyxl.Workbook()
    for _ in range(300):
        book.create_sheet()
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels").decode()
    for number in range(2, 302):
        links = links.replace(f"/sheet{number}.xml", "/sheet1.xml")
    rows = "".join(text_row(number, *["ул. Ленина, 1"] * 10) for number in range(1, 5000))
    return patched(patched(content, "xl/_rels/workbook.xml.rels", links), SHEET, sheet_xml(rows))


def damaged_part():
    """Return a workbook whose sheet can't be unpacked."""
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    return SOUND[:start] + b"\xff" * 40 + SOUND[start + 40 :]


ENDLESS = f'table:number-rows-repeated="1{"0" * 30}"'
BOMBS = {
    "a row of cells": lambda: rows_of('<row r="1">', '<c r="A1"><v>1</v></c>', 390, "</row>"),
    "a cell": lambda: rows_of('<row r="1"><c r="A1" t="inlineStr"><is><t>', "x", 390, "</t></is></c></row>"),
    "a cell of runs": lambda: rows_of('<row r="1"><c r="A1" t="inlineStr"><is>', "<r><t/></r>", 390, "</is></c></row>"),
    "an attribute": lambda: rows_of('<row r="', "1", 390, ""),
    "empty shared texts": lambda: shared("", "<si/>", 59, ""),
    "a shared text of runs": lambda: shared("<si>", "<r><t/></r>", 59, "</si>"),
    "styles": lambda: repeated("xl/styles.xml", f'<styleSheet xmlns="{SPACE}"><cellXfs>', "<xf/>", 59,
                               "</cellXfs></styleSheet>"),
    "kinds of parts": lambda: repeated("[Content_Types].xml", "<Types>", "<Default/>", 59, "</Types>"),
    "names": lambda: repeated("xl/workbook.xml", f'<workbook xmlns="{SPACE}"><definedNames>', "<definedName/>", 59,
                              "</definedNames></workbook>"),
    "one line of a csv": lambda: b"a" * 200 * MEGABYTE,
    "a csv of empty fields": lambda: b";" * 200 * MEGABYTE,
    "endless rows of LibreOffice": lambda: ods([ods_row(ods_cell("x"), more=ENDLESS)]),
    "endless empty rows of LibreOffice": lambda: ods([ods_row(more=ENDLESS), ods_row(ods_cell("x"))]),
}  # fmt: skip
RUN = """
import os, resource, sys
child = os.posix_spawn(sys.executable, [sys.executable, "-m", "generator", *sys.argv[1:]], os.environ)
_, status, used = os.wait4(child, 0)
kilobyte = 1 if sys.platform == "darwin" else 1024
print(os.waitstatus_to_exitcode(status), used.ru_maxrss * kilobyte // 1_000_000, int(used.ru_utime))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_what_grows_inside_of_one_element_is_bounded(tmp_path, name):
    table, data = tmp_path / "list.xlsx", write(tmp_path / "data", {"companies/a.yaml": "name: А\nkind: direct\n"})
    table.write_bytes(BOMBS[name]())
    folders = ["--data", str(data), "--out", str(tmp_path / "output")]
    words = ["import", str(table), *folders, "--today", TODAY.isoformat(), "--company", "a"]
    ran = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=True)
    code, megabytes, seconds = map(int, ran.stdout.split())
    assert code != 3, ran.stderr  # an error in the program
    assert megabytes < 500
    assert seconds < 20  # CPU seconds; the limit for reading is 12


def test_a_reading_that_takes_too_long_is_ended(tmp_path):
    table = tmp_path / "list.xlsx"
    table.write_bytes(one_part_of_many_sheets())
    with pytest.raises(UnreadableError, match="слишком велика"):
        read_limited(table, Limits(cpu=1))
    with pytest.raises(UnreadableError, match="слишком велика"):
        read_limited(table, Limits(clock=0))


def test_what_is_written_down_is_bounded(tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("Адрес\n" + "ул. Ленина, 1\n" * 10_000, encoding="utf-8")
    assert len(list(read_limited(table)[0].rows)) == 10_001
    with pytest.raises(UnreadableError, match="слишком много данных"):
        read_limited(table, Limits(written=10_000))


def test_a_pipe_is_no_table(tmp_path, capsys):
    run_import(tmp_path, capsys, "")
    (tmp_path / "list.xlsx").unlink()
    os.mkfifo(tmp_path / "list.xlsx")
    with pytest.raises(UnreadableError, match="не файл, а устройство или канал"):
        read_limited(tmp_path / "list.xlsx")


def test_a_link_on_an_empty_cell_below_the_header(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([["Адрес", "Ссылка"], []], links={"A3": invite(1)}))
    assert "A3" in ran.said
    assert "не принято 1" in ran.said


# Mutated files and the errors that they cause in the libraries.
DAMAGED = {
    "no workbook": patched(SOUND, "[Content_Types].xml", "<Types/>"),
    "a compressed part that is damaged": damaged_part(),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_workbooks_are_reported_in_words(tmp_path, capsys, name):
    ran = run_import(tmp_path, capsys, DAMAGED[name])
    assert ran.code == 1
    assert "файл повреждён" in ran.said
