"""Figures of the city: page, terminal and JSON agree, and none contains a link."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from generator.city.statistics import DOUBTFUL, STATE_NAMES, STATES, take_statistics
from generator.commands.stats import as_json, as_text
from generator.text.typography import NBSP, percent
from tests.built_sites import AT_ROOT, Built, build_site
from tests.cities import TODAY
from tests.datafiles.folders import SITE, write


def test_where_most_houses_lack_a_chat_comes_first(city: Built):
    figures = take_statistics(city.city, TODAY)
    lacking = [one.tally.houses - one.tally.chats for one in figures.companies]
    assert lacking == sorted(lacking, reverse=True)
    companies = city.pages["pokrytie/index.html"].with_class("figures")[1].text
    shown = re.findall(r"без чата (\d+)|(?<!\d)0 из (\d+)", companies.replace(NBSP, " "))
    assert [int(some or none) for some, none in shown] == [one for one in lacking if one]
    assert sum(one.tally.houses for one in figures.settlements) == figures.total.houses
    assert sum(one.tally.houses for one in figures.companies) == len(city.city.buildings)


def test_doubts_are_counted_houses(city: Built):
    figures = take_statistics(city.city, TODAY)
    assert len(figures.doubts) == figures.total.of(*DOUBTFUL)
    assert figures.doubts
    for doubt in figures.doubts:
        assert (doubt.day is None) == (doubt.state == "never")


def _secrets(site: Built) -> Iterator[str]:
    yield from site.unlisted.values()
    for building in site.city.buildings:
        for chat in building.chats:
            if chat.link:
                yield chat.link.url.rpartition("/")[2]


def test_no_link_shows_up(city: Built):
    figures = take_statistics(city.city, TODAY)
    said = as_json(figures) + as_text(figures) + city.text("pokrytie/index.html")
    assert not [secret for secret in _secrets(city) if secret in said]


def test_terminal_page_and_json_say_the_same(city: Built):
    figures = take_statistics(city.city, TODAY)
    data, text = json.loads(as_json(figures)), as_text(figures).replace(NBSP, " ")
    tables = [table.text for table in city.pages["pokrytie/index.html"].with_class("figures")]
    for state in STATES:
        houses = str(data["total"]["states"][state])
        assert re.search(rf"\s{houses}\s", text)
        share = percent(figures.total.share(state)).replace(NBSP, " ")
        row = f"{STATE_NAMES[state]}{share}{houses} дом"
        assert row in tables[0] if houses != "0" else STATE_NAMES[state] not in tables[0]
    for group in [*data["companies"], *data["settlements"]]:
        share = f"{group['chats']} из {group['houses']}"
        assert any(share in table for table in tables[1:3]), group
        assert share in text


def test_a_city_without_chats_has_no_rows_of_nothing(tmp_path: Path):
    """A city begun with registers: hundreds of companies, no chat."""
    files = {"site.yaml": SITE, "companies/vse.yaml": _company("УК «Все»", *range(1, 41)), "history.yaml": None}
    files |= {f"companies/tsg-{number}.yaml": _company(f"ТСЖ «{number}»", number) for number in range(41, 61)}
    built = build_site(write(tmp_path / "data", files), tmp_path / "out", AT_ROOT)
    page = built.documents["pokrytie/index.html"].all("main")[0].text.replace(NBSP, " ")
    assert "Чата пока не знаем ни у одного из 60 домов." in page
    assert "УК «Все»0 из 40" in page
    assert "Ещё 20 компаний ведут по одному дому, чатов у них пока нет." in page
    assert "%" not in page
    home = built.documents["index.html"].all("main")[0].text.replace(NBSP, " ")
    assert "аварийный" not in home
    assert "По адресу найдёте управляющую компанию и её телефон. Ссылок на чаты здесь пока нет" in home
    street = built.documents["doma/ulitsa-lenina/index.html"].all("main")[0].text.replace(NBSP, " ")
    assert "60 домов, ссылок на чаты пока нет." in street
    assert "✓" not in street
    assert "Поставщики услуг" not in built.text("index.html")
    assert "аварийных служб" not in built.text("doma/ulitsa-lenina/1/index.html")


def _company(name: str, *houses: int) -> str:
    listed = "".join(f"  - {{id: 7K{number:03}, address: 'ул. Ленина, {number}'}}\n" for number in houses)
    return f"name: {name}\nkind: uk\nemail: a@example.ru\nbuildings:\n{listed}"
