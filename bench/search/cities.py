"""Cities that don't exist, built the way Russian ones are: a seed gives its streets, houses, companies and codes."""

# ruff: noqa: PLR2004, C901, PLR0912, PLR0913, PERF401, FBT001, ANN001 - it is made of shares and chances

import json
import random
from pathlib import Path

from msgspec import Struct, field

from generator.search.slugs import house_slug, street_slug
from generator.search.values import Building, City, Organization, Street

_NAMES = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
PERSONS, ADJECTIVES, GENITIVES = _NAMES["persons"], _NAMES["adjectives"], _NAMES["genitives"]
NUMBERED, FULL, SETTLEMENTS = _NAMES["numbered"], _NAMES["full"], _NAMES["settlements"]
LETTERS = "ааааааббббвввггдеж"
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def adjective(root: str, gender: str) -> str:
    """«Советск» -> «Советская», «Советский», «Советское»."""
    if root.endswith(("ая", "яя")):
        root = root[:-2]
    soft = root in (["Верхн", "Нижн", "Средн", "Крайн", "Дальн", "Ближн", "Весенн", "Летн", "Осенн", "Зимн"])
    hush = root[-1] in "кгхчшж"
    if root == "Сосн":
        root = "Соснов"
    if root == "Больш":
        return {"f": "Большая", "m": "Большой", "n": "Большое"}[gender]
    stressed = root in (["Лугов", "Полев", "Степн", "Лесн", "Портов", "Морск", "Донск", "Речн"])
    if gender == "f":
        return root + ("яя" if soft else "ая")
    if gender == "n":
        return root + ("ее" if soft or root[-1] in "чшж" else "ое")
    return root + ("ой" if stressed else "ий" if soft or hush else "ый")


class Town(Struct):
    """A synthetic city with what the queries need to know of it."""

    city: City
    buildings: list[Building] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)


def _title(kind: str, name: str, after: bool) -> str:
    return f"{name} {kind}" if after else f"{kind} {name}"


def _street(kind: str, name: str, settlement: str = "", *, after: bool = False, aliases=(), former=()) -> Street:
    title = _title(kind, name, after) if kind else f"«{name}»"
    blank = Street(title=title, type=kind, slug="", settlement=settlement)
    return Street(
        title=title,
        type=kind,
        slug=street_slug(blank),
        settlement=settlement,
        aliases=tuple(aliases),
        former=tuple(former),
    )


def _names(rng: random.Random, count: int) -> list[Street]:
    pool: list[tuple[int, str, str, bool]] = []
    adjectives = [root for root in ADJECTIVES if rng.random() < 0.8]
    for name in PERSONS:
        if rng.random() < 0.75:
            pool.append((0, "улица", name, False))
    for name in GENITIVES:
        if rng.random() < 0.7:
            pool.append((0, rng.choice(["улица"] * 5 + ["проспект", "бульвар"]), name, False))
    for root in adjectives:
        pool.append((0, "улица", adjective(root, "f"), False))
        if rng.random() < 0.3:
            # Registers often keep the street's gender: «переулок Советская».
            kept = root[0] in "СКПМ"
            pool.append((1, "переулок", adjective(root, "f" if kept else "m"), not kept))
        if rng.random() < 0.12:
            pool.append((2, rng.choice(["проезд", "проспект", "тупик", "бульвар"]), adjective(root, "m"), True))
        if rng.random() < 0.04:
            pool.append((2, "шоссе", adjective(root, "n"), True))
    for name in NUMBERED:
        if rng.random() < 0.6:
            pool.append((0, "улица", name, False))
    for name in FULL:
        if rng.random() < 0.6:
            pool.append((0, rng.choice(["улица"] * 6 + ["проспект", "бульвар"]), name, False))
    for name in PERSONS:
        if rng.random() < 0.12:
            pool.append((1, rng.choice(["переулок", "проезд", "проспект", "площадь"]), name, False))
    for number in range(1, 13):
        pool.append((1, "микрорайон", str(number) if rng.random() < 0.5 else f"{number}-й", rng.random() < 0.0))
    for root in adjectives:
        if rng.random() < 0.2:
            for number in range(rng.choice([1, 2]), rng.randint(3, 7)):
                pool.append((2, "улица", f"{number}-я {adjective(root, 'f')}", False))
        if rng.random() < 0.1:
            for number in range(1, rng.randint(3, 6)):
                pool.append((2, "переулок", f"{number}-й {adjective(root, 'm')}", True))
        if rng.random() < 0.06:
            pool.append(
                (
                    2,
                    "улица",
                    (
                        f"{rng.choice(['Большая', 'Малая', 'Новая', 'Старая', 'Верхняя', 'Нижняя'])} "
                        f"{adjective(root, 'f')}"
                    ),
                    False,
                )
            )
    for number in range(1, 6):
        pool.append((2, "линия", f"{number}-я", True))
    # A small city has its main streets, a large one all of them.
    rng.shuffle(pool)
    pool.sort(key=lambda item: item[0] + rng.random() * 2)
    unique: dict[tuple[str, str], Street] = {}
    for _, kind, name, after in pool:
        unique.setdefault((kind, name), _street(kind, name, after=after))
    rng_extra = 0
    while len(unique) < count:
        rng_extra += 1
        root = rng.choice(adjectives)
        number = rng.randint(1, 30)
        kind, form, end = rng.choice([("улица", "f", "я"), ("переулок", "m", "й"), ("проезд", "m", "й")])
        name = f"{number}-{end} {adjective(root, form)}"
        unique.setdefault((kind, name), _street(kind, name, after=kind != "улица"))
    return list(unique.values())[:count]


