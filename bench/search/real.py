"""Towns from the registers in a folder of real addresses, which is never committed; see its own README."""

import csv
import random
import re
from pathlib import Path

from bench.search.cities import BASE32, Town
from generator.search.slugs import house_slug, street_slug
from generator.search.values import Building, City, Street

_TYPES = {
    "ул": "улица",
    "пр-кт": "проспект",
    "пр": "проспект",
    "проспект": "проспект",
    "пер": "переулок",
    "проезд": "проезд",
    "б-р": "бульвар",
    "ш": "шоссе",
    "наб": "набережная",
    "пл": "площадь",
    "туп": "тупик",
    "аллея": "аллея",
    "мкр": "микрорайон",
    "кв-л": "квартал",
    "улица": "улица",
}
SHARE = 0.6
"""Of houses with a chat: the registers know nothing of chats."""
_STREET = re.compile(
    r"(?P<type>[А-Яа-я-]+)\. ?(?P<name>.+)|(?P<type2>проспект|улица|ул|пр|пер) (?P<name2>.+)", re.IGNORECASE
)
_HOUSE = re.compile(r"(\d+)\s*[\"-]?([А-Яа-я])?\"?(?:[/\\](\d+))?(?:,? ?(?:к|кор|корп)\. ?(\d+))?(?:,? ?стр\. ?(\d+))?")


def _street(text: str, settlement: str) -> Street | None:
    found = _STREET.fullmatch(text.strip())
    if not found:
        return None
    kind = _TYPES.get((found["type"] or found["type2"]).lower())
    name = (found["name"] or found["name2"]).strip()
    if not kind or "." in name or "(" in name or not re.search(r"[А-Яа-я]{3}", name):
        return None
    ordinal = re.fullmatch(r"(.+) (\d+-[йяе])", name, re.IGNORECASE)
    if ordinal:
        name = f"{ordinal[2].lower()} {ordinal[1]}"
    title = f"{name} {kind}" if re.search(r"(ый|ий|ой|ое|ее)$", name) and kind != "улица" else f"{kind} {name}"
    blank = Street(title=title, type=kind, slug="", settlement=settlement)
    return Street(title=title, type=kind, slug=street_slug(blank), settlement=settlement)


def _town(name: str, region: str, rows: list[tuple[str, str, str]]) -> Town:
    houses: dict[tuple[Street, str], Building] = {}
    for settlement, street_text, house_text in rows:
        street = _street(street_text, settlement)
        found = _HOUSE.fullmatch(house_text.strip())
        if street is None or found is None:
            continue
        blank = Building(
            street=street,
            slug="",
            number=found[1],
            letter=(found[2] or "").upper(),
            fraction=found[3] or "",
            corpus=found[4] or "",
            building=found[5] or "",
        )
        houses[street, house_slug(blank)] = blank
    rng = random.Random(7)
    codes = sorted({"".join(rng.choice(BASE32) for _ in range(5)) for _ in range(2 * len(houses))})
    rng.shuffle(codes)
    done = [
        Building(
            street=h.street,
            slug=slug,
            number=h.number,
            letter=h.letter,
            fraction=h.fraction,
            corpus=h.corpus,
            building=h.building,
            id=code,
            has_chat=rng.random() < SHARE,
        )
        for ((_, slug), h), code in zip(houses.items(), codes, strict=False)
    ]
    return Town(City(name=name, region=region), done, [])


def towns(folder: Path) -> dict[str, Town]:
    """Vladivostok and Yuzhno-Sakhalinsk, as far as their lines are in the usual form."""
    found = {}
    register = folder / "vladivostok_2016.csv"
    if register.exists():
        rows = []
        for row in csv.DictReader(register.open(encoding="utf-8")):
            pieces = [piece.strip() for piece in row["address"].split(", ", 4)]
            if len(pieces) > 3 and pieces[1] == "г. Владивосток" and pieces[3].startswith("д. "):  # noqa: PLR2004
                rows.append(("", pieces[2], ", ".join(pieces[3:])[3:]))
            elif len(pieces) > 4 and pieces[2].startswith("п. ") and pieces[4].startswith("д. "):  # noqa: PLR2004
                rows.append((pieces[2][3:], pieces[3], pieces[4][3:]))
        found["Vladivostok"] = _town("Владивосток", "Приморский край", rows)
    register = folder / "yuzhno_sakhalinsk.csv"
    if register.exists():
        rows = [
            ("", row["street_as_written"].replace("ул ", "ул. "), row["house_as_written"])
            for row in csv.DictReader(register.open(encoding="utf-8"))
        ]
        found["Yuzhno-Sakhalinsk"] = _town("Южно-Сахалинск", "Сахалинская область", rows)
    return found
