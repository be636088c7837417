"""`domchat export`: a workbook for clerks; edited and imported again it gives exactly the edit."""

import csv
import io
import zipfile

import openpyxl
import pytest

from generator.commands.cli import main
from generator.datafiles.editing.editing import plain
from generator.datafiles.fields import BUILDING
from generator.datafiles.nodes import marked_nodes
from generator.spreadsheets.rows.columns import BY_NAME
from generator.spreadsheets.workbook import BASE_SHEET, HELP_SHEET, SHEET
from tests.cities import write_city
from tests.datafiles.folders import TODAY, invite, write
from tests.spreadsheets.books import saved

COMPANY = f"""\
name: УК «А»
kind: uk
phones: [{{label: "=Приёмная", number: "+7 4242 000001"}}]
dispatch: "+7 4242 000000"
# дома
buildings:
  - id: 7K3QX  # первый
    address: ул. Ленина, 1
    flats: 80
    note: "=cmd|' /C calc'!A0"
    chats:
      - owner: gosuslugi
        checked: 2026-11-01
      - {{link: {invite(1)}, entrance: 2, approval: true, shared: true}}
  - id: "12345"
    address: ул. Мира, 2/9
    settlement: Луговое
    entrances: [1, 3]
    location: [46.9591, 142.7381]
    fias: 00000000-0000-0000-0000-000000000001
    aliases: ["пер. Угловой, 3", "ул. Садовая, 7"]
    chat: {{link: {invite(2)}, checked: 2026-10-01, checked_by: УК «А», share: site}}
  - {{id: 9M4RZ, address: "ул. Мира, 4"}}
"""
HISTORY = "published: {7K3QX: [doma/ulitsa-lenina/1]}\n"


class Exchange:
    """A folder, a workbook exported from it, and imports of the edited workbook."""

    def __init__(self, folder, capsys, company=COMPANY):
        self.capsys = capsys
        self.data = write(folder / "data", {"companies/a.yaml": company})
        self.book = folder / "a.xlsx"
        assert self.run("export", "--company", "a", "-o", str(self.book)) == 0

    def run(self, *arguments):
        out = ["--out", str(self.data.parent / "output")] if arguments[0] == "import" else []
        code = main([*arguments, *out, "--data", str(self.data), "--today", TODAY.isoformat()])
        self.said = "".join(self.capsys.readouterr()).replace("\u00a0", " ")
        return code

    def edit(self, **cells):
        """Change cells (C2 and the like; "" empties one), and import."""
        book = openpyxl.load_workbook(self.book)
        for name, value in cells.items():
            book[SHEET][name].value = value or None
            book[SHEET][name].hyperlink = None
        self.book.write_bytes(saved(book))
        return self.run("import", str(self.book), "--company", "a")

    @property
    def text(self):
        return (self.data / "companies/a.yaml").read_text(encoding="utf-8")


@pytest.fixture
def exchange(tmp_path, capsys):
    return Exchange(tmp_path, capsys)


def columns(book):
    return {cell.value: cell.column_letter for cell in book[SHEET][1]}


def test_what_the_clerk_sees(exchange):
    book = openpyxl.load_workbook(exchange.book)
    sheet = book[SHEET]
    at = columns(book)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert sheet.protection.sheet
    assert sheet[f"{at['Номер на сайте']}2"].protection.locked
    assert not sheet[f"{at['Адрес']}2"].protection.locked
    assert not sheet[f"{at['Адрес']}50"].protection.locked or not sheet.column_dimensions[at["Адрес"]].protection.locked
    link = sheet[f"{at['Ссылка на чат']}3"]
    assert (link.value, link.hyperlink.target) == (invite(1), invite(1))
    checked = sheet[f"{at['Дата проверки']}2"]
    assert (checked.is_date, checked.number_format) == (True, "dd.mm.yyyy")
    lists = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists[f"{at['Чей чат']}2"] == '"УК,жители,Госуслуги"'
    assert sheet.column_dimensions[at["Ссылка на чат"]].width > 50
    assert book[BASE_SHEET].sheet_state == "veryHidden"
    assert "Как заполнять" in book[HELP_SHEET]["A1"].value


def test_no_cell_carries_a_formula_and_phones_keep_their_plus(exchange):
    with zipfile.ZipFile(io.BytesIO(exchange.book.read_bytes())) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    values = [cell.value for row in openpyxl.load_workbook(exchange.book)[HELP_SHEET].iter_rows() for cell in row]
    assert "+7 4242 00-00-00" in values
    assert "=Приёмная" in values
    book = openpyxl.load_workbook(exchange.book)
    note = book[SHEET][f"{columns(book)['Примечание для жителей']}2"]
    assert (note.data_type, note.value, note.quotePrefix) == ("s", "=cmd|' /C calc'!A0", True)
    assert book[SHEET][f"{columns(book)['Адрес']}5"].number_format == "@"


