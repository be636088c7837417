"""Public registers: recognised in archives, joined, the city's houses chosen, companies as residents know them."""

import csv
import gzip
import io
import json
import re
import tarfile
import zipfile

import pytest
import yaml

from generator.commands.cli import main
from generator.commands.newcity.regions import region_of
from generator.spreadsheets.registers import archives, reading
from generator.spreadsheets.registers.names import resident_name
from tests.datafiles.folders import SITE, TODAY, write
from tests.spreadsheets.books import xlsx

HOUSE = [
    "id",
    "region_id",
    "shortname_region",
    "formalname_region",
    "shortname_area",
    "formalname_area",
    "shortname_city",
    "formalname_city",
    "shortname_street",
    "formalname_street",
    "house_number",
    "building",
    "block",
    "letter",
    "address",
    "houseguid",
    "management_organization_id",
    "house_type",
    "is_alarm",
    "floor_count_max",
    "entrance_count",
    "living_quarters_count",
]
COMPANY = ["id", "subject_rf", "name_full", "name_short", "name_employee", "inn", "orn", "phone", "email", "site"]
FIAS = "00000000-0000-0000-0000-0000000000{:02}".format
STADIUM = {
    "id": "71",
    "name_full": 'Общество с ограниченной ответственностью "УК "Стадионный""',
    "name_short": 'ООО "УК "Стадионный""',
    "name_employee": "Примеров Пример Примерович",
    "inn": "6500000017",
    "orn": "1026500000010",
    "phone": "(4242) 00-00-01, (914) 000-00-02, 8-4242-00-00-03",
    "email": "uk@primer.example",
    "site": "www.primer.example",
}
ASSOCIATION = {"id": "72", "name_short": 'ТСЖ "Маяк"', "inn": "6500000024", "orn": "1026500000020", "site": "нет"}
STRANGER = {"id": "73", "name_short": 'ООО "Чужая"', "inn": "6500000031", "orn": "1026500000031"}


def house(number, **more):
    """Return a house of «улица Мира» in the city of the tests, as the register of ФРТ has it."""
    place = {"shortname_city": "г.", "formalname_city": "Примерград"}
    street = {"shortname_street": "ул.", "formalname_street": "Мира", "house_number": str(number)}
    row = {"shortname_region": "обл.", "formalname_region": "Примерская", **place, **street}
    row |= {"management_organization_id": "71", "house_type": "Многоквартирный дом", "is_alarm": "Нет"}
    row |= {"houseguid": FIAS(number) if isinstance(number, int) else "", **more}
    told = [(row[f"shortname_{one}"], row[f"formalname_{one}"]) for one in ("region", "city", "street")]
    line = ", ".join(" ".join(pair) for pair in told if pair[1]) + f", д. {row['house_number']}"
    return {"address": line, **row}


def table(columns, rows, separator=";"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[row.get(column, "Не заполнено") for column in columns] for row in rows])
    return "\ufeff" + text.getvalue()


def zipped(name, text):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return target.getvalue()


def tarred(**parts):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, text in parts.items():
            content = text.encode()
            info = tarfile.TarInfo(f"../../{name}.csv")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def houses(*rows):
    return zipped("export-reestrmkd-65-20260901.csv", table(HOUSE, rows))


def companies(*rows):
    return zipped("export-reestruo-65-20260901.csv", table(COMPANY, rows))


@pytest.fixture
def run(tmp_path, capsys):
    """Return a function that imports files and returns (exit code, report, company files by name)."""
    data = write(tmp_path / "data", {})

    def imported(*contents, options=(), site=""):
        if site:
            write(data, {"site.yaml": SITE + site})
        names = []
        for number, content in enumerate(contents):
            names.append(tmp_path / f"{number}.zip")
            names[-1].write_bytes(content)
        folders = ["--data", str(data), "--out", str(tmp_path / "output"), "--today", TODAY.isoformat()]
        code = main(["import", *map(str, names), *folders, *options])
        said = "".join(capsys.readouterr()).replace("\u00a0", " ")
        texts = {path.stem: path.read_text("utf-8") for path in sorted((data / "companies").glob("*.yaml"))}
        return code, said, texts

    imported.data = data
    return imported


