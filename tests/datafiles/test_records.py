"""Reading of records where the table of fields does not make it obvious."""

from datetime import date

import pytest

from generator.build.pipeline import check
from tests.datafiles.folders import SITE, codes, invite, load, options, write

HEAD = "name: УК «А»\nkind: direct\n"
HOUSE = HEAD + "buildings:\n  - id: 7K3QX\n    address: ул. Ленина, 1\n"


def city(tmp_path, files):
    checked = check(options(data=write(tmp_path, files)))
    assert [str(problem) for problem in checked.report if problem.code != "no-history"] == []
    return checked.city


def places(report):
    return [(problem.code, problem.place.line, problem.place.column) for problem in report]


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("[ул. Пограничная, 3]", ["улица Пограничная, 3"]),
        ("[ул. Пограничная, 3, ул. Чехова, 3]", ["улица Пограничная, 3", "улица Чехова, 3"]),
        ("['ул. Пограничная, 3', ул. Чехова, 3 корп. 1]", ["улица Пограничная, 3", "улица Чехова, 3 корп. 1"]),
        ("\n      - ул. Пограничная, 3\n      - ул. Чехова, 3", ["улица Пограничная, 3", "улица Чехова, 3"]),
        ("[]", []),
    ],
)
def test_aliases_that_yaml_tore_apart(tmp_path, written, understood):
    made = city(tmp_path, {"companies/a.yaml": f"{HOUSE}    aliases: {written}\n"})
    assert [alias.title.replace("\u00a0", " ") for alias in made.buildings[0].aliases] == understood


def test_each_alias_keeps_its_place(tmp_path):
    report = load(
        write(tmp_path, {"companies/a.yaml": f"{HOUSE}    aliases: [ул. Мира, 3, ул. Ленина, 1, ул. Мира]\n"})
    )
    assert places(report) == [("alias-needless", 4 + 2, 28), ("address-no-house", 6, 43)]


@pytest.mark.parametrize("nothing", ["", " null", " ~", " Null", " # пусто"])
def test_an_empty_value_is_said_to_be_empty(tmp_path, nothing):
    fields = ["office", "inn", "phones", "channels", "about", "dispatch"]
    text = HEAD + "".join(f"{field}:{nothing}\n" for field in fields)
    assert codes(load(write(tmp_path, {"companies/a.yaml": text}))) == ["empty"] * len(fields)


def test_words_in_quotes_are_words(tmp_path):
    made = city(tmp_path, {"companies/a.yaml": "name: 'null'\nkind: direct\noffice: \"~\"\n"})
    assert (made.companies[0].name, made.companies[0].office) == ("null", "~")


def test_scalars_are_strings_until_a_field_gives_them_a_type(tmp_path):
    text = "name: no\nkind: direct\nhours: 9:00\noffice: 1e3\nabout: 2026-11-01\n"
    company = city(tmp_path, {"companies/a.yaml": text}).companies[0]
    assert (company.name, company.hours, company.office, company.about) == ("no", "9:00", "1e3", "2026-11-01")


def test_types(tmp_path):
    text = (
        HOUSE + "    entrances: 4\n    location: [46.9591, -142.7]\n    chats:\n"
        f"      - {invite(1)}\n      - {{owner: gosuslugi, approval: true, since: 2026-02-17, entrance: 2}}\n"
    )
    building = city(tmp_path, {"companies/a.yaml": text}).buildings[0]
    assert (building.entrances, building.location) == (4, (46.9591, -142.7))
    plain, official = building.chats
    assert (plain.link.url, plain.owner, plain.share) == (invite(1), "company", "site")
    assert (official.share, official.approval, official.since, official.entrance) == (
        "nowhere",
        True,
        date(2026, 2, 17),
        2,
    )


