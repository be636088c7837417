"""Titles of chats → houses: never a wrong house among the certain ones, and most titles certain."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator.addresses import Gazetteer, parse_address
from generator.addresses.refusal import Refusal
from generator.datafiles import load_drafts
from generator.link_check.bot.titles import TitleReader
from tests.datafiles.folders import write
from tests.link_check.bot_titles import DOUBTFUL, PLAIN, title_of

DATA = Path(__file__).parents[2] / "data"  # real addresses
DAY = date(2026, 11, 22)
HOUSES = (
    "ул. Ленина, 12", "ул. Ленина, 12 корп. 2", "ул. Ленина, 12/3", "ул. Мира, 5А", "пер. Чехова, 3", "ул. Чехова, 3",
    "ул. Чехова, 4", "пр-т Победы, 9", "ул. Комсомольская, 7", "ул. 8 Марта, 5", "ул. Зелёная, 1", "ул. Садовая, 13А",
    "ул. Садовая, 13 лит. А", "ул. 2-я Лесная, 6", "ул. Лесная, 6", "ул. Лесная, 8", "ул. Речная, 2В", "ул. Речная, 2",
    "Почтовый переулок, 7",
)  # fmt: skip


def reader(folder, houses=HOUSES):
    rows = "".join(f"  - {{id: 7K3{n:02}, address: '{line}'}}\n" for n, line in enumerate(houses))
    rows += "  - {id: 8M2PA, address: 'ул. Ленина, 20', settlement: Луговое}\n"
    write(folder, {"companies/a.yaml": f"name: УК «Дом 24»\nkind: uk\ndispatch: '112'\nbuildings:\n{rows}"})
    drafts, report = load_drafts(folder, lambda _: DAY)
    assert not report.failed, list(report)
    return TitleReader.of(drafts)


def certain(reading):
    """Return the address if the reading is certain."""
    houses = {home.address.full.replace("\u00a0", " ") for home in reading.homes}
    return houses.pop() if len(houses) == 1 and not reading.doubts else ""


@pytest.mark.parametrize(
    ("title", "house"),
    [
        ("Ленина 12 корп 2 | ЖЭУ-9", "улица Ленина, 12 корп. 2"),
        ("МКД Ленина, 12/3 чат жильцов", "улица Ленина, 12/3"),
        ("12-й дом Ленина", "улица Ленина, 12"),
        ("Наш дом 🏠 ул. Мира, д. 5А", "улица Мира, 5А"),
        ("Мира 5 «а» — соседи", "улица Мира, 5А"),
        ("Ленина1️⃣2️⃣", "улица Ленина, 12"),
        ("#Ленина12", "улица Ленина, 12"),
        ("ЧАТ ЖИТЕЛЕЙ ЛЕНИНА Д.12 К.2", "улица Ленина, 12 корп. 2"),
        ("Ленина 12 в MAX", "улица Ленина, 12"),
        ("Чат дома на Комсомольской 7", "улица Комсомольская, 7"),
        ("8 Марта 5 (официальный) 2026", "улица 8 Марта, 5"),
        ("ТСЖ 8 Марта 5", "улица 8 Марта, 5"),
        ("Ленина — 12", "улица Ленина, 12"),
        ("п. Луговое, Ленина 20", "Луговое, улица Ленина, 20"),
        ("Ленина 20 Луговое", "Луговое, улица Ленина, 20"),
        ("УК «Дом 24» Зеленая, 1", "улица Зелёная, 1"),
        ("Почтовый 7", "Почтовый переулок, 7"),
        ("пр. Победы дом №9/чат", "проспект Победы, 9"),
        ("г. Примерград, ул. Чехова, 4", "улица Чехова, 4"),
        # what can mean something else is asked
        ("Чехова 3", ""),
        ("Ленина 12 и 14", ""),
        ("Ленина 12, 14", ""),
        ("Ленина 12 корп 3", ""),
        ("Ленина 12/2", ""),
        ("Ленина 12-14", ""),
        ("Ленина 12 Мира 5А", ""),
        ("Старый чат Ленина 12", ""),
        ("Ленина 12 паркинг", ""),
        ("Синегорск Ленина 12", ""),
        ("синегорск ленина 12", ""),
        ("пос. Синегорск, ул. Ленина, 12", ""),
        ("пр. Чехова 4", ""),
        ("Садовая 13А", ""),
        ("Лесная 6", ""),
        ("Речная 2 в чате", ""),
        ("Ленина 12 чат № 2", ""),
        ("Жители района Ленина 12", ""),
        ("Пушкина 12", ""),
        ("Болталка двух домов", ""),
        ("Наш дом", ""),
        ("🏠", ""),
        ("", ""),
        ("Ленина 12 " * 40, ""),
        ("1 ул. Ленина 12", ""),
    ],
)
def test_a_title(tmp_path, title, house):
    assert certain(reader(tmp_path).read(title)) == house


def test_a_chat_of_one_entrance(tmp_path):
    read = reader(tmp_path).read
    for title in ("Ленина 12, 2 подъезд", "Ленина 12 подъезд №2", "2-й подъезд Ленина 12", "Ленина 12 (п-д 2)"):
        assert (certain(read(title)), read(title).entrance) == ("улица Ленина, 12", 2), title
    assert read("Ленина 12, подъезд 1, подъезд 2").doubts == ("названо несколько подъездов",)


def test_a_doubt_has_a_reason_and_a_guess(tmp_path):
    found = reader(tmp_path).read("Чехова 3")
    assert found.doubts == ("подходит несколько домов: переулок Чехова, 3; улица Чехова, 3",)
    assert [home.address.house.number for home in found.guesses] == ["3", "3"]


def test_two_thousand_titles_of_real_addresses():
    drafts, _ = load_drafts(DATA, lambda _: DAY)
    titles = TitleReader.of(drafts)
    homes = sorted(
        {home for same in titles.index.by_house.values() for home in same}, key=lambda one: (one.slug, one.index)
    )
    random = Random(19)
    wrong, sure, asked = [], 0, []
    for number in range(2000):
        home, other = random.choice(homes), random.choice(homes)
        plain = number % 8 != 0
        title = title_of(random.choice(PLAIN if plain else DOUBTFUL), home.address, other.address, random)
        found = titles.read(title)
        if found.homes and not found.doubts and home.address.key not in {one.address.key for one in found.homes}:
            wrong.append(title)
        named_alike = {
            one.address.key
            for one in homes
            if (one.address.street.name_key, one.address.house.loose_key)
            == (home.address.street.name_key, home.address.house.loose_key)
        }
        if plain and len(named_alike) == 1:
            sure += bool(found.homes) and not found.doubts
            asked += [title] if found.doubts else []
    assert wrong == []
    assert sure / (sure + len(asked)) > 0.95, asked


def test_a_line_with_two_houses_is_no_address():
    """The reader took «1 ул. Ленина 3» for Ленина, 1."""
    assert isinstance(parse_address("1 ул. Ленина 3", Gazetteer(city="Примерград")), Refusal)
