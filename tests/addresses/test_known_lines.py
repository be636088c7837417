"""`AddressReader` gives the same results as `parse_address`, whatever it has cached."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import houses, lines, streets

from generator.addresses import AddressReader, Gazetteer, StreetKnowledge, parse_address

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "addresses.json").read_text(encoding="utf-8"))
CITIES = [
    Gazetteer(city="Омск", region="Омская область", settlements=("Луговое", "2-й участок")),
    Gazetteer(city="8 Марта", slash_means="corpus"),
    Gazetteer(
        city="Омск", streets=(StreetKnowledge(name="проспект Мира", aliases=("ул. Мира",), former=("5-я линия",)),)
    ),
]


def written(value):
    """Return every string in the vectors."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in written(one)]


LINES = sorted(set(written(VECTORS)))
HALVES = sorted({half for line in LINES for half in (line.rpartition(", ")[0], line.rpartition(", ")[2])})


def test_real_lines():
    for city in CITIES:
        reader = AddressReader(gazetteer=city)
        for line in [*LINES, *LINES]:
            assert reader.read(line) == parse_address(line, city), line


@settings(max_examples=1500)
@given(
    st.sampled_from(range(len(CITIES))),
    st.lists(
        st.one_of(
            lines,
            st.builds("{}, {}".format, st.sampled_from(HALVES), st.sampled_from(HALVES)),
            st.builds(lambda street, house: f"{street.short}, {house.title}", streets, houses),
        ),
        max_size=8,
    ),
)
def test_lines_whose_halves_were_met_elsewhere(city, met):
    reader = READERS[city]
    for line in met:
        assert reader.read(line) == parse_address(line, CITIES[city]), line


READERS = [AddressReader(gazetteer=city) for city in CITIES]
