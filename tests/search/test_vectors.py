"""Queries and the expected first result. Tests of the page share these vectors."""

import pytest

from tests.search.conftest import VECTORS


@pytest.fixture(scope="module")
def answers(searcher):
    queries = [vector["q"] for vector in VECTORS["vectors"]]
    return dict(zip(queries, searcher.ask(queries), strict=True))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: f"{vector['form']}: {vector['q']}")
def test_first_line(answers, vector):
    found = answers[vector["q"]]
    first = found["hits"][0] if found["hits"] else {"label": None, "exact": False}
    if vector.get("no_house"):
        assert not [hit["label"] for hit in found["hits"] if hit["kind"] != "street"]
        return
    assert first["label"] == vector["first"]
    if "exact" in vector:
        assert first["exact"] is vector["exact"]
    if "former" in vector:
        assert first["former"] == vector["former"]
    if "nearest" in vector:
        assert found["nearest"][0]["number"] == vector["nearest"]


def test_a_house_that_is_not_there_shows_its_street_alone(answers):
    for vector in VECTORS["vectors"]:
        if vector["form"].startswith("no such house"):
            assert [hit["kind"] for hit in answers[vector["q"]]["hits"]] == ["street"], vector["q"]
