"""The vectors shared with JavaScript: what people write and what is understood."""

import json
from pathlib import Path

import pytest

from generator.addresses import Address, Gazetteer, House, Refusal, StreetKnowledge, parse_house, parse_line

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "addresses.json").read_text(encoding="utf-8"))


def gazetteer(data):
    lists = {name: tuple(data.get(name, ())) for name in ("settlements", "districts")}
    streets = tuple(
        StreetKnowledge(**{name: tuple(value) if isinstance(value, list) else value for name, value in street.items()})
        for street in data.get("streets", ())
    )
    return Gazetteer(**{**data, **lists, "streets": streets})


GAZETTEERS = {name: gazetteer(data) for name, data in VECTORS["gazetteers"].items()}


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
    assert "/".join(city.path(reading.result)) == vector["path"]
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