def _old_names(rng: random.Random, street: Street, taken: set[str]) -> Street:
    """Some streets were called otherwise, some have a nickname."""
    former: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    if rng.random() < 0.04:
        name = adjective(
            rng.choice(
                [
                    "Купеческ",
                    "Дворянск",
                    "Губернаторск",
                    "Базарн",
                    "Сенн",
                    "Соборн",
                    "Монастырск",
                    "Хлебопекарн",
                    "Караульн",
                    "Острожн",
                    "Кадетск",
                    "Офицерск",
                    "Жандармск",
                    "Мещанск",
                    "Ямск",
                    "Татарск",
                    "Греческ",
                    "Немецк",
                    "Слободск",
                    "Полицейск",
                ]
            ),
            "f",
        )
        if name not in taken:
            taken.add(name)
            former = (f"улица {name}",)
    if rng.random() < 0.03:
        nick = rng.choice(
            [
                "Брод",
                "Бродвей",
                "Пятак",
                "Арбат",
                "Китайка",
                "Черемушки",
                "Шанхай",
                "Камчатка",
                "Стрелка",
                "Подкова",
                "Семерка",
                "Тещин язык",
                "Трехгорка",
                "Болото",
                "Варшавка",
                "Лениградка",
            ]
        )
        if nick not in taken:
            taken.add(nick)
            aliases = (nick,)
    if not former and not aliases:
        return street
    return Street(
        title=street.title,
        type=street.type,
        slug=street.slug,
        settlement=street.settlement,
        aliases=aliases,
        former=former,
    )


def _houses(rng: random.Random, street: Street, count: int, style: dict[str, float]) -> list[Building]:
    seen: dict[str, Building] = {}
    number = 0
    while len(seen) < count:
        number += rng.choice([1, 1, 1, 2, 2, 2, 2, 3, 4] if rng.random() < 0.95 else [6, 10, 16, 25])
        variants: list[dict[str, str]] = [{}]
        roll = rng.random()
        if roll < style["letter"]:
            variants = ([{}] if rng.random() < 0.8 else []) + [
                {"letter": letter.upper()} for letter in "абвгде"[: rng.choice([1, 1, 1, 2, 2, 3, 4])]
            ]
        elif roll < style["letter"] + style["corpus"]:
            variants = ([{}] if rng.random() < 0.3 else []) + [
                {"corpus": str(part)} for part in range(1, rng.choice([3, 3, 4, 5]))
            ]
        elif roll < style["letter"] + style["corpus"] + style["slash"]:
            variants = ([{}] if rng.random() < 0.5 else []) + [{"fraction": str(rng.randint(1, 24))}]
        elif roll < style["letter"] + style["corpus"] + style["slash"] + 0.01:
            variants = [{}, {"building": str(rng.randint(1, 3))}]
        elif roll < style["letter"] + style["corpus"] + style["slash"] + 0.015:
            variants = [{"letter": "А", "fraction": str(rng.randint(1, 9))}]
        for parts in variants:
            blank = Building(street=street, slug="", number=str(number), **parts)
            seen[house_slug(blank)] = blank
    return list(seen.values())[:count]


