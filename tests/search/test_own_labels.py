"""Every house of a real or an odd city is found first by its own label, whatever its street and number look like."""

import re
from itertools import chain

import pytest

from generator.build.pipeline import check
from generator.city.directory import make_directory
from generator.commands.cli import main
from generator.site.search_files import search_files
from generator.text import unbound
from tests.datafiles.folders import SITE, options, write
from tests.search.conftest import ROOT, SOURCES, Searcher

STREETS = """ул. Ленина; пр-кт Ленина; ул. 8 Марта; ул. 50 лет Октября; 2-я линия В.О.; ул. 2-я Садовая; ул. Садовая
ул. Садовая-Черногрязская; ул. Лесная Республика; пр-кт Двадцать Пятого Октября; ш. Выборгское; мкр. 5; «Спутник-2»
мкр. Северный-2; «Ромашка-1»
ул. Кирпичный завод №7; проезд 6537; мкр. 1а; н. п. Вологда-20
ул. им. Н. Г. Чернышевского; ул. Областная; пер. Корпусной; ул. Есенина; ул. Кәрим Тинчурин; ул. Мэҥэ; ул. Ҫеҫпӗл Мишши
ул. Чөөн-Хемчик; ул. Бүхэ-Барилдаан; ул. Уҕараҥ; ул. Ӱжара; ул. Йыван Кырла; ул. Һайндары; ул. Өксөкүлээх Өлөксөй
ул. Ӕхсары; с. Стрельна, ул. Мира; с. Стрельна, ул. Львовская; с. Мындагаай, ул. Ҥоҥоон; д. Тимофеевка"""
HOUSES = """1; 12; 12А; 12О; 12П; 47 корп. 2О; 5О корп. О; 12 стр. 1О
12Д; 12К; 12С; 12Ш; 12А1; 12Д2; 12/2; 12/2А; 7/6П; 14А/А; 12/А; 12 корп. 2; 12 корп. А
12 корп. 1Ш; 12А корп. 2; 12 стр. 1; 12 стр. У2; 27 корп. 2 стр. Б; 32 корп. А стр. У2; 12 лит. А; 15 лит. А1; 120; 1200
12/2 лит. Б; 11-13; 6-8/2 стр. 3; 12-14А; 62-68 стр. 1"""
_SHOWN = 20


def searcher_of(folder, data):
    city = check(options(data=data)).city
    assert city is not None
    directory = make_directory(city)
    files = {path.rpartition("/")[2]: content for path, content in search_files(directory, SOURCES, "", "/").index()}
    return directory, Searcher(folder, files)


def not_found(directory, searcher):
    """Return the labels whose first answer is not their house, with that answer."""
    houses = list(directory.houses)
    labels = [unbound(house.address.full) for house in houses]
    lower = [label.lower().replace(",", "") for label in labels]
    asked = list(zip(chain(labels, lower), chain(houses, houses), strict=True))
    answers = searcher.ask([label for label, _ in asked])
    found = [(answer["hits"] or [{"url": "", "kind": "", "label": ""}])[0] for answer in answers]
    return [
        (label, hit["label"], hit["url"])
        for (label, house), hit in zip(asked, found, strict=True)
        if hit["kind"] == "street" or hit["url"] != f"/{house.path}/"
    ][:_SHOWN]


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    streets, houses = (re.split("; |\n", names) for names in (STREETS, HOUSES))
    lines = "".join(f"  - address: '{street}, {house}'\n" for street in streets for house in houses)
    named = "name: ТСЖ «Есенина 7»\nkind: tsg\nbuildings:\n  - address: ул. Есенина, 7\n"
    files = {"companies/a.yaml": f"name: УК «А»\nkind: direct\nbuildings:\n{lines}", "companies/b.yaml": named}
    data = write(folder / "data", {**files, "site.yaml": SITE})
    assert main(["ids", "--data", str(data)]) == 0
    return searcher_of(folder, data)


def test_every_house_of_an_odd_city_is_found_by_its_label(odd):
    directory, searcher = odd
    assert len(list(directory.houses)) > 900
    assert not_found(directory, searcher) == []


def test_every_house_of_the_demonstration_is_found_by_its_label(tmp_path):
    assert not_found(*searcher_of(tmp_path, ROOT / "data")) == []


ASKED = {
    "ТСЖ Есенина 7": "ТСЖ «Есенина 7»",
    "есенина 7": "улица Есенина, 7",
    "карим тинчурин 12": "улица Кәрим Тинчурин, 12",
    "керим тинчурин 12": "улица Кәрим Тинчурин, 12",
    "мэнэ 12": "улица Мэҥэ, 12",
    "мэнгэ 12": "улица Мэҥэ, 12",
    "сеспел мишши 12": "улица Ҫеҫпӗл Мишши, 12",
    "чоон-хемчик 12": "улица Чөөн-Хемчик, 12",
    "бухэ барилдаан 12": "улица Бүхэ-Барилдаан, 12",
    "угаран 12": "улица Уҕараҥ, 12",
    "ужара 12": "улица Ӱжара, 12",
    "йыван кырла 12": "улица Йыван Кырла, 12",
    "хайндары 12": "улица Һайндары, 12",
    "оксокулээх олоксой 12": "улица Өксөкүлээх Өлөксөй, 12",
    "ахсары 12": "улица Ӕхсары, 12",
    "25 октября 12": "проспект Двадцать Пятого Октября, 12",
    "тимофеевка 12": "«Тимофеевка», 12",
    "д. Тимофеевка, д. 12": "«Тимофеевка», 12",
    "обл. Примерская, г. Примерград, ул. Садовая, д. 12": "улица Садовая, 12",
    "обл Примерская, ул Садовая, 12": "улица Садовая, 12",
    "край. Приморский, ул. Садовая, 12": "улица Садовая, 12",
    "ул. Садовая, 12, Примерская область": "улица Садовая, 12",
    "ул. Садовая, 12, Приморский край": "улица Садовая, 12",
    "респ. Татарстан, ул. Садовая, 12": "улица Садовая, 12",
    "Садовая 12 корпА": "улица Садовая, 12 корп. А",
    "Садовая 12кА": "улица Садовая, 12 корп. А",
    "Садовая 12 к А": "улица Садовая, 12 корп. А",
    "садовая 12 стр у2": "улица Садовая, 12 стр. У2",
}


def test_what_people_type_of_such_names(odd):
    answers = odd[1].ask(list(ASKED))
    found = {
        query: next((hit["label"] for hit in answer["hits"]), None)
        for query, answer in zip(ASKED, answers, strict=True)
    }
    assert {query: label for query, label in found.items() if label != ASKED[query]} == {}
