"""`domchat import`: what is understood, questioned and refused; and the files afterwards."""

import re
import subprocess
from datetime import date, datetime, time

import openpyxl
import pytest

from generator.build.pipeline import check
from generator.commands import import_, text_files
from generator.spreadsheets.tables.cells import Cell
from tests.datafiles.folders import SITE, invite, options, write
from tests.spreadsheets.books import run_import, saved, xlsx
from tests.test_editing import NASTY

HEAD = ["Адрес", "Ссылка на чат"]
COMPANY = "name: УК «А»\nkind: direct\n"
TWO = (
    COMPANY
    + f"buildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n    chat: {invite(1)}\n"
    + "  - id: 9M4RZ\n    address: ул. Мира, 2\n    flats: 80\n"
)
HISTORY = "published:\n  7K3QX: [doma/ulitsa-lenina/1]\n  9M4RZ: [doma/ulitsa-mira/2]\n"


def sound(data):
    return [str(problem) for problem in check(options(data=data)).report if problem.severity == "error"]


def files(company=TWO, **more):
    return {"companies/a.yaml": company, "history.yaml": HISTORY, **more}


# --- what is written


def test_new_houses_get_ids_and_stand_as_a_careful_person_writes_them(tmp_path, capsys):
    table = xlsx([["Адрес", "Ссылка", "Подъездов", "Квартир", "Дата проверки"],
                  ["ул Ленина д.3 кор.2", invite(1), 4.0, "80 шт.", date(2026, 11, 1)]])  # fmt: skip
    ran = run_import(tmp_path, capsys, table)
    assert ran.code == 0
    head, building = ran.file().split("  - id: ")
    assert head == COMPANY + "buildings:\n"
    assert building.split("\n", 1)[1] == (
        "    address: улица Ленина, 3 корп. 2\n    entrances: 4\n    flats: 80\n    chat:\n"
        f"      link: {invite(1)}\n      checked: 2026-11-01\n"
    )
    assert "Строк 1: прочитано 1, с вопросами 0, не принято 0." in ran.said
    assert sound(ran.data) == []
    assert building[:5] in (ran.data / "history.yaml").read_text(encoding="utf-8")


def test_again_changes_nothing(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 3", invite(1)], ["Мира 5", ""]])
    first = run_import(tmp_path, capsys, table).file()
    again = run_import(tmp_path, capsys, table)
    assert again.file() == first
    assert "Данные не изменены: менять нечего." in again.said
    assert "без изменений 2" in again.said


def test_three_links_change_three_lines_of_a_file_with_habits_of_its_own(tmp_path, capsys):
    data = write(tmp_path / "data", {"companies/a.yaml": NASTY})
    git = ["git", "-C", str(data)]
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.ru", "-c", "core.autocrlf=false"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "companies"], check=True)
    subprocess.run([*git, *identity, "commit", "-qm", "1"], check=True)
    table = xlsx([["Адрес", "Подъезд", "Ссылка"], ["ул. Ленина, 1", "", invite(11)], ["ул. Мира, 5", "2", invite(12)],
                  ["ул. Мира, 7", "", invite(13)]])  # fmt: skip
    assert run_import(tmp_path, capsys, table, files={"companies/a.yaml": NASTY}).code == 0
    shown = subprocess.run([*git, "diff", "-U0", "companies"], check=True, capture_output=True, text=True).stdout
    lines = [line for line in shown.split("\n") if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))]
    assert lines == [
        f"-        chat:     {invite(1)}   # чат",
        f"+        chat:     {invite(11)}   # чат",
        f"-        - link: {invite(3)}",
        f"+        - link: {invite(12)}",
        f'-    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{invite(4)}"  }}   }}',
        f'+    - {{id: 2ND4C, address: "ул. Мира, 7", chat: {{link: "{invite(13)}"  }}   }}',
    ]


def test_a_new_link_does_not_inherit_the_old_ones_check(tmp_path, capsys):
    company = TWO.replace(
        f"chat: {invite(1)}", f"chat:\n      link: {invite(1)}\n      checked: 2026-11-01\n      since: 2026-02-01"
    )
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 1", invite(5)]]), files=files(company))
    assert f"    chat:\n      link: {invite(5)}\n      since: 2026-02-01\n" in ran.file()
    assert "дата проверки: 01.11.2026 → (стёрто)" in ran.said


