"""The walking list as a spreadsheet opens it: nothing becomes a date or a number, secret addresses are marked."""

import csv
import io
from dataclasses import replace

import pytest
from built_sites import city  # noqa: F401 - a fixture
from papers import notices_of

from generator.addresses import House
from generator.posters.walking import walking_csv


@pytest.fixture
def rows(city):  # noqa: F811
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


@pytest.mark.parametrize(("one", "cell"), [("1E234", "'1E234"), ("12345", "'12345"), ("7K3QX", "7K3QX")])
def test_a_code_is_no_number(rows, one, cell):
    assert {row["Код"] for row in rows("site", id=one)} == {cell}


def test_a_secret_address_is_marked(rows):
    marked = [row for row in rows("poster") if "-" in row["Адрес под кодом"].rpartition("/")[2]]
    assert marked
    assert all("не выкладывайте" in row["Примечание"] for row in marked)
    assert not any(row["Примечание"] for row in rows("site"))
