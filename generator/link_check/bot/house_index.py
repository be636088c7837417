"""The houses of a city's data, found by words that may be the address of one.

Every run of words is given to the address reader, and what it makes of the longest ones is compared with the houses.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from generator.addresses import STREET_WORDS, Address, Gazetteer, Reading, Refusal, fold, parse_address, parse_line
from generator.datafiles import Drafts

_LONGEST_ADDRESS = 9  # words
_STEM = 4  # letters in which all cases of a street's name agree
EDGES = " ,.-–/№'’`"
_PLAIN_NOTES = {"type_assumed", "type_by_knowledge", "former_name", "case", "region", "postcode", "quarter", "district"}
_PLAIN_REMARKS = {"дом", "дома", "мкд"}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")  # «ул» and «Ленина» of «ул.Ленина»
_HOUSE_AHEAD = re.compile(r"(?:д|дом|дома)\.?|(?:д|дом)?\.?\d(?!\d*-[^\W\d]).*", re.IGNORECASE)  # not «2-я»
_PREPOSITIONS = {"по", "на"}
_ORDINAL = re.compile(r"\d-[^\W\d]")
_MASCULINE = ("переулок", "проезд", "проспект", "бульвар", "тупик", "квартал")


class Home(Struct, frozen=True):
    """A company's record of a house: the company's slug and the index in its list."""

    slug: str
    index: int
    id: str
    address: Address


class Candidate(Struct, frozen=True):
    """Words `start` to `end` are an address in a known street; `homes` are the houses that it can be."""

    start: int
    end: int
    homes: frozenset[Home]
    alike: frozenset[Home]  # houses that differ by a mark only
    text: str


class HouseIndex(Struct, kw_only=True):
    """The houses by what addresses are made of; `words` are those of the streets' names."""

    gazetteer: Gazetteer
    by_house: Mapping[tuple[str, str], list[Home]]  # keys of street and house
    by_loose: Mapping[tuple[str, str], list[Home]]  # keys of street and house without marks
    by_number: Mapping[str, list[Home]]
    streets: Mapping[str, set[str]]  # key of a name → the keys of the streets with it
    words: set[str]
    stems: set[str]
    settlements: Mapping[str, str]  # folded → as in addresses
    _read: dict[str, tuple[frozenset[Home], frozenset[Home]] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, drafts: Drafts) -> "HouseIndex":
        """Return the houses of the drafts."""
        by_house: dict[tuple[str, str], list[Home]] = defaultdict(list)
        by_loose: dict[tuple[str, str], list[Home]] = defaultdict(list)
        by_number: dict[str, list[Home]] = defaultdict(list)
        streets: dict[str, set[str]] = defaultdict(set)
        settlements: dict[str, str] = {}
        for slug, company in drafts.companies.items():
            for index, building in enumerate(company.get("buildings") or ()):
                address = building.get("address")
                home = Home(slug, index, building.get("id") or "", address)
                for one in (address, *(building.get("aliases") or ())):
                    by_house[one.street.key, one.house.key].append(home)
                    by_number[one.house.key].append(home)
                    by_loose[one.street.key, one.house.loose_key].append(home)
                    streets[one.street.name_key].add(one.street.key)
                    if one.settlement:
                        settlements[fold(one.settlement)] = one.settlement
        words = {word for name in streets for word in name.split() if not word.isdigit()}
        gazetteer = drafts.gazetteer
        known = [name for street in gazetteer.streets for name in (street.name, *street.aliases, *street.former)]
        words |= {word for name in known for word in fold(name).split() if word not in STREET_WORDS}
        return cls(
            gazetteer=gazetteer,
            by_house=by_house,
            by_loose=by_loose,
            by_number=by_number,
            streets=streets,
            words=words,
            stems={word[:_STEM] for word in words},
            settlements=settlements,
        )

    def named(self, text: str) -> list[Home] | Refusal:
        """Return the records of the house with this id or address."""
        homes = {home for same in self.by_house.values() for home in same}
        found = [home for home in homes if fold(home.id) == fold(text)]
        if found:
            return found
        address = parse_address(text, self.gazetteer)
        if not isinstance(address, Address):
            return address
        same = self.by_house.get((address.street.key, address.house.key), [])
        return [home for home in same if fold(home.address.settlement) == fold(address.settlement)]

    def candidates(self, words: list[str]) -> list[Candidate]:
        """Return the longest runs of words that are addresses."""
        return _longest(self._usual(words)) or _longest(self._turned(words))

    def longer(self, home: Home) -> str:
        """Return a house of this number in a street whose name has all words of this one's: «2-я Комсомольская»."""
        name = set(home.address.street.name_key.split())
        for other in self.by_number.get(home.address.house.key, ()):
            if name < set(other.address.street.name_key.split()):
                return other.address.full
        return ""

    def _usual(self, words: list[str]) -> Iterator[Candidate]:
        """Yield the runs that are an address in a known street."""
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _LONGEST_ADDRESS) + 1):
                run = words[start:end]
                if run[-1] == "|":
                    break
                yield from self._candidate(start, end, " ".join(run))

    def _turned(self, words: list[str]) -> Iterator[Candidate]:
        """Yield the runs with the house first: «дом 12 на Ленина»."""
        for start in range(len(words)):
            if not _HOUSE_AHEAD.fullmatch(words[start].strip(EDGES)):
                continue
            for end in range(start + 2, min(len(words), start + _LONGEST_ADDRESS) + 1):
                if words[end - 1] == "|":
                    break
                for middle in range(start + 1, end):
                    street = words[middle:end]
                    if fold(street[0]).rstrip(".") in _PREPOSITIONS:
                        street = street[1:]
                    house = " ".join(words[start:middle]).strip(EDGES)
                    if street and any(map(str.isdigit, house)) and not _ORDINAL.search(house):
                        yield from self._candidate(start, end, f"{' '.join(street).strip(EDGES)}, {house}")

    def _candidate(self, start: int, end: int, text: str) -> Iterator[Candidate]:
        text = text.strip(EDGES)
        if text not in self._read:
            self._read[text] = self._homes(text)
        known = self._read[text]
        if known is not None:
            yield Candidate(start, end, *known, text)

    def _homes(self, text: str) -> tuple[frozenset[Home], frozenset[Home]] | None:
        """Return the houses that an address can be and those that look like it; None if it is no known street's."""
        if not any(map(str.isdigit, text)) or not any(word[:_STEM] in self.stems for word in _WORD.findall(fold(text))):
            return None
        found = [one for reading in self._readings(text) if (one := self._fitting(text, reading)) is not None]
        if not found:
            return None
        same = frozenset[Home]().union(*(homes for homes, _ in found))
        return same, frozenset[Home]().union(*(alike for _, alike in found)) - same

    def _readings(self, text: str) -> Iterator[Reading]:
        """Yield what the address reader makes of a text; of «Почтовый 7» too, which needs a type to be an address."""
        reading = parse_line(text, self.gazetteer)
        if isinstance(reading.result, Refusal) and reading.result.code == "no_type":
            for kind in _MASCULINE:
                yield parse_line(f"{kind} {text}", self.gazetteer)
        else:
            yield reading

    def _fitting(self, text: str, reading: Reading) -> tuple[frozenset[Home], frozenset[Home]] | None:
        address = reading.result
        if not isinstance(address, Address):
            return None
        if any(one.code not in _PLAIN_NOTES and fold(one.words) not in _PLAIN_REMARKS for one in reading.notes):
            return None
        streets = self._streets(text, address)
        if not streets:
            return None

        def fits(home: Home) -> bool:
            return not address.settlement or fold(home.address.settlement) == fold(address.settlement)

        same = [home for key in streets for home in self.by_house.get((key, address.house.key), ()) if fits(home)]
        alike = [
            home for key in streets for home in self.by_loose.get((key, address.house.loose_key), ()) if fits(home)
        ]
        return frozenset(same), frozenset(alike)

    def _streets(self, text: str, address: Address) -> set[str]:
        """Return the streets of the data that an address can mean: of the type that it names, or of any."""
        named = self.streets.get(address.street.name_key, set())
        types = [STREET_WORDS[word] for word in _WORD.findall(fold(text)) if word in STREET_WORDS]
        if types:
            of_type = {f"{kind} {address.street.name_key}" for kind in types[0]}
            return named & {*of_type, address.street.key}
        return named


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that are no part of a longer one; of several for the same words, those with a house."""
    found = list(candidates)
    longest = [
        one
        for one in found
        if not any(
            other.start <= one.start and one.end <= other.end and (other.start, other.end) != (one.start, one.end)
            for other in found
        )
    ]
    spans = {(one.start, one.end) for one in longest if one.homes}
    return [one for one in longest if one.homes or (one.start, one.end) not in spans]


def in_order(homes: Iterable[Home]) -> tuple[Home, ...]:
    """Return the records in the order of their addresses."""
    return tuple(sorted(homes, key=lambda one: (one.address.sort_key, one.slug, one.index)))
