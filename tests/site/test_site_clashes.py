"""Two pages with one address are an error of the data, found before anything is rendered."""

from pathlib import Path

import pytest

from generator.build.pipeline import build
from tests.built_sites import options

_SITE = """\
title: Чаты
city: Примерград
region: Область
base_url: https://chat.example.ru/
timezone: Asia/Sakhalin
contact: {email: a@example.ru}
"""

# Conflicts: lines of site.yaml, then two buildings.
_CLASHES = {
    "two houses": ("", "улица Ленина, 1, slug: '2'", "улица Ленина, 2"),
    "two settlements": ("", "улица Ленина, 1, settlement: Берёзовка", "улица Мира, 1, settlement: Березовка"),
    "a quarter and a settlement": ("", "«Луговое», 1", "улица Ленина, 1, settlement: Луговое"),
    "a street and a settlement": ("", "улица Ленина, 1", "улица Мира, 1, settlement: Улица Ленина"),
    "two streets": ("streets: [{name: улица Мира, slug: ulitsa-lenina}]", "улица Ленина, 1", "улица Мира, 2"),
    "an alias and a house": ("", "улица Ленина, 1, aliases: ['улица Мира, 7']", "улица Мира, 7"),
    "two aliases": ("", "улица Ленина, 1, aliases: ['улица Мира, 7']", "улица Мира, 8, aliases: ['улица Мира, 7']"),
}


def _building(number: int, text: str) -> str:
    """Return the record of «улица Ленина, 1, slug: x»."""
    street, house, *fields = text.split(", ", 2)
    return f"  - {{id: 0000{number}, address: '{street}, {house}'{''.join(f', {one}' for one in fields)}}}\n"


@pytest.mark.parametrize("clash", _CLASHES)
def test_both_sources_are_named(tmp_path: Path, clash: str):
    settings, *buildings = _CLASHES[clash]
    data = tmp_path / "data"
    for number, text in enumerate(buildings, 1):
        path = data / f"companies/uk-{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"name: УК\nkind: uk\nemail: a@example.ru\nbuildings:\n{_building(number, text)}", encoding="utf-8"
        )
    (data / "site.yaml").write_text(f"{_SITE}{settings}\n", encoding="utf-8")
    result = build(options(data, tmp_path / "out"))
    if result.published is None:
        assert result.report.failed
        shown = "\n".join(map(str, result.report))
        assert "uk-1.yaml" in shown or "site.yaml" in shown
        assert "uk-2.yaml" in shown
        return
    # If both are allowed, each has its own page with its own heading.
    pages = list((tmp_path / "out/site/doma").rglob("index.html"))
    assert sum('class="plate"' in page.read_text(encoding="utf-8") for page in pages) == len(buildings)
    assert clash not in ("two houses", "two streets", "two settlements", "an alias and a house", "two aliases")


@pytest.mark.parametrize("settlement", ["../..", "…", "-", "😀"])
def test_a_settlement_has_a_name_that_makes_an_address(tmp_path: Path, settlement: str):
    data = tmp_path / "data"
    (data / "companies").mkdir(parents=True)
    (data / "site.yaml").write_text(_SITE, encoding="utf-8")
    building = _building(1, f"улица Ленина, 1, settlement: '{settlement}'")
    (data / "companies/uk.yaml").write_text(
        f"name: УК\nkind: uk\nemail: a@example.ru\nbuildings:\n{building}", encoding="utf-8"
    )
    result = build(options(data, tmp_path / "out"))
    assert result.published is None
    assert "uk.yaml:5:" in "\n".join(map(str, result.report))
