"""Habits around an address: what residents type beside a street and a house, one function a habit.

A habit whose name begins with `near_` asks for a house that isn't there: the first house of the whole list counts.
"""

# ruff: noqa: D103, PLR2004, E501 - a habit is its name and one line

import re
import unicodedata

from bench.search.queries import (
    Asker,
    bare,
    kind,
    longest,
    numbered_only,
    plain_house,
    say,
    slipped,
)
from generator.search.values import Building

CHAT_BEFORE = ["чат", "домовой чат", "чат дома", "чат жильцов", "группа дома", "группа", "ссылка на чат", "max", "макс"]
CHAT_AFTER = ["чат", "чат дома", "чат в максе", "чат в max", "группа", "домовой чат", "макс", "ссылка", "чат жильцов"]
FIRST_NAMES = ["владимира", "юрия", "максима", "александра", "имени", "им.", "маршала", "генерала", "николая", "ивана"]
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
MARKS = {" ": "\u00a0\u2009\u3000\u202f", "/": "\u2215\u2044\uff0f", "-": "\u2212\u2010\u2013\u2014\uff0d\ufe63"}


def typed(a: Asker, h: Building) -> str:
    """The street as people type it, with or without its type."""
    shown = h.street.type and (numbered_only(h.street) or a.rng.random() < 0.4)
    return f"{a.place(h)}{a.kind(h.street) + ' ' if shown else ''}{bare(h.street)}"


def numbers(a: Asker, h: Building) -> set[str]:
    """Houses of all streets of the name."""
    return {one.slug for street in a.by_name[bare(h.street)] for one in a.by_street[street]}


@kind
def chat_before(a: Asker, h: Building) -> str:
    return f"{a.pick(*CHAT_BEFORE)} {typed(a, h)} {a.house(h)}"


@kind
def chat_after(a: Asker, h: Building) -> str:
    return f"{typed(a, h)} {a.house(h)} {a.pick(*CHAT_AFTER)}"


@kind
def entrance_before(a: Asker, h: Building) -> str:
    one = a.rng.randint(1, 8)
    return f"{a.pick(f'подъезд {one}', f'{one} подъезд', f'{one}-й подъезд', f'под. {one}', f'п. {one}')}{a.pick(' ', ', ')}{typed(a, h)} {a.house(h)}"


@kind
def entrance_after(a: Asker, h: Building) -> str:
    one = a.rng.randint(1, 8)
    return f"{typed(a, h)} {a.house(h)}{a.pick(' ', ', ')}{a.pick(f'{one}-й подъезд', f'{one} подъезд', f'п {one}', f'п{one}', f'под{one}', f'подъезд №{one}')}"


@kind
def flat_before(a: Asker, h: Building) -> str:
    one = a.rng.randint(1, 200)
    return f"{a.pick(f'кв {one}', f'кв. {one}', f'квартира {one}', f'кв{one}')}{a.pick(' ', ', ')}{typed(a, h)} {a.house(h)}"


@kind
def flat_after(a: Asker, h: Building) -> str:
    one = a.rng.randint(1, 200)
    return f"{typed(a, h)} {a.house(h)}{a.pick(f', кв. {one}', f' {one} кв', f' кв{one}', f' кв.{one}', f', {one} квартира', f' кв №{one}', f' п 2 эт 3 кв {one}')}"


@kind
def flat_dash(a: Asker, h: Building) -> str | None:
    one = a.rng.randint(2, 199)
    if h.corpus or h.fraction or h.building or h.litera or numbered_only(h.street):
        return None
    if any(f"{h.slug}{mark}{one}" in numbers(a, h) for mark in ("k", "-", "-i-", "-k", "s")):
        return None
    letter = h.letter.lower()
    return f"{typed(a, h)} {a.pick('', 'д.', 'д ')}{h.number}{letter}{a.pick('-', ' - ', ' ', '-', ' кв ')}{one}"


@kind
def code_word(a: Asker, h: Building) -> str:
    code = a.pick(h.id, h.id.lower())
    return f"{a.pick('код ', '№', '№ ', 'номер дома ', '#', 'код дома ', 'код: ', 'номер ')}{code}"