def test_two_archives_in_any_order_become_a_city(run):
    """The head of a company is neither taken nor printed, nor is a mobile number."""
    code, said, files = run(houses(house(1, floor_count_max="5", entrance_count="4", living_quarters_count="80")),
                            companies(STADIUM, STRANGER))  # fmt: skip
    assert code == 0
    assert [*files] == ["uk-stadionnyy"]
    head, building = files["uk-stadionnyy"].split("  - id: ")
    assert head == (
        "# yaml-language-server: $schema=../../docs/schema/company.json\n"
        'name: УК «Стадионный»\nkind: uk\ninn: "6500000017"\nogrn: "1026500000010"\nphones:\n'
        '  - {number: "+7 4242 00-00-01"}\n  - {number: "+7 4242 00-00-03"}\n'
        "email: uk@primer.example\nwebsite: https://www.primer.example\nbuildings:\n"
    )
    values = f'entrances: 4\n    flats: 80\n    floors: 5\n    fias: "{FIAS(1)}"\n'
    assert building.split("\n", 1)[1] == f"    address: улица Мира, 1\n    {values}"
    assert "Пример Примерович" not in said + files["uk-stadionnyy"]
    assert "000-00-02" not in said + files["uk-stadionnyy"]
    assert "мобильный телефон не взят" in said
    assert "Компаний без домов в этом городе, не взяты: 1." in said
    again = run(companies(STADIUM, STRANGER), houses(house(1)))
    assert "менять нечего" in again[1]
    assert again[2] == files


@pytest.mark.parametrize("packed", [gzip.compress, lambda content: zipped("a.csv", content), lambda content: content])
def test_a_long_file_is_read_once_however_it_is_packed(run, packed):
    rows = [house(f"{number}к1", houseguid="") for number in range(1, 900)]
    content = table(HOUSE, rows).encode()
    assert len(content) > 100_000
    _, said, _ = run(packed(content), companies(STADIUM))
    assert "Строк 899: прочитано 899, с вопросами 0, не принято 0." in said
    assert "Домов: новых 899," in said


def test_every_row_is_counted_once(run):
    artem = {"formalname_city": "Артём"}
    village = {"shortname_city": "с.", "formalname_city": "Луговое"}
    none = {"formalname_city": "", "formalname_street": "", "house_number": "", "address": ""}
    rows = [
        house(1), house(2, **artem), house(3, **artem), house(4, **village), house(5, house_type="Жилой дом"),
        house(6, house_type="Жилой дом блокированной застройки"), house(7, is_alarm="Да"), house(8, **none),
        house(9, house_type="Специализированный жилищный фонд"), house(10, management_organization_id="99"),
    ]  # fmt: skip
    _, said, files = run(houses(*rows), companies(STADIUM))
    assert "реестр домов ФРТ, 10 строк." in said
    assert (
        "  Этот город: 4, блокированная застройка 1, жилые дома, не многоквартирные 1, "
        "общежития и специализированный фонд 1; другие места: 3.\n"
    ) in said
    assert "  Домов с компанией 2, без компании 0; с номером, которого нет в реестре компаний: 1.\n" in said
    assert "  Аварийных домов среди взятых: 1.\n" in said
    assert "  Другие места: г. Артём 2, с. Луговое 1.\n" in said
    assert "Строк 4: прочитано 2, с вопросами 1, не принято 1." in said
    assert "строка 11: не сказано, кто управляет домом" in said
    assert {"улица Мира, 1", "улица Мира, 7"} <= {line[13:] for line in files["uk-stadionnyy"].split("\n")}


