r"""Parses postal addresses as people write them into one canonical value for each building.

>>> from generator.addresses import Gazetteer, parse_address
>>> parse_address("пр. Мира 12 к2", Gazetteer(city="Южно-Сахалинск")).title
'проспект Мира,\xa012\xa0корп.\xa02'
"""

from generator.addresses.address import Address
from generator.addresses.fold import fold, normalise
from generator.addresses.gazetteer import Gazetteer, StreetKnowledge, place_key
from generator.addresses.house import House
from generator.addresses.known_lines import AddressReader
from generator.addresses.places import take_places
from generator.addresses.read_house import read_house
from generator.addresses.read_line import Reading, read_line, settlement_of, unfit
from generator.addresses.read_street import read_street
from generator.addresses.refusal import Refusal, refusal
from generator.addresses.resolve import resolve
from generator.addresses.segments import classify
from generator.addresses.slug import slugify, transliterate
from generator.addresses.street import Street
from generator.addresses.vocabulary import STREET_WORDS, TABLE

__all__ = [
    "STREET_WORDS",
    "TABLE",
    "Address",
    "AddressReader",
    "Gazetteer",
    "House",
    "Reading",
    "Refusal",
    "Street",
    "StreetKnowledge",
    "fold",
    "parse_address",
    "parse_house",
    "parse_line",
    "parse_settlement",
    "parse_street",
    "place_key",
    "slugify",
    "transliterate",
]

parse_line = read_line


def parse_address(line: str, gazetteer: Gazetteer) -> Address | Refusal:
    """Return the address of one house in a line, or a refusal."""
    return read_line(line, gazetteer).result


def parse_street(text: str, gazetteer: Gazetteer) -> Street | Refusal:
    """Return the street in a text without a house, as in `site.yaml`."""
    if bad := unfit(text):
        return bad
    places, rest = take_places(normalise(text))
    reading = read_street(rest, more=True)
    if not reading.refusal and (places or reading.house):
        return refusal("unclear", text)
    return resolve(reading, gazetteer)[0]


def parse_settlement(text: str, gazetteer: Gazetteer) -> str:
    """Return the settlement if the text is only that: «с. Луговое»; "" for other texts and the city itself."""
    if unfit(text):
        return ""
    parts = classify(normalise(text), gazetteer)
    settled = not (parts.streets or parts.house) and any(one.kind == "settlement" for one in parts.places)
    return settlement_of(parts.places, gazetteer) if settled else ""


def parse_house(text: str, *, slash_means: str = "corner") -> House | Refusal:
    """Return the house in a text without a street."""
    return unfit(text) or read_house(normalise(text), slash_means).result
