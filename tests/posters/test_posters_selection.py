"""Streets as clerks name them: in any spelling, by other and former names, with or without a type."""

import pytest
from msgspec.structs import replace

from generator.build.pipeline import check
from generator.posters.selection import Choice, select, with_slugs
from generator.text.problems import Bad
from tests.built_sites import options
from tests.small_city import write_small_city

STREETS = "streets: [{name: улица Мира, former: [улица Ленина], aliases: [Мирная улица], slug: mira}]\n"
BUILDINGS = (
    'id: 7K3QX\naddress: "ул. Ленина, 3"',
    'id: 2ND4C\naddress: "улица Мира, 5"',
    'id: 4C8RZ\naddress: "ул. Мира, 1"\nsettlement: Речной',
    'id: 9FQ2T\naddress: "ул. Чехова, 1"',
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


def test_a_street_that_there_is_not(city):
    assert isinstance(select(city, Choice(streets=("Ленинская",))), Bad)


@pytest.mark.parametrize("told", ["proba", "УК «Проба»", "Проба", "6501156338"])
def test_a_company_by_its_file_name_or_number(city, told):
    named = replace(city, companies=tuple(replace(one, inn="6501156338") for one in city.companies))
    choice = with_slugs(named, Choice(companies=(told,)))
    assert isinstance(choice, Choice)
    assert choice.companies == ("proba",)
    wrong = with_slugs(named, Choice(companies=(told, "Прба")))
    assert isinstance(wrong, Bad)
    assert wrong.hint == "возможно, proba (УК «Проба», 6501156338)"