def test_settlements_of_the_site_are_taken_and_other_kinds_by_wish(run):
    village = {"shortname_city": "с.", "formalname_city": "Луговое"}
    rows = [house(1, **village), house(2, house_type="Жилой дом блокированной застройки")]
    _, _, files = run(
        houses(*rows), companies(STADIUM), options=["--also", "блокированные"], site="settlements: [Луговое]\n"
    )
    assert "settlement: Луговое" in files["uk-stadionnyy"]
    assert "улица Мира, 2" in files["uk-stadionnyy"]


def test_villages_of_one_name_are_not_told_apart_by_themselves(run):
    first = {"shortname_city": "с.", "formalname_city": "Луговое", "formalname_area": "Анивский"}
    rows = [house(1, **first), house(2, **{**first, "formalname_area": "Долинский"})]
    code, said, files = run(houses(*rows), companies(STADIUM), site="settlements: [Луговое]\n")
    assert code == 1
    assert "мест с таким названием в реестре несколько: с. Луговое (Анивский), с. Луговое (Долинский)" in said
    assert files == {}


def test_a_house_file_alone_asks_for_the_other(run):
    code, said, files = run(houses(house(1)))
    assert code == 1
    assert "нужен и реестр управляющих организаций ФРТ" in said
    assert "аис.фрт.рф" in said
    assert files == {}
    code, said, _ = run(companies(STADIUM))
    assert code == 1
    assert "нет реестра домов" in said


@pytest.mark.parametrize(
    ("row", "address"),
    [
        # All parts are empty, and the whole address is in the house's number.
        ({"formalname_city": "", "formalname_street": "", "house_number": "г Примерград ул Мира д.4",
          "address": "д. г Примерград ул Мира д.4"}, "улица Мира, 4"),
        # The parts lack the village that the line names.
        ({"address": "обл. Примерская, г. Примерград, с. Дальнее, ул. Мира, д. 4", "house_number": "4"},
         "settlement: Дальнее"),
        ({"shortname_street": "нп.", "formalname_street": "Остров", "house_number": "4",
          "address": "обл. Примерская, г. Примерград, нп. Остров, п. Речной, д. 4"}, "address: «Речной», 4"),
        # The line is not understood.
        ({"house_number": "4", "address": "?"}, "улица Мира, 4"),
        ({"house_number": "4", "block": "2", "building": "1", "letter": "А",
          "address": "г. Примерград, ул. Мира, д. 4, к. 2, стр. 1, лит. А"}, "улица Мира, 4 корп. 2 стр. 1 лит. А"),
    ],
)  # fmt: skip
def test_the_address_that_is_understood_better_is_taken(run, row, address):
    _, said, files = run(houses(house("4", **row)), companies(STADIUM))
    assert address in files.get("uk-stadionnyy", said)


def test_parts_and_line_that_disagree_are_asked_about(run):
    row = house(4, address="обл. Примерская, г. Примерград, ул. Ленина, д. 4")
    code, said, files = run(houses(row), companies(STADIUM))
    assert (code, files) == (1, {})
    assert "адрес из частей — улица Мира, 4, а целиком — улица Ленина, 4" in said


@pytest.mark.parametrize(
    "told",
    [
        {"name_short": "ИП Примеров П.П.", "inn": "650000000150"},
        {"name_short": "Примеров П.П.", "inn": ""},
        {"name_full": "Примеров Пётр Петрович", "name_short": "Примеров", "inn": "650000000150"},
        {"name_full": "Примеров Пётр Петрович", "name_short": "Примеров", "orn": "304500116000157"},
    ],
)
def test_companies_of_one_name_are_told_apart_and_a_person_is_not_named(run, told):
    twin = {**STADIUM, "id": "74", "name_short": 'ООО УК "Стадионный"', "inn": "6500000031", "orn": ""}
    person = {"id": "75", "name_full": "Индивидуальный предприниматель Примеров Пётр Петрович", **told}
    rows = [house(1), house(2, management_organization_id="74"), house(3, management_organization_id="75")]
    code, said, files = run(houses(*rows), companies(STADIUM, twin, person))
    assert code == 0
    assert [*files] == ["uk-stadionnyy-inn-6500000017", "uk-stadionnyy-inn-6500000031"]
    assert "name: УК «Стадионный» (ИНН 6500000017)" in files["uk-stadionnyy-inn-6500000017"]
    assert "дом ведёт индивидуальный предприниматель" in said
    assert "Примеров" not in said + "".join(files.values())


