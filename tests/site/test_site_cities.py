"""The synthetic cities: valid, equal for equal arguments, fast to write."""

import time
from pathlib import Path

import pytest

from generator.build.pipeline import check
from generator.text.links import MaxLink, parse_link
from generator.text.requisites import is_inn
from tests.built_sites import options, tree
from tests.cities import TODAY, inn, invite, write_city


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("buildings", "features"), [(1, True), (12, True), (60, True), (600, True), (600, False)])
def test_a_city_has_no_mistakes(tmp_path: Path, buildings: int, seed: int, *, features: bool):
    write_city(tmp_path / "data", buildings=buildings, seed=seed, features=features)
    loaded = check(options(tmp_path / "data", tmp_path / "out"))
    assert [str(problem) for problem in loaded.report] == []
    assert loaded.city is not None
    assert len({one.path for one in loaded.city.buildings}) == buildings
    outside = sum(1 for path in {one.path for one in loaded.city.buildings if one.address.settlement} if path)
    assert outside == buildings // 8


def test_a_city_shows_everything(tmp_path: Path):
    write_city(tmp_path / "data", buildings=150, seed=7)
    city = check(options(tmp_path / "data", tmp_path / "out")).city
    assert city is not None
    chats = [chat for building in city.buildings for chat in building.chats]
    assert {chat.owner for chat in chats} == {"gosuslugi", "company", "residents"}
    assert {chat.share for chat in chats} == {"site", "poster", "nowhere"}
    assert any(chat.link is None and chat.share == "nowhere" for chat in chats)
    assert any(chat.withdrawn for chat in chats)
    assert any(chat.entrance for chat in chats)
    assert any(chat.approval for chat in chats)
    assert any(chat.link and not chat.checked for chat in chats)
    assert any(chat.checked and (TODAY - chat.checked).days > 180 for chat in chats)
    assert any(chat.poster_key > 1 for chat in chats)
    links = [chat.link.url for chat in chats if chat.link]
    assert len(links) > len(set(links)), "a chat of several houses"
    assert len(city.buildings) > len({building.path for building in city.buildings}), "a house of two companies"
    assert any(isinstance(building.entrances, tuple) for building in city.buildings)
    assert any(building.aliases for building in city.buildings)
    assert any(building.note for building in city.buildings)
    assert any(not building.chats for building in city.buildings)
    assert {company.kind for company in city.companies} == {"uk", "tsg", "zhsk", "direct"}
    assert None in city.site.retired.values()
    assert len({street.slug for street in city.streets}) > 1
    assert {supplier.serves.everything for supplier in city.suppliers} == {True, False}
    houses = " ".join(building.address.house.title for building in city.buildings)
    assert all(part in houses for part in ("А", "/", "корп"))


def test_equal_arguments_give_equal_bytes(tmp_path: Path):
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_city(tmp_path / name, buildings=200, seed=seed)
    assert tree(tmp_path / "one") == tree(tmp_path / "two") != tree(tmp_path / "three")


def test_a_large_city_is_written_quickly(tmp_path: Path):
    started = time.process_time()
    write_city(tmp_path, buildings=30_000, seed=1)
    assert time.process_time() - started < 5
    text = "".join(path.read_text() for path in (tmp_path / "companies").iterdir())
    ids = [line.split()[-1].strip('"') for line in text.splitlines() if line.startswith("  - id: ")]
    assert len(ids) == len(set(ids)) >= 30_000


def test_what_is_invented_is_well_formed_and_plainly_unreal():
    for number in (0, 7, 99_999_999):
        link = parse_link(invite(number))
        assert isinstance(link, MaxLink)
        assert not link.unusual
        assert "NOT-A-REAL-CHAT" in link.url
        assert is_inn(inn(number % 9_999_999))
        assert inn(number % 9_999_999).startswith("00")
