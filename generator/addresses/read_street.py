"""Splits «ул. 8 Марта 12» into type, name and the rest for the house."""

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses.declension import nominatives
from generator.addresses.fold import fold, to_cyrillic
from generator.addresses.refusal import Refusal, refusal
from generator.addresses.spelling import canonical, is_adjective
from generator.addresses.tokens import Token, cut, in_name, look_up
from generator.addresses.vocabulary import (
    HOUSE_WORDS,
    NAMED_AFTER,
    PREPOSITIONS,
    SMALL_WORDS,
    STREET_CASES,
    STREET_TYPES,
    STREET_WORDS,
    WHOLE_ADJECTIVES,
)

_COUNT = re.compile(r"\d+(?:-?(?:летия|летие|лет|ти|го|ми|их|ых|и|х|й|я|е|ая|ой|ый|ий|ое))", re.IGNORECASE)
_NAME = re.compile(r"[^\W_](?:(?:[\w .'’-]|№(?= \d+$))*[\w.])?")
_MIXED = re.compile(r"[^\W\d_]*[\u0400-\u052f][^\W\d_]*")
_LETTERED = re.compile(r"\d{1,3}-?[А-Яа-я]")
_NUMBER_SIGN = re.compile(r"(?:\bN[oо]?|№) ?(?=\d)")
_COUNTED_INITIAL = re.compile(r"\d+ [^\W\d_]\.")
"""«8 Б. Марта» would be read as house 8."""

_HOUSE_AT_END = re.compile(r"\s\d+\S{0,2}\s*$")
_NAME_OR_TYPE = ("Набережная", "НАБЕРЕЖНАЯ")
"""Before a house number it is a street of this name: embankments as a type have a name of their own."""

_LATIN = re.compile(r"(?!\b[IVX]+\b)(?<![IVX])[^\W\d_\u0400-\u052f]")  # non-Cyrillic letters of any language
_SILENT = PREPOSITIONS | NAMED_AFTER | {"при", "под", "над", "за", "из"}
"""Words that are not a name by themselves."""

_LONGEST_NAME = 120
_PLAIN = ("улица", "проспект", "переулок", "шоссе", "бульвар", "набережная", "площадь", "тупик")


class StreetReading(Struct, frozen=True, kw_only=True):
    """The parts of a street's text.

    `types` are the possible meanings of the written type, if any; `names` has several values in doubtful cases;
    `house` is the rest of the text, `quoted` means a name in quotes without a type, `locality` is the text in
    brackets.
    """

    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    house: str = ""
    remark: str = ""
    quoted: bool = False
    inflected: bool = False
    refusal: Refusal | None = None


@lru_cache(maxsize=65536)
def read_street(text: str, *, more: bool = False) -> StreetReading:
    """Return the parts of a normalised text without places; `more` means that a house follows in the line."""
    text = _NUMBER_SIGN.sub("№ ", _MIXED.sub(lambda found: to_cyrillic(found.group()), text))
    outside, remark = _without_bracket(text)
    tokens = cut(outside)
    while tokens and tokens[0].text in ".,-":
        del tokens[0]
    if turned := _house_first(tokens, outside):
        street = read_street(turned[1], more=True)
        if street.house:  # «1 ул. Ленина 3»
            return replace(street, refusal=refusal("several", outside))
        return replace(street, house=turned[0])
    inflected = len(tokens) > 1 and tokens[0].word in PREPOSITIONS and tokens[0].text[-1] != "."
    if inflected and tokens[1].word in STREET_WORDS:
        del tokens[0]
    else:
        inflected = False
    types, length = look_up(tokens, 0, STREET_WORDS)
    while types and len(tokens) > length and tokens[length].text == ".":
        del tokens[length]
    if types and tokens[length : length + 1] and tokens[length].text == "№":
        del tokens[length]  # «проезд № 3»
    bare = tokens[:1] and tokens[0].text in _NAME_OR_TYPE and tokens[1:] and tokens[1].text[0].isdecimal()
    if types and len(tokens) > length and not bare:
        inflected = inflected or tokens[0].word in STREET_CASES
        return _named(outside, tokens[length:], types, remark, more=more, inflected=inflected)
    return _type_behind(outside, tokens, remark, more=more)


def _without_bracket(text: str) -> tuple[str, str]:
    """Return the text and its bracket: «ш. Юкковское (Осиновая Роща), 5»; one after a house belongs to the house."""
    start, end = text.find("("), text.find(")")
    if start < 0 or end < start or any(map(str.isdecimal, text[start:])) or _HOUSE_AT_END.search(text[:start]):
        return text, ""
    return f"{text[:start]} {text[end + 1 :]}", text[start + 1 : end].strip()