def test_a_person_in_the_data_keeps_the_name_that_people_gave(run):
    """An ИП with its ИНН in the data gets its houses; its name in the register is no difference."""
    person = {"id": "75", "name_short": "ИП Примеров П.П.", "inn": "650000000150"}
    text = 'name: Управдом «Уют»\nkind: uk\ninn: "650000000150"\n'
    (run.data / "companies").mkdir(exist_ok=True)
    (run.data / "companies/uyut.yaml").write_text(text, "utf-8")
    rows = houses(house(1, management_organization_id="75"))
    _, _, files = run(rows, companies(person))
    assert "улица Мира, 1" in files["uyut"]
    _, said, _ = run(rows, companies(person), options=["--compare"])
    assert "Реестры говорят то же, что данные." in said


def test_another_city_is_refused(run):
    code, said, _ = run(houses(house(1)), companies(STADIUM), options=["--city", "Артём"])
    assert code == 2
    assert "город этого сайта — Примерград, а не Артём" in said


def test_a_house_that_stands_twice_is_asked_about_once(run):
    """Under two companies, or with a letter of two kinds; until people say which it is."""
    rows = [house(1), house(1, management_organization_id="72"), house("2А"), house("2", letter="А", address="")]
    _, said, files = run(houses(*rows), companies(STADIUM, ASSOCIATION))
    told = "«ТСЖ «Маяк»» (строка 3), «УК «Стадионный»» (строка 2)"
    assert f"строка 2; строка 3: этот дом стоит в таблице у нескольких компаний: {told}" in said
    assert said.count("возможно, один дом") == 1
    assert "Строк 4: прочитано 1, с вопросами 3, не принято 0." in said
    file = run.data / "companies/uk-stadionnyy.yaml"
    text = files["uk-stadionnyy"]
    taken, other = ("2А", "2 лит. А") if "2А" in text else ("2 лит. А", "2А")
    aliased = text.replace(f"улица Мира, {taken}\n", f"улица Мира, {taken}\n    aliases: ['улица Мира, {other}']\n")
    file.write_text(aliased, "utf-8")
    _, said, _ = run(houses(*rows), companies(STADIUM, ASSOCIATION))
    assert "возможно, один дом" not in said


GIS = [
    "Адрес ОЖФ",
    "Идентификационный код адреса дома в ГИС ЖКХ",
    "Глобальный уникальный идентификатор дома по ФИАС",
    "Способ управления",
    "ОГРН организации, осуществляющей управление домом",
    "Наименование организации, осуществляющей управление домом",
    "Тип дома",
    "Состояние",
    "Дата сноса объекта",
    "Тип помещения (блока)",
    "Номер помещения (блока)",
]


def flat(address, number, **more):
    row = dict.fromkeys(GIS, "")
    row |= {"Адрес ОЖФ": f"693000, Примерская обл, г. Примерград, {address}", "Тип дома": "Многоквартирный"}
    row |= {"Способ управления": "УО", GIS[4]: STADIUM["orn"], GIS[5]: 'ООО "УК "СТАДИОННЫЙ"', GIS[2]: FIAS(1)}
    return {**row, "Тип помещения (блока)": "Жилое помещение", "Номер помещения (блока)": str(number), **more}


