"""The index writer: the reader gets back what was written, and the bytes are reproducible."""

import gzip
import random
import re

import pytest

from generator.addresses import House
from generator.city import SERVICES
from generator.search import Building, City, Organization, Street, bundle, write_index
from generator.search.houses import encode, key
from generator.search.slugs import house_slug, slugify, street_slug
from generator.search.vocabulary import vocabulary_module
from generator.site.search_files import _SERVICE_WORDS
from tests.search.conftest import SOURCES, Searcher, building, street

PLACE = Street(title="улица Ленина", type="улица", slug="ulitsa-lenina")


def house(**parts):
    blank = Building(street=PLACE, slug="", **parts)
    return Building(street=PLACE, slug=house_slug(blank), **parts)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"number": "12"}, "12"),
        ({"number": "12", "letter": "А"}, "12а"),
        ({"number": "12", "fraction": "2"}, "12/2"),
        ({"number": "12", "letter": "А", "fraction": "2"}, "12а:2"),
        ({"number": "12", "corpus": "2А"}, "12k2А"),
        ({"number": "12", "letter": "А", "corpus": "2"}, "12а*2"),
        ({"number": "12", "corpus": "2", "building": "1"}, "12k2=1"),
        ({"number": "12", "litera": "А"}, "12lА"),
        ({"number": "37-39", "letter": "А"}, "37-39А"),
        ({"number": "165", "fraction": "167/2"}, "165/167\\2"),
        ({"number": "", "title": "Дом с мезонином"}, ""),
        ({"number": "5", "corpus": "в|г"}, ""),
    ],
)
def test_key(parts, expected):
    assert key(Building(street=PLACE, slug="x", **parts)) == expected


def test_houses_of_a_street_are_steps_from_number_to_number():
    line = encode(
        [
            house(number="1"),
            house(number="2"),
            house(number="2", letter="А"),
            house(number="2", corpus="1"),
            house(number="5", letter="Б"),
            house(number="120"),
        ]
    )
    assert line == "AAаk1!Cб(115)"


@pytest.mark.parametrize(
    "parts",
    [
        {"number": "12", "letter": "А", "corpus": "2"},
        {"number": "12", "fraction": "2", "building": "3"},
        {"number": "12", "letter": "Л", "litera": "Б"},
        {"number": "37-39", "letter": "А"},
        {"number": "12", "corpus": "2А"},
        {"number": "7", "letter": "Й"},
    ],
)
def test_slugs_and_titles_are_those_of_the_addresses(parts):
    known = House(**parts)
    assert house_slug(Building(street=PLACE, slug="", **parts)) == known.slug


def everything(town):
    """Return the expected contents of the index: path -> (label, has_chat)."""
    found = {}
    for one in town:
        place = slugify(one.street.settlement) + "/" if one.street.settlement else ""
        found[f"/doma/{place}{one.street.slug}/{one.slug}/"] = one.has_chat
    return found


def test_round_trip(tmp_path):
    """Every house is found by its own label, with its address and chat, custom slugs included."""
    rng = random.Random(3)
    town = []
    for row in (
        {"title": "улица Ленина", "type": "улица"},
        {"title": "7-я линия", "type": "линия"},
        {"title": "улица имени Космонавта Поповича", "type": "улица"},
        {"title": "Спортивный проезд", "type": "проезд"},
        {"title": "улица Комарова", "type": "улица", "settlement": "Нижние Поляны"},
        {"title": "сквер Победы", "type": "сквер"},
        {"title": "Спутник-2", "type": ""},
    ):
        place = street(row)
        texts = {
            rng.choice(["{}", "{}а", "{}б", "{}/2", "{}k1", "{}k2", "{}s1"]).format(rng.randint(1, 200))
            for _ in range(30)
        }
        town += [building(place, text, has_chat=rng.random() < 0.5) for text in sorted(texts)]
    odd = Street(title="улица Мира", type="улица", slug="mira-drugaya")
    town.append(Building(street=odd, slug="mira-12k2", number="12", corpus="2", has_chat=True))
    town.append(Building(street=odd, slug="dom-s-mezoninom", title="Дом с мезонином"))
    expected = everything(town)
    searcher = Searcher(tmp_path, write_index(City(name="Приморск"), town))
    asked = [one for one in town if one.number]
    labels = [f"{one.street.settlement} {one.street.title}, {House(**fields(one)).title}" for one in asked]
    for one, found in zip(asked, searcher.ask(labels), strict=True):
        first = found["hits"][0]
        assert first["number"] == House(**fields(one)).title.replace("\u00a0", " ")
        assert first["chat"] is expected[first["url"]]
        assert first["url"].endswith(f"/{one.street.slug}/{one.slug}/")
    unnumbered = searcher.ask(["улица мира 11"])[0]["nearest"][-1]
    assert (unnumbered["number"], unnumbered["url"]) == ("Дом с мезонином", "/doma/mira-drugaya/dom-s-mezoninom/")


