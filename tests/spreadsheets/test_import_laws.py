"""Any table: no crash, every row counted, valid data afterwards, and a second import changes nothing."""

import io
import os
import re
from datetime import date, datetime, time

import openpyxl
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from generator.build.pipeline import check
from generator.commands.cli import main
from generator.spreadsheets.workbook import SHEET
from tests.datafiles.folders import invite, options, write
from tests.spreadsheets.books import run_import, xlsx

STRESS = int(os.environ.get("DOMCHAT_STRESS", "0"))  # make stress
EXAMPLES = STRESS or 25

COMPANY = f"""\
name: УК «А»
kind: direct
buildings:
  - id: 7K3QX  # первый
    address: ул. Ленина, 1
    entrances: 2
    chats:
      - {{owner: gosuslugi, checked: 2026-11-01}}
      - link: {invite(1)}
        entrance: 2
  - {{id: 9M4RZ, address: "ул. Мира, 2", chat: {invite(2)}}}
  - id: 2ND4C
    address: ул. Мира, 3
    chat:
      share: poster
      checked: 2026-11-01
"""
FILES = {"companies/a.yaml": COMPANY, "companies/b.yaml": "name: УК «Б»\nkind: direct\n"}
ANY = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.times(),
)  # fmt: skip
CELLS = {
    "Номер на сайте": st.sampled_from(["7K3QX", "9M4RZ", "ZZZZ9", "", "7к3qх"]),
    "Адрес": st.sampled_from(["ул. Ленина, 1", "Ленина 1а", "Ленина 1 корп А", "Мира 2", "пер. Мира, 2", "Мира 7",
                              "Мира 7, 8", "с. Луговое, ул. Мира, 7", "Луговое, 5", "под. 1,2 Мира 9", "Итого", ""]),
    "Дом": st.sampled_from([1, 2.0, "2/9", datetime(2026, 9, 2), "12а", time(12, 30), "0", ""]),
    "Улица": st.sampled_from(["Ленина", "ул. Мира", "проспект Мира", ""]),
    "Ссылка на чат": st.sampled_from([invite(1), invite(2), invite(3), f"1 подъезд {invite(4)}\n2 под. {invite(5)}",
                                      "https://max.ru/join/abcdefgh", "https://max.ru/u/x", "чат", "нет", ""]),
    "Подъезд": st.sampled_from([1, 2, 7, "1-2", "первый", ""]),
    "Подъездов": st.sampled_from([1, 2, 4.0, 0, 500, ""]),
    "Подъезды": st.sampled_from(["1, 2", "1-4", "3", ""]),
    "Чей чат": st.sampled_from(["УК", "жители", "Госуслуги", "мой", ""]),
    "Где показывать ссылку": st.sampled_from(["на сайте", "нигде", "на объявлении", ""]),
    "Дата проверки": st.sampled_from([date(2026, 11, 1), "01.11.2026", "2027-01-01", "вчера", ""]),
    "Отозвана": st.sampled_from([date(2026, 11, 1), ""]),
    "Общий": st.sampled_from(["да", "нет", ""]),
    "Другие адреса": st.sampled_from(["Садовая 1", "Садовая 1; ул. Мира, 2", "?", ""]),
    "Населённый пункт": st.sampled_from(["Луговое", "Примерград", ""]),
    "ФИАС": st.sampled_from(["00000000-0000-0000-0000-000000000001", "1", ""]),
    "Широта": st.sampled_from([46.9, "46,9", 200, ""]),
    "Долгота": st.sampled_from([142.7, "x", ""]),
    "Управляющая компания": st.sampled_from(["УК «А»", "Б", 'ТСЖ "Новое"', "Не заполнено", "=cmd", ""]),
    "ИНН": st.sampled_from([6501156338, "1", ""]),
    "Примечание для жителей": st.sampled_from(["Вход: со двора # тут", "- а\nб: в", "=1+1", ""]),
}  # fmt: skip
HEADS = st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=9, unique=True)


@st.composite
def tables(draw):
    head = draw(HEADS)
    cells = (st.one_of(CELLS[name], ANY) if draw(st.booleans()) else CELLS[name] for name in head)
    rows = draw(st.lists(st.tuples(*cells), max_size=6))
    return [head, *(list(row) for row in rows)]


def saved_as_is(rows):
    """Return a workbook, unless Excel itself could not store a cell."""
    try:
        return xlsx([[value.replace("\0", "") if isinstance(value, str) else value for value in row] for row in rows])
    except (openpyxl.utils.exceptions.IllegalCharacterError, ValueError, OverflowError):
        return None


def errors(data):
    return [str(problem) for problem in check(options(data=data)).report if problem.severity == "error"]


def texts(data):
    return {path: path.read_bytes() for path in data.rglob("*.yaml")}


# Most tables are refused as a whole; the data stays valid then too, but such examples are not counted.
@settings(
    max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
)
@given(tables(), st.sampled_from(["a", ""]), st.sampled_from([[], ["--alike-are-new"], ["--remove-missing"]]))
def test_laws_of_an_import(tmp_path_factory, capsys, rows, company, wishes):
    table = saved_as_is(rows)
    assume(table is not None)
    folder = tmp_path_factory.mktemp("laws")
    ran = run_import(folder, capsys, table, *wishes, company=company, files=FILES)
    assert ran.code in (0, 1, 2), ran.said
    assert errors(ran.data) == [], ran.said
    counted = re.search(r"Строк (\d+): прочитано (\d+), с вопросами (\d+), не принято (\d+)\.", ran.said)
    assume(counted)
    total, *parts = map(int, counted.groups())
    assert sum(parts) == total
    passed = len(re.findall(r"  Не дом: ", ran.said))
    filled = sum(any(value not in (None, "") and str(value).strip() for value in row) for row in rows[1:])
    assert total + passed == filled, ran.said
    before = texts(ran.data)
    again = run_import(folder, capsys, table, *wishes, company=company)
    assert texts(ran.data) == before, f"{ran.said}\n{again.said}"