def test_premises_in_several_parts_of_a_tar_are_houses(run):
    """A house may begin in one part and end in the next; names in an archive are no paths."""
    parts = {"a": [flat("ул. Мира, д. 1", 1), flat("ул. Мира, д. 1", 2)], "b": [
        flat("ул. Мира, д. 1", 3), flat("ул. Мира, д. 1", "н1", **{"Тип помещения (блока)": "Нежилое помещение"}),
        flat("ул. Мира, д. 2", "", **{GIS[2]: FIAS(2), "Тип дома": "Жилой"}),
        flat("ул. Мира, д. 3", 1, **{GIS[2]: FIAS(3), "Дата сноса объекта": "01.02.2020"}),
    ]}  # fmt: skip
    code, said, files = run(tarred(**{name: table(GIS, rows, "|") for name, rows in parts.items()}))
    assert code == 0
    assert [*files] == ["uk-stadionnyy"]
    assert files["uk-stadionnyy"].count("address:") == 1
    assert "flats: 3\n" in files["uk-stadionnyy"]
    assert "Строк 4: прочитано 4, с вопросами 0, не принято 0." in said
    assert "снесённые 1" in said


LICENCE = ("Номер лицензии", "Статус лицензии", "Наименование/ ФИО лицензиата", "ИНН", "ОГРН/ ОГРНИП",
           "Код дома по ФИАС", "Дата начала полномочий по управлению домом",
           "Дата окончания полномочий по управлению домом")  # fmt: skip


def test_the_register_of_licences_fills_a_gap_and_contradicts(run):
    def licence(company, code, until=""):
        return dict(zip(LICENCE, ("65-1", "Действующая", company["name_short"], company["inn"], company["orn"], code,
                                  "01.05.2020", until), strict=True))  # fmt: skip

    licences = table(LICENCE, [licence(STADIUM, FIAS(1)), licence(ASSOCIATION, FIAS(2)),
                               licence(ASSOCIATION, FIAS(3), "01.06.2026")])  # fmt: skip
    rows = [house(1, management_organization_id=""), house(2), house(3)]
    _, said, files = run(houses(*rows), companies(STADIUM, ASSOCIATION), zipped("l.csv", licences))
    assert "улица Мира, 1" in files["uk-stadionnyy"]
    assert "по реестру домов это дом компании УК «Стадионный», а по реестру лицензий — ТСЖ «Маяк»" in said
    assert "Строк 3: прочитано 2, с вопросами 1, не принято 0." in said


def test_a_damaged_archive_and_one_without_registers_are_refused(run):
    for content in (houses(house(1))[:-60], gzip.compress(b"x" * 99)[:-9], zipped("a.txt", "Список дел")):
        code, said, files = run(content, companies(STADIUM))
        assert (code, files) == (1, {})
        assert "что сделать" not in said
        assert ".zip: " in said


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ('ООО "УК "Стадионный""', "УК «Стадионный»", "uk"),
        ('ООО "Управляющая компания  Первого района №11"', "УК Первого района № 11", "uk"),
        ('ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "УПРАВЛЯЮЩАЯ КОМПАНИЯ "ХОРОШИЙ ДОМ"', "УК «Хороший Дом»", "uk"),
        ('OOO "ИКС"', "ООО «ИКС»", "uk"),  # with Latin letters
        ('НО ТСЖ "Альянс"', "ТСЖ «Альянс»", "tsg"),
        ('ТСН(Ж) "Побережье"', "ТСН «Побережье»", "tsg"),
        ('ТСЖ "Кружева" г.Владивостока', "ТСЖ «Кружева»", "tsg"),
        ('ТСЖ "ЖК "Солнечный"', "ТСЖ «ЖК «Солнечный»»", "tsg"),
        ("Жилищно строительный кооператив № 51", "ЖСК № 51", "zhsk"),
        ('ПК  "ЖСК-88"', "ЖСК-88", "zhsk"),
        ('Кооператив "Заря"', "Кооператив «Заря»", "zhsk"),
        ("ТСЖ -28", "ТСЖ-28", "tsg"),
        ("ИП Примеров П.П.", "", "uk"),
    ],
)
def test_the_name_that_residents_know(written, name, kind):
    assert resident_name(written, "") == (name, kind)


