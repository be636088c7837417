"""Workbooks for tests, and an import run as a person would."""

import io
import zipfile
from pathlib import Path

import openpyxl
from msgspec import Struct

from generator.commands.cli import main
from generator.spreadsheets.tables.tables import read_tables
from tests.datafiles.folders import TODAY, write

_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_ODS}:{name}:1.0"' for name in ("office", "table", "text", "style"))


def xlsx(rows, *, merge=(), links=None):
    """Return a workbook with these rows; `links`: cell → URL."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Дома"
    for row in rows:
        sheet.append(row)
    for block in merge:
        sheet.merge_cells(block)
    for cell, target in (links or {}).items():
        sheet[cell].hyperlink = target
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def patched(content, part, text):
    """Return a workbook with one part replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, text)
    return target.getvalue()


def sheet_xml(rows, head=""):
    """Return a sheet of xlsx as raw XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def text_row(number, *texts):
    cells = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def ods(rows, *, manifest="<m/>"):
    """Return an OpenDocument workbook; a row is the XML of its cells."""
    table = f'<table:table table:name="Дома">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">{body}</office:document-content>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return target.getvalue()


def ods_row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def ods_cell(text, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def sheets(content):
    return list(read_tables(io.BytesIO(content)))


def texts(content):
    """Return the texts of all cells of the first sheet, row by row, and their link targets."""
    return [[cell.link or cell.text for _, cell in sorted(row.cells.items())] for row in sheets(content)[0].rows]


class Ran(Struct, kw_only=True):
    """The output of a command, and the data after it."""

    code: int
    said: str
    data: Path

    def file(self, slug="a"):
        return (self.data / f"companies/{slug}.yaml").read_text(encoding="utf-8")


def run_import(  # noqa: PLR0913
    tmp_path, capsys, content, *arguments, name="list.xlsx", files=None, company="a"
):
    """Import a table into a small folder."""
    data = tmp_path / "data"
    if files is not None or not data.exists():
        write(data, files or {"companies/a.yaml": "name: УК «А»\nkind: direct\n"})
    table = tmp_path / name
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    chosen = ["--company", company] if company else []
    folders = ["--data", str(data), "--out", str(tmp_path / "output"), "--today", TODAY.isoformat()]
    code = main(["import", str(table), *folders, *chosen, *arguments])
    return Ran(code=code, said="".join(capsys.readouterr()).replace("\u00a0", " "), data=data)
