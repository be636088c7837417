"""The dictionary for the browser: generator/addresses/vocabulary.json as a small ES module."""

import json
import re
from importlib.resources import files
from typing import Any

_ENDING = re.compile(r"(?:ь?(?:его|ему|ими|им|ем|ей|ю|и|их|я|е)|ый|ий|ой|ая|ое|ого|ому|ым|ом|ую|ые|ых|ь|а|о)$")
_SPECIAL = re.compile(r"([\\\]^-])")


def vocabulary_module(source: str | None = None) -> str:
    """The text of `vocabulary.js`; `source` is the JSON, the package's own by default."""
    if source is None:
        source = files("generator.addresses").joinpath("vocabulary.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(source)
    keys = data["keyboard"]
    alike = {latin: cyrillic.lower() for latin, cyrillic in data["look_alikes"].items() if latin.isupper()}
    words = data["house_words"]
    constants: dict[str, object] = {
        "KEYS_LATIN": "".join(keys),
        "KEYS_CYRILLIC": "".join(keys.values()),
        "LOOK_ALIKES": "".join(alike) + "".join(alike.values()),
        "DASHES": _class(data["dashes"]),
        "QUOTES": _class(data["quotes"]),
        "TRANSLITERATION": _pairs(data["transliteration"]),
        "HOUSE_LETTERS": _pairs(
            {letter: latin for letter, latin in data["house_letters"].items()
             if data["transliteration"].get(letter) != latin}
        ),
        "TYPES": "|".join(_street_type(entry) for entry in data["street_types"]),
        "HOUSE": _forms(words["house"]),
        "CORPUS": _forms(words["corpus"]),
        "BUILDING": _forms(words["building"]),
        "LITERA": _forms(words["litera"]),
        "INSIDE": " ".join(_forms(words[name]) for name in ("flat", "entrance", "floor", "section")),
        "NUMBER": _forms(words["number"]),
        "PLACES": " ".join(filter(None, map(_forms, data["settlement_types"]))),
        "REGIONS": " ".join(filter(None, map(_forms, data["region_types"]))),
        "NAMED_AFTER": " ".join(data["named_after"]),
        "RANKS": " ".join(_forms(entry).lower() for entry in data["shortened_words"]),
        "SIZES": " ".join(entry["f"].lower() for entry in data["shortened_adjectives"]),
        "NUMBERS": _numbers({**data["number_words"], **data["ordinals"]}),
    }
    lines = [f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in constants.items()]
    return "// Made from generator/addresses/vocabulary.json.\n" + "\n".join(lines) + "\n"


def _class(characters: list[str]) -> str:
    """For the inside of a regular expression's brackets."""
    return "".join(_SPECIAL.sub(r"\\\1", character) for character in characters)


def _pairs(table: dict[str, str]) -> str:
    return " ".join(left + right for left, right in table.items() if left != "ё")


def _plain(word: str) -> bool:
    """A word of one piece; «садовое товарищество» is left to its first word."""
    return not re.search(r"[\s_.\\№]", word)


def _forms(entry: dict[str, Any]) -> str:
    return " ".join(dict.fromkeys(word for word in [*entry["written"], *_name(entry), *entry.get("cases", [])] if _plain(word)))


def _name(entry: dict[str, Any]) -> list[str]:
    return [entry["name"].lower().replace("ё", "е")] if "name" in entry else []


def _street_type(entry: dict[str, Any]) -> str:
    """«проспект пр-кт пр-т … avenue»; the name comes first, its blanks as «_»."""
    name = entry["name"].replace(" ", "_")
    first = [name.split("_")[0]] if "_" in name else []
    written = [word for word in entry["written"] if _plain(word)]
    english = [word for word in entry["latin"] if word in _ENGLISH]
    return " ".join(dict.fromkeys([name, *first, *written, *english]))


_ENGLISH = frozenset(
    ["street", "st", "avenue", "prospect", "lane", "highway", "boulevard", "embankment", "square", "line"]
)


def _numbers(table: dict[str, int]) -> str:
    """Stem and value, once for all the cases: «двенадцат12»."""
    stems: dict[str, int] = {}
    for word, value in table.items():
        key = _ENDING.sub("", word)
        stems.setdefault(word if len(key) < 3 or stems.get(key, value) != value else key, value)
    return " ".join(f"{word}{value}" for word, value in stems.items())