def test_what_the_table_lacks_is_reported_and_left(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 1", invite(1)]]), files=files())
    assert ran.file() == TWO
    assert "? улица Мира, 2 (9M4RZ) — в таблице нет, оставлен" in ran.said


def test_it_is_removed_if_that_is_asked_for_and_its_id_is_retired(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 1", invite(1)]])
    ran = run_import(tmp_path, capsys, table, "--remove-missing", files=files())
    assert ran.file() == TWO.split("  - id: 9M4RZ", maxsplit=1)[0]
    assert (ran.data / "site.yaml").read_text(encoding="utf-8").endswith("retired:\n  9M4RZ: null\n")
    assert sound(ran.data) == []


def test_nothing_is_removed_while_a_row_is_not_understood(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 1", invite(1)], ["Мира", ""]])
    ran = run_import(tmp_path, capsys, table, "--remove-missing", files=files())
    assert ran.file() == TWO
    assert "удалять нельзя" in ran.said


def test_a_dry_run_shows_the_ids_that_are_written_later(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 3", ""], ["ул. Ленина, 4", ""]])
    told = run_import(tmp_path, capsys, table, "--dry-run").said
    text = run_import(tmp_path, capsys, table).file()
    assert [one for one in re.findall(r"\+ улица Ленина, \d \((\w+)\)", told) if one not in text] == []
    assert text.count("id: ") == 2


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 1", invite(5)]]), "--dry-run", files=files())
    assert ran.file() == TWO
    assert f"ссылка: {invite(1)} → {invite(5)}" in ran.said
    assert "это пробный запуск" in ran.said


def test_crlf_and_the_mark_of_utf_8_stay(tmp_path, capsys):
    company = "\ufeff" + TWO.replace("\n", "\r\n")
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Мира, 2", invite(5)]]), files=files(company))
    written = (ran.data / "companies/a.yaml").read_bytes().decode()
    assert written == company + f"    chat: {invite(5)}\r\n"


def test_a_failure_leaves_every_file_as_it_was(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(text_files.Path, "replace", full)
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 1", invite(5)]]), files=files())
    assert ran.code == 3
    assert ran.file() == TWO
    assert sorted(path.name for path in ran.data.rglob("*") if path.is_file()) == [
        "a.yaml",
        "history.yaml",
        "site.yaml",
    ]


def test_data_with_errors_are_not_touched(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Мира, 5", ""]]), files=files(TWO + "colour: red\n"))
    assert ran.code == 1
    assert "Сначала исправьте данные" in ran.said


# --- how houses are found


@pytest.mark.parametrize(
    ("column", "value"),
    [("Номер на сайте", "7K3QX"), ("Код ФИАС", "00000000-0000-0000-0000-000000000001"), ("Адрес", "Ленина д 1"),
     ("Адрес", "пер. Угловой, 3"), ("Номер на сайте", "7к3qх")],
)  # fmt: skip
def test_a_house_is_found_by_id_fias_address_or_alias(tmp_path, capsys, column, value):
    company = TWO.replace(
        "ул. Ленина, 1\n",
        'ул. Ленина, 1\n    aliases: ["пер. Угловой, 3"]\n    fias: 00000000-0000-0000-0000-000000000001\n',
    )
    ran = run_import(tmp_path, capsys, xlsx([[column, "Этажей"], [value, 9]]), files=files(company))
    assert ran.file() == company.replace("    fias:", "    floors: 9\n    fias:")


def test_an_id_with_another_address_renames_the_house(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([["Номер на сайте", "Адрес"], ["7K3QX", "ул. Ленина, 1А"]]), files=files())
    assert "    address: улица Ленина, 1А\n" in ran.file()
    assert "doma/ulitsa-lenina/1, doma/ulitsa-lenina/1a" in (ran.data / "history.yaml").read_text(encoding="utf-8")
    assert sound(ran.data) == []


QUESTIONS = {
    "an unknown id": ([["Номер на сайте", "Адрес"], ["ZZZZ9", "ул. Мира, 5"]], "номера ZZZZ9 в данных нет"),
    "the id of another house": (
        [["Номер на сайте", "Адрес"], ["7K3QX", "ул. Мира, 2"]],
        "номер 7K3QX — это улица Ленина, 1, а адрес в строке — дома с номером 9M4RZ",
    ),
    "perhaps one house": ([["Адрес"], ["ул. Мира, 2А"], ["ул. Мира, 2 корп. А"]], "возможно, один дом"),
    "perhaps one of the data": ([["Адрес"], ["ул. Садовая, 7 лит. Б"]], "возможно, один дом"),
    "another company's": ([["Адрес"], ["ул. Садовая, 7Б"]], "в данных ведёт «УК „Б“»"),
    "one link for two, where to say that": (
        [HEAD, ["ул. Мира, 5", invite(7)], ["ул. Мира, 6", invite(7)]],
        "напишите «да» в столбце «Общий на несколько домов»",
    ),
    "a link of the data": (
        [HEAD, ["ул. Мира, 5", invite(1)]],
        "стоит у другого дома: улица Ленина, 1 (номер 7K3QX) в данных",
    ),
    "one link for two": (
        [HEAD, ["ул. Мира, 5", invite(7)], ["ул. Мира, 6", invite(7)]],
        "та же ссылка стоит у другого дома",
    ),
    "a link that is another house's": ([HEAD, ["ул. Мира, 5", invite(1)]], "та же ссылка стоит у другого дома"),
    "a day ahead": (
        [[*HEAD, "Дата проверки"], ["ул. Мира, 5", invite(7), date(2027, 1, 1)]],
        "1 января 2027 ещё не наступило",
    ),
    "values that differ": ([["Адрес", "Этажей"], ["ул. Мира, 5", 5], ["ул. Мира, 5", 9]], "этажей: здесь 9"),
    "a link that looks cut": ([HEAD, ["ул. Мира, 5", "https://max.ru/join/abcdefghijkl"]], "вероятно, обрезано"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_doubts_are_asked(tmp_path, capsys, name):
    rows, words = QUESTIONS[name]
    other = "name: УК „Б“\nkind: direct\nbuildings:\n  - {id: 2ND4C, address: 'ул. Садовая, 7Б'}\n"
    ran = run_import(tmp_path, capsys, xlsx(rows), files=files(**{"companies/b.yaml": other}))
    assert words in ran.said
    assert "с вопросами 0" not in ran.said
    assert sound(ran.data) == []


def test_a_slash_that_may_mean_a_corpus_is_asked_about_once(tmp_path, capsys):
    rows = [["Адрес", "Широта", "Долгота"], *([f"ул. Мира, {house}", 46.95, 142.7] for house in (
        "5/2", "5 корп. 2", "7/1", "7 к. 1", "9/3"))]  # fmt: skip
    ran = run_import(tmp_path, capsys, xlsx(rows), files=files())
    assert ran.said.count("с дробью, и с корпусом") == 1
    assert "пар 2: улица Мира, 5/2 и улица Мира, 5 корп. 2; улица Мира, 7/1" in ran.said
    assert "у 2 координаты ближе 60 м" in ran.said
    assert "прочитано 3, с вопросами 2" in ran.said
    with (ran.data / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("slash_means: corpus\n")
    again = run_import(tmp_path, capsys, xlsx(rows))
    assert "прочитано 5, с вопросами 0" in again.said
    assert "без изменений 3" in again.said


def test_a_row_to_blame_stops_no_other(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Мира, 5", invite(1)], ["ул. Мира, 6", invite(6)]])
    ran = run_import(tmp_path, capsys, table, files=files())
    assert "улица Мира, 6" in ran.file()
    assert "улица Мира, 5" not in ran.file()
    assert "прочитано 1, с вопросами 1" in ran.said


def test_a_link_that_is_kept_apart_is_not_published(tmp_path, capsys):
    company = TWO.replace(f"    chat: {invite(1)}\n", "    chat: {share: poster, checked: 2026-11-01}\n")
    private = {"private/links.yaml": f"7K3QX: {{link: {invite(1)}}}\n"}
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 1", invite(5)]]), files=files(company, **private))
    assert ran.file() == company
    assert "впишите новую в private/links.yaml" in ran.said


# --- what Excel and people do to tables


def test_headers_anywhere_sums_headings_and_blank_rows(tmp_path, capsys):
    table = xlsx([["Список домов УК «А»"], [], [None, "№ п/п", "Адрес дома", "Чат MAX", "Старший по дому"],
                  [None, 1, 2, 3, 4], [None, "Участок Северный"], [None, 1, "ул. Ленина, 3", invite(1), "Иванов"], [],
                  [None, "№ п/п", "Адрес дома", "Чат MAX", "Старший по дому"],
                  [None, 2, "ул. Ленина, 5", "нет", ""], [None, "Итого: 2"]])  # fmt: skip
    ran = run_import(tmp_path, capsys, table)
    assert "заголовок в строке 3" in ran.said
    assert "Не нужны: № п/п, Старший по дому." in ran.said
    assert "Строк 2: прочитано 2, с вопросами 0, не принято 0." in ran.said
    assert "Иванов" not in ran.file()


def test_a_row_for_every_entrance_in_merged_cells(tmp_path, capsys):
    table = xlsx(
        [["Адрес", "Подъезд", "Ссылка"], ["ул. Ленина, 3", 1, invite(1)], [None, "2 подъезд", invite(2)],
         [None, "№3", invite(3)], ["ул. Мира, 5", "1-4", invite(4)]],
        merge=["A2:A4"],
    )  # fmt: skip
    text = run_import(tmp_path, capsys, table).file()
    assert f"    chats:\n      - link: {invite(1)}\n        entrance: 1\n      - link: {invite(2)}\n" in text
    assert re.search(r'^        entrance: 3\n  - id: "?\w{5}"?\n', text, re.MULTILINE)  # digits alone are quoted
    assert text.endswith(f"    chat: {invite(4)}\n")


def test_one_link_for_every_entrance_is_one_chat(tmp_path, capsys):
    table = xlsx([["Адрес", "Подъезд", "Ссылка"], ["ул. Ленина, 3", 1, invite(1)], ["ул. Ленина, 3", 2, invite(1)]])
    assert run_import(tmp_path, capsys, table).file().endswith(f"    chat: {invite(1)}\n")


def test_several_chats_in_a_cell(tmp_path, capsys):
    cell = f"1 подъезд: {invite(1)}\n2 подъезд: {invite(2)}; {invite(3)}."
    text = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Ленина, 3", cell]])).file()
    assert text.endswith(
        f"    chats:\n      - link: {invite(1)}\n        entrance: 1\n      - link: {invite(2)}\n        entrance: 2\n"
        f"      - {invite(3)}\n"
    )


def test_links_as_text_as_a_click_and_as_a_formula(tmp_path, capsys):
    table = xlsx(
        [HEAD, ["ул. Ленина, 1", "Вступить"], ["ул. Ленина, 2", f'=HYPERLINK("{invite(2)}", "Чат")'],
         ["ул. Ленина, 3", invite(3).removeprefix("https://") + "."]],
        links={"B2": invite(1)},
    )  # fmt: skip
    text = run_import(tmp_path, capsys, table).file()
    assert [line.strip() for line in text.split("\n") if "chat:" in line] == [f"chat: {invite(n)}" for n in (1, 2, 3)]


def test_a_click_that_leads_elsewhere_than_the_text_is_asked_about(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 1", invite(1)]], links={"B2": invite(2)})
    ran = run_import(tmp_path, capsys, table)
    assert "B2: написана одна ссылка, а по щелчку открывается другая" in ran.said
    assert "max.ru" not in ran.file()


def test_columns_that_are_named_by_hand(tmp_path, capsys):
    table = xlsx([["Где", "Куда писать"], ["ул. Ленина, 3", invite(1)]])
    refused = run_import(tmp_path, capsys, table)
    assert refused.code == 1
    assert "--columns" in refused.said
    by_letter = run_import(tmp_path, capsys, table, "--columns", "Адрес=A", "Ссылка на чат=B", "--dry-run")
    assert "A1: не указан дом" in by_letter.said
    by_title = run_import(tmp_path, capsys, table, "--columns", "Адрес=где", "Ссылка на чат=Куда писать")
    assert "Строк 1: прочитано 1" in by_title.said
    assert invite(1) in by_title.file()
    assert "непонятно, что за столбец: «Цвет=A»" in run_import(tmp_path, capsys, table, "--columns", "Цвет=A").said
    assert "столбца «ZZZZ» в таблице нет" in run_import(tmp_path, capsys, table, "--columns", "Адрес=ZZZZ").said


# The cell, and the message: what it looks like and what to type.
CELLS = {
    "a date for a house": (
        "Дом", datetime(2018, 9, 2),
        "вместо номера дома стоит дата «02.09.2018»: так Excel испортил номер с дробью, вероятно 2/9 или 9/2",
    ),
    "a month for a house": ("Дом", datetime(2018, 12, 1), "вероятно 1/12 или 12/1 или 12/18"),
    "a date as text": ("Дом", "02.сен", "стоит дата «02.сен»: так Excel испортил номер с дробью, вероятно 2/9"),
    "a month as text": ("Дом", "сен.18", "вероятно 9/18"),
    "a date in English": ("Дом", "2-Sep", "вероятно 2/9"),
    "a date and a time": ("Дом", "2018-09-02 00:00:00", "вероятно 2/9 или 9/2"),
    "a fraction": ("Дом", 12.5, "вместо номера дома стоит дробное число «12,5»"),
    "a time": ("Дом", time(12, 30), "вместо номера дома стоит «12:30»"),
    "a minus": ("Дом", -3, "номера дома -3 не бывает"),
    "a minus in a text": ("Дом", "- 3", "номера дома - 3 не бывает"),
    "a day before there were chats": ("Дата проверки", "01.11.1926", "01.11.1926 чатов в MAX ещё не было"),
    "nought": ("Дом", 0, "номера дома 0 не бывает"),
    "an error": ("Дом", "#REF!", "здесь ошибка Excel «#REF!»"),
    "a truth": ("Дом", True, "вместо номера дома стоит «да»"),
    "several houses": ("Дом", "34, 36, 38", "в строке несколько домов"),
    "a formula": ("Дом", "=A1", "здесь формула, и значения у неё нет"),
    "no house": ("Дом", None, "не указан дом"),
    "another messenger": ("Ссылка", "https://t.me/dom", "«https://t.me/dom» — не чат в MAX"),
    "a person": ("Ссылка", "https://max.ru/u/abc", "ведёт к личной странице человека"),
    "a call": ("Ссылка", "https://max.ru/joincall/abcdefgh", "зовёт на звонок"),
    "words": ("Ссылка", "уточняется", "«уточняется» — не ссылка"),
    "an organisation": ("Ссылка", "https://max.ru/id6501156338_gos", "ведёт не в чат"),
    "a day that is none": ("Дата проверки", "31.02.2026", "даты «31.02.2026» нет в календаре"),
    "no day": ("Дата проверки", "вчера", "«вчера» не похоже на дату"),
    "an entrance that is none": ("Подъезд", "первый", "«первый» не похоже на номера подъездов"),
    "a date for an entrance": ("Подъезд", datetime(2026, 2, 1), "стоит дата «01.02.2026»"),
    "too many entrances": ("Подъездов", 500, "«500» не подходит"),
    "flats in words": ("Квартир", "много", "«много» не подходит"),
    "whose": ("Чей чат", "мой", "«мой» здесь не бывает"),
    "a short ФИАС": ("ФИАС", "1", "«1» не подходит"),
    "a person's telephone": ("Примечание для жителей", "ключ: 8 914 000-00-00", "мобильный номер +7 914 000-00-00"),
    "a person's name": ("Примечание для жителей", "Ключ у Анны Андреевны", "имя человека: «Анны Андреевны»"),
    "a person for an organisation": ("Кто проверил", "Петрова Анна Андреевна", "имя человека: «Петрова Анна"),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_every_bad_cell_has_its_message(tmp_path, capsys, name):
    column, value, words = CELLS[name]
    row = {"Улица": "ул. Ленина", "Дом": 3, "Ссылка": "", column: value}
    ran = run_import(tmp_path, capsys, xlsx([list(row), list(row.values())]))
    cell = f"{'ABCDE'[list(row).index(column)]}2"
    assert f"«Дома», {cell}: " in ran.said
    message = ran.said.split(f"«Дома», {cell}: ")[1]
    assert words in message.split("\n")[0]
    assert message.split("\n")[1].startswith("    что сделать: ")
    assert sound(ran.data) == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"Улица": "Ленина", "Дом": 12.0, "Корпус": "к. 2", "Литера": ""}, "улица Ленина, 12 корп. 2"),
        ({"Тип улицы": "пр-кт", "Улица": "Мира", "Дом": "12а", "Строение": 1}, "проспект Мира, 12А стр. 1"),
        ({"Тип улицы": "проспект", "Адрес": "50 лет Октября, 1"}, "проспект 50 лет Октября, 1"),
        ({"Тип улицы": "проспект", "Адрес": "ул. Ленина, 1"}, "улица Ленина, 1"),
        ({"Адрес": "ул. Ленина", "Дом": "5"}, "улица Ленина, 5"),
        ({"Адрес": "690000, г. Примерград, ул. Ленина, д. 5, кв. 1"}, "улица Ленина, 5"),
        ({"Город": "Луговое", "Улица": "Мира", "Дом": "2"}, "улица Мира, 2\n    settlement: Луговое"),
    ],
)
def test_addresses_in_pieces(tmp_path, capsys, row, wanted):
    assert f"    address: {wanted}\n" in run_import(tmp_path, capsys, xlsx([list(row), list(row.values())])).file()


OFFICE = "г. Примерград, ул. Ленина, 50"
SEVERAL_COLUMNS = {
    "the office first": [["Адрес", "Адрес дома"], [OFFICE, "ул. Мира, 5"], [OFFICE, "ул. Мира, 6"]],
    "the office last": [["Адрес дома", "Адрес"], ["ул. Мира, 5", OFFICE], ["ул. Мира, 6", OFFICE]],
    "whose the office is": [["Адрес УК", "Адрес объекта управления"], [OFFICE, "ул. Мира, 5"], [OFFICE, "ул. Мира, 6"]],
    "one office in all rows": [["Адрес", "Адрес по договору"], *([OFFICE, f"ул. Мира, {one}"] for one in (5, 6, 7))],
    "a legal address": [["Юр. адрес", "Адрес (многоквартирный дом)"], [OFFICE, "ул. Мира, 5"], [OFFICE, "ул. Мира, 6"]],
    "two words": [["Улица, дом"], ["ул. Мира, 5"], ["Мира 6"]],
    "many": [["Адреса"], ["ул. Мира, 5"], ["Мира 6"]],
    "where the chat is": [["Адрес чата", "Дом"], [invite(1), "ул. Мира, 5"], [invite(2), "ул. Мира 6"]],
}


@pytest.mark.parametrize("name", SEVERAL_COLUMNS)
def test_the_column_of_the_house_is_found_among_several(tmp_path, capsys, name):
    text = run_import(tmp_path, capsys, xlsx(SEVERAL_COLUMNS[name])).file()
    assert ("улица Мира, 5" in text, "улица Мира, 6" in text, "Ленина" in text) == (True, True, False)


TOLD_ABOVE = {
    "a street in the column of streets": [["Улица", "Дом"], ["ул. Мира", ""], ["", 5], ["", 6]],
    "a street in its first row": [["Улица", "Дом"], ["ул. Мира", 5], ["", 6]],
    "a street among addresses": [["Адрес", "Ссылка"], ["ул. Мира", ""], ["5", ""], ["д. 6", ""]],
    "a street without a column": [["Дом", "Ссылка"], ["ул. Мира", ""], ["5", ""], ["6", ""]],
    "a street and a place in its first row": [["Населённый пункт", "Улица", "Дом"], ["Луговое", "ул. Мира", 5],
                                             ["", "", 6]],
    "a village": [["Адрес", "Ссылка"], ["с. Луговое", ""], ["ул. Мира, 5", ""], ["Мира, 6", ""]],
    "a village above streets": [["Улица", "Дом"], ["с. Луговое", ""], ["ул. Мира", 5], ["", 6]],
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD_ABOVE)
def test_what_is_told_above_the_rows_is_theirs(tmp_path, capsys, name):
    text = run_import(tmp_path, capsys, xlsx(TOLD_ABOVE[name])).file()
    place = "\n    settlement: Луговое\n" if "Луговое" in str(TOLD_ABOVE[name]) or "village" in name else "\n"
    assert f"улица Мира, 5{place}" in text
    assert f"улица Мира, 6{place}" in text


def test_a_street_that_is_missing_among_repeated_ones_is_not_made_up(tmp_path, capsys):
    rows = [["Населённый пункт", "Улица", "Дом"], ["", "ул. Мира", 5], ["", "ул. Мира", 6], ["", "", 7]]
    assert "не указана улица" in run_import(tmp_path, capsys, xlsx(rows)).said
    rows = [["Населённый пункт", "Улица", "Дом"], ["", "ул. Мира", 5], ["Луговое", "", 7]]
    assert "«Луговое», 7" in run_import(tmp_path, capsys, xlsx(rows)).file()


def test_a_sheet_that_is_called_as_a_village_holds_its_houses(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.title = "с. Луговое"
    for row in (["Адрес"], ["ул. Мира, 5"], ["г. Примерград, ул. Мира, 6"], ["с. Дальнее, ул. Мира, 7"]):
        book.active.append(row)
    text = run_import(tmp_path, capsys, saved(book)).file()
    assert "улица Мира, 5\n    settlement: Луговое" in text
    assert "улица Мира, 6\n" in text.replace("\n    settlement: Дальнее", "")
    assert "улица Мира, 7\n    settlement: Дальнее" in text
    assert text.count("Луговое") == 1


def test_a_list_of_lines_is_a_table_of_one_column(tmp_path, capsys):
    ran = run_import(
        tmp_path, capsys, "Список домов\nАдрес\nул. Мира, 5\nг. Примерград, ул. Мира, 6\n", name="list.txt"
    )
    assert "Строк 2: прочитано 2" in ran.said
    rows = ["Адрес", *(f"г. Примерград, ул. Мира, д. {number}" for number in range(1, 9)), "ул. Мира, д. 9,корп. 2"]
    assert "Строк 9: прочитано 9" in run_import(tmp_path, capsys, "\n".join(rows), name="list.csv").said
    titled = 'Список домов\nАдрес,Этажей\n"г. Примерград, ул. Мира, д. 21",9\n"ул. Мира, 22",9\n'
    assert "Строк 2: прочитано 2" in run_import(tmp_path, capsys, titled, name="list.csv").said
    ran = run_import(tmp_path, capsys, "Адрес, Этажей\nМира 5, 9\nМира 6, 5\n", name="list.csv")
    assert "floors: 9" in ran.file()


# --- registers


def test_a_register_goes_to_the_companies_it_names(tmp_path, capsys):
    table = xlsx([["Адрес", "Управляющая компания", "ИНН"],
                  ["ул. Мира, 5", 'ООО "УК А"', ""], ["ул. Мира, 6", 'ТСЖ ""Наш Дом""', 6501156338],
                  ["ул. Мира, 7", "Не заполнено", ""], ["ул. Мира, 7", "тсж наш дом", ""],
                  ["ул. Мира, 8", "-", ""]])  # fmt: skip
    ran = run_import(tmp_path, capsys, table, company="")
    assert "улица Мира, 5" in ran.file("a")
    text = ran.file("tszh-nash-dom")
    assert text.startswith(
        "# yaml-language-server: $schema=../../docs/schema/company.json\nname: ТСЖ «Наш Дом»\nkind: tsg\n"
        'inn: "6501156338"\nbuildings:\n  - id: '
    )
    assert text.count("id: ") == 2
    assert "companies/tszh-nash-dom.yaml — новая компания: ТСЖ «Наш Дом»" in ran.said
    assert "улица Мира, 8" not in ran.said.partition("Вопросы:")[0]
    assert "строка 6: не сказано, кто управляет домом; дом пока не взят" in ran.said
    assert "прочитано 4, с вопросами 1" in ran.said
    assert sound(ran.data) == []


def test_only_a_table_that_says_so_makes_owners_manage_a_house(tmp_path, capsys):
    rows = [["Адрес", "УК"], ["ул. Мира, 5", "УК «А»"], ["ул. Мира, 6", "непосредственное управление"],
            ["ул. Мира, 7", ""], ["ул. Ленина, 1", ""]]  # fmt: skip
    ran = run_import(tmp_path, capsys, xlsx(rows), company="", files=files())
    assert "kind: direct" in ran.file("neposredstvennoe-upravlenie")
    assert "прочитано 3, с вопросами 1" in ran.said  # the company of a house in the data is known
    written = "".join(path.read_text(encoding="utf-8") for path in (ran.data / "companies").iterdir())
    assert ("улица Мира, 6" in written, "улица Мира, 7" in written) == (True, False)


def test_two_companies_for_one_house_are_asked_about(tmp_path, capsys):
    table = xlsx([["Адрес", "УК"], ["ул. Мира, 5", "УК «А»"], ["ул. Мира, 5", "ТСЖ «Б»"]])
    ran = run_import(tmp_path, capsys, table, company="")
    told = "«ТСЖ «Б»» («Дома», строка 3), «УК «А»» («Дома», строка 2)"
    question = f"этот дом стоит в таблице у нескольких компаний: {told}"
    assert f"  «Дома», строка 2; «Дома», строка 3: {question}\n" in ran.said  # once
    assert not (ran.data / "companies/tszh-b.yaml").exists()


def test_a_row_that_names_another_company_is_not_taken_for_the_lists(tmp_path, capsys):
    rows = [["Адрес", "УК"], ["ул. Мира, 5", 'ООО "УК А"'], ["ул. Мира, 6", "ТСЖ «Заря»"], ["ул. Мира, 7", "-"]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert "строка 3: в строке названа другая компания: «ТСЖ «Заря»»" in ran.said
    assert "улица Мира, 6" not in ran.file()
    assert "прочитано 2, с вопросами 1" in ran.said


def test_a_list_of_nobody_needs_a_company(tmp_path, capsys):
    for rows in ([HEAD, ["ул. Мира, 5", ""]], [["Номер на сайте", "Адрес"], ["7K3QX", ""], ["", "ул. Мира, 5"]],
                 [["Адрес", "УК"], ["ул. Мира, 5", "Не заполнено"]]):  # fmt: skip
        ran = run_import(tmp_path, capsys, xlsx(rows), company="", files=files())
        assert ran.code == 2
        assert "--company" in ran.said
        assert [path.name for path in (ran.data / "companies").iterdir()] == ["a.yaml"]


def test_a_region_is_not_one_companys(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(import_, "_MOST_HOUSES", 2)
    ran = run_import(tmp_path, capsys, xlsx([HEAD, *([f"ул. Мира, {one}", ""] for one in (5, 6, 7))]))
    assert "у одной компании (a) стало бы 3 домов" in ran.said
    assert (ran.code, ran.file()) == (1, COMPANY)


@pytest.mark.parametrize("title", ["ФИО", "Ф.И.О. собственника", "Лицевой счёт", "Собственник", "Паспорт, серия"])
def test_a_list_of_residents_is_not_taken_for_houses(tmp_path, capsys, title):
    rows = xlsx([[title, "Телефон", "Адрес"], ["Петрова Анна Андреевна", "8 914 000-00-00", "ул. Мира, 5, кв. 7"]])
    ran = run_import(tmp_path, capsys, rows)
    assert (ran.code, f"это похоже на список людей, а не домов: в нём есть столбец «{title}»" in ran.said) == (1, True)
    assert "улица Мира, 5" not in ran.file()
    wished = run_import(tmp_path, capsys, rows, "--columns", "Адрес=C")
    assert "улица Мира, 5" in wished.file()


@pytest.mark.parametrize("title", ["ФИО руководителя", "ФИО председателя совета дома", "Количество жителей"])
def test_a_list_of_houses_may_name_who_is_in_charge(tmp_path, capsys, title):
    ran = run_import(tmp_path, capsys, xlsx([[title, "Адрес"], ["Петрова Анна Андреевна", "ул. Мира, 5"]]))
    assert "улица Мира, 5" in ran.file()
    assert "Петрова" not in ran.file()


def test_the_export_of_gis_zhkh(tmp_path, capsys):
    head = ["Адрес ОЖФ", "Глобальный уникальный идентификатор дома по ФИАС",
            "ОГРН организации, осуществляющей управление домом",
            "Наименование организации, осуществляющей управление домом", "Тип дома", "Тип помещения (блока)",
            "Номер помещения (блока)"]  # fmt: skip
    house = ["190000, Примерская обл, г. Примерград, наб. Реки, д. 32/1, литер А",
             "AAAAAAAA-0000-0000-0000-000000000001",
             "1026500000009", 'ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ ""УК ""ЗАРЯ""', "Многоквартирный"]  # fmt: skip
    alone = ["Примерская обл, г. Примерград, ул. Дачная, д. 1", "", "", "", "Жилой", "", ""]
    rows = [head, *([*house, "Жилое", str(flat)] for flat in range(1, 41)), [*house, "Нежилое", "1Н"], alone]
    ran = run_import(tmp_path, capsys, "\ufeff" + "\n".join("|".join(row) for row in rows), name="gis.csv", company="")
    assert "Строк 42: прочитано 41, с вопросами 0, не принято 1." in ran.said
    assert "это не многоквартирный дом" in ran.said
    text = ran.file("uk-zarya")
    assert "name: ООО «УК «ЗАРЯ»»\nkind: uk\nogrn:" in text
    assert (
        "    address: набережная Реки, 32/1 лит. А\n    flats: 40\n    fias: aaaaaaaa-0000-0000-0000-000000000001\n"
        in text
    )


def test_the_register_of_frt(tmp_path, capsys):
    head = ("id;shortname_region;formalname_region;shortname_city;formalname_city;shortname_street;formalname_street;"
            "house_number;building;block;letter;address;houseguid;floor_count_max;floor_count_min;entrance_count;"
            "quarters_count;living_quarters_count")  # fmt: skip
    rows = [
        head,
        "1;обл.;Примерская;г.;Примерград;ул.;А.Невского;2;Не заполнено;1;-;г. Примерград, ул. А.Невского, д. 2, к. 1;@",
        '2;;;;;;;"г Примерград ул Энгельса д.40";;;;"д. г Примерград ул Энгельса д.40";Не присвоен;;;;;',
    ]
    text = "\ufeff" + "\n".join(rows).replace("@", "bbbbbbbb-0000-0000-0000-000000000001;9;9;4;72;70")
    ran = run_import(tmp_path, capsys, text, name="frt.csv")
    assert "Строк 2: прочитано 2, с вопросами 0, не принято 0." in ran.said
    text = ran.file()
    assert "Невского, 2 корп. 1\n    entrances: 4\n    flats: 70\n    floors: 9\n    fias: bbbbbbbb" in text
    assert "    address: улица Энгельса, 40\n" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--company", "b"], 2, "в данных нет компании «b»"),
        (["--sheet", "Нет"], 1, "листа «Нет» в книге нет"),
    ],
)
def test_wrong_wishes(tmp_path, capsys, arguments, code, words):
    ran = run_import(tmp_path, capsys, xlsx([HEAD, ["ул. Мира, 5", ""]]), *arguments)
    assert (ran.code, words in ran.said) == (code, True)


# A table that also changes the meaning of an address: (rows below id, address, other addresses; messages).
TWO_MEANINGS = {
    "one id at two addresses": (
        [["7K3QX", "ул. Ленина, 1", ""], ["7K3QX", "ул. Ленина, 1А", ""]],
        [
            "у дома 7K3QX в таблице два адреса: здесь улица Ленина, 1, а в другой строке («Дома», строка 3)",
            "у дома 7K3QX в таблице два адреса: здесь улица Ленина, 1А, а в другой строке («Дома», строка 2)",
        ],
    ),
    "a house renamed and another at its old address": (
        [["7K3QX", "ул. Ленина, 9", ""], ["", "ул. Ленина, 1", ""]],
        ["здесь улица Ленина, 9, а в другой строке («Дома», строка 3)", "здесь улица Ленина, 1, а в другой строке"],
    ),
    "a chain of renamed houses": (
        [["7K3QX", "ул. Ленина, 9", ""], ["9M4RZ", "ул. Ленина, 1", ""]],
        [
            "строка меняет адрес дома 7K3QX (улица Ленина, 1), а прежний стоит и здесь: «Дома», строка 3",
            "номер 9M4RZ — это улица Мира, 2, а адрес в строке — дома с номером 7K3QX",
        ],
    ),
    "a new address in two rows": (
        [["7K3QX", "ул. Ленина, 9", ""], ["", "ул. Ленина, 9", ""]],
        ["он же стоит в другой строке: «Дома», строка 3", "этот адрес другая строка даёт дому 7K3QX: «Дома», строка 2"],
    ),
    "another address that is a row's own": (
        [["", "ул. Мира, 2", "ул. Садовая, 7"], ["", "ул. Садовая, 7", ""]],
        [
            "улица Садовая, 7 — другой адрес этого дома, или это отдельный дом: «Дома», строка 3?",
            "улица Садовая, 7 — отдельный дом, или это другой адрес дома из другой строки: «Дома», строка 2?",
        ],
    ),
}


@pytest.mark.parametrize("name", TWO_MEANINGS)
def test_both_rows_of_two_meanings_are_asked_about(tmp_path, capsys, name):
    rows, words = TWO_MEANINGS[name]
    table = xlsx([["Номер на сайте", "Адрес", "Другие адреса"], *rows])
    ran = run_import(tmp_path, capsys, table, files=files())
    assert [word for word in words if word not in ran.said] == []
    assert ran.file() == TWO


def test_a_code_of_two_houses_is_taken_for_neither(tmp_path, capsys):
    code = "00000000-0000-0000-0000-000000000001"
    table = xlsx([["Адрес", "ФИАС"], ["ул. Мира, 5", code], ["ул. Мира, 6", code]])
    ran = run_import(tmp_path, capsys, table, files=files())
    assert "строка 2: тот же код ФИАС стоит и у другого дома: «Дома», строка 3" in ran.said
    assert "строка 3: тот же код ФИАС стоит и у другого дома: «Дома», строка 2" in ran.said
    assert "улица Мира, 6" in ran.file()
    assert "fias" not in ran.file()


def test_a_settlement_with_streets_and_without_has_a_cure(tmp_path, capsys):
    table = xlsx([["Адрес"], ["с. Луговое, ул. Мира, 7"], ["с. Луговое, ул. Мира, 9"], ["с. Луговое, 5"]])
    ran = run_import(tmp_path, capsys, table)
    assert "прочитано 2, с вопросами 1" in ran.said
    cure = re.search(r"в site\.yaml: (streets: .*)", ran.said)[1]
    with (ran.data / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(f"{cure}\n")
    assert "«Луговое», 5" in run_import(tmp_path, capsys, table).file()
    assert sound(ran.data) == []


def test_a_settlement_that_the_city_knows_needs_no_kind(tmp_path, capsys):
    table = xlsx([["Адрес"], ["Луговое, ул. Мира, 7"], ["ЛУГОВОЕ Садовая 5"], ["Дальнее, ул. Мира, 7"]])
    site = SITE.replace("city:", "settlements: [Луговое]\ncity:")
    ran = run_import(tmp_path, capsys, table, files=files(**{"site.yaml": site}))
    assert "address: улица Мира, 7\n    settlement: Луговое\n" in ran.file()
    assert "address: улица Садовая, 5\n    settlement: Луговое\n" in ran.file()
    assert "неизвестное место: «Дальнее»" in ran.said
    assert "settlements в site.yaml" in ran.said
    assert sound(ran.data) == []
    assert "менять нечего" in run_import(tmp_path, capsys, table).said


def test_another_address_in_another_place_stays_there(tmp_path, capsys):
    head = ["Адрес", "Другие адреса"]
    table = xlsx([head, ["ул. Мира, 7", "с. Луговое, ул. Ленина, 3"], ["с. Дальнее, ул. Мира, 7", "ул. Ленина, 3"]])
    ran = run_import(tmp_path, capsys, table)
    assert '["н. п. Луговое, улица Ленина, 3"]' in ran.file()
    assert '["улица Ленина, 3"]\n    settlement: Дальнее' in ran.file()
    assert "менять нечего" in run_import(tmp_path, capsys, table).said
    moved = run_import(tmp_path, capsys, xlsx([head, ["ул. Мира, 7", "ул. Ленина, 3"]]))
    assert moved.file().count('aliases: ["улица Ленина, 3"]') == 2


def test_a_row_that_changes_nothing_is_not_blamed(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Ленина, 1", invite(1)], ["ул. Мира, 6", invite(1)]])
    ran = run_import(tmp_path, capsys, table, files=files())
    assert "«Дома», строка 3: та же ссылка стоит у другого дома: «Дома», строка 2 (ул. Ленина, 1)" in ran.said
    assert "прочитано 1, с вопросами 1" in ran.said


def test_blame_finds_its_row_though_houses_above_are_removed(tmp_path, capsys):
    table = xlsx([HEAD, ["ул. Мира, 2", ""], ["ул. Мира, 6", invite(6)], ["ул. Мира, 7", invite(6)]])
    ran = run_import(tmp_path, capsys, table, "--remove-missing", files=files())
    assert "«Дома», строка 2" not in ran.said
    assert "удалять нельзя" in ran.said
    assert "прочитано 1, с вопросами 2" in ran.said


def test_what_cannot_be_seen_in_a_cell_is_left_out():
    assert Cell("\x7fВход\u200b со двора\x07 ").text == "Вход со двора"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Где показывать ссылку", "только в подъезде"),
        ("Отозвана", "взломали летом"),
        ("Подъезд", "второй"),
        ("Чей чат", "старшая по дому"),
    ],
)
def test_a_link_is_not_shown_while_the_cell_that_restricts_it_is_unclear(tmp_path, capsys, title, text):
    table = f"Адрес;Ссылка на чат;{title}\nул. Мира, 40;{invite(77)};{text}\n"
    ran = run_import(tmp_path, capsys, table)
    assert "ссылка не взята" in ran.said
    assert invite(77) not in ran.file()


# --- what must not be guessed in silence


@pytest.mark.parametrize("known", [True, False])
def test_a_street_is_not_assumed_where_the_city_has_an_avenue_of_this_name(tmp_path, capsys, known):
    data = files(TWO.replace("ул. Мира, 2", "пр-кт Мира, 2")) if known else None
    rows = [["Адрес"], ["Мира, 6"], ["Садовая 7"], *([] if known else [["проспект Мира, 5"]])]
    ran = run_import(tmp_path, capsys, xlsx(rows), files=data)
    assert "«Дома», строка 2: не сказано, улица Мира это или проспект Мира" in ran.said
    assert "улица Садовая, 7" in ran.file()
    assert "Мира, 6" not in ran.file()
    both = xlsx([*rows, ["ул. Мира, 8"]])
    assert "улица Мира, 6" in run_import(tmp_path, capsys, both).file()


def test_a_double_number_is_told(tmp_path, capsys):
    ran = run_import(tmp_path, capsys, xlsx([["Адрес"], ["ул. Мира, 11-15"], ["ул. Мира, 5"]]))
    assert "A2: «11-15» понято как один дом" in ran.said
    assert "если домов несколько, запишите каждый отдельной строкой" in ran.said


def test_words_in_the_cell_of_an_address_with_a_link(tmp_path, capsys):
    rows = [["Адрес"], [f"ул. Мира, 5 (не работает) {invite(1)}"], [f"ул. Мира, 6 {invite(2)}"]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert f"A2: рядом со ссылкой написано «не работает», поэтому она не взята: {invite(1)}" in ran.said
    assert (invite(1) in ran.file(), invite(2) in ran.file()) == (False, True)


def test_numbers_below_a_street(tmp_path, capsys):
    rows = [["Адрес", "Этажей"], ["ул. Мира", ""], [5, 9], [7.0, 9], [datetime(2026, 3, 12), 5], [7.5, 5]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert "улица Мира, 5\n" in ran.file()
    assert "улица Мира, 7\n" in ran.file()
    assert (
        "A5: вместо номера дома стоит дата «12.03.2026»: так Excel испортил номер с дробью, вероятно 12/3" in ran.said
    )
    assert "A6: вместо номера дома стоит дробное число «7,5»" in ran.said
    ran = run_import(tmp_path, capsys, xlsx([["Адрес", "Этажей"], [5, 9]]))
    assert "A2: вместо адреса стоит число «5»" in ran.said


def test_short_titles(tmp_path, capsys):
    rows = [["Улица", "№ д.", "кол-во под.", "Кол-во кв.", "эт."], ["ул. Мира", 5, 4, 80, 9]]
    text = run_import(tmp_path, capsys, xlsx(rows)).file()
    assert "улица Мира, 5\n    entrances: 4\n    flats: 80\n    floors: 9\n" in text
    assert "flats: 80" in run_import(tmp_path, capsys, xlsx([["Адрес", "кв."], ["ул. Мира, 6", 80]])).file()


@pytest.mark.parametrize("title", ["Адрес", "Улица", "Дом", "УК"])
def test_of_two_equal_columns_none_is_guessed(tmp_path, capsys, title):
    head = {"Адрес": ["Адрес", "Этажей"], "Улица": ["Улица", "Дом"]}.get(title, ["Улица", "Дом", "УК"])
    cells = {"Улица": "Мира", "Дом": 5, "Адрес": "Мира, 5", "УК": "УК «А»", "Этажей": 5}
    other = {"Улица": "Садовая", "Дом": 6, "Адрес": "Садовая, 7", "УК": "ТСЖ «Б»"}[title]
    rows = [[*head, title], [*map(cells.get, head), other]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    at = "ABC"[head.index(title)], "ABCD"[len(head)]
    assert f"непонятно, какой из столбцов взять: «{title}» ({at[0]}) и «{title}» ({at[1]})" in ran.said
    assert (ran.code, ran.file()) == (1, COMPANY)
    cure = re.search(r"--columns (\S+|.*)=(\w)", ran.said)
    wished = run_import(tmp_path, capsys, xlsx(rows), "--columns", f"{cure[1]}={at[1]}")
    assert str(other).partition(",")[0] in wished.file() + wished.said
    rows[1][-1] = cells[title]
    assert run_import(tmp_path, capsys, xlsx(rows)).code == 0


def test_a_company_does_not_grow_past_the_limit_bit_by_bit(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(import_, "_MOST_HOUSES", 3)
    rows = [HEAD, *([f"ул. Мира, {one}", ""] for one in (5, 6))]
    assert "у одной компании (a) стало бы 4 домов" in run_import(tmp_path, capsys, xlsx(rows), files=files()).said
    assert run_import(tmp_path, capsys, xlsx(rows[:2]), files=files()).code == 0


def test_a_hidden_sheet_is_told_and_read_if_wished(tmp_path, capsys):
    book = openpyxl.Workbook()
    old = book.create_sheet("Старые")
    old.sheet_state = "hidden"
    for sheet, number in ((book.active, 5), (old, 6)):
        sheet.append(HEAD)
        sheet.append([f"ул. Мира, {number}", invite(number)])
    ran = run_import(tmp_path, capsys, saved(book), "--dry-run")
    assert "Лист «Старые»: скрыт, не прочитан. Если он нужен: --sheet «Старые»" in ran.said
    assert "улица Мира, 6" not in ran.said
    assert invite(6) in run_import(tmp_path, capsys, saved(book), "--sheet", "Старые").file()


@pytest.mark.parametrize("row", [["ул. Мира, 5", "", ""], ["", invite(1), ""], ["", "", invite(1)]])
def test_a_house_above_the_header_is_told(tmp_path, capsys, row):
    rows = [["Список"], HEAD, row, [], ["Адрес", "Этажей", "Ссылка на чат"], ["ул. Мира, 8", 9, invite(2)]]
    ran = run_import(tmp_path, capsys, xlsx(rows))
    assert "«Дома», строка 3: строка стоит выше заголовка и не прочитана" in ran.said
    assert "Строк 2: прочитано 1, с вопросами 0, не принято 1." in ran.said


def test_columns_of_entrances(tmp_path, capsys):
    rows = [["Адрес", "1 подъезд", "Ссылка на чат 2-го подъезда", "Под. 3"],
            ["ул. Мира, 5", invite(1), invite(2), invite(3)], ["ул. Мира, 6", invite(4), "", ""]]  # fmt: skip
    text = run_import(tmp_path, capsys, xlsx(rows)).file()
    assert [line.strip() for line in text.split("\n") if "entrance" in line] == [f"entrance: {n}" for n in (1, 2, 3, 1)]
    ran = run_import(tmp_path, capsys, xlsx([["Адрес", "1 подъезд"], ["ул. Мира, 7", "36 кв."]]))
    assert "Не нужны: 1 подъезд" in ran.said


def test_the_answers_of_a_form(tmp_path, capsys):
    rows = [["Отметка времени", "Укажите адрес вашего дома", "Вставьте ссылку на чат в MAX"],
            ["11/01/2026 10:00:00", "мира 5", invite(1)]]  # fmt: skip
    assert invite(1) in run_import(tmp_path, capsys, xlsx(rows)).file()
