"""How people type an address: one function a kind, each with honest variation; and what must find nothing.

A query is `{kind, q, want}`: the paths of which one must come first, or `want: []` and the paths of streets that may be
named instead.
"""

# ruff: noqa: D102, D103, PLR2004, ARG001, E501, PLR0911, PLR0912, PLR0915, C901, PERF403 - a kind is its name and one line

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from bench.search.cities import BASE32, LETTERS, Town
from generator.search.slugs import slugify
from generator.search.values import Building, Street

Query = dict[str, object]
Kind = Callable[["Asker", Building], str | None]
KINDS: dict[str, Kind] = {}

SHORT = {
    "улица": ["ул", "ул.", "улица"],
    "проспект": ["пр-т", "пр.", "просп", "просп.", "пр-кт", "пр", "проспект"],
    "переулок": ["пер", "пер.", "переулок"],
    "проезд": ["пр-д", "проезд", "пр.", "пр"],
    "бульвар": ["б-р", "бул.", "бул", "бульвар"],
    "микрорайон": ["мкр", "мкр.", "микрорайон", "мкрн", "м-н"],
    "площадь": ["пл.", "площадь", "пл"],
    "тупик": ["туп.", "тупик"],
    "шоссе": ["ш.", "шоссе"],
    "линия": ["линия"],
}
KEYS = ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"]
EN = dict(zip("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
EN |= {
    letter.upper(): {"`": "~", "[": "{", "]": "}", ";": ":", "'": '"', ",": "<", ".": ">"}.get(key, key.upper())
    for letter, key in EN.items()
}
EN |= {".": "/", ",": "?"}
RU = {value: key for key, value in EN.items() if key.isalpha()}
SAID = {}
for _n, _w in enumerate(
    [
        "ноль",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
        "тринадцать",
        "четырнадцать",
        "пятнадцать",
        "шестнадцать",
        "семнадцать",
        "восемнадцать",
        "девятнадцать",
    ]
):
    SAID[_n] = _w
TENS = ["-", "-", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
HUNDREDS = ["-", "сто", "двести", "триста", "четыреста", "пятьсот"]
ORDINAL = [
    "-",
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
]


def say(number: int) -> str:
    """12 -> «двенадцать»."""
    words = []
    if number >= 100:
        words.append(HUNDREDS[number // 100])
        number %= 100
    if number >= 20:
        words.append(TENS[number // 10])
        number %= 10
    if number or not words:
        words.append(SAID[number])
    return " ".join(words)


def neighbours(letter: str) -> str:
    """Keys beside a letter's."""
    for y, row in enumerate(KEYS):
        x = row.find(letter)
        if x >= 0:
            near = row[max(0, x - 1) : x] + row[x + 1 : x + 2]
            if y:
                near += KEYS[y - 1][x : x + 2]
            if y < 2:
                near += KEYS[y + 1][max(0, x - 1) : x + 1]
            return near
    return letter


class Asker:
    """The questions of one town."""

    def __init__(self, town: Town, seed: int) -> None:
        self.rng = random.Random(seed)
        self.town = town
        self.by_key: dict[tuple[str, str], list[Building]] = defaultdict(list)
        self.by_street: dict[Street, list[Building]] = defaultdict(list)
        self.by_name: dict[str, list[Street]] = defaultdict(list)
        for house in town.buildings:
            self.by_key[bare(house.street), house.slug].append(house)
            self.by_street[house.street].append(house)
        for street in self.by_street:
            self.by_name[bare(street)].append(street)
        self.any_type = False

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def kind(self, street: Street) -> str:
        return self.rng.choice(SHORT[street.type]) if street.type else ""

    def house(self, house: Building) -> str:
        """A house in one of the usual ways."""
        text = house.number
        if house.letter:
            text += self.pick("", "", " ", "-") + (house.letter if self.rng.random() < 0.4 else house.letter.lower())
        if house.fraction:
            text += "/" + house.fraction
        if house.corpus:
            text += self.pick(" корп ", "к", " к", " корпус ", ", корп.", " к. ") + house.corpus
        if house.building:
            text += self.pick(" стр ", "с", " строение ", " стр. ") + house.building
        if house.litera:
            text += self.pick(" лит ", " лит. ", " литера ") + house.litera
        return text

    def place(self, house: Building) -> str:
        return house.street.settlement + self.pick(" ", ", ") if house.street.settlement else ""

    def typo(self, word: str) -> str:
        """One slip of the finger, not in a digit."""
        places = [i for i, c in enumerate(word) if c.isalpha()]
        i = self.rng.choice(places)
        what = self.rng.randrange(4)
        if what == 0:
            return word[:i] + self.rng.choice(neighbours(word[i]) or word[i]) + word[i:]
        if what == 1:
            return word[:i] + word[i + 1 :]
        if what == 2 and i + 1 < len(word) and word[i + 1].isalpha() and word[i] != word[i + 1]:
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        return word[:i] + self.rng.choice(neighbours(word[i]) or word[i]) + word[i + 1 :]


def bare(street: Street) -> str:
    """The name without the type, folded."""
    title = re.sub(rf"(?<!\S){street.type}(?!\S)", "", street.title) if street.type else street.title.strip("«»")
    return " ".join(title.lower().replace("ё", "е").split())


def proper(street: Street) -> str:
    """The name without the type, as written."""
    title = re.sub(rf"(?<!\S){street.type}(?!\S)", "", street.title) if street.type else street.title.strip("«»")
    return " ".join(title.split())


def path(house: Building) -> str:
    """The house's page."""
    return street_path(house.street) + house.slug + "/"


def street_path(street: Street) -> str:
    """The street's page."""
    place = slugify(street.settlement) + "/" if street.settlement else ""
    return f"doma/{place}{street.slug}/"


def numbered_only(street: Street) -> bool:
    return not re.search(r"[а-я]{3}", bare(street))


def fraction(h: Building) -> str:
    """The second number of a house like «12/3», if its street can be named without its type."""
    return "" if h.letter or numbered_only(h.street) else h.fraction


def kind(fn: Kind) -> Kind:
    KINDS[fn.__name__] = fn
    return fn


# The usual ways.
@kind
def full(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{h.street.title}, {a.house(h)}"


@kind
def full_abbreviated(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{a.kind(h.street)} {proper(h.street)}, д. {a.house(h)}"


@kind
def no_type(a: Asker, h: Building) -> str | None:
    return None if numbered_only(h.street) else f"{a.place(h)}{bare(h.street)} {a.house(h)}"


@kind
def house_first(a: Asker, h: Building) -> str | None:
    if re.search(r"\d", bare(h.street)) or h.corpus or h.building or h.street.settlement:
        return None
    return f"{a.house(h)} {bare(h.street)}"


@kind
def house_first_type(a: Asker, h: Building) -> str | None:
    if not h.street.type or re.search(r"\d", bare(h.street)) or h.street.settlement:
        return None
    return f"{a.house(h)}, {a.kind(h.street)} {proper(h.street)}"


@kind
def dom_word(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{a.kind(h.street)} {bare(h.street)} {a.pick('д ', 'дом ', 'д.', 'дом №', '№ ')}{a.house(h)}"


@kind
def type_after(a: Asker, h: Building) -> str | None:
    return None if not h.street.type else f"{a.place(h)}{proper(h.street)} {a.kind(h.street)} {a.house(h)}"


@kind
def capitals(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{h.street.title} {a.house(h)}".upper()


@kind
def no_blanks(a: Asker, h: Building) -> str:
    return re.sub(r"(?<=[,.]) ", "", f"{a.place(h)}{a.kind(h.street)} {proper(h.street)},д.{a.house(h)}")


@kind
def doubled_blanks(a: Asker, h: Building) -> str:
    return "  " + f"{a.place(h)}{a.kind(h.street)} {bare(h.street)} {a.house(h)}".replace(" ", "  ") + " "


@kind
def odd_dash(a: Asker, h: Building) -> str | None:
    text = f"{a.place(h)}{h.street.title}, {a.house(h)}"
    return text.replace("-", a.pick("–", "—", "‑", "−")) if "-" in text else None


@kind
def letter_blank(a: Asker, h: Building) -> str | None:
    return (
        f"{a.place(h)}{a.kind(h.street)} {bare(h.street)} д {h.number} {h.letter.lower()}"
        if h.letter and not h.fraction
        else None
    )


@kind
def letter_quoted(a: Asker, h: Building) -> str | None:
    return (
        f'{a.place(h)}{h.street.title} {h.number}{a.pick("", " ")}"{h.letter}"' if h.letter and not h.fraction else None
    )


@kind
def letter_latin(a: Asker, h: Building) -> str | None:
    drawn = {"А": "A", "В": "B", "Е": "E"}.get(h.letter)
    return (
        f"{a.place(h)}{bare(h.street)} {h.number}{drawn}"
        if drawn and not h.fraction and not numbered_only(h.street)
        else None
    )


@kind
def corpus_ways(a: Asker, h: Building) -> str | None:
    if not h.corpus:
        return None
    tail = a.pick("к", " к ", " корпус ", ",корп.", " корп ", ", к. ", "корп")
    return f"{a.place(h)}{a.kind(h.street)} {bare(h.street)},д.{h.number}{tail}{h.corpus}"


@kind
def slash_ways(a: Asker, h: Building) -> str | None:
    second = fraction(h)
    return second and f"{a.place(h)}{bare(h.street)} {h.number}{a.pick(' / ', chr(92), '|', ' дробь ')}{second}"


@kind
def yo(a: Asker, h: Building) -> str | None:
    text = bare(h.street)
    for plain, dotted in (
        ("зелен", "зелён"),
        ("березов", "берёзов"),
        ("озерн", "озёрн"),
        ("звездн", "звёздн"),
        ("буденн", "будённ"),
        ("кленов", "клёнов"),
        ("тепл", "тёпл"),
        ("королева", "королёва"),
        ("шахтер", "шахтёр"),
        ("пугачева", "пугачёва"),
    ):
        text = text.replace(plain, dotted)
    return f"{a.place(h)}{text} {a.house(h)}" if text != bare(h.street) else None


# The wrong keyboard, Latin letters.
@kind
def layout(a: Asker, h: Building) -> str | None:
    if numbered_only(h.street):
        return None
    return (
        "".join(EN.get(c, c) for c in f"{a.place(h).replace(',', '')}{bare(h.street)} {h.number}{h.letter.lower()}")
        if plain_house(h)
        else None
    )


@kind
def layout_full(a: Asker, h: Building) -> str | None:
    if not plain_house(h):
        return None
    text = f"{a.place(h).replace(',', '')}{a.kind(h.street)} {proper(h.street)} {a.pick('', 'д ', 'дом ')}{h.number}{h.letter.lower()}"
    return "".join(EN.get(c, c) for c in text)


@kind
def layout_punctuation(a: Asker, h: Building) -> str | None:
    if not plain_house(h):
        return None
    text = f"{h.street.title}, {h.number}{h.letter.lower()}"
    return None if h.street.settlement else "".join(EN.get(c, c) if c.isalpha() else c for c in text)


@kind
def layout_back(a: Asker, h: Building) -> str | None:
    if numbered_only(h.street) or not plain_house(h) or h.letter:
        return None
    text = f"{a.place(h).replace(',', '')}{bare(h.street)} {h.number}"
    return "".join(RU.get(c, c) for c in latin(a, text))


def plain_house(h: Building) -> bool:
    return not (h.fraction or h.corpus or h.building or h.litera)


def latin(a: Asker, text: str) -> str:
    """One of the ways people transliterate."""
    style = a.rng.randrange(4)
    table = dict(zip("абвгдезийклмнопрстуф", "abvgdeziyklmnoprstuf", strict=True))
    table |= {
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ы": "y",
        "ь": "",
        "э": "e",
        "ю": "yu",
        "я": "ya",
        "ё": "yo",
    }
    if style == 1:
        table |= {"х": "h", "щ": "sch", "й": "j", "ю": "ju", "я": "ja", "ц": "c"}
    elif style == 2:
        table |= {"ь": "'", "щ": "sh", "й": "i", "ю": "iu", "я": "ia", "х": "h"}
    elif style == 3:
        text = re.sub(r"(ый|ий)\b", "y", text)
    return "".join(table.get(c, c) for c in text.lower())


@kind
def translit(a: Asker, h: Building) -> str | None:
    if numbered_only(h.street) or not plain_house(h):
        return None
    letter = {"А": "a", "Б": "b", "Г": "g", "Д": "d", "Е": "e"}.get(h.letter, "")
    return None if h.letter and not letter else f"{latin(a, a.place(h))}{latin(a, bare(h.street))} {h.number}{letter}"


@kind
def translit_type(a: Asker, h: Building) -> str | None:
    if numbered_only(h.street) or not plain_house(h) or h.letter or not h.street.type:
        return None
    short = {
        "улица": ["ul", "ul.", "ulitsa", "ulica"],
        "проспект": ["prospekt", "pr-t", "pr."],
        "переулок": ["per", "pereulok"],
        "бульвар": ["bulvar", "b-r"],
        "проезд": ["proezd"],
        "шоссе": ["shosse"],
        "площадь": ["ploshchad"],
    }.get(h.street.type)
    return (
        f"{latin(a, a.place(h))}{a.pick(*short)} {latin(a, bare(h.street))} {a.pick('', 'd ', 'dom ')}{h.number}"
        if short
        else None
    )


@kind
def translit_corpus(a: Asker, h: Building) -> str | None:
    if not h.corpus or numbered_only(h.street):
        return None
    return f"{latin(a, a.place(h))}{latin(a, bare(h.street))} {h.number}{a.pick(' k', ' korp ', 'k', ' korpus ')}{h.corpus}"


# Slips.
def longest(name: str) -> str:
    return max(name.split(), key=len)


def slipped(a: Asker, h: Building, slips: int, least: int) -> str | None:
    name = bare(h.street)
    word = longest(name)
    if len(word) < least or not word.replace("-", "").isalpha():
        return None
    wrong = word
    for _ in range(slips):
        wrong = a.typo(wrong)
    others = {w for other in a.by_name for w in other.split()}
    if wrong in others or wrong == word:
        return None
    return name.replace(word, wrong, 1)


@kind
def slip(a: Asker, h: Building) -> str | None:
    text = slipped(a, h, 1, 5)
    return text and f"{a.place(h)}{text} {a.house(h)}"


@kind
def slip_short(a: Asker, h: Building) -> str | None:
    text = slipped(a, h, 1, 4) if len(longest(bare(h.street))) < 7 else None
    return text and f"{a.place(h)}{text} {a.house(h)}"


@kind
def slip_type(a: Asker, h: Building) -> str | None:
    text = slipped(a, h, 1, 5)
    return text and h.street.type and f"{a.place(h)}{a.kind(h.street)} {text} {a.house(h)}"


@kind
def slip_in_type(a: Asker, h: Building) -> str | None:
    if not h.street.type or numbered_only(h.street):
        return None
    return f"{a.place(h)}{a.typo(h.street.type)} {bare(h.street)} {a.house(h)}"


@kind
def two_slips(a: Asker, h: Building) -> str | None:
    text = slipped(a, h, 2, 10)
    return text and f"{a.place(h)}{text} {a.house(h)}"


@kind
def two_slips_type(a: Asker, h: Building) -> str | None:
    text = slipped(a, h, 2, 9)
    return text and h.street.type and f"{a.place(h)}{a.kind(h.street)} {text} {a.house(h)}"


@kind
def doubled_letter(a: Asker, h: Building) -> str | None:
    name = bare(h.street)
    word = longest(name)
    if len(word) < 5:
        return None
    i = a.rng.choice([place for place, letter in enumerate(word) if letter.isalpha()])
    return f"{a.place(h)}{name.replace(word, word[:i] + word[i] + word[i:], 1)} {a.house(h)}"


# While typing.
@kind
def prefix(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    if len(bare(h.street).split()) > 1 or len(word) < 7 or h.street.settlement:
        return None
    return f"{word[: a.rng.randint(5, len(word) - 1)]} {a.house(h)}"


@kind
def prefix_type(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    if len(bare(h.street).split()) > 1 or len(word) < 7 or h.street.settlement or not h.street.type:
        return None
    return f"{a.kind(h.street)} {word[: a.rng.randint(5, len(word) - 1)]} {a.house(h)}"


@kind
def prefix_street(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    if len(bare(h.street).split()) > 1 or len(word) < 7 or h.street.settlement:
        return None
    return word[: a.rng.randint(5, len(word) - 1)]


@kind
def street_alone(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{a.kind(h.street)} {bare(h.street)}"


# Cases.
def oblique(a: Asker, h: Building, case: str) -> str | None:
    """Locative or dative of the name's words."""
    out = []
    for word in bare(h.street).split():
        if word.endswith("ая"):
            out.append(word[:-2] + "ой")
        elif word.endswith("яя"):
            out.append(word[:-2] + "ей")
        elif word.endswith(("ый", "ой")):
            out.append(word[:-2] + ("ом" if case == "на" else "ому"))
        elif word.endswith("ий") and word != "третий":
            soft = word[-3] not in "кгхчшж"
            out.append(word[:-2] + (("ем" if soft else "ом") if case == "на" else ("ему" if soft else "ому")))
        elif word.endswith(("ова", "ева", "ина", "ына")):
            out.append(word[:-1] + ("е" if case == "на" else "у"))
        else:
            out.append(word)
    text = " ".join(out)
    return text if text != bare(h.street) else None


@kind
def case_on(a: Asker, h: Building) -> str | None:
    text = oblique(a, h, "на")
    return text and f"{'в ' + h.street.settlement + ' ' if h.street.settlement else ''}на {text} {a.house(h)}"


@kind
def case_along(a: Asker, h: Building) -> str | None:
    text = oblique(a, h, "по")
    return (
        text and not h.street.settlement and f"дом {a.house(h)} по {text}"
        if text and not re.search(r"\d", text)
        else None
    )


@kind
def case_street(a: Asker, h: Building) -> str | None:
    if h.street.type not in ("улица", "переулок", "проспект", "проезд", "бульвар"):
        return None
    prep = a.pick("на", "по")
    form = {
        "улица": "улице",
        "переулок": "переулке",
        "проспект": "проспекте",
        "проезд": "проезде",
        "бульвар": "бульваре",
    }[h.street.type]
    if prep == "по" and form != "улице":
        form = form[:-1] + "у"
    adjectival = bare(h.street).endswith(("ая", "ий", "ый", "ой", "яя"))
    text = oblique(a, h, prep) if adjectival else bare(h.street)
    return f"{a.place(h)}{prep} {form} {text} {a.house(h)}"


@kind
def case_house(a: Asker, h: Building) -> str | None:
    if h.street.type != "улица" or h.street.settlement or re.search(r"\d", bare(h.street)):
        return None
    text = oblique(a, h, "по") if bare(h.street).endswith(("ая", "яя")) else bare(h.street)
    return f"в доме {a.house(h)} {a.pick('по', 'по ул', 'на', 'по улице')} {text}"


# What stands around.
@kind
def city_front(a: Asker, h: Building) -> str | None:
    if h.street.settlement:
        return None
    return f"{a.pick('г. ', 'г ', 'город ', '')}{a.town.city.name}{a.pick(', ', ' ')}{a.kind(h.street)} {proper(h.street)}, {a.house(h)}"


@kind
def region_front(a: Asker, h: Building) -> str | None:
    if h.street.settlement:
        return None
    region = a.town.city.region
    short = re.sub(r"(\S+) область", r"\1 обл.", region).replace("Республика", "Респ.")
    return f"{a.pick(region, short)}, г. {a.town.city.name}, {a.kind(h.street)} {proper(h.street)}, д. {a.house(h)}"


@kind
def postcode(a: Asker, h: Building) -> str:
    return f"{a.rng.randint(101000, 699999)}, {a.place(h)}{h.street.title}, {a.house(h)}"


@kind
def registry(a: Asker, h: Building) -> str | None:
    if h.street.settlement:
        return None
    return (
        f"{a.rng.randint(101000, 699999)}, {a.town.city.region}, {a.town.city.name} г, {a.kind(h.street)} "
        f"{proper(h.street)}, д. {a.house(h)}, кв. {a.rng.randint(1, 200)}"
    )


@kind
def flat(a: Asker, h: Building) -> str:
    return (
        f"{a.place(h)}{a.kind(h.street)} {bare(h.street)} {a.house(h)}"
        f"{a.pick(' кв ', ', кв. ', ' квартира ', ' кв')}{a.rng.randint(1, 200)}"
    )


@kind
def entrance(a: Asker, h: Building) -> str:
    return f"{a.place(h)}{h.street.title} {a.house(h)} {a.pick('подъезд', 'под.', 'этаж')} {a.rng.randint(1, 9)}"


@kind
def settlement_after(a: Asker, h: Building) -> str | None:
    return (
        f"{h.street.title} {a.house(h)}, {a.pick('', 'с. ', 'пос. ')}{h.street.settlement}"
        if h.street.settlement
        else None
    )


@kind
def settlement_front(a: Asker, h: Building) -> str | None:
    return (
        f"{a.pick('', 'с. ', 'пос ', 'с ')}{h.street.settlement}{a.pick(' ', ', ')}{bare(h.street)} {a.house(h)}"
        if h.street.settlement
        else None
    )


# Other names, numbers in names, parts of names.
@kind
def former(a: Asker, h: Building) -> str | None:
    if not h.street.former or h.street.settlement:
        return None
    name = h.street.former[0]
    return f"{a.pick(name, name.replace('улица ', ''), name.replace('улица', 'ул.'))} {a.house(h)}".lower()


@kind
def nickname(a: Asker, h: Building) -> str | None:
    return f"{a.pick('', 'на ')}{h.street.aliases[0].lower()} {a.house(h)}" if h.street.aliases else None


@kind
def ordinal_after(a: Asker, h: Building) -> str | None:
    found = re.match(r"(\d+-[яй]) (.+)", bare(h.street))
    return found and f"{a.place(h)}{found[2]} {found[1]} {a.house(h)}"


@kind
def ordinal_plain(a: Asker, h: Building) -> str | None:
    found = re.match(r"(\d+)-[яй] (.+)", bare(h.street))
    return found and h.street.type and f"{a.place(h)}{a.kind(h.street)} {found[1]} {found[2]} д {a.house(h)}"


@kind
def ordinal_glued(a: Asker, h: Building) -> str | None:
    found = re.match(r"(\d+)-([яй]) (.+)", bare(h.street))
    return found and f"{a.place(h)}{found[1]}{a.pick('', ' ', '-а')}{found[2]} {found[3]} {a.house(h)}"


@kind
def ordinal_said(a: Asker, h: Building) -> str | None:
    found = re.match(r"(\d+)-([яй]) (.+)", bare(h.street))
    if not found or int(found[1]) > 12:
        return None
    root = ORDINAL[int(found[1])]
    end = {
        "я": "ья" if root == "трет" else "ая",
        "й": "ий" if root == "трет" else "ой" if root in ("втор", "шест", "седьм", "восьм") else "ый",
    }
    return f"{a.place(h)}{root}{end[found[2]]} {found[3]} {a.house(h)}"


@kind
def dated(a: Asker, h: Building) -> str | None:
    found = re.match(r"(\d+) (.+)|(\d+)-(летия) (.+)", bare(h.street))
    return f"{a.place(h)}{a.pick('', a.kind(h.street) + ' ')}{bare(h.street)} {a.house(h)}" if found else None


@kind
def years(a: Asker, h: Building) -> str | None:
    name = bare(h.street)
    if "-летия" in name:
        return f"{a.place(h)}{name.replace('-летия', a.pick(' лет', ' летия', 'летия'))} {a.house(h)}"
    return None


@kind
def surname_only(a: Asker, h: Building) -> str | None:
    words = bare(h.street).replace("имени ", "").split()
    if len(words) != 2 or not words[-1].endswith(("ва", "на", "го", "ой")) or any(c.isdigit() for c in bare(h.street)):
        return None
    if words[0].endswith(("ая", "ых", "ий", "ый")) or bare(h.street).startswith("имени") or words[-1] in a.by_name:
        return None
    if sum(words[-1] in name.split() for name in a.by_name) > 1:
        return None
    return f"{a.place(h)}{words[-1]} {a.house(h)}"


@kind
def initial(a: Asker, h: Building) -> str | None:
    words = bare(h.street).split()
    if (
        len(words) != 2
        or words[0].endswith(("ая", "ых", "ий", "ый"))
        or not words[1].endswith(("ва", "на", "го", "ой", "са", "рг", "ин", "та"))
    ):
        return None
    if any(c.isdigit() for c in bare(h.street)) or len(words[0]) < 4 or words[0] == "имени":
        return None
    return f"{a.place(h)}{words[0][0]}{a.pick('. ', ' ', '.')}{words[1]} {a.house(h)}"


@kind
def words_swapped(a: Asker, h: Building) -> str | None:
    words = bare(h.street).split()
    if len(words) != 2 or any(c.isdigit() for c in bare(h.street)):
        return None
    return f"{a.place(h)}{words[1]} {words[0]} {a.house(h)}"


@kind
def named_after(a: Asker, h: Building) -> str | None:
    name = proper(h.street)
    if name.startswith("имени"):
        return f"{a.place(h)}{a.kind(h.street)} {a.pick(name.replace('имени ', ''), name.replace('имени', 'им.'), name.replace('имени', 'им'))} {a.house(h)}"
    return None


# Spoken.
@kind
def spoken(a: Asker, h: Building) -> str | None:
    if not plain_house(h) or numbered_only(h.street) or int(h.number) > 999:
        return None
    return f"{a.place(h).replace(',', '')}{bare(h.street)} {a.pick('', 'дом ')}{say(int(h.number))}{' ' + h.letter.lower() if h.letter else ''}"


@kind
def spoken_corpus(a: Asker, h: Building) -> str | None:
    if not h.corpus or numbered_only(h.street):
        return None
    return f"{a.place(h).replace(',', '')}{bare(h.street)} дом {say(int(h.number))} корпус {say(int(h.corpus))}"


@kind
def spoken_slash(a: Asker, h: Building) -> str | None:
    second = fraction(h)
    return second and f"{a.place(h).replace(',', '')}{bare(h.street)} {say(int(h.number))} дробь {say(int(second))}"


# Codes and organisations.
@kind
def code(a: Asker, h: Building) -> str:
    return a.pick(h.id, h.id.lower())


@kind
def code_confused(a: Asker, h: Building) -> str:
    return "".join({"0": a.pick("O", "o", "О"), "1": a.pick("I", "l", "L", "i")}.get(c, c) for c in h.id)


@kind
def code_cyrillic(a: Asker, h: Building) -> str:
    table = {"A": "А", "B": "В", "E": "Е", "K": "К", "M": "М", "H": "Н", "P": "Р", "C": "С", "T": "Т", "X": "Х"}
    return "".join(table.get(c, c) for c in h.id)


@kind
def code_address(a: Asker, h: Building) -> str:
    return a.pick("chat.example.ru/D/", "https://chat.example.ru/d/", "/D/", "D/") + h.id + a.pick("", "/")


@kind
def code_layout(a: Asker, h: Building) -> str:
    return "".join(RU.get(c, c) for c in h.id.lower())


def organisations(a: Asker) -> Iterator[tuple[str, str, str]]:
    for one in a.rng.sample(a.town.organizations, min(40, len(a.town.organizations))):
        where = f"{one.kind}/{one.slug}/"
        core = re.sub(r".*«(.*)».*", r"\1", one.name)
        same = [o for o in a.town.organizations if f"«{core}»" in o.name]
        yield "company", one.name.replace("«", "").replace("»", "").lower(), where
        if len(same) == 1:
            yield "company_bare", core.lower(), where
            if len(core) > 7 and core.isalpha():
                yield "company_slip", a.typo(core.lower()), where


def positives(a: Asker, each: int) -> Iterator[Query]:
    """`each` queries of every kind, each with the paths of which one must be first."""
    for name, ask in KINDS.items():
        made = 0
        for _ in range(each * 60):
            if made == each:
                break
            house = a.rng.choice(a.town.buildings)
            text = ask(a, house)
            if not text:
                continue
            made += 1
            yield {"kind": name, "q": text, "want": sorted(accepted(a, name, text, house))}
    for name, text, where in organisations(a):
        yield {"kind": name, "q": text, "want": [where]}


def typed_type(text: str, street: Street) -> bool:
    return any(re.search(rf"(?<![а-я]){re.escape(form)}(?![а-я])", text.lower()) for form in SHORT.get(street.type, []))


def accepted(a: Asker, name: str, text: str, house: Building) -> set[str]:
    """Without a type any street of the name is right; a beginning that several streets share means any of them."""
    street = house.street
    if name in ("street_alone", "prefix_street"):
        begin = text if name == "prefix_street" else None
        return {
            street_path(s)
            for s in a.by_street
            if (
                bare(s).startswith(begin)
                if begin
                else bare(s) == bare(street) and s.type == street.type and s.settlement == street.settlement
            )
        }
    same = [h for h in a.by_key[bare(street), house.slug] if h.street.settlement == street.settlement]
    if name == "near_surname":
        surname = bare(street).split()[-1]
        return {path(h) for h in a.town.buildings if h.slug == house.slug and bare(h.street).split()[-1] == surname}
    if name.startswith("near_"):
        begun = text.rsplit(maxsplit=1)[-1]
        every = [h for other in a.by_name[bare(street)] for h in a.by_street[other]]
        mine = [h for h in every if h.street.settlement == street.settlement]
        exact = [h for h in mine if h.number == begun]
        return {path(h) for h in exact or [h for h in mine if h.number.startswith(begun)]}
    if name in ("glued_type", "agreeing"):
        return {path(h) for h in same if h.street.type == street.type}
    if name.startswith("prefix"):
        begin = text.split()[-1 - len(a.house(house).split())] if False else None
        word = next(w for w in reversed(text.split()) if bare(street).startswith(w.lower()))
        same = [h for h in a.town.buildings if h.slug == house.slug and bare(h.street).startswith(word)]
        if name == "prefix_type":
            same = [h for h in same if h.street.type == street.type]
        return {path(h) for h in same}
    if name.startswith("code"):
        return {path(house)}
    if any(part in ("проезд", "проспект") for part in (street.type,)) and re.search(
        r"(?<![а-я])пр\b\.?(?!-)", text.lower()
    ):
        return {path(h) for h in same if h.street.type in ("проезд", "проспект")}
    if typed_type(text, street) or name in (
        "full",
        "capitals",
        "odd_dash",
        "postcode",
        "entrance",
        "settlement_after",
        "case_street",
    ):
        return {path(h) for h in same if h.street.type == street.type}
    if name.startswith(("translit_type", "layout_full", "layout_p", "case_house", "slip_in_type")):
        return {path(h) for h in same if h.street.type == street.type}
    return {path(h) for h in same}


def negatives(a: Asker, each: int) -> Iterator[Query]:
    """Houses, streets and codes that don't exist, beside ones that do: `streets` may be named, no house may."""
    rng = a.rng
    houses = a.town.buildings
    numbers: dict[str, set[str]] = defaultdict(set)
    for h in houses:
        numbers[bare(h.street)].add(h.slug)
    names = {
        w
        for street in a.by_street
        for text in (street.title, *street.aliases, *street.former)
        for w in text.lower().split()
    }
    for _ in range(each):
        h = rng.choice(houses)
        name = bare(h.street)
        form = rng.choice([name, f"{a.kind(h.street)} {name}"])
        if numbered_only(h.street):
            form = f"{a.kind(h.street)} {name}"
        form = a.place(h) + form
        have = numbers[name]
        free = [n for n in range(1, 400) if str(n) not in have and not any(re.match(rf"{n}\D", s) for s in have)]
        yield none("no_number", f"{form} {rng.choice(free[:40])}")
        base = rng.choice(sorted(have))
        number = re.match(r"\d+", base)[0]
        absent = [
            c
            for c in sorted(set(LETTERS))
            if not any(s.startswith(number + other) for s in have for other in (slugify(c),))
            and f"{number}k{slugify(c)}" not in have
        ]
        if absent:
            yield none("no_letter", f"{form} {number}{rng.choice(absent)}")
        part = rng.randint(2, 9)
        if f"{number}k{part}" not in have and f"{number}-{part}" not in have:
            yield none("no_corpus", f"{form} {number}{a.pick('к', ' корпус ', ' корп. ')}{part}")
        part = rng.randint(25, 60)
        yield none("no_slash", f"{form} {number}/{part}")
        bare_have = [s for s in have if not s.isdigit() and re.match(r"\d+", s)[0] not in have]
        if bare_have:
            yield none("no_base", f"{form} {re.match(r'[0-9]+', rng.choice(bare_have))[0]}")
        fake = rng.choice(
            [
                "Бриллиантовая",
                "Аметистова",
                "Гиацинтовый",
                "Кракатау",
                "Виндзорская",
                "Эльбрусская",
                "Жемчужная",
                "Олимпийцев",
                "Зубочисткина",
                "Пирамидальная",
                "Тарарабумбиева",
                "Изумрудная",
            ]
        )
        yield none("no_street", f"{a.pick('ул ', '', 'улица ')}{fake.lower()} {h.number}")
        ordinals = [n for n in range(2, 40) if not any(re.match(rf"{n}\b", other) for other in a.by_name)]
        root = re.sub(r"^\d+-[яй] ", "", name)
        if root.endswith(("ая", "яя")) and ordinals:
            yield none("no_ordinal", f"{rng.choice(ordinals)}-я {root} {h.number}")
        if len(name.split()) == 1 and name.endswith(("ская", "ский")):
            sizes = [w for w in ("большая", "малая", "новая", "старая", "верхняя") if f"{w} {name}" not in a.by_name]
            if name.endswith("ая"):
                yield none("no_size", f"{rng.choice(sizes)} {name} {h.number}")
        other_type = [
            t for t in SHORT if t not in {s.type for s in a.by_name[name]} and t not in ("микрорайон", "линия")
        ]
        if (
            h.street.type in ("улица", "переулок")
            and not numbered_only(h.street)
            and not name.endswith(("ая", "ий", "ый", "ой", "яя"))
        ):
            yield none(
                "no_such_type",
                f"{rng.choice([t for t in other_type if t in ('переулок', 'бульвар', 'площадь', 'проезд')])} {name} {h.number}",
            )
        ids = {x.id for x in houses}
        typed = rng.choice(houses).id
        i = rng.randrange(5)
        wrong = typed[:i] + rng.choice(BASE32) + typed[i + 1 :]
        if wrong not in ids:
            yield none("no_code", wrong)
        missing = [s for s in a.by_street if s.settlement]
        if missing:
            place = rng.choice(missing).settlement
            inside = {bare(s) for s in a.by_street if s.settlement == place}
            if not h.street.settlement and name not in inside and not numbered_only(h.street):
                yield none("no_street_there", f"{place}, {name} {h.number}")
    _ = names


def none(name: str, text: str) -> Query:
    return {"kind": name, "q": text, "want": []}