def _house_first(tokens: list[Token], text: str) -> tuple[str, str] | None:
    """Return house and street for «12 ул. Ленина», «дом 5 по улице Ленина»."""
    if len(tokens) < 3 or not (tokens[0].is_number or HOUSE_WORDS.get(tokens[0].word) in ("house", "number")):  # noqa: PLR2004
        return None
    for place, token in enumerate(tokens[1:-1], start=1):
        types = STREET_WORDS.get(token.word, ())
        following = tokens[place + 1]
        opens = following.text[0].isalnum() and following.word not in HOUSE_WORDS and not token.text[0].isupper()
        if types and types[0] in _PLAIN and (opens or (token.text.isupper() and token.is_word)):
            if not any(before.is_number and before.text[-1].isdecimal() for before in tokens[:place]):
                return None
            by = tokens[place - 1].word in PREPOSITIONS
            return text[: tokens[place - by].start], text[tokens[place - by].start :]
    return None


def _type_behind(text: str, tokens: list[Token], remark: str, *, more: bool) -> StreetReading:
    """Return the parts of «Спортивный проезд 5», «5-й мкр», or a name without a type."""
    for place in range(1, len(tokens)):
        types, length = look_up(tokens, place, STREET_WORDS)
        ahead, behind = tokens[:place], tokens[place + length :]
        if not types or (in_name(tokens[place]) and not _is_locality(types[0], tokens[place], ahead)):
            continue
        if behind and all(map(_is_counter, ahead)) and not _opens_house(behind):
            end = _house_start(behind, typed=True, more=more)
            name = f"{text[ahead[0].start : ahead[-1].end]} {text[behind[0].start : behind[end - 1].end]}"
            return _finished(types, name, text[behind[end].start :] if end < len(behind) else "", remark)
        if len(tokens[place].word) == 1 and ahead[-1].is_number:
            continue  # «12 ш» is a house with a letter
        if not all(_is_named(token, ahead) for token in ahead) or (behind and not _opens_house(behind)):
            continue
        name = text[ahead[0].start : ahead[-1].end]
        rest = text[behind[0].start :] if behind else ""
        return _finished(types, name, rest, remark)
    return _named(text, tokens, (), remark, more=more, inflected=False)


def _is_locality(kind: str, token: Token, ahead: list[Token]) -> bool:
    """Return True if the word is a type, as in «3-й городок», and not part of a name, as in «Крымский Вал»."""
    if all(_COUNT.fullmatch(before.text) for before in ahead):
        return True
    return STREET_TYPES[kind].level == "locality" and token.text[0].islower() and is_adjective(ahead[-1].word)


def _is_counter(token: Token) -> bool:
    """Return True for «2-й» in «2-й проезд Марьиной Рощи», «Большой» in «Большой проспект В.О.»."""
    return token.word in WHOLE_ADJECTIVES or _COUNT.fullmatch(token.text) is not None


def _is_named(token: Token, ahead: list[Token]) -> bool:
    if not token.is_number:
        return token.text not in (",", "№", "(") and not (token.word in HOUSE_WORDS and token.is_abbreviated)
    first = token is ahead[0] and token.text.isdecimal()
    return first or _COUNT.fullmatch(token.text) is not None


def _opens_house(tokens: list[Token]) -> bool:
    return tokens[0].is_number or tokens[0].text in ',-№"(' or tokens[0].word in HOUSE_WORDS


def _named(  # noqa: PLR0913 - the parts of a street
    text: str, tokens: list[Token], types: tuple[str, ...], remark: str, *, more: bool, inflected: bool
) -> StreetReading:
    quoted = bool(tokens) and tokens[0].text == '"'
    place = _house_start(tokens, typed=bool(types), more=more)
    name = text[tokens[0].start : tokens[place - 1].end] if place else ""
    rest = text[tokens[place].start :] if place < len(tokens) else ""
    return _finished(types, name, rest, remark, quoted=quoted, inflected=inflected)


def _house_start(tokens: list[Token], *, typed: bool, more: bool) -> int:
    """Return the end of the name. Numbers may belong to it: «8 Марта», «1905 года», «проезд 6537»."""
    closed = True
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text == '"':
            closed = not closed
        elif not closed:
            continue
        elif token.is_number:
            counted = place > 1 and tokens[place - 1].text == "№" and _ends(tokens, place - 1, more)
            if not counted and not _in_name(token, following, first=place == 0, typed=typed, more=more):
                return place
        elif (
            token.text == ","
            or (token.text in "-№" and place and following and following.is_number and not _ends(tokens, place, more))
            or _is_house_word(token, following, place)
        ):
            return place
    return len(tokens)


