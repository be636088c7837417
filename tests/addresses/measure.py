# ruff: noqa: T201 - printing is what it is for
"""Measures the address parser on real lists: `python tests/addresses/measure.py FOLDER [--show N] [--seed N]`.

The folder holds scraped registers (vladivostok_2016.csv, hard_cases.csv, same_house_spellings.csv,
yuzhno_sakhalinsk.csv). It is not part of the project, and no test needs it.
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from generator.addresses import Address, Gazetteer, parse_address, parse_line
from generator.city.paths import house_path

CITIES = {
    "vladivostok": "Владивосток",
    "moscow": "Москва",
    "ekaterinburg": "Екатеринбург",
    "omsk": "Омск",
    "spb": "Санкт-Петербург",
    "saratov": "Саратов",
    "yuzhno": "Южно-Сахалинск",
}


def gazetteer(dataset):
    return Gazetteer(city=next((city for name, city in CITIES.items() if dataset.startswith(name)), "Город"))


def rows(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(text):
    return text.replace("\u00a0", " ")


def said(reading):
    result = reading.result
    if isinstance(result, Address):
        notes = " ".join(note.code for note in reading.notes if note.code not in ("region", "district"))
        return f"{plain(result.full)}  [{notes}]"
    return f"REFUSED {result.code}: {result.text}"


def report(title, lines, show, seed, *, refused):
    readings = [(line, parse_line(line, city)) for line, city in lines]
    good = [(line, reading) for line, reading in readings if isinstance(reading.result, Address)]
    codes = Counter(reading.result.code for _, reading in readings if not isinstance(reading.result, Address))
    print(f"== {title}: {len(good)} of {len(readings)} understood ({len(good) / len(readings):.2%}); {dict(codes)}")
    if refused:
        for line, reading in readings:
            if not isinstance(reading.result, Address):
                print(f"   - {line}  ->  {said(reading)}")
    for line, reading in random.Random(seed).sample(good, min(show, len(good))):
        print(f"   + {line}  ->  {said(reading)}")
    return readings


def laws(lines):
    """Check round trips, one slug per key, total order of sort keys."""
    found = [(city, result) for line, city in lines if isinstance(result := parse_address(line, city), Address)]
    slugs = defaultdict(set)
    broken = 0
    for city, address in found:
        again = parse_address(address.title, city)
        if not isinstance(again, Address) or (again.street, again.house) != (address.street, address.house):
            broken += 1
            print("   round trip:", plain(address.title), "->", again)
        slugs[city.city, house_path(address, {})].add(address.key)
    for path, keys in slugs.items():
        if len(keys) > 1:
            print("   one path, several keys:", path, keys)
    addresses = [address for _, address in found]
    addresses.sort(key=lambda address: address.sort_key)
    shared = sum(len(keys) > 1 for keys in slugs.values())
    print(f"== laws over {len(found)}: {broken} round trips broken, {shared} paths shared")


def spellings(folder):
    groups = defaultdict(list)
    for row in rows(folder, "same_house_spellings.csv"):
        groups[row["group"]].append(row)
    kept = []
    for group in groups.values():
        results = [parse_address(row["address"], gazetteer(row["dataset"])) for row in group]
        keys = {result.key if isinstance(result, Address) else result.code for result in results}
        if len(keys) > 1:
            kept.append((group, results))
    print(f"== same house: {len(groups) - len(kept)} of {len(groups)} groups have one key; the others:")
    for group, results in kept:
        for row, result in zip(group, results, strict=True):
            print("   ", row["group"], row["address"], "->", getattr(result, "key", None) or result.code)


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--show", type=int, default=0, help="draw so many rows of the register at random")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--refused", action="store_true", help="list every refused row")
    options = asked.parse_args()
    if not (options.folder / "vladivostok_2016.csv").is_file():
        print(f"The real lists are not there: {options.folder}/vladivostok_2016.csv. Nothing was measured.")
        return 2
    city = gazetteer("vladivostok")
    register = [(row["address"], city) for row in rows(options.folder, "vladivostok_2016.csv")]
    report("register", register, options.show, options.seed, refused=options.refused)
    hard = defaultdict(list)
    for row in rows(options.folder, "hard_cases.csv"):
        hard[row["form"]].append((row["address"], gazetteer(row["dataset"])))
    for form, lines in hard.items():
        report(form, lines, options.show // 10, options.seed, refused=options.refused)
    north = [
        (f"{row['street_as_written']}, {row['house_as_written']}", gazetteer("yuzhno"))
        for row in rows(options.folder, "yuzhno_sakhalinsk.csv")
    ]
    report("yuzhno_sakhalinsk", north, options.show // 10, options.seed, refused=options.refused)
    spellings(options.folder)
    everything = register + north + [line for lines in hard.values() for line in lines]
    laws(everything)
    started = time.perf_counter()
    for line, where in everything:
        parse_line(line, where)
    print(f"== {(time.perf_counter() - started) / len(everything) * 1e6:.0f} µs a line")
    return 0


if __name__ == "__main__":
    sys.exit(main())
