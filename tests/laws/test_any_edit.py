"""A build after any change gives the same bytes as a build from nothing.

In the suite the edits of all fields are applied in a few groups; `make stress` tries each alone, and random
ones.
"""

import os
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from generator.build.pipeline import Options, Result, build
from tests.built_sites import tree
from tests.cities import TODAY, write_city
from tests.laws.edits import FIELDS, STRUCTURE, Data, Edit, all_fields

BUILDINGS = 60
STRESS = int(os.environ.get("DOMCHAT_STRESS", "0"))
HANDFUL = 1 if STRESS else 16

EDITS: dict[str, Edit] = {
    **{f"{record}.{name}": edit for record, edits in FIELDS.items() for name, edit in edits.items()},
    **STRUCTURE,
}


class City:
    """A city with a site that is rebuilt after each edit, and one built from nothing to compare with."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        write_city(folder / "data", buildings=BUILDINGS, seed=seed)
        self.data = Data.read(folder / "data", Random(seed))
        self.fresh = 0
        self.options = Options(
            data=folder / "data",
            out=folder / "out",
            day_in=lambda _zone: TODAY,
            key="a key of the laws, 9c41",
            own_sources=folder / "site_src",
        )
        (folder / "site_src").mkdir()
        assert self.build().published

    def build(self) -> Result:
        return build(replace(self.options, jobs=2))

    def rebuild(self) -> Result:
        self.data.write(self.folder / "data")
        return self.build()

    def compare(self) -> None:
        self.fresh += 1
        out = self.folder / f"fresh-{self.fresh}"
        clean = build(replace(self.options, out=out, jobs=2))
        assert clean.published, "\n".join(map(str, clean.report))
        mine, theirs = tree(self.folder / "out" / "site"), tree(out / "site")
        assert sorted(mine) == sorted(theirs)
        assert [name for name in mine if mine[name] != theirs[name]] == []


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(tmp_path_factory.mktemp("city"), seed=11)


def test_every_field_of_the_schema_has_an_edit():
    assert {(record, name) for record, edits in FIELDS.items() for name in edits} == all_fields(), "see edits.py"


def handfuls() -> list[list[str]]:
    """Return groups of names of edits in a fixed mixed order; edits that change everything, or are slow, come last."""
    last = [
        *("SITE.slash_means", "SITE.city", "SITE.base_url", "SITE.offline", "SITE.demo"),
        *("SITE.publish_posters", "SITE.building_previews"),
    ]
    names = [name for name in EDITS if name not in last]
    Random(3).shuffle(names)
    return [names[start : start + HANDFUL] for start in range(0, len(names), HANDFUL)] + [last[:5], last[5:]]


@pytest.mark.parametrize("names", handfuls(), ids=lambda names: names[0])
def test_after_edits_of_the_data(city: City, names: list[str]):
    for name in names:
        EDITS[name](city.data)
    result = city.rebuild()
    assert result.published, "\n".join(str(one) for one in result.report if one.severity == "error")
    city.compare()


def test_after_edits_of_what_is_beside_the_data(tmp_path: Path):
    city = City(tmp_path, seed=12)
    own = city.folder / "site_src"
    builtin = Path(__file__).parents[2] / "site_src"
    for name, old, new in (
        ("templates/house.html", "Код этой страницы", "Код страницы"),
        ("templates/parts.html", "Телефон", "Тел."),
        ("assets/site.css", "body", "body "),
        ("pages/kak-vstupit.md", "чат", "чатик"),
        ("search/field.js", "return", "return  "),
    ):
        text = (builtin / name).read_text(encoding="utf-8")
        (own / name).parent.mkdir(exist_ok=True)
        (own / name).write_text(text.replace(old, new), encoding="utf-8")
        assert city.build().published
    city.compare()
    for days in (1, 40, 400):
        city.options = replace(city.options, day_in=lambda _zone, days=days: TODAY + timedelta(days=days))
        assert city.build().published
    city.compare()
    city.options = replace(city.options, key="another key of the laws", base_url="https://third.example.org/")
    assert city.build().published
    city.compare()


@pytest.mark.skipif(not STRESS, reason="by the hundred: make stress")
def test_after_hundreds_of_random_edits(tmp_path: Path):
    random = Random(os.environ.get("DOMCHAT_SEED", "1"))
    city = City(tmp_path, seed=random.randrange(10**6))
    compared = 0
    for _ in range(STRESS):
        sound = deepcopy(city.data)
        for name in random.sample(sorted(EDITS), random.randint(1, 4)):
            EDITS[name](city.data)
        if city.rebuild().published:
            city.compare()
            compared += 1
        else:  # edits that clash with each other would clash for ever
            city.data = sound
    assert compared >= STRESS / 4, "most edits made the data unsound: they proved nothing"