def test_a_mistake_in_a_list_is_not_reported_twice(tmp_path):
    text = HOUSE + "    location: [46.9, сто]\n    entrances: [1, два]\n    chat: {owner: company, entrance: 2}\n"
    supplier = "name: Свет\nservices: [gas]\nserves: {buildings: [дом]}\n"
    report = load(write(tmp_path, {"companies/a.yaml": text, "suppliers/s.yaml": supplier}))
    assert codes(report) == ["number", "number", "id"]


def test_the_site_s_own_city_is_a_settlement_that_can_be_served(tmp_path):
    supplier = "name: Свет\nservices: [gas]\nserves: {settlements: [Примерград]}\n"
    made = city(tmp_path, {"companies/a.yaml": HOUSE, "suppliers/s.yaml": supplier})
    assert made.suppliers[0].serves.includes(made.buildings[0])


def test_a_supplier_serves_a_street_in_any_spelling(tmp_path):
    supplier = "name: Свет\nservices: [gas]\nserves: {streets: [8 Марта]}\n"
    house = HOUSE.replace("Ленина", "8-е Марта")
    made = city(tmp_path, {"companies/a.yaml": house, "suppliers/s.yaml": supplier})
    assert made.suppliers[0].serves.includes(made.buildings[0])


def test_a_broken_file_is_not_said_to_lack_what_it_may_hold(tmp_path):
    """«There is no such company, building, street» is not reported while a file can't be read."""
    files = {
        "companies/a.yaml": HOUSE + "  name: [\n",
        "suppliers/s.yaml": "name: Свет\nservices: [gas]\nserves: {companies: [a], buildings: [7K3QX]}\n",
        "private/links.yaml": f"7K3QX: {{link: {invite(1)}}}\n",
        "history.yaml": "published: {7K3QX: [doma/ulitsa-lenina/1]}\n",
        "site.yaml": SITE + "retired: {8M2PA: 7K3QX}\n",
    }
    assert codes(load(write(tmp_path, files))) == ["yaml"]


def test_streets_of_the_city_say_nothing_of_a_village(tmp_path):
    """Whether the settlement is part of the address or a field."""
    streets = "streets: [{name: улица Мира, former: [улица Ленина], aliases: [Ленинская]}]\n"
    houses = (
        "  - {id: 7K3QX, address: 'ул. Ленина, 1'}\n"
        "  - {id: 2ND4C, address: 'ул. Ленина, 1', settlement: Речной, aliases: ['ул. Ленинская, 4']}\n"
        "  - {id: 4C8RZ, address: 'пос. Речной, ул. Ленина, 2'}\n"
    )
    made = city(tmp_path, {"site.yaml": SITE + streets, "companies/a.yaml": f"{HEAD}buildings:\n{houses}"})
    found = {building.id: building.address.full.replace("\u00a0", " ") for building in made.buildings}
    assert found == {
        "7K3QX": "улица Мира, 1",
        "2ND4C": "Речной, улица Ленина, 1",
        "4C8RZ": "Речной, улица Ленина, 2",
    }
    [alias] = next(building.aliases for building in made.buildings if building.aliases)
    assert alias.full.replace("\u00a0", " ") == "Речной, улица Ленинская, 4"


@pytest.mark.parametrize(
    "line",
    ["note: 'Вход #2'", "note: Вход # 2", "# note: Вход #2", "note: |\n      Вход #2", 'note: "Дом\n      и вход #2"'],
)
def test_a_number_sign_that_loses_nothing(tmp_path, line):
    city(tmp_path, {"companies/a.yaml": f"{HOUSE}    {line}\n"})


def test_places_inside_maps(tmp_path):
    files = {
        "site.yaml": SITE + "retired:\n  8M2PA: null\n  2ND4B: 5W8A0\n",
        "history.yaml": "published:\n  8M2PA: [doma/ulitsa-lenina/1]\n  4C8RZ: [doma/ulitsa-lenina/2]\n",
    }
    assert places(load(write(tmp_path, files))) == [("id-lost", 3, 3), ("retired-target", 9, 3)]
