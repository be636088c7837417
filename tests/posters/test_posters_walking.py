"""The walking list in a spreadsheet: no dates or numbers by accident, secret addresses marked."""

import csv
import io
from itertools import groupby

import pytest
from msgspec.structs import replace

from generator.addresses import House
from generator.build.pipeline import check
from generator.city import street_of
from generator.posters.files import one_file
from generator.posters.selection import Choice, select
from generator.posters.walking import walking_csv, walking_list
from tests.built_sites import options
from tests.posters.papers import notices_of, pdf, text_of
from tests.small_city import write_small_city


@pytest.fixture
def rows(city):
    """Return a function: changes of a building → the rows of its list."""

    def make(share, house="1", **changes):
        building = next(one for one in city.city.buildings if any(chat.share == share for chat in one.chats))
        address = replace(building.address, house=House(number=house.split("/")[0], fraction=house.partition("/")[2]))
        notices = notices_of(city.city, [building])
        text = walking_csv([(replace(building, address=address, **changes), notices)]).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    return make


def test_a_house_is_no_date(rows):
    assert {row["Дом"] for row in rows("site", house="3/1")} == {"д. 3/1"}


@pytest.mark.parametrize(
    ("one", "cell"),
    [("7K3QX", "7K3QX"), *((one, f"'{one}") for one in ("1E234", "7E005", "12345", "00123", "MAR12", "1DEC2"))],
)
def test_a_code_is_no_number(rows, one, cell):
    assert {row["Код"] for row in rows("site", id=one)} == {cell}


def test_a_secret_address_is_marked(rows):
    marked = [row for row in rows("poster") if "-" in row["Адрес под кодом"].rpartition("/")[2]]
    assert marked
    assert all("не выкладывайте" in row["Примечание"] for row in marked)
    assert not any(row["Примечание"] for row in rows("site"))


def test_one_street_in_two_spellings(tmp_path):
    houses = ("8-е Марта, 7", "8 Марта, 5", "8-е Марта, 1", "Ленина, 2")
    records = (f'id: 7K3Q{number}\naddress: "улица {house}"' for number, house in enumerate(houses))
    loaded = check(options(write_small_city(tmp_path, *records), tmp_path / "out"))
    assert loaded.city, list(map(str, loaded.report))
    buildings = select(loaded.city, Choice())
    routes = [(building, notices_of(loaded.city, [building])) for building in buildings]
    streets = walking_list("Проба", routes, "a4").streets
    assert [[house.house for house in street.houses] for street in streets if "Марта" in street.title] == [
        ["1", "5", "7"]
    ]
    rows = list(csv.DictReader(io.StringIO(walking_csv(routes).decode("utf-8-sig")), delimiter=";"))
    assert len({row["Улица"] for row in rows}) == 2


def test_each_sheet_of_the_list_names_its_street(tmp_path):
    houses = [f'id: 7K{number:03}\naddress: "улица Ленина, {number}"\nentrances: 4' for number in range(1, 90)]
    houses += [f'id: 8K{number:03}\naddress: "улица Мира, {number}"\nentrances: 2' for number in range(1, 60)]
    loaded = check(options(write_small_city(tmp_path, *houses), tmp_path / "out"))
    assert loaded.city, list(map(str, loaded.report))
    routes = [(building, notices_of(loaded.city, [building])) for building in select(loaded.city, Choice())]
    pages = text_of(pdf(routes[0][1][:1], walking=walking_list("Проба", routes, "a4")))[:-1]
    assert len(pages) > 3
    assert pages[0].index("Нужно бумаги") < pages[0].index("Дом Подъезды")
    for page in pages:
        assert "Дом Подъезды Код Страницы" in page
        for letter, street in (("7K", "улица Ленина"), ("8K", "улица Мира")):
            assert (street in page) == (letter in page), page[:300]


def test_one_file_of_several_companies_is_one_walk(city):
    """A street is walked once, whoever manages its houses."""
    file = one_file(city.city, select(city.city, Choice()), "all")
    assert len({building.company for building in file.buildings}) > 1
    streets = [street_of(building) for building in file.buildings]
    assert len([street for street, _ in groupby(streets)]) == len(set(streets))
