"""Reads the title of a chat into a house of the data, or says why it can't.

Every run of words is given to the address reader, and what it makes of the longest ones is compared with the houses
of the whole city. A reading is certain only if it names one house, and the rest of the title can't mean another one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from generator.addresses import STREET_WORDS, Address, Gazetteer, Reading, Refusal, fold, parse_line
from generator.datafiles import Drafts
from generator.link_check.bot.words import cleaned, is_doubtful, is_harmless

_MOST_WORDS = 30  # of a title; a longer text is no title
_LONGEST_ADDRESS = 9  # words
_STEM = 4  # letters in which all cases of a street's name agree
_EDGES = " ,.-–/№'’`"
_PLAIN_NOTES = {"type_assumed", "type_by_knowledge", "former_name", "case", "region", "postcode", "quarter", "district"}
_PLAIN_REMARKS = {"дом", "дома", "мкд"}
_LOCATIVE = re.compile(r"(.{2,})(?:ой|ей)")
_HOUSE_AHEAD = re.compile(r"(?:д|дом|дома)\.?|(?:д|дом)?\.?\d(?!\d*-[^\W\d]).*", re.IGNORECASE)  # not «2-я»
_PREPOSITIONS = {"по", "на"}
_ORDINAL = re.compile(r"\d-[^\W\d]")
_MASCULINE = ("переулок", "проезд", "проспект", "бульвар", "тупик", "квартал")
_LETTER_OR_WORD = {"в", "с", "о", "у", "и", "к"}


class Home(Struct, frozen=True):
    """A company's record of a house: the company's slug and the index in its list."""

    slug: str
    index: int
    id: str
    address: Address


class TitleReading(Struct, frozen=True, kw_only=True):
    """What a title says: `homes` are the records of the house that it names, `guesses` those that it may mean.

    The reading is certain if there are no `doubts`, which are in words. `entrance` is named if the chat is of one only.
    """

    homes: tuple[Home, ...] = ()
    guesses: tuple[Home, ...] = ()
    doubts: tuple[str, ...] = ()
    entrance: int | None = None


class _Candidate(Struct, frozen=True):
    """Words `start` to `end` are an address in a known street; `homes` are the houses that it can be."""

    start: int
    end: int
    homes: frozenset[Home]
    alike: frozenset[Home]  # houses that differ by a mark only
    text: str


class TitleReader(Struct, kw_only=True):
    """Reads titles, given the houses of a whole city."""

    gazetteer: Gazetteer
    by_house: Mapping[tuple[str, str], list[Home]]  # keys of street and house
    by_loose: Mapping[tuple[str, str], list[Home]]  # keys of street and house without marks
    by_number: Mapping[str, list[Home]]
    streets: Mapping[str, set[str]]  # key of a name → the keys of the streets with it
    stems: set[str]
    own_words: set[str]  # of streets' names
    settlements: Mapping[str, str]  # folded → as in addresses
    city: re.Pattern[str]
    names: re.Pattern[str]  # of organisations that are called by no address
    known_words: set[str]  # of the names of organisations, the city and the region
    _read: dict[str, tuple[frozenset[Home], frozenset[Home]] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, drafts: Drafts) -> "TitleReader":
        """Return a reader for the houses of the drafts."""
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
        names = [str(one.get("name") or "") for one in drafts.organizations()]
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
            stems={word[:_STEM] for word in words},
            own_words=words,
            settlements=settlements,
            city=re.compile(rf"(?:\bг\.?|\bгород)?\s*(?<![\w-]){re.escape(gazetteer.city)}(?![\w-])", re.IGNORECASE),
            names=_any_of(name for name in names if not words.intersection(re.findall(r"\w+", fold(name)))),
            known_words={
                word
                for word in re.findall(r"[\w-]+", fold(" ".join([*names, gazetteer.city, gazetteer.region])))
                if not word.isdigit()
            },
        )

    def read(self, title: str) -> TitleReading:
        """Return what the title says."""
        text, entrances = cleaned(self.names.sub(" | ", title))
        if not self.own_words.issuperset(fold(self.gazetteer.city).split()):
            text = self.city.sub(" | ", text)
        words = text.replace(",", ", ").split()
        if len(words) > _MOST_WORDS:
            return TitleReading(doubts=("это не название, а целый рассказ",))
        words = [self._nominative(word) for word in words]
        found = self._longest(self._candidates(words)) or self._longest(self._turned(words))
        if not found and "|" in words:  # «Ленина — 12»
            words = [word for word in words if word != "|"]
            found = self._longest(self._candidates(words)) or self._longest(self._turned(words))
        if not found:
            return TitleReading(doubts=("в названии нет адреса, который есть в данных",))
        return self._judged(words, found, entrances)

    def _judged(self, words: list[str], found: list[_Candidate], entrances: tuple[int, ...]) -> TitleReading:
        covered = {at for one in found for at in range(one.start, one.end)}
        rest = [words[at] for at in range(len(words)) if at not in covered and words[at] != "|"]
        settlement, rest = self._settlement(rest)
        homes = {home for one in found for home in one.homes}
        if settlement:
            homes = {home for home in homes if home.address.settlement == settlement}
        guesses = homes or {home for one in found for home in (*one.homes, *one.alike)}
        doubts = list(self._doubts(words, found, homes, rest))
        if len(set(entrances)) > 1:
            doubts.append("названо несколько подъездов")
        return TitleReading(
            homes=() if doubts and len({home.address.key for home in homes}) != 1 else _sorted(homes),
            guesses=_sorted(guesses),
            doubts=tuple(doubts),
            entrance=entrances[0] if len(set(entrances)) == 1 else None,
        )

    def _doubts(self, words: list[str], found: list[_Candidate], homes: set[Home], rest: list[str]) -> Iterator[str]:
        missing = [one.text for one in found if not one.homes]
        if missing:
            yield f"дома «{missing[0]}» в данных нет"
        houses = sorted({home.address.full for home in homes})
        if len(houses) > 1:
            yield "подходит несколько домов: " + "; ".join(houses).replace("\u00a0", " ")
        elif houses and (alike := {home.address.full for one in found for home in one.alike} - set(houses)):
            yield f"есть похожий дом: {min(alike)}".replace("\u00a0", " ")
        elif not houses and not missing:
            yield "в этом населённом пункте такого дома в данных нет"
        seen_capital = any(word[0].isupper() for one in found for word in one.text.split() if word[0].isalpha())
        if len(houses) == 1 and (longer := self._longer(next(iter(homes)))):
            yield f"есть дом с похожим адресом: {longer}".replace("\u00a0", " ")
        if any(
            words[one.end - 1] in _LETTER_OR_WORD and words[one.end : one.end + 1] not in ([], ["|"]) for one in found
        ):
            yield "непонятно, литера это или предлог"
        for word in rest:
            if reason := self._strange(word, small_is_plain=seen_capital):
                yield reason
                return

    def _longer(self, home: Home) -> str:
        """Return a house of this number in a street whose name has all words of this one's: «2-я Комсомольская»."""
        name = set(home.address.street.name_key.split())
        for other in self.by_number.get(home.address.house.key, ()):
            if name < set(other.address.street.name_key.split()):
                return other.address.full
        return ""

    def _strange(self, word: str, *, small_is_plain: bool) -> str:
        """Return why a word beside the address makes it doubtful, or ""."""
        bare = word.strip(_EDGES)
        folded = fold(bare)
        if folded in self.known_words:
            return ""
        if any(map(str.isdigit, bare)):
            return f"в названии есть ещё число: «{bare}»"
        if is_doubtful(folded):
            return f"в названии стоит «{bare}»: тот ли это чат"
        if not any(map(str.isalnum, bare)) or all(map(is_harmless, folded.split("-"))):
            return ""
        if folded in self.own_words:
            return f"в названии есть ещё улица: «{bare}»"
        small = bare.islower() and len(bare) > 1 and small_is_plain and folded not in STREET_WORDS
        return "" if small else f"непонятно, что значит «{bare}»"

    # --- runs of words that are addresses

    def _candidates(self, words: list[str]) -> Iterator[_Candidate]:
        """Yield the runs that are an address in a known street."""
        for start in range(len(words)):
            for end in range(start + 2, min(len(words), start + _LONGEST_ADDRESS) + 1):
                run = words[start:end]
                if run[-1] == "|":
                    break
                yield from self._candidate(start, end, " ".join(run))

    def _turned(self, words: list[str]) -> Iterator[_Candidate]:
        """Yield the runs with the house first: «дом 12 на Ленина»."""
        for start in range(len(words)):
            if not _HOUSE_AHEAD.fullmatch(words[start].strip(_EDGES)):
                continue
            for end in range(start + 2, min(len(words), start + _LONGEST_ADDRESS) + 1):
                if words[end - 1] == "|":
                    break
                for middle in range(start + 1, end):
                    street = words[middle:end]
                    if fold(street[0]).rstrip(".") in _PREPOSITIONS:
                        street = street[1:]
                    house = " ".join(words[start:middle]).strip(_EDGES)
                    if street and any(map(str.isdigit, house)) and not _ORDINAL.search(house):
                        yield from self._candidate(start, end, f"{' '.join(street).strip(_EDGES)}, {house}")

    def _candidate(self, start: int, end: int, text: str) -> Iterator[_Candidate]:
        text = text.strip(_EDGES)
        if text not in self._read:
            self._read[text] = self._homes(text)
        known = self._read[text]
        if known is not None:
            yield _Candidate(start, end, *known, text)

    def _homes(self, text: str) -> tuple[frozenset[Home], frozenset[Home]] | None:
        """Return the houses that an address can be and those that look like it; None if it is no known street's."""
        if not any(map(str.isdigit, text)) or not any(fold(word)[:_STEM] in self.stems for word in text.split()):
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
        types = [STREET_WORDS[word] for one in text.split() if (word := fold(one).strip(_EDGES)) in STREET_WORDS]
        if types:
            of_type = {f"{kind} {address.street.name_key}" for kind in types[0]}
            return named & {*of_type, address.street.key}
        return named

    @staticmethod
    def _longest(candidates: Iterable[_Candidate]) -> list[_Candidate]:
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

    def _nominative(self, word: str) -> str:
        """Return «Комсомольская» for «Комсомольской», if only the first is the name of a street."""
        found = _LOCATIVE.fullmatch(word)
        if not found or fold(word) in self.own_words:
            return word
        return next((name for end in ("ая", "яя") if fold(name := found[1] + end) in self.own_words), word)

    def _settlement(self, rest: list[str]) -> tuple[str, list[str]]:
        """Return the settlement that the words beside the address name, and the other words."""
        text = f" {' '.join(fold(word).strip(_EDGES) for word in rest)} "
        named = [name for name in self.settlements if f" {name} " in text]
        if len(named) != 1:
            return "", rest
        words = set(named[0].split())
        return self.settlements[named[0]], [
            word
            for word in rest
            if (bare := fold(word).strip(_EDGES)) not in words
            and bare not in ("п", "пос", "с", "село", "поселок", "пгт")
        ]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the names, with any quotes, or of the part in quotes."""
    parts = {part for name in names for part in (name, *re.findall("«([^»]+)»", name)) if any(map(str.isdigit, part))}
    patterns = [r"\W+".join(map(re.escape, re.findall(r"\w+", part))) for part in sorted(parts, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if patterns else r"(?!)", re.IGNORECASE)


def _sorted(homes: Iterable[Home]) -> tuple[Home, ...]:
    return tuple(sorted(homes, key=lambda one: (one.address.sort_key, one.slug, one.index)))