@kind
def glued_type(a: Asker, h: Building) -> str | None:
    if not h.street.type or numbered_only(h.street) or h.street.settlement or bare(h.street)[0].isdigit():
        return None
    return f"{h.street.type}{bare(h.street)}{a.pick(' ', '')}{a.house(h)}"


@kind
def glued_name(a: Asker, h: Building) -> str | None:
    name = bare(h.street)
    if len(name.split()) != 2 or any(c.isdigit() for c in name) or name.startswith("имени"):
        return None
    return f"{a.place(h)}{name.replace(' ', '')} {a.house(h)}"


@kind
def look_alike(a: Asker, h: Building) -> str:
    text = f"{typed(a, h)} {a.house(h)}"
    how = a.rng.randrange(4)
    if how == 0:
        return unicodedata.normalize("NFD", text.replace("е", "ё", 1))
    if how == 1:
        return "".join(WIDE.get(c, c) if c.isalnum() else c for c in text)
    return "".join(a.rng.choice(MARKS[c]) if c in MARKS else c for c in text)


@kind
def street_for_all(a: Asker, h: Building) -> str | None:
    name = bare(h.street)
    if h.street.type in ("улица", "") or numbered_only(h.street):
        return None
    if any(street.type == "улица" for street in a.by_name[name]):
        return None
    return f"{a.place(h)}{a.pick('ул.', 'ул', 'улица')} {name} {a.house(h)}"


@kind
def first_name(a: Asker, h: Building) -> str | None:
    name = bare(h.street)
    if " " in name or not name.endswith(("ова", "ева", "ина", "ого")):
        return None
    first = a.pick(*FIRST_NAMES)
    return None if f"{first} {name}" in a.by_name else f"{a.place(h)}{first} {name} {a.house(h)}"


@kind
def near_typing(a: Asker, h: Building) -> str | None:
    if len(h.number) < 2 or numbered_only(h.street) or bare(h.street)[0].isdigit():
        return None
    begun = h.number[: a.rng.randint(1, len(h.number) - 1)]
    every = [one for street in a.by_name[bare(h.street)] for one in a.by_street[street]]
    return None if any(one.number == begun for one in every) else f"{typed(a, h)} {begun}"


@kind
def near_letter(a: Asker, h: Building) -> str | None:
    if not h.letter or numbered_only(h.street) or h.number in numbers(a, h):
        return None
    return f"{typed(a, h)} {h.number}"