# --- what registers say otherwise


def test_next_month_is_told_in_words_and_nothing_is_written(run):
    """Houses that changed company, appeared and went, companies renamed; a house that is not understood is not gone."""
    both = {"management_organization_id": "72"}
    september = houses(house(1), house(2), house(3), house(4, **both), house(5), house(6, **both))
    run(september, companies(STADIUM, ASSOCIATION))
    _, same, before = run(september, companies(STADIUM, ASSOCIATION), options=["--compare"])
    assert "Реестры говорят то же, что данные." in same
    renamed = {**ASSOCIATION, "name_short": 'ТСЖ "Парус"'}
    unclear = house(5, address="обл. Примерская, г. Примерград, ул. Ленина, д. 5")
    terraced = house(6, house_type="Жилой дом блокированной застройки")
    unknown = house(8, address="обл. Примерская, г. Примерград, ул. Ленина, д. 8")
    october = houses(house(1, **both), house(2), house(4, **both), unclear, terraced, house(7), unknown)
    code, said, files = run(october, companies(STADIUM, renamed), options=["--compare"])
    assert code == 0, said
    assert files == before
    told = sorted(
        re.sub(r"^  \S+:\d+:\d+: |\([0-9A-Z]{5}\)", "", line) for line in said.split("\n") if line[:2] == "  "
    )
    assert told == [
        "ТСЖ «Парус»: название: «ТСЖ «▶Маяк◀»» → «ТСЖ «▶Парус◀»»",
        "дома больше нет: улица Мира, 3 ",
        f"новый дом: улица Мира, 7 , УК «Стадионный»: код ФИАС {FIAS(7)}",
        "улица Мира, 1 : другая компания, и телефоны на странице её: УК «Стадионный» → ТСЖ «Парус»",
    ]
    assert "Не сравнивались строки с вопросами и непринятые (1)" in said
    _, _, kept = run(october, companies(STADIUM, renamed))
    assert kept["uk-stadionnyy"].count("id:") == 5  # an import moves and removes nothing by itself


def test_a_name_given_by_people_is_no_difference_and_an_ended_licence_is_told(run):
    run(houses(house(1)), companies(STADIUM))
    file = run.data / "companies/uk-stadionnyy.yaml"
    file.write_text(file.read_text("utf-8").replace("УК «Стадионный»", "ООО «УК „Стадионный“»"), "utf-8")
    ended = dict(
        zip(LICENCE, ("65-1", "Прекращена", "ООО Стадионный", STADIUM["inn"], STADIUM["orn"], "", "", ""), strict=True)
    )
    licences = zipped("l.csv", table(LICENCE, [ended]))
    _, said, _ = run(houses(house(1)), companies(STADIUM), licences, options=["--compare"])
    assert "1 изменение" in said
    assert "лицензия — Прекращена; домов у компании: 1" in said


def test_an_ordinary_table_is_not_compared(run):
    code, said, _ = run("Адрес;УК\nул. Мира, 1;УК «А»\n".encode(), options=["--compare"])
    assert code == 2
    assert "сравнить можно только с реестром" in said


# --- a city begun with registers


