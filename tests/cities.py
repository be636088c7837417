"""Synthetic Russian cities in the format of docs/data.ru.md, for tests and benchmarks.

Nothing in them is real or could pass for real: the tokens of the invitations say so, the telephones have an
unassigned area code, the INN an unassigned region. The same arguments give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

from msgspec import Struct, field

TODAY = date(2026, 11, 22)  # the latest date in any city
CITY, REGION = "Примерград", "Примерская область"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32
_LOOKS_LIKE_A_NUMBER = re.compile(r"\d+(?:E\d+)?")
_TOKEN = "SYNTHETIC-CITY-NOT-A-REAL-CHAT-"
_MOST_PRIVATE = 30_000  # most houses with private links, which are in one file; a city of 200,000 buildings has fewer
_BIG = 1000  # buildings; smaller cities have smaller streets and companies


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


# Feminine forms; a star marks those whose masculine ends in -ой.
_ADJECTIVES = _words("""
Советская Садовая Школьная Центральная Лесная* Новая Набережная Заречная Молодёжная Зелёная Мирная Луговая*
Полевая* Солнечная Октябрьская Комсомольская Первомайская Пионерская Озёрная Северная Южная Восточная Западная
Сахалинская Хабаровская Амурская Курильская Тихоокеанская Приморская Морская* Портовая Речная* Береговая* Парковая
Вокзальная Железнодорожная Транспортная Дорожная Заводская* Фабричная Промышленная Строительная Кирпичная Бумажная
Угольная Шахтёрская Рыбацкая Якорная Корабельная Студенческая Университетская Спортивная Больничная Аптечная Почтовая
Театральная Цветочная Вишнёвая Яблоневая Кленовая Берёзовая Тополиная Рябиновая Сосновая Кедровая Лиственная Весенняя
Летняя Осенняя Зимняя Дальняя Ближняя Верхняя Нижняя Средняя Крайняя Окружная* Кольцевая* Овражная Горная Каменная
Ключевая* Родниковая Светлая Тихая Широкая Узкая Короткая Длинная Прямая* Холмская Невельская Корсаковская
Долинская Анивская Макаровская Поронайская Украинская Белорусская Московская Ленинградская Киевская Сибирская
Уральская Байкальская Камчатская Магаданская Ярославская Рязанская Тульская Калужская Смоленская Вологодская
""")
_GENITIVES = _words("""
Ленина Победы Мира Гагарина Пушкина Чехова Горького Карла_Маркса Дзержинского Кирова Калинина Фрунзе Чапаева Щорса
Суворова Кутузова Нахимова Невельского Лермонтова Гоголя Толстого Тургенева Некрасова Достоевского Маяковского Есенина
Крылова Чернышевского Белинского Добролюбова Островского Фадеева Шолохова Ломоносова Менделеева Павлова Мичурина
Циолковского Королёва Попова Тимирязева Вавилова Чайковского Глинки Репина Сурикова Шишкина Левитана Энгельса Комарова
Титова Терешковой Чкалова Матросова Космодемьянской Панфилова Жукова Рокоссовского Конева Тухачевского Блюхера Лазо
Котовского Пархоменко Свердлова Урицкого Куйбышева Орджоникидзе Комсомола Труда Дружбы Космонавтов Строителей Геологов
Рыбаков Железнодорожников Авиаторов Пограничников Партизан Ветеранов Учителей Энергетиков Металлургов Шахтёров Юности
Свободы Революции Героев Шевченко Франко Арсеньева Крузенштерна Беринга Лаперуза Дежнёва Хабарова Пояркова Макарова
""")
_DATED = (
    "30 лет Победы", "40 лет Победы", "50 лет Октября", "60 лет Октября", "70 лет Октября", "1 Мая", "9 Мая",
    "8 Марта", "26 Бакинских Комиссаров", "50 лет ВЛКСМ", "60 лет СССР",
)  # fmt: skip
# Former and other names of streets.
_OTHER_NAMES = (
    ("Царская", "Базарная"),
    ("Губернаторская", "Торговая"),
    ("Соборная", "Народная"),
    ("Купеческая", "Рыночная"),
)
_SETTLEMENTS = (
    "Луговое", "Дальнее", "Берёзовка", "Новая Деревня", "Ключи", "Синегорск", "Старорусское", "Санаторное",
    "Елочки", "Весточка", "Каменка", "Ольховка", "Заречье", "Соколовка", "Лиственничное", "Сосновый Бор",
    "Ударный", "Горный Ключ", "Троицкое", "Успенское", "Мицулёвка", "Пригородное", "Озёрки", "Красноярское",
)  # fmt: skip
_SHORT = {"улица": "ул.", "проспект": "пр-т", "переулок": "пер.", "бульвар": "б-р", "проезд": "пр-д"}
_CORPORA_FLOORS = (5, 9, 12, 16)
_SERVICES = (
    ("Электросеть", ["electricity"]),
    ("Теплосеть", ["heating", "hot_water"]),
    ("Водоканал", ["cold_water", "sewerage"]),
    ("Газ", ["gas"]),
    ("Чистый город", ["waste"]),
    ("Лифтремонт", ["lift"]),
    ("Связь", ["internet"]),
)
_TOPICS = ("outages", "works", "snow", "meetings", "law", "events", "promo", "emergency")
# Kinds of chats; each occurs at least once in a city with features and enough buildings.
_STATES = (
    "open", "stale", "never", "poster", "private", "hidden", "gosuslugi", "withdrawn", "several", "entrances",
    "shared", "none", "plain", "approval", "nick", "unusual", "open-gosuslugi", "residents",
)  # fmt: skip
_WEIGHTS = (40, 8, 6, 4, 4, 4, 12, 1, 8, 3, 3, 12, 20, 6, 2, 1, 2, 4)


class _Street(Struct, frozen=True, kw_only=True):
    settlement: str
    type: str
    title: str  # «улица Ленина», «Садовый проезд»


class _Building(Struct, kw_only=True):
    id: str
    street: _Street
    house: str
    entrances: int | list[int] = 4
    lines: list[str] = field(default_factory=list)  # YAML lines after the address

    @property
    def address(self) -> str:
        return f"{self.street.title}, {self.house}"


class _Company(Struct, kw_only=True):
    slug: str
    name: str
    kind: str
    room: int  # number of buildings
    buildings: list[_Building] = field(default_factory=list)


def write_city(  # noqa: PLR0913 - a city has this many properties
    folder: Path,
    *,
    buildings: int,
    seed: int,
    demo: bool = False,
    features: bool = True,
    base_url: str = "https://chat.example.ru/",
) -> None:
    """Write the data folder of a city; with `features` it has every kind of chat, alias, note and redirect."""
    rng = Random(seed)
    streets = _make_streets(rng, buildings)
    ids = _ids(rng)
    houses = [
        _Building(id=next(ids), street=street, house=number)
        for street, size in streets
        for number in _house_numbers(rng, size)
    ]
    companies = _make_companies(rng, houses, features=features)
    tokens = count(1)
    private: list[str] = []
    if features:
        _add_features(rng, companies, ids, tokens, private, [street for street, _ in streets])
    else:
        _add_plain_chats(rng, houses, tokens)
    folder.mkdir(parents=True, exist_ok=True)
    former = [street for street, _ in streets if street.type == "улица" and not street.settlement]
    spare = [next(ids), next(ids)]
    _write(folder / "site.yaml", _site(base_url, former, houses, spare, demo=demo, features=features))
    for company in companies:
        _write(folder / "companies" / f"{company.slug}.yaml", _company(rng, company, features=features))
    for number, (name, services) in enumerate(_SERVICES):
        lines = _supplier(rng, number, name, services, companies, streets)
        _write(folder / "suppliers" / f"{_latin(number, 'rso')}.yaml", lines)
    for number in range(2):
        _write(folder / "authorities" / f"{_latin(number, 'gorod')}.yaml", _authority(rng, number))
    if private:
        _write(folder / "private" / "links.yaml", private)
    _write(folder / "history.yaml", _history(houses, spare) if features else ["published: {}"])


def invite(number: int, tail: str = "A") -> str:
    """Return a well-formed but recognisably invented invitation of 43 characters."""
    return f"https://max.ru/join/{_TOKEN}{number:-<{42 - len(_TOKEN)}}{tail}"


def inn(number: int) -> str:
    """Return an INN with a correct check digit and the unassigned tax region 00."""
    digits = f"00{number:07}"
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    return f"{digits}{weighted % 11 % 10}"


def phone(number: int) -> str:
    """Return a telephone with an unassigned area code, as a YAML string."""
    return f'"+7 000 {number // 10_000 % 1000:03}-{number // 100 % 100:02}-{number % 100:02}"'


def _ids(rng: Random) -> Iterator[str]:
    given = set()
    while True:
        number = rng.randrange(len(_ALPHABET) ** 5)
        if number not in given:
            given.add(number)
            yield "".join(_ALPHABET[number >> shift & 31] for shift in (20, 15, 10, 5, 0))


def _yaml_id(building_id: str) -> str:
    return f'"{building_id}"' if _LOOKS_LIKE_A_NUMBER.fullmatch(building_id) else building_id


def _latin(number: int, prefix: str) -> str:
    return f"{prefix}-{number + 1}"


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _masculine(adjective: str) -> str:
    stem = adjective.rstrip("*")[:-2]
    if adjective.endswith("*"):
        return f"{stem}ой"
    return f"{stem}ий" if adjective.endswith("яя") or stem[-1] in "гкхжшчщ" else f"{stem}ый"


def _street_titles(rng: Random) -> Iterator[tuple[str, str]]:
    """Yield (type, title) of different streets, usual names first."""
    adjectives, genitives = rng.sample(_ADJECTIVES, len(_ADJECTIVES)), rng.sample(_GENITIVES, len(_GENITIVES))
    plain = [("улица", f"улица {name.rstrip('*')}") for name in adjectives]
    plain += [("улица", f"улица {name}") for name in genitives]
    plain += [("улица", f"улица {name}") for name in _DATED]
    rng.shuffle(plain)
    avenues = [("проспект", f"проспект {name}") for name in genitives[:20]]
    boulevards = [("бульвар", f"бульвар {name}") for name in genitives[20:50]]
    masculine = [_masculine(name) for name in adjectives]
    lanes = [("переулок", f"{name} переулок") for name in masculine[:90]]
    passages = [("проезд", f"{name} проезд") for name in masculine[40:]]
    groups: list[Iterator[tuple[str, str]]] = [
        map(tuple, ()),
        iter(avenues),
        iter(boulevards),
        iter(lanes),
        iter(passages),
    ]
    groups[0] = iter(plain)
    for group in cycle((0, 0, 1, 0, 3, 0, 4, 0, 2, 0, 3)):  # six of eleven streets are «улица»
        street = next(groups[group], None)
        if street is None:
            break
        yield street
    for group in groups:
        yield from group
    for number in count(1):
        for adjective in adjectives:
            yield "улица", f"{number}-я {adjective.rstrip('*')} улица"
        for name in masculine[:90]:
            yield "переулок", f"{number}-й {name} переулок"


def _make_streets(rng: Random, buildings: int) -> list[tuple[_Street, int]]:
    """Return streets with their numbers of houses; one house in eight is outside the city itself."""
    outside = buildings // 8
    places = _SETTLEMENTS[: max(1, min(len(_SETTLEMENTS), outside // 60))] if outside else ()
    shares = (
        [outside // len(places) + (index < outside % len(places)) for index in range(len(places))] if places else []
    )
    streets = []
    for place, houses in (("", buildings - outside), *zip(places, shares, strict=True)):
        titles = _street_titles(rng)
        left = houses
        while left:
            size = min(left, rng.randint(30, 60) if buildings >= _BIG else rng.randint(8, 16))
            kind, title = next(titles)
            streets.append((_Street(settlement=place, type=kind, title=title), size))
            left -= size
    return streets


def _house_numbers(rng: Random, size: int) -> Iterator[str]:
    """Yield the numbers of a street's houses, some with letters, fractions or corpuses."""
    made = 0
    for number in islice(count(1), size * 3):
        if rng.random() < 0.3:
            continue
        kind = rng.random()
        spellings = [str(number)]
        if kind < 0.12:
            spellings += [f"{number}{letter}" for letter in "АБВГ"[: rng.randint(1, 4)]]
        elif kind < 0.18:
            spellings = [f"{number}/{rng.randint(1, 40)}"]
        elif kind < 0.27:
            spellings = [f"{number} корп. {corpus}" for corpus in range(1, rng.randint(3, 5))]
        elif kind < 0.29:
            spellings = [f"{number}{rng.choice('АБ')} корп. {rng.randint(1, 3)}"]
        elif kind < 0.31:
            spellings += [f"{number} стр. {rng.randint(1, 3)}"]
        for spelling in spellings:
            if made == size:
                return
            made += 1
            yield spelling
    yield from (str(number) for number in range(size * 3 + 1, size * 3 + 1 + size - made))


