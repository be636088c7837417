"""Figures of the city: page, terminal and JSON agree, and none contains a link."""

import json
import re
from collections.abc import Iterator

from generator.city.statistics import DOUBTFUL, STATE_NAMES, STATES, take_statistics
from generator.commands.stats import as_json, as_text
from generator.text.typography import NBSP, percent
from tests.built_sites import Built
from tests.cities import TODAY


def test_where_most_houses_lack_a_chat_comes_first(city: Built):
    figures = take_statistics(city.city, TODAY)
    lacking = [one.tally.houses - one.tally.chats for one in figures.companies]
    assert lacking == sorted(lacking, reverse=True)
    companies = city.pages["pokrytie/index.html"].with_class("figures")[1].text
    shown = [int(number) for number in re.findall(r"без чата (\d+)", companies.replace(NBSP, " "))]
    assert shown == [one for one in lacking if one]
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
        assert f"{STATE_NAMES[state]}{share}{houses} дом" in tables[0]
    for group in [*data["companies"], *data["settlements"]]:
        share = f"{group['chats']} из {group['houses']}"
        assert any(share in table for table in tables[1:3]), group
        assert share in text