def test_a_city_is_begun_with_what_registers_know(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    place = {"formalname_region": "Приморский", "shortname_region": "край."}
    (tmp_path / "houses.zip").write_bytes(
        houses(house(1, **place), house(2, **place), house(3, formalname_city="Артём"))
    )
    (tmp_path / "companies.zip").write_bytes(companies(STADIUM))
    assert main(["init", "gorod", "--city", "г. примерград", "--from", "companies.zip", "houses.zip"]) == 0
    assert "Домов: новых 2" in "".join(capsys.readouterr())
    site = (tmp_path / "gorod/data/site.yaml").read_text("utf-8")
    for line in ("city: Примерград", "region: Приморский край", "timezone: Asia/Vladivostok", "settlements: []"):
        assert f"\n{line}\n" in site
    assert "demo: true" not in site  # nothing in it is invented
    monkeypatch.chdir("gorod")
    assert sorted(path.name for path in (tmp_path / "gorod/data").rglob("*.yaml")) == [
        "history.yaml", "site.yaml", "uk-stadionnyy.yaml"]  # fmt: skip
    for command in (["check"], ["fmt", "--check"], ["build"]):
        assert main(command) == 0


def test_the_registers_are_named_as_sources_of_the_data(run, tmp_path, monkeypatch, capsys):
    run(houses(house(1)), companies(STADIUM))
    site = tmp_path / "data/site.yaml"
    first = yaml.safe_load(site.read_text("utf-8"))["sources"]
    assert [(one["name"], str(one["date"])) for one in first] == [
        ("реестр домов ФРТ", "2026-09-01"), ("реестр управляющих организаций ФРТ", "2026-09-01")]  # fmt: skip
    site.write_text(site.read_text("utf-8").replace("terms: условия использования", "terms: Условия"), "utf-8")
    before = site.read_text("utf-8")
    run(houses(house(1)), companies(STADIUM))
    assert site.read_text("utf-8") == before
    later = zipped("export-reestrmkd-65-20261001.csv", table(HOUSE, [house(1), house(2)]))
    run(later, companies(STADIUM))
    assert site.read_text("utf-8") == before.replace("date: 2026-09-01", "date: 2026-10-01", 1)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--data", "data", "--today", TODAY.isoformat()]) == 0
    about = (tmp_path / "output/site/o-proekte/index.html").read_text("utf-8").replace("\u00a0", " ")
    said = re.sub(r"<[^>]+>", "", about)
    assert "реестр домов ФРТ (ППК «Фонд развития территорий»), сведения на 1 октября 2026; Условия" in said
    assert 'href="https://аис.фрт.рф/opendata"' in about or 'href="https://xn--' in about
    open_data = json.loads((tmp_path / "output/site/data/v1/buildings.json").read_bytes())
    assert open_data["sources"][0] == {
        "name": "реестр домов ФРТ",
        "publisher": "ППК «Фонд развития территорий»",
        "date": "2026-10-01",
        "link": "https://аис.фрт.рф/opendata",
        "terms": "Условия в файле не указаны",
    }


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (["--city", "Примерград"], 2, "--city и --from пишут вместе"),
        (["--from", "houses.zip"], 2, "--city и --from пишут вместе"),
        (
            ["--city", "Артём", "--from", "houses.zip", "companies.zip"],
            1,
            "«Артём» в реестрах нет; есть, например: ",
        ),
        (
            ["--city", "город Примергра", "--from", "houses.zip", "companies.zip"],
            1,
            "«Примергра» в реестрах нет; есть, например: Примерград\n",
        ),
        (["--city", "Примерград", "--from", "houses.zip"], 1, "нужен и реестр управляющих организаций"),
        (["--city", "Примерград", "--from", "list.csv"], 1, "это не реестры"),
        (["--city", "Примерград", "--from", "none.zip"], 2, "файла none.zip нет"),
    ],
)
def test_a_city_that_registers_do_not_have_is_not_begun(  # noqa: PLR0913, PLR0917
    tmp_path, monkeypatch, capsys, words, code, text
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "houses.zip").write_bytes(houses(house(1)))
    (tmp_path / "companies.zip").write_bytes(companies(STADIUM))
    (tmp_path / "list.csv").write_text("Адрес;УК\nул. Мира, 1;УК «А»\n", "utf-8")
    assert main(["init", "gorod", *words]) == code
    assert text in "".join(capsys.readouterr())
    assert not (tmp_path / "gorod").exists()


