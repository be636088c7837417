"""Digests: equal digests mean equal values, and every change of a record changes its digest."""

import copy

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.build.pipeline import check
from generator.datafiles.fields import AUTHORITY, BUILDING, CHANNEL, CHAT, COMPANY, SERVES, SITE, SUPPLIER
from tests.cities import write_city
from tests.datafiles.edits import edit, edits
from tests.datafiles.folders import invite, options, write

CHATS = [
    {"link": invite(1), "owner": "residents", "entrance": 1, "share": "poster", "approval": True,
     "since": "2026-01-01", "checked": "2026-02-01", "checked_by": "УК", "shared": True, "chat_id": -77},
    {"link": "https://max.ru/join/PRIMER-KOROTKO", "unusual": True, "withdrawn": "2026-03-01"},
]  # fmt: skip
CONTACTS = {
    "name": "А", "inn": "6501156338", "ogrn": "1026500000009", "phones": [{"label": "Б", "number": "112"}],
    "dispatch": "+7 4242 00-00-00", "own_mobiles": ["+7 900 000-00-00"],
    "email": "a@example.ru", "website": "https://example.ru/", "office": "В",
    "hours": "Г", "about": "Д", "former": [{"name": "Ё", "slug": "yo"}],
    "channels": [{"link": "https://max.ru/primer_1", "title": "Е", "topics": ["works"],
    "checked": "2026-01-01", "checked_by": "бот", "chat_id": -78}], "chats": [invite(3)],
}  # fmt: skip
HOUSE = {
    "id": "7K3QX", "address": "ул. Ленина, 1", "aliases": ["ул. Мира, 3"], "settlement": "Луговое", "entrances": 4,
    "flats": 80, "floors": 5, "location": [46.9, 142.7], "fias": "00000000-0000-4000-8000-000000000000",
    "separate": True, "slug": "dom", "note": "Ж", "chats": CHATS,
}  # fmt: skip
DATA = {
    "site.yaml": {
        "title": "З", "city": "Примерград", "region": "И", "base_url": "https://example.ru/",
        "timezone": "Asia/Sakhalin", "contact": {"email": "a@example.ru"}, "stale_after_days": 90,
        "publish_posters": True, "building_previews": True, "offline": False, "slash_means": "corpus", "demo": True,
        "portal": "https://vse.example.ru/",
        "sources": [{"name": "реестр", "publisher": "Фонд", "date": "2026-09-01", "link": "https://example.ru/otkr",
                     "terms": "без условий"}],
        "streets": [{"name": "улица Ленина", "aliases": ["улица К"], "former": ["улица Л"], "slug": "l"}],
        "settlements": ["Дальнее"],
        "retired": {"8M2PA": None, "2ND4B": "7K3QX"},
    },
    "companies/a.yaml": {**CONTACTS, "kind": "uk", "buildings": [HOUSE]},
    "suppliers/a.yaml": {
        **CONTACTS, "services": ["gas"], "emergency": "104",
        "serves": {"settlements": ["Луговое"], "streets": ["улица Ленина"], "companies": ["a"], "buildings": ["7K3QX"]},
    },
    "authorities/a.yaml": CONTACTS,
}  # fmt: skip


def load(folder, data):
    files = {name: yaml.safe_dump(value, allow_unicode=True) for name, value in data.items()}
    checked = check(options(data=write(folder, files)))
    assert [str(problem) for problem in checked.report if problem.severity == "error"] == []
    return checked.city


def values(city):
    return [city.site, *city.companies, *city.suppliers, *city.authorities, *city.buildings]


def digests(city):
    return [value.digest for value in values(city)]


# For each record: its place in the data, and whose digest contains it: the site's, a company's, a supplier's…
PLACES = [
    (SITE, ("site.yaml",), 0),
    (COMPANY, ("companies/a.yaml",), 1),
    (CHANNEL, ("companies/a.yaml", "channels", 0), 1),
    (SUPPLIER, ("suppliers/a.yaml",), 2),
    (SERVES, ("suppliers/a.yaml", "serves"), 2),
    (AUTHORITY, ("authorities/a.yaml",), 3),
    (BUILDING, ("companies/a.yaml", "buildings", 0), 4),
    (CHAT, ("companies/a.yaml", "buildings", 0, "chats", 0), 4),
]
SAMPLES = [
    (place, number, name)
    for record, place, number in PLACES
    for name in record.by_name
    if name not in ("chat", "buildings", "withdrawn", "unusual") or (name == "buildings" and record is SERVES)
]
# Other values for required fields.
OTHER = {
    "title": "Ю", "city": "Другой", "region": "Я", "base_url": "https://example.com/", "timezone": "Europe/Moscow",
    "contact": {"phone": "112"}, "name": "Ю", "kind": "tsg", "services": ["lift"], "id": "7K3QY",
    "address": "ул. Ленина, 2", "link": "https://max.ru/primer_2", "retired": {"8M2PA": None}, "serves": "all",
}  # fmt: skip


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return digests(load(tmp_path_factory.mktemp("known"), DATA))


