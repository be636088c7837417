"""The table of questions about an import: what is in it, and the way back of the answers."""

import io
import re

import openpyxl
import pytest

from generator.commands.cli import main
from tests.datafiles.folders import TODAY
from tests.spreadsheets.test_registers import (  # noqa: F401 - `run` is a fixture
    ASSOCIATION,
    STADIUM,
    companies,
    house,
    houses,
    run,
    table,
    zipped,
)

NOBODY = {"management_organization_id": ""}
OTHER = {"management_organization_id": "72"}
BOTH = companies(STADIUM, ASSOCIATION)


def sheet_of(path):
    """Return the rows of a table of questions as dictionaries."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Вопросы"].iter_rows()]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def answered(path, answers):
    """Fill the column of a table: `answers` are pairs (part of the address and question, answer); return its bytes."""
    book = openpyxl.load_workbook(path)
    sheet = book["Вопросы"]
    head = [cell.value for cell in sheet[1]]
    used = set()
    for row in sheet.iter_rows(min_row=2):
        told = {title: cell.value or "" for title, cell in zip(head, row, strict=True)}
        for part, answer in answers:
            if part in f"{told['Строка']}: {told['Адрес, как в файле']}: {told['Вопрос']}":
                row[head.index("Ответ")].value = answer
                used.add(part)
    assert used == {part for part, _ in answers}
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def clerk(run, capsys):  # noqa: F811
    """Return the folder in which registers are imported, answered, imported again and compared."""

    class Clerk:
        questions = run.data.parent / "output/voprosy.xlsx"
        data = run.data

        def registers(self, *rows, told=BOTH, **more):
            return run(houses(*rows), told, **more)

        def answers(self, *answers):
            self.sent = run.data.parent / "otvety.xlsx"
            self.sent.write_bytes(answered(self.questions, answers))
            return self.again()

        def again(self):
            folders = ["--data", str(run.data), "--out", str(run.data.parent / "output")]
            code = main(["import", str(self.sent), *folders, "--today", TODAY.isoformat()])
            said = "".join(capsys.readouterr()).replace("\u00a0", " ")
            return code, said, self.files()

        def files(self):
            return {path.name: path.read_text("utf-8") for path in sorted(run.data.rglob("*.yaml"))}

        def settled(self, *rows, told=BOTH):
            """Assert that neither the answers nor the registers say anything new."""
            before = self.files()
            assert "менять нечего" in self.again()[1]
            _, said, _ = self.registers(*rows, told=told)
            assert re.search(r"с вопросами 0, не принято 0\.", said), said
            assert "менять нечего" in said
            _, said, _ = self.registers(*rows, told=told, options=["--compare"])
            assert said == "Реестры говорят то же, что данные.\n"
            assert self.files() == before
            assert main(["check", "--data", str(run.data), "--today", TODAY.isoformat()]) == 0
            capsys.readouterr()

    return Clerk()


def counted(said):
    return [int(number) for number in re.search(r"Строк (\d+): прочитано (\d+), с вопросами (\d+), не принято (\d+)",
                                                said).groups()]  # fmt: skip


def test_many_questions_are_told_by_kind_and_are_all_in_the_table(clerk):
    """The screen has counts and examples with addresses; the table is the same for the same registers."""
    rows = [house(number, **NOBODY) for number in range(1, 41)] + [house(50), house(51, formalname_street="?")]
    _, said, _ = clerk.registers(*rows)
    assert "  Не ясно, кто управляет домом: 40, например:\n" in said
    assert "    строка 2, г. Примерград, ул. Мира, 1: не сказано, кто управляет домом; дом пока не взят\n" in said
    assert said.count("не сказано, кто управляет домом") == 3
    assert "Из-за вопросов на сайте пока нет домов: 41." in said
    assert f"Все вопросы — в таблице {clerk.questions}." in said
    asked = sheet_of(clerk.questions)
    assert len(asked) == 42  # and a mobile phone
    assert [int(one["Строка"]) for one in asked] == [*range(2, 42), 43, 2]
    assert asked[0]["Файл"] == "export-reestrmkd-65-20260901.csv"
    assert "ИНН" in asked[0]["Что можно ответить"]
    assert {one["Ответ"] for one in asked} == {None}
    assert "Пример Примерович" not in said + str(asked)
    assert "000-00-02" not in str(asked)
    clerk.registers(*rows)
    content = clerk.questions.read_bytes()
    clerk.registers(*rows[::-1])
    clerk.registers(*rows)
    assert clerk.questions.read_bytes() == content


def test_a_few_questions_are_told_one_by_one_and_a_dry_run_leaves_no_table(clerk):
    _, said, _ = clerk.registers(house(1, **NOBODY), house(2), options=["--dry-run"])
    assert "  строка 2: не сказано, кто управляет домом" in said
    assert "Из-за вопросов на сайте пока нет домов: 1." in said
    assert not clerk.questions.exists()


@pytest.mark.parametrize("answer", ["УК «Стадионный»", "ук стадионный", "6500000017", "uk-stadionnyy"])
def test_who_manages_a_house_is_answered_by_name_number_or_file(clerk, answer):
    rows = [house(1), house(2, **NOBODY, floor_count_max="5"), house(2, **NOBODY)]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("3: г.", answer))
    assert counted(said) == [2, 2, 0, 0]
    assert "address: улица Мира, 2\n    floors: 5\n" in files["uk-stadionnyy.yaml"]
    clerk.settled(*rows)
    next_month = [*rows, house(3)]
    _, said, _ = clerk.registers(*next_month)
    assert "Домов: новых 1, изменено 0," in said


def test_owners_may_manage_their_house_themselves(clerk):
    rows = [house(1), house(2, **NOBODY)]
    clerk.registers(*rows)
    _, _, files = clerk.answers(("3: г.", "непосредственное управление"))
    assert "kind: direct" in files["neposredstvennoe-upravlenie.yaml"]
    clerk.settled(*rows)


def test_an_answer_that_is_not_understood_is_asked_again_and_not_lost(clerk):
    clerk.registers(house(1), house(2, **NOBODY))
    code, said, files = clerk.answers(("3: г.", "УК «Стадионая»"))
    assert code == 1
    assert "ответ «УК «Стадионая»» не взят: такой компании нет" in said
    assert "возможно, УК «Стадионный»" in said
    assert "Мира, 2" not in files["uk-stadionnyy.yaml"]
    assert counted(said) == [1, 0, 1, 0]
    (asked, _) = sheet_of(clerk.questions)
    assert (asked["Строка"], asked["Ответ"]) == ("3", None)
    assert "не взят" in asked["Вопрос"]
    _, said, files = clerk.answers(("3: г.", "УК «Стадионный»"))
    assert "address: улица Мира, 2\n" in files["uk-stadionnyy.yaml"]


def test_a_house_of_two_companies_is_of_the_one_that_was_answered(clerk):
    """Its entrances are those in the row of this company, now and next month, whatever the other row says."""
    rows = [house(1), house(2, entrance_count="3"), house(2, entrance_count="4", **OTHER)]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("4: г.", "ТСЖ «Маяк»"))
    assert counted(said) == [2, 2, 0, 0]
    assert "entrances: 4\n" in files["tszh-mayak.yaml"]
    assert 'number: "+7 4242' not in files["tszh-mayak.yaml"]
    clerk.settled(*rows)
    changed = [rows[0], house(2, entrance_count="9"), house(2, entrance_count="5", **OTHER)]
    _, said, _ = clerk.registers(*changed)
    assert "подъездов: 4 → 5" in said
    assert counted(said) == [3, 3, 0, 0]


def test_different_answers_about_a_house_decide_nothing(clerk):
    clerk.registers(house(1), house(2), house(2, **OTHER))
    _, said, files = clerk.answers(("3: г.", "УК «Стадионный»"), ("4: г.", "ТСЖ «Маяк»"))
    assert counted(said) == [2, 0, 2, 0]
    assert "tszh-mayak.yaml" not in files


def test_a_house_moves_with_its_number_if_that_is_answered(clerk):
    clerk.registers(house(1), house(2), house(3, **OTHER))
    building = re.search(r"id: (\w+)\n    address: улица Мира, 2", clerk.files()["uk-stadionnyy.yaml"])[1]
    rows = [house(1), house(2, **OTHER), house(3, **OTHER)]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("в данных ведёт", "6500000024"))
    assert "компания: УК «Стадионный» → ТСЖ «Маяк»" in said
    assert f"id: {building}\n    address: улица Мира, 2" in files["tszh-mayak.yaml"]
    clerk.settled(*rows)


@pytest.mark.parametrize("answer", ["один дом", "Один", "да"])
def test_a_similar_address_becomes_another_one_of_the_house(clerk, answer):
    rows = [house("2А", houseguid="00000000-0000-0000-0000-00000000000a", entrance_count="2"),
            house("2", letter="А", address="", houseguid="00000000-0000-0000-0000-00000000000b",
                  entrance_count="7", **OTHER)]  # fmt: skip
    clerk.registers(*rows)
    _, said, files = clerk.answers(("возможно, один дом", answer))
    assert counted(said) == [1, 1, 0, 0]
    assert sum(text.count("aliases:") for text in files.values()) == 1
    clerk.settled(*rows)


def test_a_similar_address_becomes_a_house_of_its_own(clerk):
    rows = [house("2А"), house("2", letter="А", address="")]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("возможно, один дом", "разные дома"))
    assert "Домов: новых 1," in said
    assert files["uk-stadionnyy.yaml"].count("address: ") == 2
    assert files["uk-stadionnyy.yaml"].count("separate: true") == 1
    assert "возможно, один дом" not in said
    clerk.settled(*rows)
    assert main(["fmt", "--check", "--data", str(clerk.data)]) == 0
    third = house("2", building="А", address="", houseguid="00000000-0000-0000-0000-00000000000d")
    _, said, _ = clerk.registers(*rows, third)
    assert "возможно, один дом" in said


def test_similar_addresses_taken_as_different_houses_are_marked_so(run, capsys):  # noqa: F811
    _, said, files = run(houses(house("2А"), house("2", letter="А", address="")), companies(STADIUM),
                         options=["--alike-are-new"])  # fmt: skip
    assert files["uk-stadionnyy"].count("separate: true") == 1
    assert "возможно, один дом" not in said
    main(["check", "--data", str(run.data), "--today", TODAY.isoformat()])
    assert "address-alike" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(("answer", "means"), [("разные дома", "corner"), ("один дом", "corpus")])
def test_a_slash_is_answered_once_for_the_city(clerk, answer, means):
    rows = [house("5/2"), house("5", block="2", address=""), house("7/2"), house("7", block="2", address="")]
    clerk.registers(*rows)
    assert [one["Вид вопроса"] for one in sheet_of(clerk.questions)][:2] == ["slashes"] * 2
    _, _, files = clerk.answers((": г. Примерград, ул. Мира, 7 ", answer))
    assert f"slash_means: {means}\n" in files["site.yaml"]
    assert files["uk-stadionnyy.yaml"].count("address: ") == {"corner": 4, "corpus": 2}[means]
    clerk.settled(*rows)


@pytest.mark.parametrize("answer", ["ул. Мира, 4", "Ленина, д. 4"])
def test_an_address_that_is_not_understood_is_written_by_the_clerk(clerk, answer):
    """The row keeps its company and numbers; next month its house is known by its ФИАС code."""
    unclear = house(4, address="обл. Примерская, г. Примерград, ул. Ленина, д. 4", floor_count_max="5")
    rows = [house(1), unclear, house("9", house_number="4/2/0/7", houseguid="00000000-0000-0000-0000-00000000000c")]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("адрес из частей", answer), ("4/2/0/7", "Мира 9"))
    assert counted(said) == [2, 2, 0, 0]
    assert "floors: 5" in files["uk-stadionnyy.yaml"]
    clerk.settled(*rows)


def test_rows_that_contradict_each_other_are_settled_by_a_value(clerk):
    rows = [house(1), house(2, entrance_count="3"), house(2, entrance_count="4")]
    clerk.registers(*rows)
    _, _, files = clerk.answers(("здесь 3", 4))
    assert "entrances: 4" in files["uk-stadionnyy.yaml"]
    clerk.settled(*rows)


def test_a_mobile_phone_of_a_company_is_typed_by_the_clerk(clerk):
    rows = [house(1)]
    clerk.registers(*rows)
    _, said, files = clerk.answers(("мобильный телефон", "8 (914) 000-00-02"))
    assert "Мобильных телефонов компаний: взято 1, без ответа 0." in said
    assert 'own_mobiles: ["+7 914 000-00-02"]' in files["uk-stadionnyy.yaml"]
    assert files["uk-stadionnyy.yaml"].count("000-00-02") == 2
    clerk.settled(*rows)


def test_a_person_is_answered_by_a_file_with_its_number(clerk):
    person = {"id": "75", "name_full": "ИП Примеров Пётр Петрович", "name_short": "ИП Примеров П.П.",
              "inn": "650000000150"}  # fmt: skip
    told = companies(STADIUM, person)
    rows = [house(1), house(2, management_organization_id="75")]
    clerk.registers(*rows, told=told)
    assert "Примеров" not in str(sheet_of(clerk.questions))
    text = 'name: Управдом «Уют»\nkind: uk\ninn: "650000000150"\n'
    (clerk.data / "companies/uyut.yaml").write_text(text, "utf-8")
    _, _, files = clerk.answers(("предприниматель", "uyut"))
    assert "улица Мира, 2" in files["uyut.yaml"]
    clerk.settled(*rows, told=told)


def test_a_company_that_only_answers_bring_has_its_contacts(clerk):
    rows = [house(1, **OTHER), house(2), house(2, **OTHER)]
    clerk.registers(*rows)
    _, _, files = clerk.answers(("3: г.", "УК «Стадионный»"))
    assert '- {number: "+7 4242 00-00-01"}' in files["uk-stadionnyy.yaml"]
    assert "website: https://www.primer.example" in files["uk-stadionnyy.yaml"]
    clerk.settled(*rows)


def test_a_table_with_answers_is_never_overwritten(clerk):
    clerk.registers(house(1), house(2, **NOBODY))
    clerk.questions.write_bytes(answered(clerk.questions, [("3: г.", "uk-stadionnyy")]))
    content = clerk.questions.read_bytes()
    _, said, _ = clerk.registers(house(1), house(2, **NOBODY), house(3, **NOBODY))
    assert clerk.questions.read_bytes() == content
    second = clerk.questions.with_name("voprosy-2.xlsx")
    assert [one["Строка"] for one in sheet_of(second)] == ["3", "4"]
    assert str(second) in said


def test_the_table_may_be_sorted_cut_and_saved_as_text(clerk):
    rows = [house(1), house(2, **NOBODY), house(3, **NOBODY), house(4, **NOBODY)]
    clerk.registers(*rows)
    told = [one for one in sheet_of(clerk.questions) if one["Вид вопроса"] == "company"][::-1][:2]
    for one in told:
        one["Ответ"] = "uk-stadionnyy"
    columns = ["Ответ", *[title for title in told[0] if title not in ("Ответ", "Файл", "Что можно ответить")]]
    clerk.sent = clerk.data.parent / "otvety.csv"
    clerk.sent.write_text(table(columns, [{k: v or "" for k, v in one.items()} for one in told]), "utf-8")
    _, said, files = clerk.again()
    assert counted(said) == [2, 2, 0, 0]
    assert files["uk-stadionnyy.yaml"].count("address: ") == 3


def test_formulas_and_links_are_words_in_the_table(clerk):
    rows = [house(1), house(2, address="=HYPERLINK(1)", formalname_street="=1+1", house_number="@x")]
    clerk.registers(*rows)
    book = openpyxl.load_workbook(clerk.questions)
    cells = [cell for row in book["Вопросы"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_answers_are_neither_compared_nor_taken_for_a_companys_list(clerk, capsys):
    clerk.registers(house(1), house(2, **NOBODY))
    before = clerk.files()
    for options in (["--company", "uk-stadionnyy"], ["--compare"]):
        assert main(["import", str(clerk.questions), "--data", str(clerk.data), *options]) == 2
        assert "domchat: " in capsys.readouterr().err
        assert clerk.files() == before


def test_the_questions_of_an_ordinary_table_are_left_too(run):  # noqa: F811
    _, said, _ = run("Адрес;УК\nул. Мира, 1;УК «А»\nул. Мира, 2;\nгде-то;УК «А»\n".encode())
    asked = sheet_of(run.data.parent / "output/voprosy.xlsx")
    assert [(one["Строка"], one["Вид вопроса"]) for one in asked] == [("3", "company"), ("4", "-")]
    assert "voprosy.xlsx" in said


# --- reports


def test_what_changed_stands_before_what_is_missing_and_that_is_counted(run):  # noqa: F811
    run(houses(*(house(number) for number in range(1, 31))), companies(STADIUM))
    table_ = "Адрес;Квартир\nул. Мира, 7;99\n".encode()
    _, said, _ = run(table_, options=["--company", "uk-stadionnyy"])
    assert said.index("квартир: 99") < said.index("? в таблице нет, оставлены: 29")
    assert "улица Мира, 8" not in said


def test_remarks_are_in_the_order_of_rows(run):  # noqa: F811
    rows = [house(number, **more) for number in (9, 1, 5) for more in ({"floor_count_max": "5"}, {
        "floor_count_max": "4", **NOBODY})]  # fmt: skip
    _, said, _ = run(houses(*rows), companies(STADIUM))
    told = [int(number) for number in re.findall(r"строка (\d+): этажей", said)]
    assert told == sorted(told)
    assert len(told) == 3


def test_a_renamed_company_is_told_with_the_way_to_settle_it(run):  # noqa: F811
    run(houses(house(1)), companies(STADIUM))
    renamed = {**STADIUM, "name_short": 'ООО "УК "Заря""'}
    _, said, _ = run(houses(house(1)), companies(renamed), options=["--compare"])
    assert "впишите в former новое: former: [{name: …}]" in said
    _, said, _ = run(houses(house(1), house(2)), companies(STADIUM), options=["--compare"])
    assert "former" not in said
