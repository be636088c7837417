"""Rules of names that are probably another name with a typing mistake."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.addresses import Street, fold
from generator.datafiles.facts import BuildingFacts, Facts
from generator.datafiles.rules.common import warning
from generator.text import Problem

_SHORTEST = 5  # letters; «Мира» and «Мура» prove nothing
_RARE = 2  # houses
_LIKE = ("аеёиоуыэюяй", "бп", "вф", "гк", "дт", "жшщ", "зс", "ьъ")  # letters that people write for each other

_Name = tuple[str, str, str]  # settlement, type and name of a street; of a settlement only the name


def names_are_spelled_alike(facts: Facts) -> Iterator[Problem]:
    """A street or settlement with one or two houses is not another one with a mistyped letter: a warning.

    Measured on the houses of seven cities and on 3,500 streets of Saint Petersburg: real streets whose names differ
    by one letter differ by a consonant (Береговая, Березовая) or the first letter, or both have many houses.
    """
    houses: Counter[_Name] = Counter()
    first: dict[_Name, BuildingFacts] = {}
    for one in facts.buildings:
        address = one.building.address
        if one.key:
            name = (address.settlement, address.street.type, address.street.name)
            houses[name] += 1
            first.setdefault(name, one)
    for name, times in tuple(houses.items()):
        place = ("", "", name[0] or facts.settings.gazetteer.city)
        if place != name:
            houses[place] += times
            first.setdefault(place, first[name])
    known = facts.settings.known.keys() | {
        Street(type="", name=one).key for one in facts.settings.gazetteer.settlements
    }
    for name, other in _mistyped(houses):
        rare, usual = (Street(type=kind, name=called) for _, kind, called in (name, other))
        if rare.key not in known:
            cure = f"streets: [{{name: {rare.title}}}]" if rare.type else f"settlements: [{rare.name}]"
            yield warning(
                first[name].place,
                "name-misspelled",
                f"{rare.title} (домов {houses[name]}) и {usual.title} (домов {houses[other]}) отличаются одной буквой",
                f"если это одно и то же, исправьте адрес; если нет, назовите первое в site.yaml: {cure}",
            )


def _mistyped(houses: Mapping[_Name, int]) -> Iterator[tuple[_Name, _Name]]:
    """Yield (rare name, usual name) for names of one kind and place that differ by a letter that people mistype."""
    usual: defaultdict[_Name, list[_Name]] = defaultdict(list)
    for name, times in houses.items():
        for signature in _signatures(name) if times > 1 else ():
            usual[signature].append(name)
    for name, times in houses.items():
        if times <= _RARE and len(name[2]) >= _SHORTEST:
            near = {other for one in _signatures(name) for other in usual.get(one, ())}
            likely = [other for other in near if houses[other] >= 2 * times and _is_slip(fold(name[2]), fold(other[2]))]
            if likely:
                yield name, max(likely, key=lambda other: (houses[other], other))


def _signatures(name: _Name) -> AbstractSet[_Name]:
    """Return the name, and the name without each of its letters: names one letter apart share one of them."""
    settlement, kind, text = name[0], name[1], fold(name[2])
    return {(settlement, kind, text), *((settlement, kind, text[:at] + text[at + 1 :]) for at in range(len(text)))}


def _is_slip(one: str, other: str) -> bool:
    """Return True if a letter is left out, doubled, swapped with the next or written for a similar one."""
    if one == other or one[0] != other[0] or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return any(short[at] in group and long[at] in group for group in _LIKE)
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