@pytest.mark.parametrize(("place", "number", "name"), SAMPLES, ids=str)
def test_every_field_counts(place, number, name, known, tmp_path):
    data = {path: copy.deepcopy(content) for path, content in DATA.items()}  # so that copies share no parts
    record = data
    for step in place:
        record = record[step]
    assert name in record, "a new field needs a sample here"
    if name in OTHER:
        record[name] = OTHER[name]
    else:
        del record[name]
    if name == "id":
        data["suppliers/a.yaml"]["serves"]["buildings"] = ["7K3QY"]
        data["site.yaml"]["retired"]["2ND4B"] = "7K3QY"
    if name == "settlement":
        data["suppliers/a.yaml"]["serves"]["settlements"] = ["Примерград"]
    changed = [before != after for before, after in zip(known, digests(load(tmp_path, data)), strict=True)]
    assert changed[number]
    if number == 0:
        assert all(changed)  # `site.yaml` affects how everything is parsed
    elif name not in ("id", "settlement"):
        assert sum(changed) == 1


def test_everything_has_a_digest_of_its_own(known):
    assert [len(digest) for digest in known] == [16, 16, 16, 16, 48]
    assert len(set(known)) == len(known)


def test_layout_and_comments_count_for_nothing(known, tmp_path):
    def turned(value):
        if isinstance(value, dict):
            return {name: turned(inner) for name, inner in reversed(value.items())}
        return list(map(turned, value)) if isinstance(value, list) else value

    files = {
        name: "# comment\n" + yaml.safe_dump(turned(value), sort_keys=False, default_flow_style=True, width=30)
        for name, value in DATA.items()
    }
    assert digests(check(options(data=write(tmp_path, files))).city) == known


def test_the_name_of_a_company_s_file_counts(tmp_path):
    data = {name: value for name, value in DATA.items() if not name.startswith("suppliers/")}
    renamed = {name.replace("companies/a", "companies/b"): value for name, value in data.items()}
    one, other = load(tmp_path / "one", data).buildings[0], load(tmp_path / "other", renamed).buildings[0]
    assert (one.company, other.company) == ("a", "b")
    assert one.digest != other.digest


def test_private_links_count_for_their_building_only(tmp_path):
    house = {**HOUSE, "chats": [{"share": "poster"}, {"share": "poster"}]}
    data = {**DATA, "companies/a.yaml": {**DATA["companies/a.yaml"], "buildings": [house]}}
    links = [
        {}, {1: {"link": invite(7)}}, {2: {"link": invite(7)}}, {1: {"link": invite(7), "poster_key": 2}},
        {1: {"link": invite(8)}}, {1: {"link": invite(7)}, 2: {"link": invite(8)}},
    ]  # fmt: skip
    cities = [
        load(tmp_path / str(number), {**data, **({"private/links.yaml": {"7K3QX": link}} if link else {})})
        for number, link in enumerate(links)
    ]
    assert len({city.buildings[0].digest for city in cities}) == len(links)
    assert len({tuple(digests(city)[:-1]) for city in cities}) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])
@given(changes=st.lists(edits, max_size=4))
def test_equal_digests_mean_equal_values(changes, tmp_path_factory):
    home = tmp_path_factory.getbasetemp() / "digests"
    if not home.exists():
        write_city(home / "data", buildings=25, seed=4)
        remember(check(options(data=home / "data")).city)
    texts = {path.relative_to(home / "data").as_posix(): path.read_text("utf-8") for path in home.rglob("*.yaml")}
    for change in changes:
        texts = edit(texts, change)
    city = check(options(data=write(tmp_path_factory.mktemp("edited"), {"site.yaml": None, **texts}))).city
    assume(city is not None)
    remember(city)


MET = {}


def remember(city):
    """Raise if a digest was seen before with another value, in this city or an earlier one."""
    for value in values(city):
        bare = replace(value, buildings=()) if hasattr(value, "buildings") else value
        assert MET.setdefault(value.digest, bare) == bare


PAGE = {"note", "link"}  # shown on the building's own page only


@pytest.mark.parametrize(("place", "number", "name"), [sample for sample in SAMPLES if sample[1] == 4], ids=str)
def test_a_building_is_made_again_where_it_is_shown(place, number, name, tmp_path):
    """The three parts of its digest: pages with its place, pages with its chats, and the page with the links."""
    data = {path: copy.deepcopy(content) for path, content in DATA.items()}
    data["suppliers/a.yaml"]["serves"] = "all"
    data["site.yaml"]["retired"] = {}
    before = load(tmp_path / "before", data).buildings[0]
    record = data
    for step in place:
        record = record[step]
    assert name in record, "a new field needs a sample here"
    record.pop(name) if name not in OTHER else record.update({name: OTHER[name]})
    after = load(tmp_path / "after", data).buildings[0]
    if place[-2] == "chats":
        expected = (False, name not in PAGE, name in PAGE)
    else:
        expected = (name not in {*PAGE, "chats"}, name == "chats", name in {*PAGE, "chats"})
    assert tuple(part(before) != part(after) for part in (first, second, third)) == expected
    # Each part includes the parts before it.
    seen = (before.place != after.place, before.outline != after.outline, before.digest != after.digest)
    assert seen == (any(expected[:1]), any(expected[:2]), True)


def first(building):
    return building.digest[:16]


def second(building):
    return building.digest[16:32]


def third(building):
    return building.digest[32:]
