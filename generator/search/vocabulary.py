"""The dictionary for the browser: generator/addresses/vocabulary.json as a small ES module.

What most cities need travels with the code; the street types that few have travel with the index of a city that has
them.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from generator.addresses import TABLE

_COMMON_TYPES = 14
"""The vocabulary's first street types, from улица to квартал."""
_LARGEST_ORDINAL = 40
"""Nobody types «пятидесятая»."""
_THOUSAND = 1000
_WAYS = 8
_FEW = 3
"""Ways to write a word that are typed; the rest is found in registers."""
_COMMON_PLACES = 6
"""The vocabulary's first kinds of settlement, from город to рабочий посёлок."""

# `stem` of site_src/search/words.js cuts the same.
_ENDING = re.compile(
    r"(?:[ыи]ми|[ое]го|[ое]му|[ая]ми|[аяыи]х|[ое]в|[аяоеыи]м|[оеыи]й|[ая]я|[оеыи]е|[уюое]ю|[аяоеиыуюьй])$"
)


def vocabulary_module() -> str:
    """Return the text of `vocabulary.js`."""
    keys = TABLE["keyboard"]
    alike = {latin.lower(): cyrillic.lower() for latin, cyrillic in TABLE["look_alikes"].items()}
    latin = TABLE["transliteration"]
    house_letters = {letter: text for letter, text in TABLE["house_letters"].items() if latin.get(letter) != text}
    words = TABLE["house_words"]
    inside = (words[name] for name in ("flat", "entrance", "floor"))
    ordinals = {word: value for word, value in TABLE["ordinals"].items() if value <= _LARGEST_ORDINAL}
    constants = {
        "KEYS_LATIN": "".join(keys),
        "KEYS_CYRILLIC": "".join(keys.values()),
        "LOOK_ALIKES": "".join(alike) + "".join(alike.values()),
        "DASHES": _ranges(TABLE["dashes"]),
        "TRANSLITERATION": _pairs({letter: text for letter, text in latin.items() if letter != "ё"}),
        "HOUSE_LETTERS": _pairs(house_letters),
        "TYPES": "|".join(type_line(entry["name"]) for entry in TABLE["street_types"][:_COMMON_TYPES]),
        "HOUSE": _forms({**words["house"], "written": words["house"]["written"][:_WAYS], "name": "владение"}),
        "CORPUS": _forms(words["corpus"]),
        "BUILDING": _forms(words["building"]),
        "LITERA": _forms(words["litera"]),
        "INSIDE": " ".join(_forms(entry, _WAYS) for entry in inside),
        "PLACES": " ".join(map(_forms, TABLE["settlement_types"][:_COMMON_PLACES])),
        "REGIONS": " ".join(filter(None, (_forms(entry, _FEW) for entry in TABLE["region_types"]))),
        "NAMED_AFTER": " ".join(TABLE["named_after"]),
        "RANKS": " ".join(_folded(entry["name"]) for entry in TABLE["shortened_words"] if "-" not in entry["name"]),
        "NUMBERS": _numbers({**TABLE["number_words"], **ordinals}),
    }
    lines = [f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in constants.items()]
    return "// Made from generator/addresses/vocabulary.json.\n" + "\n".join(lines) + "\n"


def type_line(name: str) -> str:
    """Return «проспект пркт прт … avenue»: the name, its blanks as «_», then its spellings."""
    entry = next((one for one in TABLE["street_types"] if one["name"] == name), None)
    plain = name.replace(" ", "_")
    if entry is None:
        return plain
    first = [_folded(name).split()[0]] if " " in name else []
    written = [word for word in entry["written"] if word != _folded(name)]
    # «переулка» has another stem than «переулок».
    cases = [word for word in entry["cases"] if _ENDING.sub("", word) != _ENDING.sub("", _folded(name))][:1]
    return " ".join([plain, *_unique([*first, *written]).split()[:_WAYS], *entry.get("latin", ()), *cases])


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


def _pairs(table: dict[str, str]) -> str:
    return " ".join(left + right for left, right in table.items())


def _unique(words: Iterable[str]) -> str:
    """Return the single words, each once and without its hyphen; phrases are found by their words."""
    return " ".join(dict.fromkeys(word.replace("-", "") for word in words if not re.search(r"[\s_./\\№]", word)))


def _forms(entry: dict[str, Any], most: int | None = None) -> str:
    """Return the spellings of a word; of those that differ by case endings only the first."""
    name = [_folded(entry["name"])] if "name" in entry else []
    kept: dict[str, str] = {}
    for word in _unique([*name, *entry["written"], *entry.get("cases", [])]).split():
        kept.setdefault(_ENDING.sub("", word) if len(word) > _SHORT else word, word)
    return " ".join(list(kept.values())[:most])


_SHORT = 4


def _ranges(characters: list[str]) -> str:
    """Return the letters as ranges for the brackets of a regular expression."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][-1] == code - 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    ends = ((chr(run[0]), chr(run[-1])) for run in runs)
    return "".join(first if first == last else f"{first}-{last}" for first, last in ends)


def _numbers(table: dict[str, int]) -> str:
    """Return stems and values, each once for all cases: «двенадцат12»."""
    stems: dict[str, int] = {}
    for word, value in table.items():
        key = _ENDING.sub("", word)
        taken = stems.get(key, value) != value
        stems.setdefault(word if len(key) < len("пят") or taken else key, value)
    made = {stem + tail for stem in stems for tail in ("надцат", "ьдесят", "ьсот")}
    return " ".join(f"{word}{value}" for word, value in stems.items() if 0 < value < _THOUSAND and word not in made)
