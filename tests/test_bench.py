"""The benchmark uses internals of the generator; these tests fail when they change."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.build.contestants import PEERS
from bench.build.edits import Edit, find_edit
from bench.build.growth import Growth
from bench.build.peer_data import write_peer_data
from bench.build.sameness import same_pages
from tests.built_sites import KEY, build_site
from tests.cities import TODAY, write_city


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    write_city(folder / "city", buildings=60, seed=1)
    write_peer_data(folder / "city", folder / "json", TODAY)
    return folder


def test_peers_get_every_house_and_the_organisations_it_names(work):
    houses = [house for path in (work / "json/houses").iterdir() for house in json.loads(path.read_text("utf-8"))]
    known = json.loads((work / "json/organizations.json").read_text("utf-8"))
    named = {record["organization"] for house in houses for record in house["records"]}
    named |= {one for house in houses for kind in ("suppliers", "authorities") for one in house.get(kind, ())}
    assert len(houses) == 60
    assert named <= set(known)


def test_peers_still_show_what_we_show(work):
    """One peer stands for all: the others' templates show the same."""
    subprocess.run(
        [sys.executable, PEERS / "script/build.py", work / "json", work / "script", "1"],
        env={"NO_CODES": "1"},
        check=True,
    )
    ours = build_site(work / "city", work / "ours", "https://chat.example.ru/", KEY).files
    same, compared = same_pages(ours, work / "script")
    assert same == compared > 30


def test_an_edit_changes_ours_and_theirs_alike_and_back(work):
    edit = find_edit(work / "city", work / "json/houses")
    sources = [work / f"city/companies/{edit.company}.yaml", work / f"json/houses/{edit.company}.json"]
    before = [path.read_bytes() for path in sources]
    for number in (1, 2):
        for path in sources:
            edit.write(path, number)
            assert edit.version(number) in path.read_text("utf-8")
            assert edit.version(number - 1) not in path.read_text("utf-8")
    for path in sources:
        edit.write(path, 0)
    assert [path.read_bytes() for path in sources] == before


def test_an_edited_link_is_still_an_invitation():
    link = "https://max.ru/join/ABC"
    assert Edit(company="uk-1", link=link, page="doma/x/1").version(3) == "https://max.ru/join/DBC"


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ("<h1>Улица  Мира</h1>\n<a href='/a/'>дом</a>", 1),
        ("<h1>Улица Мира</h1><a href='https://chat.example.ru/a/'>дом</a><img src=x>", 1),
        ("<h1>Улица Мира</h1><a href='/b/'>дом</a>", 0),
        ("<h1>Улица Мира</h1>", 0),
    ],
)
def test_pages_are_the_same_if_text_and_links_are(tmp_path, theirs, same):
    for name, html in (("ours", "<h1>Улица Мира</h1> <a href='/a/'>дом</a>"), ("theirs", theirs)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(html, "utf-8")
    assert same_pages(tmp_path / "ours", tmp_path / "theirs") == (same, 1)


def test_growth_is_given_per_building():
    small, large = (
        Growth(buildings=buildings, companies=9, wall=4, cpu=cpu, memory=100 * 2**20)
        for buildings, cpu in ((1000, 2), (10_000, 30))
    )
    assert small.row(small).split() == ["1000", "9", "4.00", "2.00", "100", "4.00", "2.00", "102.4", "1.00"]
    assert large.row(small).split()[-1] == "1.50"
