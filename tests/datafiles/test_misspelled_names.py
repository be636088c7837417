"""A street, a settlement or the city with a mistyped letter is told once; real names that look alike are not."""

import pytest

from generator.build.pipeline import check
from tests.datafiles.folders import SITE, options, write
from tests.spreadsheets.books import run_import


def told(tmp_path, houses, more=""):
    buildings = "".join(f"  - address: {address}\n" for address in houses)
    company = f"name: УК «А»\nkind: direct\nbuildings:\n{buildings}"
    data = write(tmp_path / "data", {"companies/a.yaml": company, "site.yaml": SITE + more})
    report = check(options(data=data)).report
    return [one.text.replace("\u00a0", " ") for one in report if one.code == "name-misspelled"]


def on(street, count, start=1):
    return [f"{street}, {number}" for number in range(start, start + count)]


@pytest.mark.parametrize(
    ("rare", "usual"),
    [
        ("улица Ленена", "улица Ленина"),
        ("улица Ленна", "улица Ленина"),
        ("улица Леннина", "улица Ленина"),
        ("улица Лениан", "улица Ленина"),
        ("улица Комсамольская", "улица Комсомольская"),
        ("улица Карламаркса", "улица Карла Маркса"),
        ("проспект Побеты", "проспект Победы"),
        ("улица 50 лет Октебря", "улица 50 лет Октября"),
        ("улица Зелёна", "улица Зелёная"),
    ],
)
def test_one_mistyped_letter_is_told_once(tmp_path, rare, usual):
    text = f"{rare} (домов 2) и {usual} (домов 4) отличаются одной буквой"
    assert told(tmp_path, [*on(usual, 4), *on(rare, 2, 7)]) == [text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("улица Лесная", "улица 2-я Лесная"),
        ("улица 1-я Лесная", "улица 2-я Лесная"),
        ("улица 40 лет ВЛКСМ", "улица 50 лет ВЛКСМ"),
        ("улица Садовая", "улица Садовая-Черногрязская"),
        ("улица Береговая", "улица Березовая"),
        ("улица Прудовая", "улица Трудовая"),
        ("улица Луцкого", "улица Слуцкого"),
        ("улица Мира", "улица Мура"),
        ("Каменный переулок", "улица Каменная"),
        ("улица Волжская", "улица Вольская"),
    ],
)
def test_real_names_that_look_alike_are_not_told(tmp_path, one, other):
    assert told(tmp_path, [*on(one, 1), *on(other, 9)]) == []


def test_two_real_streets_with_many_houses_are_not_told(tmp_path):
    assert told(tmp_path, [*on("улица Баляева", 17), *on("улица Беляева", 8)]) == []


def test_a_settlement_and_the_city_itself(tmp_path):
    houses = [
        *on("с. Луговое, ул. Мира", 4),
        "с. Лугавое, ул. Мира, 5",
        *on("ул. Мира", 9),
        "г. Премерград, ул. Мира, 9",
    ]
    assert told(tmp_path, houses) == [
        "«Лугавое» (домов 1) и «Луговое» (домов 4) отличаются одной буквой",
        "«Премерград» (домов 1) и «Примерград» (домов 9) отличаются одной буквой",
    ]


def test_what_site_yaml_names_is_no_mistake(tmp_path):
    houses = [*on("ул. Ленина", 4), *on("ул. Ленена", 1), *on("с. Луговое, ул. Мира", 4), "с. Лугавое, ул. Мира, 5"]
    more = "streets: [{name: улица Ленена}]\nsettlements: [Лугавое]\n"
    assert len(told(tmp_path, houses)) == 2
    assert told(tmp_path, houses, more) == []


def test_an_import_tells_each_of_them(tmp_path, capsys):
    streets = ["Гагарина", "Пушкина", "Чапаева", "Кирова", "Ленина"]
    rows = [address for street in streets for address in on(f"ул. {street}", 3)]
    rows += ["ул. Гагорина, 7", "ул. Пушкена, 7", "ул. Чепаева, 7", "ул. Кирава, 7", "ул. Ленена, 7"]
    ran = run_import(tmp_path, capsys, "\n".join(["Адрес", *rows]), name="list.csv")
    assert ran.said.count("отличаются одной буквой") == 5