@pytest.mark.parametrize(
    ("kind", "name", "region"),
    [
        ("край.", "Приморский", ("Приморский край", "Asia/Vladivostok")),
        ("обл", "Сахалинская", ("Сахалинская область", "Asia/Sakhalin")),
        ("Респ.", "Саха /Якутия/", ("Республика Саха (Якутия)", "Asia/Yakutsk")),
        (
            "АО",
            "Ханты-Мансийский Автономный округ - Югра",
            ("Ханты-Мансийский автономный округ — Югра", "Asia/Yekaterinburg"),
        ),
        ("обл.", "Ростовская", ("Ростовская область", "Europe/Moscow")),
        ("Респ", "Алтай", ("Республика Алтай", "Asia/Barnaul")),
        ("г.", "Москва", ("Москва", "Europe/Moscow")),
    ],
)
def test_a_region_has_its_full_name_and_time(kind, name, region):
    assert region_of(kind, name) == region


def test_contacts_from_gis_fill_gaps_by_ogrn(run):
    head = ["Полное наименование", "Сокращенное наименование", "ОГРН", "Официальный сайт в сети Интернет", "Телефон",
            "Адрес электронной почты"]  # fmt: skip
    row = ["ООО Стадионный", "", STADIUM["orn"], "primer.example", "84242000005", "a@primer.example"]
    contacts = xlsx([["Реестр поставщиков информации"], [], head, row])
    bare = {**STADIUM, "phone": "", "email": "", "site": "нет"}
    _, said, files = run(houses(house(1)), contacts, companies(bare))
    assert 'number: "+7 424 200-00-05"' in files["uk-stadionnyy"]
    assert "email: a@primer.example" in files["uk-stadionnyy"]
    assert "website: https://primer.example" in files["uk-stadionnyy"]
    assert "name: УК «Стадионный»" in files["uk-stadionnyy"]
    assert "реестр поставщиков информации ГИС ЖКХ, 1 строка" in said


# --- hostile archives


def test_links_and_devices_in_an_archive_are_not_opened(run):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for kind, name in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.CHRTYPE, "null"), (tarfile.DIRTYPE, "a")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    code, said, files = run(target.getvalue())
    assert (code, files) == (1, {})
    assert "это архив, и реестра в нём нет" in said


@pytest.mark.parametrize(
    ("module", "limit", "most", "content", "text"),
    [
        (archives, "_MOST", 500, houses(house(1), house(2)), "архивная бомба"),
        (archives, "_MOST", 500, tarred(a=table(HOUSE, [house(1), house(2)])), "архивная бомба"),
        (archives, "_MOST_FILES", 1, tarred(a="x", b="x"), "в архиве больше 1 файлов"),
        (reading, "_MOST_ROWS", 2, houses(house(1), house(2)), "слишком много строк"),
        (reading, "_MOST_HOUSES", 1, tarred(a=table(GIS, [flat("ул. Мира, 1", 1), flat("ул. Мира, 2", 1)], "|")),
         "слишком много строк"),
        (reading, "_LARGEST_WORKBOOK", 99, zipped("a.xlsx", xlsx([["a"]])), "книга в архиве слишком велика"),
    ],
)  # fmt: skip
def test_what_grows_while_it_is_unpacked_is_refused(run, monkeypatch, module, limit, most, content, text):  # noqa: PLR0913, PLR0917
    monkeypatch.setattr(module, limit, most)
    code, said, files = run(content, companies(STADIUM))
    assert (code, files) == (1, {})
    assert text in said


def test_an_open_quote_swallows_no_houses(run):
    text = table(HOUSE, [house(1), house(2), house(3)]).replace(";Мира;2;", ';"Мира;2;')
    code, said, files = run(zipped("a.csv", text), companies(STADIUM))
    assert (code, files) == (1, {})
    assert "кавычка" in said