FIAS = "00000000-0000-0000-0000-00000000000{}".format
SEVERAL_NAMES = f"""\
name: УК «А»
kind: direct
buildings:
  - {{id: 7K3QX, address: "ул. Ленина, 1", fias: {FIAS(1)}}}
  - {{id: 9M4RZ, address: "ул. Мира, 2", aliases: ["ул. Садовая, 1"], chat: {invite(2)}}}
  - {{id: 2ND4C, address: "ул. Мира, 3А", settlement: Луговое}}
"""
NAMES = st.tuples(
    st.sampled_from(["", "", "7K3QX", "9M4RZ", "2ND4C"]),
    st.sampled_from(["ул. Ленина, 1", "ул. Мира, 2", "ул. Садовая, 1", "Луговое, ул. Мира, 3А", "ул. Новая, 4",
                     "Луговое, ул. Мира, 3 лит. А", "ул. Новая, 5", "Луговое, 3А", ""]),
    st.sampled_from(["", "", "", "ул. Садовая, 1", "ул. Мира, 2", "ул. Новая, 4", "Луговое, ул. Новая, 4"]),
    st.sampled_from(["", "", FIAS(1), FIAS(2)]),
    st.sampled_from(["", "", invite(1), invite(2), invite(3)]),
)  # fmt: skip


@settings(max_examples=4 * EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, min_size=2, max_size=5), st.sampled_from([[], ["--alike-are-new"]]))
def test_what_a_row_means_does_not_depend_on_the_rows_imported_with_it(tmp_path_factory, capsys, rows, wishes):
    folder = tmp_path_factory.mktemp("names")
    table = xlsx([["Номер на сайте", "Адрес", "Другие адреса", "ФИАС", "Ссылка на чат"], *map(list, rows)])
    ran = run_import(folder, capsys, table, *wishes, files={"companies/a.yaml": SEVERAL_NAMES})
    assert errors(ran.data) == [], ran.said
    before = texts(ran.data)
    again = run_import(folder, capsys, table, *wishes)
    assert texts(ran.data) == before, f"{ran.said}\n{again.said}"


LINKS = st.sampled_from(["", "", "", invite(1), invite(2), f"чат {invite(3)}, старый {invite(4)}", f"{invite(5)}."])
WITH_LINKS = st.tuples(
    st.sampled_from(["ул. Ленина, 1", "ул. Мира, 2", "ул. Мира, 3", "ул. Новая, 4", f"ул. Новая, 5 {invite(6)}", "?"]),
    LINKS, LINKS, LINKS, st.sampled_from(["", "", "Госуслуги", "жители", invite(7)]), LINKS,
)  # fmt: skip


@settings(max_examples=2 * EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WITH_LINKS, min_size=1, max_size=4), st.sets(st.integers(2, 5)))
def test_no_link_to_max_is_lost(tmp_path_factory, capsys, rows, clicks):
    folder = tmp_path_factory.mktemp("links")
    head = ["Адрес", "Группа МАКС", "Примечание", "", "Чей чат", "Мессенджер"]
    links = {f"A{row}": invite(8) for row in clicks if row <= len(rows) + 1}  # in the column after the address
    ran = run_import(folder, capsys, xlsx([head, *map(list, rows)], links=links), files=FILES)
    kept = ran.file() + ran.said
    asked = {int(number) for number in re.findall(r"«Дома», (?:строка |A)(\d+): ", ran.said)}  # the whole row
    held = " ".join(
        f"{' '.join(row)} {links.get(f'A{number}', '')}" for number, row in enumerate(rows, 2) if number not in asked
    )
    lost = [url for url in map(invite, range(1, 9)) if url in held and url not in kept]
    assert lost == [], ran.said


NEW = st.sampled_from(["", invite(7), 5, "да", "жители", "нигде", date(2026, 11, 5), "Луговое", "Садовая 1", "1, 2"])
EDITS = st.lists(st.tuples(st.integers(2, 7), st.integers(1, 24), st.one_of(NEW, ANY)), max_size=4)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_any_edit_of_our_own_workbook_leaves_sound_data(tmp_path_factory, capsys, edits):
    folder = tmp_path_factory.mktemp("edits")
    data = write(folder / "data", FILES)
    book = folder / "a.xlsx"
    assert main(["export", "--company", "a", "--data", str(data), "-o", str(book)]) == 0
    workbook = openpyxl.load_workbook(book)
    try:
        for row, column, value in edits:
            workbook[SHEET].cell(row, column).value = value.replace("\0", "") if isinstance(value, str) else value
        target = io.BytesIO()
        workbook.save(target)
    except (openpyxl.utils.exceptions.IllegalCharacterError, ValueError, OverflowError):
        reject()
    ran = run_import(folder, capsys, target.getvalue())
    assert ran.code in (0, 1), ran.said
    assert errors(data) == [], ran.said
    before = texts(data)
    run_import(folder, capsys, target.getvalue())
    assert texts(data) == before