def fields(one):
    names = ("number", "letter", "fraction", "corpus", "building", "litera")
    return {name: getattr(one, name) for name in names}


def test_same_values_in_any_order_give_the_same_bytes(town):
    city, buildings, organizations = town
    shuffled = random.Random(1).sample(buildings, len(buildings))
    assert write_index(city, buildings, organizations) == write_index(city, shuffled, organizations[::-1])


def test_companies_and_ids_come_from_their_parts(searcher):
    first, second = searcher.ask(["щорса 8", "7K3QX"])
    assert first["hits"][0]["company"] == "ТСЖ «Кедр»"
    assert second["hits"][0]["id"] == "7K3QX"


def test_a_retired_id_leads_to_its_heir(town, tmp_path):
    files = write_index(*town, former_ids={"2ND4B": "7K3QX", "ZZZZZ": "unknown"})
    found = Searcher(tmp_path, files).ask(["2ND4B", "ZZZZZ"])
    assert found[0]["hits"][0]["label"] == "улица Ленина, 12А"
    assert found[1]["hits"] == []


def test_a_slash_is_a_corpus_where_the_city_says_so(tmp_path):
    place = Street(title="улица Ленина", type="улица", slug="ulitsa-lenina")
    files = write_index(City(name="Приморск", slash_means="corpus"), [building(place, "12k2"), building(place, "14")])
    first = Searcher(tmp_path, files).ask(["ленина 12/2"])[0]["hits"][0]
    assert (first["number"], first["exact"]) == ("12 корп. 2", True)


def test_many_ids_are_cut_into_parts():
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    rng = random.Random(4)
    names = sorted({"".join(rng.choice(letters) for _ in range(5)) for _ in range(3000)})
    town = [
        Building(street=PLACE, slug=str(number), number=str(number), id=name)
        for number, name in enumerate(names, start=1)
    ]
    files = write_index(City(name="Приморск"), town, [Organization(kind="rso", slug="x", name="X")])
    parts = [content for name, content in files.items() if name.startswith("i")]
    assert len(parts) == 8
    assert max(len(gzip.compress(part)) for part in parts) < 4096


def test_the_code_keeps_within_its_limits():
    assert len(gzip.compress(bundle.core(SOURCES).encode(), 9)) <= 10240
    assert len(gzip.compress((bundle.field(SOURCES) + bundle.loader(SOURCES)).encode(), 9)) <= 4096


def test_the_vocabulary_is_plain_strings():
    lines = vocabulary_module().splitlines()[1:]
    assert all(re.fullmatch(r'export const [A-Z_]+ = "[^"]*";', line.replace('\\"', "")) for line in lines)


def test_street_slugs_that_the_reader_makes():
    made = street_slug(Street(title="улица имени 26-ти Бакинских Комиссаров", type="улица", slug=""))
    assert made == "ulitsa-26-bakinskikh-komissarov"


def test_a_settlement_leads_to_its_page(searcher):
    [found] = searcher.ask(["луговое"])
    assert [hit["url"] for hit in found["hits"]][:1] == ["/doma/lugovoe/"]


def test_only_settlements_with_a_page_are_listed():
    elsewhere = Street(title="улица Мира", type="улица", slug="ulitsa-mira", settlement="Речное")
    house_there = Building(street=elsewhere, slug="1", number="1")
    assert "Речное" not in write_index(City(name="Приморск"), [house_there])["city.txt"].decode().split("@")[0]
    with_page = City(name="Приморск", settlements=("Речное",))
    assert "Речное" in write_index(with_page, [house_there])["city.txt"].decode().split("@")[0]


def test_every_service_of_the_data_has_words_to_be_asked_by():
    assert set(_SERVICE_WORDS) == set(SERVICES)
