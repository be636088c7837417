"""Properties of every house, street and line."""

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import houses, lines, streets

from generator.addresses import (
    Address,
    Gazetteer,
    Refusal,
    parse_address,
    parse_house,
    parse_line,
    parse_street,
    slugify,
)
from generator.city.paths import house_path


def by_sort_key(value):
    return value.sort_key


CITY = Gazetteer(city="Омск", region="Омская область", settlements=("Луговое",))


@given(houses)
def test_a_houses_title_is_read_back(house):
    assert parse_house(house.title) == house
    assert parse_house(house.plate) == house


@settings(max_examples=1000)
@given(houses, houses)
def test_two_houses_share_a_slug_only_if_they_are_one(one, other):
    assert (one.slug == other.slug) == (one.key == other.key) == (one == other)


@given(streets, houses)
def test_an_addresss_title_is_read_back(street, house):
    address = Address(street=street, house=house)
    assert parse_address(address.title, CITY) == address
    assert parse_street(street.title, CITY) == street


@given(st.lists(houses))
def test_houses_sort_in_one_order(found):
    backwards = found[::-1]
    assert [house.key for house in sorted(found, key=by_sort_key)] == [
        h.key for h in sorted(backwards, key=by_sort_key)
    ]


@given(st.lists(streets))
def test_streets_sort_in_one_order(found):
    backwards = found[::-1]
    assert [street.key for street in sorted(found, key=by_sort_key)] == [
        street.key for street in sorted(backwards, key=by_sort_key)
    ]


@settings(max_examples=2000)
@given(lines)
def test_no_line_raises_and_what_is_understood_is_stable(line):
    reading = parse_line(line, CITY)
    result = reading.result
    if isinstance(result, Refusal):
        assert result.code
        assert result.text
        return
    again = parse_address(result.title, CITY)
    assert isinstance(again, Address)
    assert (again.street.key, again.house) == (result.street.key, result.house)
    assert all(piece and slugify(piece) == piece for piece in house_path(result, {}).split("/"))