def _ends(tokens: list[Token], place: int, more: bool) -> bool:  # noqa: FBT001
    """Return True if number and sign end the segment, and the house is in the next: «ул. Кирпичный завод № 7, 5»."""
    return more and tokens[place].text == "№" and place + 2 == len(tokens)


def _in_name(token: Token, following: Token | None, *, first: bool, typed: bool, more: bool) -> bool:
    if _COUNT.fullmatch(token.text):
        return True
    if not token.text.isdecimal():
        # «мкр. 1а, 16»: the number and its letter are the name if a house follows.
        return first and typed and more and following is None and _LETTERED.fullmatch(token.text) is not None
    if following is not None and following.is_word and following.word not in HOUSE_WORDS:
        return first or following.text[0].isupper() or following.word in SMALL_WORDS
    if not first or not typed:
        return False
    # «мкр 3, 5» and «проезд 6537 д15»: the first number is the name if a house follows.
    return more if following is None else following.is_number or HOUSE_WORDS.get(following.word) == "house"


def _is_house_word(token: Token, following: Token | None, place: int) -> bool:
    kind = HOUSE_WORDS.get(token.word)
    if not kind or kind in ("remark", "number") or not place:
        return kind == "house" and following is not None and following.is_number
    if kind == "none":
        return True
    if following is None:
        return kind == "house" and token.text[0].islower()
    numbered = following.is_number or following.text == "№" or HOUSE_WORDS.get(following.word) == "house"
    if kind == "house":
        return (numbered and not (token.text[0].isupper() and following.text == "д.")) or token.text[0].islower()
    return numbered and len(token.word) > 1


def _finished(  # noqa: PLR0913
    types: tuple[str, ...],
    name: str,
    rest: str,
    remark: str,
    *,
    quoted: bool = False,
    inflected: bool = False,
) -> StreetReading:
    balanced = name.count('"') % 2 == 0
    name = " ".join(word for word in name.replace('"', " ").strip(" ,-").split() if word not in ".-")
    kept = StreetReading(types=types, house=rest.lstrip(" ,"), remark=remark, quoted=quoted and not types)
    alone = () if types else STREET_WORDS.get(fold(name).rstrip("."), ())
    if not name or (alone and fold(alone[0]) != fold(name)):
        return replace(kept, refusal=refusal("no_street"))
    if bad := _flaw(name, types):
        return replace(kept, refusal=refusal(bad, name))
    names: tuple[str, ...] = (canonical(name),)
    if not balanced or _COUNTED_INITIAL.search(names[0]):
        return replace(kept, refusal=refusal("unclear", name))
    if inflected:
        names = tuple(map(canonical, nominatives(names[0], STREET_TYPES[types[0]].gender)))
    return replace(kept, names=names, inflected=inflected and names != (canonical(name),))


def _flaw(name: str, types: tuple[str, ...]) -> str:
    """Return the code of the refusal for an impossible name, or ""."""
    if "/" in name:
        return "two_streets"
    if _LATIN.search(name):
        return "latin_street"
    if len(name) > _LONGEST_NAME:
        return "long_street"
    words = name.split()
    loose = any(len(word) == 1 and word.islower() for word in (words[0], words[-1].rstrip("."))) and len(words) > 1
    housed = fold(words[0]) in ("д.", "дом") and len(words) > 1
    if loose or housed or any(map(_is_abbreviation, words)):
        return "unclear"
    return "" if _NAME.fullmatch(name) and _speaks(name, types) else "unclear"


def _is_abbreviation(word: str) -> bool:
    """Return True for words that never belong to a street's name: «лит», «корп.», «кв», «ул.», a lone small letter."""
    cut = word.rstrip(".")
    if not cut[1:] or not word[0].islower():
        return len(word) == 1 and word.islower() and word not in SMALL_WORDS
    types = STREET_WORDS.get(cut, ())
    shortened = bool(types) and cut not in SMALL_WORDS and cut not in STREET_CASES and fold(types[0]) != fold(cut)
    return HOUSE_WORDS.get(cut, "house") != "house" or shortened


def _speaks(name: str, types: tuple[str, ...]) -> bool:
    """Return True if the name has a word, or with a type at least a number; «Б.» alone has none."""
    pieces = re.findall(r"[^\W_]+", name)
    if any(piece.isalpha() and len(piece) > 1 and piece.lower() not in _SILENT for piece in pieces):
        return True
    numbered = sum(piece[0].isdecimal() for piece in pieces) == 1
    return bool(types) and (numbered or (len(pieces) == 1 and len(name) == 1))
