"""Streets as clerks name them: in any spelling, by other and former names, with or without a type."""

import pytest

from generator.build.pipeline import check
from generator.posters.selection import Choice, select
from generator.text.problems import Bad
from tests.built_sites import options
from tests.small_city import write_small_city

STREETS = "streets: [{name: улица Мира, former: [улица Ленина], aliases: [Мирная улица], slug: mira}]\n"
BUILDINGS = (
    'id: 7K3QX\naddress: "ул. Ленина, 3"',
    'id: 2ND4C\naddress: "улица Мира, 5"',
    'id: 4C8RZ\naddress: "ул. Мира, 1"\nsettlement: Речной',
    'id: 9FQ2T\naddress: "ул. Чехова, 1"\naliases: ["Садовая ул., 7"]',
    'id: 8WXYZ\naddress: "проспект Победы, 1"',
    'id: 5WXYZ\naddress: "улица имени Космонавта Поповича, 1"',
    'id: H1234\naddress: "ул. Победы, 2"',
    'id: J1234\naddress: "проспект Победы, 2"',
)


@pytest.fixture
def city(tmp_path):
    loaded = check(options(write_small_city(tmp_path, *BUILDINGS, site=STREETS), tmp_path / "out"))
    assert loaded.city, list(map(str, loaded.report))
    return loaded.city


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ул. Ленина", {"7K3QX", "2ND4C"}),
        ("Ленина", {"7K3QX", "2ND4C"}),
        ("ulitsa-lenina", {"7K3QX", "2ND4C"}),
        ("Мирная", {"7K3QX", "2ND4C"}),
        ("mira", {"7K3QX", "2ND4C"}),
        ("УЛИЦА МИРА", {"7K3QX", "2ND4C", "4C8RZ"}),
        ("Чехова", {"9FQ2T"}),
    ],
)
def test_a_street_under_all_its_names(city, text, ids):
    assert {building.id for building in select(city, Choice(streets=(text,)))} == ids


@pytest.mark.parametrize("text", ["Ленинская", "", " "])
def test_a_street_that_there_is_not(city, text):
    assert isinstance(select(city, Choice(streets=(text,))), Bad)


@pytest.mark.parametrize("text", ["Поповича", "имени Космонавта Попович"])
def test_a_street_by_a_word_of_its_name_is_guessed_aloud(city, text):
    found = select(city, Choice(streets=(text,)))
    assert isinstance(found, Bad)
    assert found.hint.endswith("Космонавта Поповича?")


def test_an_entrance_is_no_part_of_an_address(city):
    found = select(city, Choice(buildings=("Чехова 1, подъезд 2",)))
    assert isinstance(found, Bad)
    assert found.hint == "укажите его отдельно: --entrance 2"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ленина 3", {"7K3QX"}),
        ("ул. Мира, д. 5", {"2ND4C"}),
        ("МИРНАЯ 5", {"2ND4C"}),
        ("пос. Речной, Мира 1", {"4C8RZ"}),
        ("2nd4c", {"2ND4C"}),
        ("Чехова 1", {"9FQ2T"}),
        ("Садовая, 7", {"9FQ2T"}),  # its other address
        ("Победы 1", {"8WXYZ"}),  # whatever the type of the street
    ],
)
def test_a_house_by_its_address(city, text, ids):
    found = select(city, Choice(buildings=(text,)))
    assert not isinstance(found, Bad), found
    assert {building.id for building in found} == ids


@pytest.mark.parametrize("text", ["Мира 1", "Чехова 2", "Чехова", "1", "", "a" * 2000])
def test_a_house_that_there_is_not(city, text):
    found = select(city, Choice(buildings=(text,)))
    assert isinstance(found, Bad)
    assert "или пять знаков" in found.hint


def test_a_street_without_its_type_may_be_any_of_them(city):
    found = select(city, Choice(buildings=("Победы 2",)))
    assert isinstance(found, Bad)
    assert found.text == "под «Победы 2» подходит не один дом"
    assert "H1234" in found.hint
    assert "J1234" in found.hint
    assert [one.id for one in select(city, Choice(buildings=("пр. Победы, 2",)))] == ["J1234"]


def test_all_that_is_unknown_is_told_at_once(city):
    found = select(city, Choice(streets=("Небывалая",), buildings=("99999", "Чехова 2")))
    assert isinstance(found, Bad)
    assert all(f"«{text}»" in found.text for text in ("Небывалая", "99999", "Чехова 2"))


def test_an_entrance_that_no_house_has(city):
    found = select(city, Choice(buildings=("Чехова 1",), entrances=(9,)))
    assert isinstance(found, Bad)
    assert found.text == "подъезда 9 у выбранных домов нет"
