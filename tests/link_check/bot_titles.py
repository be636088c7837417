"""Titles of chats made from addresses: ways of writing a house that people have, and a few titles seen in public."""

from random import Random

from generator.addresses import Address
from generator.text import unbound

SHORT_TYPES = {
    "улица": ("ул.", "ул", "улица", "Ул."), "проспект": ("пр-т", "пр.", "проспект", "пр-кт"),
    "переулок": ("пер.", "пер"),
    "бульвар": ("б-р", "бульвар"), "проезд": ("пр-д", "проезд"), "шоссе": ("ш.", "шоссе"), "площадь": ("пл.",),
    "набережная": ("наб.",), "микрорайон": ("мкр.", "мкр"), "квартал": ("кв-л",), "тупик": ("туп.",),
}  # fmt: skip
PLAIN = (
    "{a}", "{a} чат", "Чат {a}", "чат дома {a}", "{a} | ЖЭУ-9", "МКД {a} чат жильцов", "Наш дом 🏠 {a}", "{a} — соседи",
    "🏡{a}🏡", "Домовой чат: {a}", "{a} (официальный)", "Собственники {a}", "Жильцы дома {a}", "{a}. Чат дома",
    "«{a}»", "Чат МКД {a} УК «Пример-1»", "УК «Пример-1»: {a}", "{a} общедомовой", "ТСЖ {a}", "Соседи {a} ❤️",
    "{a} г. Южно-Сахалинск", "Южно-Сахалинск, {a}", "{a}/чат", "{a}_чат", "ЧАТ ЖИТЕЛЕЙ {A}", "{A}", "{A} МКД", "#{a}",
    "Дом {a}", "Дом по {a}", "Официальный чат дома {a}", "{a} [жильцы]", "{a} ~ без флуда", "1️⃣ {a}", "{a} 2026",
    "{a} инфо", "Общий чат собственников {a}", "МАХ {a}", "{a} в MAX", "Уютный дом {a}", "Адрес: {a}", "{a} • УК",
    "Чат многоквартирного дома по адресу {a}", "ЖКХ {a}", "Совет дома {a}", "{a} новости", "{a} (ЖЭУ 4)",
)  # fmt: skip
DOUBTFUL = (
    "Старый чат {a}", "{a} паркинг", "{a} и соседний дом", "Жители района {a}", "{a}, {b}", "{a} - {b}",
    "Чат двух домов",
    "Наш дом", "Чат жильцов", "Соседи 🏠", "{a} архив", "Дворы {b} {a}", "тест {a}", "{s}", "Чат {s}",
)  # fmt: skip


def street_of(address: Address, random: Random) -> tuple[str, bool]:
    """Return the street as somebody types it, and whether the type is named."""
    name, kind = unbound(address.street.name), address.street.type
    how = random.randrange(4)
    if kind not in SHORT_TYPES or how == 0:
        return (unbound(address.street.title), True) if how < 3 else (name, False)
    if how == 1:
        return f"{random.choice(SHORT_TYPES[kind])} {name}", True
    if how == 2 and kind != "улица":
        return f"{name} {SHORT_TYPES[kind][0]}", True
    return name, False


def house_of(address: Address, random: Random) -> str:
    """Return the house as somebody types it."""
    house = address.house
    text = house.number + random.choice(
        (house.letter, house.letter.lower(), f" {house.letter}" if house.letter else "")
    )
    if house.fraction:
        text += f"/{house.fraction}"
    if house.corpus:
        text += random.choice((" корп ", " к. ", "к", " корпус ", ", корп. ", " к")) + house.corpus
    if house.building:
        text += random.choice((" стр. ", " стр ", ", строение ")) + house.building
    if house.litera:
        text += f" лит. {house.litera}"
    return text


def written(address: Address, random: Random) -> str:
    """Return the address in one of the ways of people."""
    street, _ = street_of(address, random)
    house = house_of(address, random)
    joint = random.choice((" ", " ", ", ", ",", " д. ", ", д. ", " дом ", ", дом ", " д.", " №"))
    if house[0].isdigit() and house.isdigit() and random.random() < 0.06:
        bare = unbound(address.street.name)
        return random.choice((f"{house}-й дом {bare}", f"дом {house}, {street}", f"Дом №{house} по {street}"))
    text = f"{street}{joint}{house}"
    return text.lower() if random.random() < 0.1 else text


def title_of(template: str, address: Address, other: Address, random: Random) -> str:
    """Return a title made from a template."""
    text = written(address, random)
    return template.format(
        a=text, A=text.upper(), b=written(other, random), s=unbound(address.street.title).replace(",", "")
    )
