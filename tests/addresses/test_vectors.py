"""The vectors: written text and its parsed address."""

import json
from pathlib import Path

import pytest

from generator.addresses import (
    Address,
    Gazetteer,
    House,
    Refusal,
    StreetKnowledge,
    parse_house,
    parse_line,
    parse_street,
)
from generator.city.paths import ROOT, house_path

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "addresses.json").read_text(encoding="utf-8"))


def gazetteer(data):
    streets = tuple(
        StreetKnowledge(
            name=street["name"], aliases=tuple(street.get("aliases", ())), former=tuple(street.get("former", ()))
        )
        for street in data.get("streets", ())
    )
    return Gazetteer(**{**data, "settlements": tuple(data.get("settlements", ())), "streets": streets})


def slugs(data):
    city = Gazetteer(city=data["city"])
    return {parse_street(one["name"], city).key: one["slug"] for one in data.get("streets", ()) if "slug" in one}


GAZETTEERS = {name: gazetteer(data) for name, data in VECTORS["gazetteers"].items()}
SLUGS = {name: slugs(data) for name, data in VECTORS["gazetteers"].items()}


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("vector", VECTORS["lines"], ids=lambda vector: vector["line"][:60])
def test_line(vector):
    city = GAZETTEERS[vector["gazetteer"]]
    reading = parse_line(vector["line"], city)
    assert [note.code for note in reading.notes] == vector.get("notes", [])
    if "refused" in vector:
        assert isinstance(reading.result, Refusal)
        assert reading.result.code == vector["refused"]
        assert reading.result.text
        assert reading.result.hint
        return
    assert isinstance(reading.result, Address)
    assert plain(reading.result.full) == vector["title"]
    assert house_path(reading.result, SLUGS[vector["gazetteer"]]) == f"{ROOT}/{vector['path']}"
    assert list(reading.entrances) == vector.get("entrances", [])


@pytest.mark.parametrize("vector", VECTORS["houses"], ids=lambda vector: vector["text"])
def test_house(vector):
    result = parse_house(vector["text"])
    if "refused" in vector:
        assert isinstance(result, Refusal)
        assert result.code == vector["refused"]
    else:
        assert isinstance(result, House)
        assert (plain(result.title), result.slug) == (vector["title"], vector["slug"])
