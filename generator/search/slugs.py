"""The slugs that the reader makes by itself; others are carried as exceptions.

The rules are those of `generator.addresses`, said once more because the reader says them too, in JavaScript: were
they to part, the index would grow by exceptions and still be right.
"""

import re

from generator.addresses import TABLE
from generator.search.values import Building, Street
from generator.text import unbound

_LATIN = str.maketrans(TABLE["transliteration"])
_HOUSE = str.maketrans(TABLE["house_letters"])
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_SUFFIX = re.compile(r"(\d)-(?:ая|ый|ой|ое|ти|го|я|й|е|и|х)(?![^\W\d_])")


def slugify(text: str) -> str:
    """Return a slug of [a-z0-9-]: «2-я Комсомольская» -> `2-ya-komsomolskaya`."""
    return re.sub(r"[^a-z0-9]+", "-", _fold(text).translate(_LATIN)).strip("-")


def street_slug(street: Street) -> str:
    """Return the slug of a street: the type, then the name's words, numbers without their endings."""
    plain = unbound(street.title)
    name = re.sub(rf"(?<!\S){re.escape(street.type)}(?!\S)", " ", plain) if street.type else plain
    name = re.sub(r"^имени ", "", name.strip().strip("«»"), flags=re.IGNORECASE)
    pieces = _PIECES.findall(_SUFFIX.sub(r"\1", _fold(name)))
    return slugify(" ".join([street.type, *pieces]))


def house_slug(house: Building) -> str:
    """Return the slug of a house: `12a`, `12-2`, `12k2`, `12a-k2`, `12-lit-a`."""
    joint = "-" if house.letter or house.fraction else ""
    return "".join(
        [
            house.number.replace("-", "-i-"),
            _house(house.letter),
            f"-{_house(house.fraction)}" if house.fraction else "",
            f"{joint}k{_house(house.corpus)}" if house.corpus else "",
            f"{joint}s{_house(house.building)}" if house.building else "",
            f"-lit-{_house(house.litera)}" if house.litera else "",
        ]
    )


def _house(part: str) -> str:
    return _fold(part).translate(_HOUSE)


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")
