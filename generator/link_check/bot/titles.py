"""Reads the title of a chat into a house of the data, or says why it can't.

A reading is certain only if it names one house, and the rest of the title can't mean another one.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.addresses import STREET_WORDS, fold
from generator.datafiles import Drafts
from generator.link_check.bot.house_index import EDGES, Candidate, Home, HouseIndex, in_order
from generator.link_check.bot.words import cleaned, is_doubtful, is_harmless

_MOST_WORDS = 30  # of a title; a longer text is no title
_POSTCODE = re.compile(r"\d{6}")
_LOCATIVE = re.compile(r"(.{2,})(?:ой|ей)")
_LETTER_OR_WORD = {"в", "с", "о", "у", "и", "к"}


class TitleReading(Struct, frozen=True, kw_only=True):
    """What a title says: `homes` are the records of the house that it names, `guesses` those that it may mean.

    The reading is certain if there are no `doubts`, which are in words. `entrance` is named if the chat is of one only.
    """

    homes: tuple[Home, ...] = ()
    guesses: tuple[Home, ...] = ()
    doubts: tuple[str, ...] = ()
    entrance: int | None = None


class TitleReader(Struct, kw_only=True):
    """Reads titles, given the houses of a whole city."""

    index: HouseIndex
    city: re.Pattern[str]
    names: re.Pattern[str]  # of organisations that are called by no address
    known_words: set[str]  # of the names of organisations, the city and the region

    @classmethod
    def of(cls, drafts: Drafts) -> "TitleReader":
        """Return a reader for the houses of the drafts."""
        index, gazetteer = HouseIndex.of(drafts), drafts.gazetteer
        names = [str(one.get("name") or "") for one in drafts.organizations()]
        return cls(
            index=index,
            city=re.compile(rf"(?:\bг\.?|\bгород)?\s*(?<![\w-]){re.escape(gazetteer.city)}(?![\w-])", re.IGNORECASE),
            names=_any_of(name for name in names if not index.words.intersection(re.findall(r"\w+", fold(name)))),
            known_words={
                word
                for word in re.findall(r"[\w-]+", fold(" ".join([*names, gazetteer.city, gazetteer.region])))
                if not word.isdigit()
            },
        )

    def read(self, title: str) -> TitleReading:
        """Return what the title says."""
        text, entrances = cleaned(self.names.sub(" | ", title))
        if not self.index.words.issuperset(fold(self.index.gazetteer.city).split()):
            text = self.city.sub(" | ", text)
        words = text.replace(",", ", ").split()
        if len(words) > _MOST_WORDS:
            return TitleReading(doubts=("это не название, а целый рассказ",))
        words = [self._nominative(word) for word in words]
        found = self.index.candidates(words)
        if not found and "|" in words:  # «Ленина — 12»
            words = [word for word in words if word != "|"]
            found = self.index.candidates(words)
        if not found:
            return TitleReading(doubts=("в названии нет адреса, который есть в данных",))
        return self._judged(words, found, entrances)

    def _judged(self, words: list[str], found: list[Candidate], entrances: tuple[int, ...]) -> TitleReading:
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
            homes=() if doubts and len({home.address.key for home in homes}) != 1 else in_order(homes),
            guesses=in_order(guesses),
            doubts=tuple(doubts),
            entrance=entrances[0] if len(set(entrances)) == 1 else None,
        )

    def _doubts(self, words: list[str], found: list[Candidate], homes: set[Home], rest: list[str]) -> Iterator[str]:
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
        if len(houses) == 1 and (longer := self.index.longer(next(iter(homes)))):
            yield f"есть дом с похожим адресом: {longer}".replace("\u00a0", " ")
        if any(
            words[one.end - 1] in _LETTER_OR_WORD and words[one.end : one.end + 1] not in ([], ["|"]) for one in found
        ):
            yield "непонятно, литера это или предлог"
        for word in rest:
            if reason := self._strange(word, small_is_plain=seen_capital):
                yield reason
                return

    def _strange(self, word: str, *, small_is_plain: bool) -> str:
        """Return why a word beside the address makes it doubtful, or ""."""
        bare = word.strip(EDGES)
        folded = fold(bare)
        if folded in self.known_words or _POSTCODE.fullmatch(bare):
            return ""
        if any(map(str.isdigit, bare)):
            return f"в названии есть ещё число: «{bare}»"
        if is_doubtful(folded):
            return f"в названии стоит «{bare}»: тот ли это чат"
        if not any(map(str.isalnum, bare)) or all(map(is_harmless, folded.split("-"))):
            return ""
        if folded in self.index.words:
            return f"в названии есть ещё улица: «{bare}»"
        small = bare.islower() and len(bare) > 1 and small_is_plain and folded not in STREET_WORDS
        return "" if small else f"непонятно, что значит «{bare}»"

    def _nominative(self, word: str) -> str:
        """Return «Комсомольская» for «Комсомольской», if only the first is the name of a street."""
        found = _LOCATIVE.fullmatch(word)
        if not found or fold(word) in self.index.words:
            return word
        return next((name for end in ("ая", "яя") if fold(name := found[1] + end) in self.index.words), word)

    def _settlement(self, rest: list[str]) -> tuple[str, list[str]]:
        """Return the settlement that the words beside the address name, and the other words."""
        text = f" {' '.join(fold(word).strip(EDGES) for word in rest)} "
        named = [name for name in self.index.settlements if f" {name} " in text]
        if len(named) != 1:
            return "", rest
        words = set(named[0].split())
        return self.index.settlements[named[0]], [
            word
            for word in rest
            if (bare := fold(word).strip(EDGES)) not in words
            and bare not in ("п", "пос", "с", "село", "поселок", "пгт")
        ]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the names, with any quotes, or of the part in quotes."""
    parts = {part for name in names for part in (name, *re.findall("«([^»]+)»", name)) if any(map(str.isdigit, part))}
    patterns = [r"\W+".join(map(re.escape, re.findall(r"\w+", part))) for part in sorted(parts, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if patterns else r"(?!)", re.IGNORECASE)