def build(seed: int, size: int) -> Town:
    """A city of `size` buildings."""
    rng = random.Random(seed)
    name = rng.choice(
        [
            "Новосибирск",
            "Южно-Сахалинск",
            "Приморск-на-Амуре",
            "Каменогорск",
            "Старый Оскол",
            "Заречный",
            "Великий Устюг",
            "Тихвин",
        ]
    )
    region = rng.choice(["Сахалинская область", "Приморский край", "Республика Карелия", "Омская область"])
    style = {"letter": rng.uniform(0.06, 0.16), "corpus": rng.uniform(0.02, 0.1), "slash": rng.uniform(0.02, 0.08)}
    streets = _names(rng, max(30, int(size / rng.uniform(9, 14))))
    taken: set[str] = set()
    streets = [_old_names(rng, street, taken) for street in streets]
    for place in rng.sample(SETTLEMENTS, 3 if size < 10000 else 6):
        for kind, name0 in rng.sample(
            [(s.type, s.title) for s in streets if s.type in ("улица", "переулок")],
            min(len(streets) // 3, 12 if size < 10000 else 40),
        ):
            bare = name0.replace(kind, "").strip()
            streets.append(_street(kind, bare, place, after=name0.endswith(kind)))
    for quarter in rng.sample(["Спутник-2", "Черемушки", "Зеленый", "Северный городок", "Радуга-3"], 2):
        streets.append(_street("", quarter))
    weights = [rng.paretovariate(1.1) for _ in streets]
    total = sum(weights)
    buildings: list[Building] = []
    for street, weight in zip(streets, weights, strict=True):
        buildings += _houses(rng, street, max(1, min(260, round(size * weight / total))), style)
    rng.shuffle(buildings)
    have = {(house.street, house_slug(house)) for house in buildings}
    while len(buildings) < size:
        blank = Building(street=rng.choice(streets), slug="", number=str(rng.randint(1, 300)))
        if (blank.street, blank.number) not in have:
            have.add((blank.street, blank.number))
            buildings.append(blank)
    buildings = buildings[:size]
    companies = _companies(rng, max(8, size // 70))
    ids: set[str] = set()
    while len(ids) < size:
        ids.add("".join(rng.choice(BASE32) for _ in range(5)))
    codes = sorted(ids)
    rng.shuffle(codes)
    owner = {street: rng.choice(companies) for street in streets}
    coverage = rng.uniform(0.4, 0.8)
    done = [
        Building(
            street=h.street,
            slug=house_slug(h),
            number=h.number,
            letter=h.letter,
            fraction=h.fraction,
            corpus=h.corpus,
            building=h.building,
            litera=h.litera,
            id=code,
            company=(owner[h.street] if rng.random() < 0.5 else rng.choice(companies)).slug,
            has_chat=rng.random() < coverage,
        )
        for h, code in zip(buildings, codes, strict=True)
    ]
    suppliers = [
        Organization(kind="rso", slug=slug, name=title)
        for slug, title in (
            ("elektroset", "АО «Электросеть»"),
            ("vodokanal", "МУП «Водоканал»"),
            ("teplo", "ПАО «Тепловая компания»"),
        )
    ]
    places = tuple(sorted({one.street.settlement for one in done} - {""}))
    return Town(City(name=name, region=region, settlements=places), done, [*companies, *suppliers])


def _companies(rng: random.Random, count: int) -> list[Organization]:
    first = [
        "Уютный",
        "Надежный",
        "Новый",
        "Родной",
        "Светлый",
        "Теплый",
        "Чистый",
        "Добрый",
        "Наш",
        "Ваш",
        "Комфортный",
        "Городской",
        "Домашний",
        "Лучший",
        "Любимый",
    ]
    second = ["дом", "двор", "квартал", "город", "подъезд", "очаг", "сервис", "хозяин", "берег", "причал"]
    single = [
        "Жилсервис",
        "Домоуправ",
        "Горжилуправление",
        "Коммунальник",
        "Жилкомсервис",
        "Ремстройбыт",
        "Восход",
        "Рассвет",
        "Союз",
        "Стандарт",
        "Эталон",
        "Гарант",
        "Феникс",
        "Кедр",
        "Океан",
        "Остров",
        "Меридиан",
        "Прогресс",
        "Альянс",
        "Вектор",
    ]
    names: dict[str, None] = {}
    while len(names) < count:
        roll = rng.random()
        form = rng.choice(["УК", "УК", "ООО УК", "ТСЖ", "ЖСК"])
        core = (
            f"{rng.choice(first)} {rng.choice(second)}"
            if roll < 0.5
            else rng.choice(single)
            if roll < 0.7
            else f"{rng.choice(single)}-{rng.randint(1, 40)}"
        )
        names.setdefault(f"{form} «{core}»")
    from generator.search.slugs import slugify  # noqa: PLC0415

    return [Organization(kind="uk", slug=slugify(name), name=name) for name in names]
