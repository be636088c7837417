"""How long a build takes, against other generators that make the same site: `make bench`.

A machine's speed drifts, so only figures of one run may be compared: the contestants take turns, round by
round. Each figure is the minimum of the rounds, with the median beside it. What is measured and why:
bench/README.md.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bench.build import contestants
from bench.build.contestants import TODAY, Contestant
from bench.build.edits import Edit, find_edit
from bench.build.folders import MIB, in_memory
from bench.build.measuring import CommandFailedError, Cost, cost, peak_memory
from bench.build.peer_data import write_peer_data
from bench.build.report import GOALS, Figures, print_table
from bench.build.sameness import same_pages
from bench.build.serving import seconds_to_page
from tests.cities import write_city

_PEERS: dict[str, Sequence[Callable[[Path, Path, str], Contestant]]] = {
    "hugo": (contestants.hugo,),
    "all": (
        contestants.hugo,
        contestants.eleventy,
        contestants.astro,
        contestants.astro_incremental,
        contestants.pelican,
        contestants.script,
        contestants.script_by_two,
    ),
}
_REPOSITORY = Path(__file__).parents[2]
_LARGE = 10_000  # buildings
_ROOM = 4 * 2**30  # bytes of all trees of 30,000 buildings


def bench(work: Path, buildings: int, rounds: int, peers: str) -> None:
    """Measure all contestants with one city and print the figures."""
    data, json = work / "city", work / "json"
    write_city(data, buildings=buildings, seed=1)
    write_peer_data(data, json, date.fromisoformat(TODAY))
    edit = find_edit(data, json / "houses")
    teams = [
        contestants.domchat(work, data, edit.company),
        *(make(work, json, edit.company) for make in _PEERS[peers]),
    ]
    figures: dict[str, Figures] = {team.name: defaultdict(list) for team in teams}
    memory = {team.name: _measure_memory(team, work) for team in teams}  # also warms the machine up
    for number in range(rounds):
        for team in teams:
            _round(team, edit, work / f"{team.name}-{number}", figures[team.name])
    for team in teams:
        if team.server:
            waits = seconds_to_page(team, edit, work / f"{team.name}-serve", rounds)
            figures[team.name]["saved → page"] = [Cost(wall=wait, cpu=0) for wait in waits]
    sites = {team.name: team.site(work / f"{team.name}-0") for team in teams}
    figures["cp -r of ours"] = {"cold": [_copy(sites["domchat"], work / f"copy-{turn}") for turn in range(rounds)]}
    figures["CPython's floor"] = {"cold": [_floor(data, sites["domchat"], work / f"floor-{n}") for n in range(rounds)]}
    print(f"\n{buildings} buildings, {rounds} rounds")
    for team in teams:
        same, compared = same_pages(sites["domchat"], sites[team.name])
        print(
            f"  {team.name:15} {_size(sites[team.name])}, {memory[team.name] / MIB:.0f} MB of memory, "
            f"text as ours on {same} of {compared} pages"
        )
    print_table(figures, GOALS.get(buildings, {}))


def _measure_memory(team: Contestant, work: Path) -> int:
    out = work / f"{team.name}-memory"
    return peak_memory(team.command(out), team.cwd, team.environment)


def _round(team: Contestant, edit: Edit, out: Path, figures: Figures) -> None:
    """Measure a build from nothing, a second build, a build after one change, and a build without codes."""
    command = team.command(out)
    edit.write(team.source, 0)
    figures["cold"].append(cost(command, team.cwd, team.environment))
    figures["nothing changed"].append(cost(command, team.cwd, team.environment))
    edit.write(team.source, 1)
    figures["one link changed"].append(cost(command, team.cwd, team.environment))
    if edit.version(1) not in (team.site(out) / edit.page / "index.html").read_text(encoding="utf-8"):
        raise CommandFailedError(f"{team.name} did not notice the changed link")
    edit.write(team.source, 2)
    figures["another link changed"].append(cost(command, team.cwd, team.environment))
    edit.write(team.source, 0)
    if team.no_codes:
        bare = team.command(out.with_name(f"{out.name}-bare"))
        figures["cold, no QR"].append(cost(bare, team.cwd, {**team.environment, **team.no_codes}))
    if team.check:
        reading = cost(team.check, team.cwd, team.environment)
        looking = cost(["find", str(team.site(out)), "-ls"], team.cwd, {})
        figures["check and look"].append(Cost(wall=reading.wall + looking.wall, cpu=reading.cpu + looking.cpu))


def _copy(site: Path, target: Path) -> Cost:
    return cost(["cp", "-r", str(site), str(target)], site.parent, {})


def _floor(data: Path, site: Path, out: Path) -> Cost:
    command = [sys.executable, "-m", "bench.build.floor", str(data), str(site), str(out)]
    said = subprocess.run(command, cwd=_REPOSITORY, check=True, capture_output=True, text=True).stdout
    wall, cpu = map(float, said.split())
    return Cost(wall=wall, cpu=cpu)


def _size(site: Path) -> str:
    files = [path for path in site.rglob("*") if path.is_file()]
    return f"{len(files)} files, {sum(path.stat().st_size for path in files) / MIB:.1f} MB"


def main() -> None:
    """Parse the arguments and measure city after city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("buildings", type=int, nargs="*", default=[3000], help="sizes of the cities")
    parser.add_argument("--big", action="store_true", help="30,000 buildings as well, in fewer rounds")
    parser.add_argument("--rounds", type=int, default=5, help="a city above 10,000 buildings takes half as many")
    parser.add_argument("--peers", choices=_PEERS, default="hugo")
    parser.add_argument(
        "--folder",
        type=Path,
        default=in_memory(_ROOM),
        help="where to build; usually in memory, so that the disk's mood is not measured",
    )
    arguments = parser.parse_args()
    for buildings in [*arguments.buildings, *([30_000] if arguments.big else [])]:
        rounds = arguments.rounds if buildings <= _LARGE else -(-arguments.rounds // 2)
        with tempfile.TemporaryDirectory(prefix="domchat-bench-", dir=arguments.folder) as work:
            bench(Path(work), buildings, rounds, arguments.peers)


if __name__ == "__main__":
    main()