@kind
def two_slips_front(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    if len(word) < 10 or not word.isalpha():
        return None
    wrong = a.typo(word[:3]) + word[3:]
    text = (
        slipped(a, h, 1, 10) if a.rng.random() < 0.3 else bare(h.street).replace(word, wrong[:5] + a.typo(wrong[5:]), 1)
    )
    return (text and text != bare(h.street) and f"{a.place(h)}{text} {a.house(h)}") or None


@kind
def cut_inside(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    found = re.fullmatch(r"(\w{7,}?)((?:с?к)?(?:ая|ий|ый|ое|яя))", word)
    if not found:
        return None
    begun = found[1][: a.rng.randint(4, 5)]
    end = a.pick(found[2], found[2][-2:], found[2][-1:])
    others = {w for name in a.by_name for w in name.split() if w.startswith(begun) and w.endswith(end)}
    if others != {word}:
        return None
    return f"{a.place(h)}{bare(h.street).replace(word, f'{begun}-{end}', 1)} {a.house(h)}"


@kind
def agreeing(a: Asker, h: Building) -> str | None:
    """«советский переулок» for «переулок Советская»."""
    name = bare(h.street)
    if h.street.type not in ("переулок", "проезд", "бульвар", "проспект", "тупик") or not re.fullmatch(
        r"\w+[ая]я", name
    ):
        return None
    man = re.sub(r"ая$", "ий" if name[-3] in "кгхчшжщ" else "ый", name) if name.endswith("ая") else name[:-2] + "ий"
    return None if a.by_name.get(man) else f"{a.place(h)}{man} {h.street.type} {a.house(h)}"


@kind
def envelope(a: Asker, h: Building) -> str:
    city = "" if h.street.settlement else f"г. {a.town.city.name}, "
    return f"{a.pick('Куда: ', 'Адрес: ', 'адрес ', '')}{a.rng.randint(101000, 699999)}, {city}{typed(a, h)}, д. {a.house(h)}, кв. {a.rng.randint(1, 200)}"


@kind
def receipt(a: Asker, h: Building) -> str:
    account = a.rng.randint(10**6, 10**9)
    return f"{a.pick(f'ЛС {account}, ', f'лицевой счет {account} ', f'Лицевой счёт № {account}, ', f'л/с {account} ')}{typed(a, h)}, д.{a.house(h)}, кв.{a.rng.randint(1, 200)}"


@kind
def meter(a: Asker, h: Building) -> str:
    return f"{typed(a, h)} {a.house(h)}{a.pick(' счетчик', ', счётчик', ' счетчик №')} {a.rng.randint(10**5, 10**8)}"


@kind
def voice(a: Asker, h: Building) -> str | None:
    if not plain_house(h) or numbered_only(h.street):
        return None
    said = f"{a.pick('ну ', 'найди ', 'покажи ', 'мой дом ', 'я живу ', 'живу по адресу ', 'найди чат дома ', 'пожалуйста ')}"
    flat = a.pick("", f" квартира {say(a.rng.randint(1, 99))}")
    return f"{said}{a.place(h).replace(',', '')}{bare(h.street)} {a.pick('', 'дом ')}{say(int(h.number))}{' ' + h.letter.lower() if h.letter else ''}{flat}"


@kind
def question(a: Asker, h: Building) -> str:
    return f"{a.pick('есть ли чат', 'где чат дома', 'как вступить в чат', 'как войти в чат', 'хочу в чат', 'нужен чат')} {typed(a, h)} {a.house(h)}{a.pick('', '?')}"


@kind
def letter_for_digit(a: Asker, h: Building) -> str | None:
    """«1О» for 10, «З0» for 30, «l2» for 12."""
    if numbered_only(h.street) or not plain_house(h):
        return None
    number = h.number
    if number.endswith("0") and not h.letter:
        number = number[:-1] + a.pick("о", "О", "o")
    elif len(number) > 1 and number[0] in "31":
        number = {"3": a.pick("З", "з"), "1": a.pick("l", "I")}[number[0]] + number[1:]
    else:
        return None
    return f"{a.place(h)}{bare(h.street)} {number}{h.letter.lower()}"


@kind
def blank_inside(a: Asker, h: Building) -> str | None:
    word = longest(bare(h.street))
    if len(word) < 6 or not word.isalpha():
        return None
    at = a.rng.randint(3, len(word) - 3)
    left, right = word[:at], word[at:]
    if {left, right} & {w for name in a.by_name for w in name.split()}:
        return None
    return f"{a.place(h)}{bare(h.street).replace(word, f'{left} {right}', 1)} {a.house(h)}"


@kind
def number_glued(a: Asker, h: Building) -> str | None:
    if numbered_only(h.street) or h.letter or h.fraction or bare(h.street)[-1].isdigit():
        return None
    return f"{a.place(h)}{bare(h.street)}{a.pick('', '-', ',', '.')}{a.house(h)}"


@kind
def ends_with_mark(a: Asker, h: Building) -> str:
    return f"{typed(a, h)} {a.house(h)}{a.pick('.', ',', ' .', '!', ' )', ';')}".upper()


@kind
def near_surname(a: Asker, h: Building) -> str | None:
    """A surname that several streets end with: any of them that has the house is right."""
    words = bare(h.street).split()
    if len(words) != 2 or not words[1].endswith(("ва", "на", "го", "ой")) or any(c.isdigit() for c in bare(h.street)):
        return None
    if words[0].endswith(("ая", "ых", "ий", "ый")) or h.street.settlement:
        return None
    shared = [name for name in a.by_name if name.split()[-1] == words[1]]
    return f"{words[1]} {a.house(h)}" if len(shared) > 1 else None