def test_what_was_not_edited_changes_nothing(exchange):
    assert exchange.edit() == 0
    assert exchange.text == COMPANY
    assert "Данные не изменены: менять нечего." in exchange.said


def test_links_that_are_kept_apart_do_not_leave(tmp_path, capsys):
    company = COMPANY.replace(f"link: {invite(2)}, checked", "share: poster, checked").replace(", share: site", "")
    private = {"companies/a.yaml": company, "private/links.yaml": f'"12345": {{link: {invite(9)}}}\n'}
    write(tmp_path / "data", private)
    assert main(["export", "--data", str(tmp_path / "data"), "--company", "a", "-o", str(tmp_path / "b.xlsx")]) == 0
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        assert not any(invite(9).encode() in archive.read(name) for name in archive.namelist())


def test_another_address_in_another_place_leaves_with_it(tmp_path, capsys):
    company = COMPANY.replace('"ул. Мира, 4"', '"ул. Мира, 4", aliases: ["с. Луговое, ул. Ленина, 3"]')
    write(tmp_path / "data", {"companies/a.yaml": company})
    assert main(["export", "--data", str(tmp_path / "data"), "--company", "a", "-o", str(tmp_path / "b.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    cells = [cell.value for cell in book[SHEET][columns(book)["Другие адреса"]]]
    assert "переулок Угловой, 3; улица Садовая, 7" in cells, "of its own settlement"
    assert "н. п. Луговое, улица Ленина, 3" in cells


def letters(exchange):
    return columns(openpyxl.load_workbook(exchange.book))


# Title of the column, row, new value, (old, new) in the YAML.
EDITS = [
    ("Квартир", 3, 96, ("flats: 80", "flats: 96")),
    ("Ссылка на чат", 3, invite(5), (invite(1), invite(5))),
    ("Подъезд чата", 3, 3, ("entrance: 2", "entrance: 3")),
    ("Ссылка на чат", 5, invite(6),
     (f"{invite(2)}, checked: 2026-10-01, checked_by: УК «А», share", f"{invite(6)}, share")),
    ("Дата проверки", 5, "20.11.2026", ("2026-10-01", "2026-11-20")),
    ("Где показывать ссылку", 5, "на объявлении", ("share: site", "share: poster")),
    ("Кто проверил", 5, "", (", checked_by: УК «А»", "")),
    ("Вход с одобрения", 3, "", (", approval: true", "")),
    ("Ссылка на чат", 5, "",
     (f"    chat: {{link: {invite(2)}, checked: 2026-10-01, checked_by: УК «А», share: site}}\n", "")),
    ("Подъезды", 5, "1, 2", ("entrances: [1, 3]", "entrances: [1, 2]")),
    ("Код ФИАС", 5, "", ("    fias: 00000000-0000-0000-0000-000000000001\n", "")),
    ("Широта", 5, 46.96, ("[46.9591, 142.7381]", "[46.96, 142.7381]")),
    ("Другие адреса", 5, "пер. Угловой, 3", (
        '["пер. Угловой, 3", "ул. Садовая, 7"]', '["переулок Угловой, 3"]')),
    ("Населённый пункт", 5, "Дальнее", ("settlement: Луговое", "settlement: Дальнее")),
    ("Адрес", 5, "ул. Мира, 2/10", ("ул. Мира, 2/9", "улица Мира, 2/10")),
    ("Ссылка на чат", 4, invite(7), ('"ул. Мира, 4"}', f'"ул. Мира, 4", chat: {invite(7)}}}')),
    ("Примечание для жителей", 3, "Вход со двора", ("\"=cmd|' /C calc'!A0\"", '"Вход со двора"')),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "row", "value", "change"), EDITS, ids=[f"{title} {row}: {value}" for title, row, value, _ in EDITS]
)
def test_an_edit_gives_exactly_the_edit(exchange, title, row, value, change):
    assert exchange.edit(**{f"{letters(exchange)[title]}{row}": value}) == 0
    assert COMPANY.count(change[0]) == 1
    assert exchange.text == COMPANY.replace(*change)


@pytest.mark.parametrize(("title", "value"), [("Дата проверки", "20.11.2026"), ("Ссылка на чат", invite(6))])
def test_a_person_can_not_date_the_word_of_a_bot(tmp_path, capsys, title, value):
    """What a clerk changes is not what the bot confirmed."""
    company = COMPANY.replace("checked_by: УК «А», share: site}", "checked_by: бот, share: site, chat_id: -77}")
    exchange = Exchange(tmp_path, capsys, company)
    assert "checked_by: бот" in exchange.text
    assert exchange.edit(**{f"{letters(exchange)[title]}5": value}) == 0
    assert "бот" not in exchange.text
    assert "chat_id: -77" in exchange.text


# Fields of a building without a column in the workbook.
NOT_IN_WORKBOOKS = {
    "id": "the site gives it, and a row is known by it",
    "separate": "whoever keeps the site, or an answer, tells two houses apart",
    "slug": "whoever keeps the site settles which of two pages has the address",
    "chat": "its fields have columns of their own",
    "chats": "its fields have columns of their own, a row for each chat",
}
# Cell values for columns that differ from the field's name and example.
TYPED = {
    "address": ({"Адрес": "улица Мира, 6"}, "улица Мира, 6"),
    "aliases": ({"Другие адреса": "улица Садовая, 9"}, ["улица Садовая, 9"]),
    "location": ({"Широта": "46.9591", "Долгота": "142.7381"}, ["46.9591", "142.7381"]),
}


def row_of(exchange, building):
    """Return the number of the building's row, and its cells by title."""
    head, *rows = openpyxl.load_workbook(exchange.book)[SHEET].iter_rows(values_only=True)
    number, row = next((number, row) for number, row in enumerate(rows, 2) if row[0] == building)
    return number, {title: str(value) for title, value in zip(head, row, strict=True)}


def type_in(exchange, cells):
    """Import these cells, by title, for the house of the last record; return its record afterwards."""
    number, _ = row_of(exchange, "9M4RZ")
    assert exchange.edit(**{f"{letters(exchange)[title]}{number}": text for title, text in cells.items()}) == 0
    return plain(marked_nodes(exchange.text))["buildings"][2]


@pytest.mark.parametrize("name", [name for name in BUILDING.by_name if name not in NOT_IN_WORKBOOKS])
def test_every_field_is_typed_leaves_again_and_is_erased(exchange, name):
    """A new field needs a row in generator/spreadsheets/plain_fields.py, or a reason above."""
    example = BUILDING.by_name[name].example
    cells, said = TYPED.get(name) or ({BY_NAME[name].title: example}, example)
    before = plain(marked_nodes(COMPANY))["buildings"][2]
    assert type_in(exchange, cells) == {**before, name: said}
    assert exchange.run("export", "--company", "a", "-o", str(exchange.book)) == 0
    assert cells.items() <= row_of(exchange, "9M4RZ")[1].items()
    if name != "address":  # an erased address stays
        assert type_in(exchange, dict.fromkeys(cells, "")) == before


def test_what_others_changed_meanwhile_stays(exchange):
    """An old workbook brings its own edit, not the other values of its day."""
    (exchange.data / "companies/a.yaml").write_text(COMPANY.replace("flats: 80", "flats: 81"), encoding="utf-8")
    exchange.edit(**{f"{letters(exchange)['Этажей']}3": 9})
    assert exchange.text == COMPANY.replace("flats: 80", "flats: 81\n    floors: 9")


def test_a_new_house_and_a_second_chat(exchange):
    at = letters(exchange)
    cells = {f"{at['Адрес']}8": "Мира 6", f"{at['Ссылка на чат']}8": invite(8),
             f"{at['Номер на сайте']}9": "9M4RZ", f"{at['Ссылка на чат']}9": invite(9),
             f"{at['Подъезд чата']}9": 1}  # fmt: skip
    assert exchange.edit(**cells) == 0
    assert f'"ул. Мира, 4", chat: {{link: {invite(9)}, entrance: 1}}}}\n' in exchange.text
    assert f"    address: улица Мира, 6\n    chat: {invite(8)}\n" in exchange.text


@pytest.mark.parametrize("changed", ["value", "hyperlink"])
def test_a_link_replaced_in_an_exported_cell_is_the_clerks(exchange, changed):
    book = openpyxl.load_workbook(exchange.book)
    at = columns(book)["Ссылка на чат"]
    cell = next(book[SHEET][f"{at}{row}"] for row in range(2, 9) if book[SHEET][f"{at}{row}"].hyperlink)
    old = cell.value
    if changed == "value":
        cell.value = invite(8)  # Excel leaves the click's target as it was
    else:
        cell.hyperlink.target = invite(8)
    exchange.book.write_bytes(saved(book))
    assert exchange.run("import", str(exchange.book), "--company", "a") == 0
    assert "с вопросами 0" in exchange.said
    assert exchange.text == COMPANY.replace(old, invite(8))


def test_a_copied_row_is_one_more_chat(exchange):
    book = openpyxl.load_workbook(exchange.book)
    sheet, at = book[SHEET], columns(book)
    for cell in sheet[5]:
        sheet.cell(8, cell.column).value = cell.value
    sheet[f"{at['Ссылка на чат']}8"].value = invite(8)
    sheet[f"{at['Дата проверки']}8"].value = None
    exchange.book.write_bytes(saved(book))
    exchange.edit()
    assert "    chats:\n      - {link: " + invite(2) in exchange.text
    assert f"      - link: {invite(8)}\n" in exchange.text


def test_a_row_that_was_deleted_is_reported(exchange):
    book = openpyxl.load_workbook(exchange.book)
    book[SHEET].delete_rows(4)
    exchange.book.write_bytes(saved(book))
    exchange.edit()
    assert exchange.text == COMPANY
    assert "? улица Мира, 4 (9M4RZ) — в таблице нет, оставлен" in exchange.said


def test_saved_as_csv_it_still_goes_by_the_numbers(exchange, tmp_path):
    book = openpyxl.load_workbook(exchange.book)
    table = tmp_path / "a.csv"
    with table.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";").writerows([cell.value for cell in row] for row in book[SHEET].iter_rows())
    exchange.run("import", str(table), "--company", "a")
    assert exchange.text == COMPANY


def test_a_whole_city_comes_back_as_it_was(tmp_path, capsys):
    write_city(tmp_path / "data", buildings=300, seed=1)
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.yaml")}
    book = tmp_path / "city.xlsx"
    assert main(["export", "--data", str(tmp_path / "data"), "-o", str(book), "--today", TODAY.isoformat()]) == 0
    folders = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "output")]
    code = main(["import", str(book), *folders, "--today", TODAY.isoformat()])
    said = "".join(capsys.readouterr())
    assert (code, "менять нечего" in said, "с вопросами 0, не принято 0" in said) == (0, True, True)
    assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*.yaml")} == before


