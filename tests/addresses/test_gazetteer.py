"""Effects of a city's known streets and settlements."""

from generator.addresses import Address, Gazetteer, Refusal, StreetKnowledge, parse_address, parse_line

MIRA = StreetKnowledge(name="проспект Мира", aliases=("ул. Мира",))
POPOV = StreetKnowledge(name="улица имени Космонавта Поповича", aliases=("Поповича",), former=("Старая",))


def city(*streets, **more):
    return Gazetteer(city="Омск", streets=streets, **more)


def title(line, gazetteer):
    found = parse_address(line, gazetteer)
    assert isinstance(found, Address)
    return found.full.replace("\u00a0", " ")


def test_aliases_and_former_names_lead_to_the_street():
    known = city(MIRA, POPOV)
    assert title("ул. Мира, 5", known) == "проспект Мира, 5"
    assert title("Поповича 5", known) == title("ул Поповича 5", known) == "улица имени Космонавта Поповича, 5"
    reading = parse_line("ул. Старая, 5", known)
    assert [note.code for note in reading.notes] == ["former_name"]


def test_the_knowledge_ends_at_the_city():
    assert title("с. Дальнее, ул. Мира, 5", city(MIRA)) == "Дальнее, улица Мира, 5"


def test_a_missing_type_comes_from_knowledge():
    assert title("Мира, 5", city(MIRA)) == "проспект Мира, 5"
    assert title("Спортивный пр., 5", city(StreetKnowledge(name="Спортивный проезд"))) == "Спортивный проезд, 5"


def test_two_types_of_one_name_ask_for_the_type():
    lane, avenue = StreetKnowledge(name="пер. Чехова"), StreetKnowledge(name="пр. Чехова")
    refused = parse_address("Чехова, 5", city(lane, avenue))
    assert isinstance(refused, Refusal)
    assert refused.code == "ambiguous_street"
    assert title("Чехова, 5", city(lane, StreetKnowledge(name="ул. Чехова"))) == "улица Чехова, 5"


def test_of_two_streets_with_one_name_the_first_has_it():
    clash = city(MIRA, StreetKnowledge(name="улица Победы", aliases=("ул. Мира",)))
    assert title("ул. Мира, 5", clash) == "проспект Мира, 5"


def test_the_citys_own_name_and_its_settlements():
    known = city(region="Омская область", settlements=("Луговое",))
    for line in (
        "г. Омск, ул. Ленина, 5",
        "Омск, Ленина 5",
        "ул. Ленина, 5, Омск",
        "Омская область, ул. Ленина 5",
    ):
        assert title(line, known) == "улица Ленина, 5"
    for line in ("луговое, ул. Ленина, 5", "пос. Луговое, Ленина 5", "ул. Ленина, 5 (с. Луговое)"):
        assert title(line, known) == "Луговое, улица Ленина, 5"