def _make_companies(rng: Random, houses: Sequence[_Building], *, features: bool) -> list[_Company]:
    """Divide the houses among companies in runs of neighbours."""
    low, high = min(60, max(1, len(houses) // 6)), min(700, max(2, len(houses) // 3))
    special = (
        ("tszh-1", "ТСЖ «Пример»", "tsg", 3),
        ("zhsk-1", "ЖСК «Пример»", "zhsk", 2),
        ("sami", "Без УК", "direct", 5),
    )
    companies = [
        _Company(slug=slug, name=name, kind=kind, room=room)
        for slug, name, kind, room in special
        if features and len(houses) > sum(one[3] for one in special)
    ]
    room = sum(company.room for company in companies)
    for number in count(1):
        if room >= len(houses):
            break
        size = round(low * (high / low) ** rng.random())
        companies.append(_Company(slug=f"uk-{number}", name=f"УК «Пример-{number}»", kind="uk", room=size))
        room += size
    left = list(houses)
    while left:
        company = rng.choice([one for one in companies if len(one.buildings) < one.room])
        run = min(rng.randint(3, 15), company.room - len(company.buildings))
        company.buildings += left[:run]
        del left[:run]
    return [company for company in companies if company.buildings]


def _day(rng: Random, low: int, high: int) -> str:
    """Return a date between `low` and `high` days ago."""
    return (TODAY - timedelta(days=rng.randint(low, high))).isoformat()


def _add_plain_chats(rng: Random, houses: Iterable[_Building], tokens: Iterator[int]) -> None:
    for house in houses:
        if rng.random() < 0.6:
            house.lines = [f"chat: {invite(next(tokens))}"]


def _add_features(  # noqa: PLR0913, PLR0917
    rng: Random,
    companies: Sequence[_Company],
    ids: Iterator[str],
    tokens: Iterator[int],
    private: list[str],
    streets: Sequence[_Street],
) -> None:
    everybody = [(company, house) for company in companies for house in company.buildings]
    rng.shuffle(everybody)
    shared: list[_Building] = []
    for index, (company, house) in enumerate(everybody):
        state = _STATES[index] if index < len(_STATES) else rng.choices(_STATES, _WEIGHTS)[0]
        if len(private) == _MOST_PRIVATE and state in {"poster", "private", "several"}:
            state = "hidden"
        house.entrances = rng.randint(2, 8)
        house.lines = [
            f"entrances: {house.entrances}",
            f"flats: {house.entrances * rng.randint(15, 40)}",
            f"floors: {rng.choice(_CORPORA_FLOORS)}",
        ]
        if rng.random() < 0.5:
            house.lines.append(f"location: [{46.9 + rng.random() / 10:.4f}, {142.7 + rng.random() / 10:.4f}]")
        if index % 40 == 1:
            house.lines.append(f"fias: 00000000-0000-4000-8000-{index:012}")
        if index % 25 == 2:
            house.lines.append('note: "Вход **со двора**, код не нужен. Подробнее: [на сайте](https://example.ru/)."')
        if index % 30 == 3:
            other = rng.choice([street for street in streets if street.settlement == house.street.settlement])
            house.lines.append(f'aliases: ["{other.title}, {_alias_number(index // 30)}"]')
        if state == "shared":
            shared.append(house)
        else:
            house.lines += _chat_lines(rng, state, company, house, tokens, private)
    _share_chats(rng, shared, tokens)
    _split_a_house(rng, companies, ids, tokens)


def _alias_number(number: int) -> str:
    """Return a house number higher than any in the streets, with at most four digits."""
    return f"{900 + number % 9000}{('', 'А', 'Б', 'В')[number // 9000]}"


def _chat(values: dict[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def _chat_lines(  # noqa: PLR0913, PLR0917
    rng: Random, state: str, company: _Company, house: _Building, tokens: Iterator[int], private: list[str]
) -> list[str]:
    """Return the lines of a building's chats."""
    checked: dict[str, object] = {"checked": _day(rng, 1, 170), "checked_by": company.name}

    def link() -> dict[str, object]:
        return {"link": invite(next(tokens))}

    def one() -> dict[str, object]:
        return {**link(), **checked}

    simple = {
        "plain": lambda: link()["link"],
        "open": lambda: _chat(one()),
        "stale": lambda: _chat({**link(), "checked": _day(rng, 200, 600), "checked_by": company.name}),
        "never": lambda: _chat(link()),
        "poster": lambda: _chat({**checked, "share": "poster"}),
        "private": lambda: _chat({**checked, "share": "poster", "approval": "true"}),
        "hidden": lambda: _chat({**one(), "share": "nowhere"}),
        "gosuslugi": lambda: _chat({"owner": "gosuslugi", "checked": checked["checked"]}),
        "open-gosuslugi": lambda: _chat({**one(), "owner": "gosuslugi", "share": "site"}),
        "withdrawn": lambda: _chat({**link(), "withdrawn": _day(rng, 1, 60)}),
        "approval": lambda: _chat({**one(), "approval": "true", "since": _day(rng, 100, 270)}),
        "nick": lambda: _chat({"link": f"https://max.ru/primer_dom_{next(tokens)}", **checked}),
        "unusual": lambda: _chat({"link": f"{invite(next(tokens))}extra", "unusual": "true"}),
        "residents": lambda: _chat({**one(), "owner": "residents"}),
    }
    if state == "none":
        return []
    if state == "several":
        chats = [simple[name]() for name in ("open-gosuslugi", "open", "residents", "private", "withdrawn")]
        private.append(f"{_quoted(house.id)}: {{4: {{link: {invite(next(tokens))}, poster_key: 2}}}}")
        return ["chats:", *(f"  - {chat}" for chat in chats)]
    if state == "entrances":
        numbers = range(1, house.entrances + 1) if isinstance(house.entrances, int) else house.entrances
        return ["chats:", *(f"  - {_chat({**one(), 'entrance': number})}" for number in numbers)]
    if state in {"poster", "private"}:
        private.append(f"{_quoted(house.id)}: {{link: {invite(next(tokens))}}}")
    return [f"chat: {simple[state]()}"]


def _quoted(building_id: str) -> str:
    return f'"{building_id}"'


def _share_chats(rng: Random, houses: Sequence[_Building], tokens: Iterator[int]) -> None:
    """Let two or three houses share a chat; a house left over gets one of its own."""
    start = 0
    while start < len(houses):
        group = houses[start : start + rng.randint(2, 3)]
        start += len(group)
        chat = {"link": invite(next(tokens)), "checked": _day(rng, 1, 170), "shared": "true"}
        for house in group:
            house.lines.append(f"chat: {_chat(chat)}")


def _is_plain(house: _Building) -> bool:
    return not any(
        name in line for line in house.lines for name in ("chats:", "poster", "shared", "aliases", "entrances: [")
    )


def _split_a_house(rng: Random, companies: Sequence[_Company], ids: Iterator[str], tokens: Iterator[int]) -> None:
    """Let two companies share houses, each with a list of entrances."""
    managing = [company for company in companies if company.kind != "direct"]
    if len(managing) < 2:
        return
    for first in managing[:3]:
        second = rng.choice([company for company in managing if company is not first])
        house = next((one for one in first.buildings if _is_plain(one)), None)
        if house is None:
            continue
        second.buildings.append(
            _Building(
                id=next(ids),
                street=house.street,
                house=house.house,
                lines=[
                    "entrances: [3, 4]",
                    f"chat: {_chat({'link': invite(next(tokens)), 'checked': _day(rng, 1, 170)})}",
                ],
            )
        )
        house.lines = [
            "entrances: [1, 2]",
            f"chat: {_chat({'link': invite(next(tokens)), 'checked': _day(rng, 1, 170)})}",
        ]


def _site(  # noqa: PLR0913
    base_url: str,
    streets: Sequence[_Street],
    houses: Sequence[_Building],
    spare: list[str],
    *,
    demo: bool,
    features: bool,
) -> list[str]:
    lines = [
        f"title: Домовые чаты: {CITY}".replace("title: ", 'title: "') + '"',
        f"city: {CITY}",
        f"region: {REGION}",
        f"base_url: {base_url}",
        "timezone: Asia/Sakhalin",
        f"contact: {{email: chat@example.ru, phone: {phone(1)}, link: https://max.ru/primer_spravochnik}}",
        f"demo: {str(demo).lower()}",
    ]
    if not features:
        return lines
    lines.append("streets:")
    for index, (street, (old, also)) in enumerate(zip(streets, _OTHER_NAMES, strict=False)):
        slug = ", slug: osobaya" if index == 0 else ""
        lines.append(f"  - {{name: {street.title}, former: [улица {old}], aliases: [улица {also}]{slug}}}")
    lines.append(f'retired: {{"{spare[0]}": "{houses[0].id}", "{spare[1]}": null}}')
    return lines


def _contacts(rng: Random, number: int, name: str) -> list[str]:
    topics, day = ", ".join(rng.sample(_TOPICS, 3)), _day(rng, 1, 300)
    return [
        f"name: {name}",
        f'inn: "{inn(number)}"',
        "phones:",
        f"  - {{label: Приёмная, number: {phone(number * 100 + 1)}}}",
        f"  - {{label: Паспортный стол, number: {phone(number * 100 + 2)}}}",
        f"dispatch: {phone(number * 100 + 3)}",
        f"email: office-{number}@example.ru",
        f"website: https://primer-{number}.example/",
        f"office: улица Ленина, {number % 99 + 1}",
        "hours: Пн–Чт 9:00–18:00, Пт 9:00–17:00",
        "about: |",
        "  Организация **придумана**.",
        "",
        "  - телефоны не звонят;",
        "  - чатов нет.",
        "channels:",
        f"  - {{link: https://max.ru/primer_{number}, title: Новости, topics: [{topics}], checked: {day}}}",
        f"  - {{link: https://max.ru/id{inn(number)}_biz}}",
    ]


def _company(rng: Random, company: _Company, *, features: bool) -> list[str]:
    digits = re.sub(r"\D", "", company.slug) or "0"
    number = int(digits) + {"uk": 1000, "tsg": 5000, "zhsk": 6000}.get(company.kind, 0)
    lines = [f"kind: {company.kind}"]
    lines += [f"name: {company.name}"] if company.kind == "direct" else _contacts(rng, number, company.name)
    if features and company.slug == "uk-1":
        lines.append(f"chats: [{invite(0)}]")
    lines.append("buildings:")
    for building in company.buildings:
        lines.append(f"  - id: {_yaml_id(building.id)}")
        lines.append(f"    address: {_written(rng, building)}")
        if building.street.settlement:
            lines.append(f"    settlement: {building.street.settlement}")
        lines += [f"    {line}" for line in building.lines]
    return lines


def _written(rng: Random, building: _Building) -> str:
    """Return the address as an editor might type it: mostly in full, sometimes abbreviated."""
    title, kind = building.street.title, building.street.type
    if rng.random() < 0.3 and title.startswith(kind):
        title = title.replace(kind, _SHORT[kind], 1)
    house = building.house.lower().replace(" корп. ", " к. ") if rng.random() < 0.1 else building.house
    return f"{title}, {house}"


def _supplier(  # noqa: PLR0913, PLR0917
    rng: Random,
    number: int,
    name: str,
    services: list[str],
    companies: Sequence[_Company],
    streets: Sequence[tuple[_Street, int]],
) -> list[str]:
    lines = [
        *_contacts(rng, 8000 + number, f"АО «Пример-{name}»"),
        f"services: [{', '.join(services)}]",
        f"emergency: {phone(900_000 + number)}",
    ]
    places = sorted({street.settlement for street, _ in streets if street.settlement})
    some_streets = [street.title for street, _ in streets if not street.settlement][::5]
    reach = {
        2: f"settlements: [{', '.join([CITY, *places[:1]])}]",
        3: f"streets: [{', '.join(some_streets)}]",
        4: f"companies: [{', '.join(company.slug for company in companies[-2:])}]",
        5: f"buildings: [{', '.join(_quoted(house.id) for house in companies[-1].buildings[:20])}]",
    }
    if number in reach:
        lines.append(f"serves: {{{reach[number]}}}")
    elif number == 0:
        lines.append("serves: all")
    return lines


def _authority(rng: Random, number: int) -> list[str]:
    return _contacts(rng, 9000 + number, ("Департамент городского хозяйства", "Служба спасения города")[number])


def _history(houses: Sequence[_Building], spare: Sequence[str]) -> list[str]:
    """Return history.yaml: former pages of some ids, and the retired ids."""
    lines = ["published:"]
    for index, house in enumerate(houses[:50]):
        lines.append(f'  "{house.id}": [doma/ulitsa-kotoroy-net/{index + 1}]')
    return [*lines, *(f'  "{gone}": [doma/ulitsa-kotoroy-net/{900 + index}]' for index, gone in enumerate(spare))]