def test_a_template_is_blank_and_is_imported_when_filled(exchange, tmp_path):
    book = tmp_path / "blank.xlsx"
    assert exchange.run("export", "--template", "--company", "a", "-o", str(book)) == 0
    sheet = openpyxl.load_workbook(book)
    assert sheet[SHEET].max_row == 1
    sheet[SHEET]["B2"].value = "Мира 6"
    book.write_bytes(saved(sheet))
    assert exchange.run("import", str(book), "--company", "a") == 0
    assert exchange.text.startswith(COMPANY)
    assert exchange.text.endswith("    address: улица Мира, 6\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--company", "b"], "в данных нет компании «b»"),
        (["--company", "a", "-o", "a.csv"], "a.csv — не имя книги Excel"),
    ],
)
def test_wrong_wishes(exchange, arguments, words):
    assert exchange.run("export", *arguments) == 2
    assert words in exchange.said


def test_a_strange_file_is_not_overwritten(exchange, tmp_path):
    book = tmp_path / "own.xlsx"
    book.write_bytes(saved(openpyxl.Workbook()))
    before = book.read_bytes()
    assert exchange.run("export", "--company", "a", "-o", str(book)) == 2
    assert book.read_bytes() == before
    assert exchange.run("export", "--company", "a", "-o", str(exchange.book)) == 0


