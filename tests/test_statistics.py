"""The figures of a city: each house once, in its best state; growth; the output of the command."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import check
from generator.city.statistics import STATES, Statistics, take_statistics
from generator.text.typography import NBSP
from tests.built_sites import options
from tests.cities import TODAY
from tests.test_cli import COMPANY, SITE, domchat

TOKEN = "PRIMER-NE-NASTOYASCHEE-PRIGLASHENIE-{:-<6}A"


def taken(folder: Path, buildings: str, company: str = "") -> Statistics:
    """Return the figures of a city with these buildings in its first company, and optionally a second company."""
    (folder / "data/companies").mkdir(parents=True)
    (folder / "data/site.yaml").write_text(SITE, encoding="utf-8")
    head = COMPANY.partition("buildings:")[0]
    (folder / "data/companies/primer.yaml").write_text(f"{head}buildings:\n{buildings}", encoding="utf-8")
    if company:
        (folder / "data/companies/vtoraya.yaml").write_text(company, encoding="utf-8")
    loaded = check(options(folder / "data", folder / "out"))
    assert loaded.city is not None, "\n".join(map(str, loaded.report))
    return take_statistics(loaded.city, TODAY)


def houses(*chats: str) -> str:
    """Return one house for each chat, given as a YAML mapping; "" is a house without chats."""
    return "".join(
        f"  - id: 7K3{number:02}\n    address: ул. Ленина, {number}\n" + (f"    chats: {chat}\n" if chat else "")
        for number, chat in enumerate(chats, 1)
    )


def link(number: int, more: str = "") -> str:
    return f"{{link: https://max.ru/join/{TOKEN.format(number)}{more}}}"


@pytest.mark.parametrize(
    ("chats", "state"),
    [
        (f"[{link(1, ', checked: 2026-11-01')}]", "fresh"),
        (f"[{link(1, ', checked: 2026-11-01, checked_by: бот, chat_id: -77')}]", "bot"),
        (f"[{link(1, ', checked: 2026-05-25, checked_by: бот, chat_id: -77')}]", "stale"),
        (f"[{link(1, ', checked: 2026-05-26')}]", "fresh"),  # 180 days ago
        (f"[{link(1, ', checked: 2026-05-25')}]", "stale"),
        (f"[{link(1)}]", "never"),
        (f"[{link(1, ', share: poster, checked: 2026-11-01')}]", "poster"),
        (f"[{link(1, ', share: nowhere')}]", "known"),
        ("[{owner: gosuslugi, checked: 2026-11-01}]", "known"),
        (f"[{link(1, ', withdrawn: 2026-11-20, checked: 2026-11-01')}]", "withdrawn"),
        ("", "none"),
        # the best of several
        (f"[{link(1, ', withdrawn: 2026-11-20')}, {{owner: gosuslugi}}]", "known"),
        (f"[{link(1)}, {link(2, ', checked: 2026-11-01, owner: residents')}]", "fresh"),
    ],
)
def test_a_house_is_in_its_best_state(tmp_path: Path, chats: str, state: str):
    total = taken(tmp_path, houses(chats)).total
    assert {one: total.of(one) for one in STATES if total.of(one)} == {state: 1}


def test_a_house_of_two_companies_is_one_house(tmp_path: Path):
    first = "  - {id: 7K3QX, address: 'ул. Ленина, 1', entrances: [1, 2]}\n"
    second = (
        "name: УК «Вторая»\nkind: uk\ndispatch: '+7 4242 000001'\nbuildings:\n"
        f"  - {{id: 2ND4C, address: 'ул. Ленина, 1', entrances: [3], chat: {link(1)}}}\n"
    )
    figures = taken(tmp_path, first, second)
    assert (figures.total.houses, figures.total.chats) == (1, 1)
    assert [(one.name, one.tally.chats, one.tally.houses) for one in figures.companies] == [
        ("УК «Пример»", 0, 1),
        ("УК «Вторая»", 1, 1),
    ]
    [doubt] = figures.doubts
    assert (doubt.id, doubt.company, doubt.state, doubt.day) == ("2ND4C", "vtoraya", "never", None)


def test_growth_by_the_first_chat_that_lives(tmp_path: Path):
    figures = taken(
        tmp_path,
        houses(
            "[{owner: gosuslugi, since: 2026-08-31}, {owner: company, since: 2026-10-01}]",
            "[{owner: gosuslugi, since: 2026-10-01}]",
            f"[{link(1, ', since: 2026-07-01, withdrawn: 2026-08-01')}]",
            "[{owner: gosuslugi}]",
            "",
        ),
    )
    assert [(one.month, one.houses) for one in figures.growth] == [
        (date(2026, 8, 1), 1), (date(2026, 9, 1), 1), (date(2026, 10, 1), 2), (date(2026, 11, 1), 2),
    ]  # fmt: skip
    assert figures.undated == 1


def test_growth_is_cut_to_two_years(tmp_path: Path):
    growth = taken(tmp_path, houses("[{owner: gosuslugi, since: 2019-01-31}]")).growth
    assert len(growth) == 24
    assert (growth[0].houses, growth[0].month, growth[-1].month) == (1, date(2024, 12, 1), date(2026, 11, 1))


def test_the_command(tmp_path: Path):
    taken(tmp_path, houses("", "[{owner: gosuslugi}]"))
    done = domchat("stats", "--today", "2026-11-22", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.replace(NBSP, " ").startswith("Примерград, 22 ноября 2026\nЧат есть у 1 дома из 2")
    data = json.loads(domchat("stats", "--format", "json", cwd=tmp_path).stdout)
    assert data["companies"][0]["share"] == 0.5
    assert not (tmp_path / "output").exists()


def test_an_empty_city_and_a_broken_one(tmp_path: Path):
    taken(tmp_path, "  []\n")
    done = domchat("stats", cwd=tmp_path)
    assert done.returncode == 0
    assert "из 0" in done.stdout
    assert json.loads(domchat("stats", "--format", "json", cwd=tmp_path).stdout)["total"]["share"] is None
    assert domchat("build", cwd=tmp_path).returncode == 0
    (tmp_path / "data/companies/primer.yaml").write_text("name: [", encoding="utf-8")
    done = domchat("stats", cwd=tmp_path)
    assert done.returncode == 1
    assert "error[yaml]" in done.stdout
    assert "Чат есть" not in done.stdout
    assert domchat("stats", "--format", "json", cwd=tmp_path).stdout == ""