def test_a_workbook_prints_on_a4_that_can_be_read(exchange):
    """Landscape, not squeezed onto one page: number, address and header on each, the pages of a row together."""
    book = openpyxl.load_workbook(exchange.book)
    sheet = book[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert int(sheet.page_setup.scale) >= 70
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.page_setup.pageOrder == "overThenDown"
    assert sheet.print_options.gridLines
    help_sheet = book[HELP_SHEET]
    assert (help_sheet.page_setup.paperSize, help_sheet.page_setup.fitToHeight) == (9, 0)
    # The list of all companies has the company on each page too.
    assert exchange.run("export", "-o", str(exchange.book)) == 0
    assert openpyxl.load_workbook(exchange.book)[SHEET].print_title_cols == "$A:$C"


def test_a_long_note_has_a_high_row(exchange):
    path = exchange.data / "companies/a.yaml"
    long = "Вход со двора, со стороны детского сада, звоните в домофон дважды. " * 4
    path.write_text(
        path.read_text(encoding="utf-8").replace("\"=cmd|' /C calc'!A0\"", f'"{long.strip()}"'), encoding="utf-8"
    )
    assert exchange.run("export", "--company", "a", "-o", str(exchange.book)) == 0, exchange.said
    sheet = openpyxl.load_workbook(exchange.book)[SHEET]
    rows = {sheet.cell(row, 1).value: sheet.row_dimensions[row].height for row in range(2, 5)}
    assert rows["7K3QX"] >= 60
    assert rows["9M4RZ"] is None
