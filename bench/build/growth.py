"""Cost per building as the city grows: `make bench-growth`, or `python -m bench.build.growth 3000 30000`.

Measures our own builds from nothing in cities with more and more streets and companies. If the work is
proportional to the city, CPU and memory per building stay constant.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from msgspec import Struct

from bench.build.contestants import domchat
from bench.build.folders import MIB, in_memory
from bench.build.measuring import Cost, cost, peak_memory
from tests.cities import write_city

_SIZES = [3000, 30_000, 300_000]
_LARGE = 10_000  # buildings
_ROOM = 40_000  # bytes per building: its pages, codes and cache

_HEADING = """\
                               in all                    per building                  CPU ÷
 buildings  companies   wall, s    CPU, s  memory, MB  wall, ms   CPU, ms  memory, KB  smallest"""


class Growth(Struct, frozen=True, kw_only=True):
    """The total cost of building a city of this size."""

    buildings: int
    companies: int
    wall: float
    cpu: float
    memory: int  # bytes

    def row(self, smallest: "Growth") -> str:
        """Return the figures as a table row, total and per building."""
        whole = f"{self.wall:>9.2f} {self.cpu:>9.2f} {self.memory / MIB:>11.0f}"
        wall, cpu, memory = (
            value / self.buildings for value in (self.wall * 1000, self.cpu * 1000, self.memory / 1024)
        )
        ratio = self.cpu / self.buildings / (smallest.cpu / smallest.buildings)
        return (
            f"{self.buildings:>10} {self.companies:>10} {whole} {wall:>9.2f} {cpu:>9.2f} {memory:>11.1f} {ratio:>9.2f}"
        )


def measure(buildings: int, rounds: int, folder: Path | None) -> Growth:
    """Build a city from nothing: once for the memory, which also warms the machine up, then in rounds for the time."""
    with tempfile.TemporaryDirectory(prefix="domchat-growth-", dir=folder or in_memory(buildings * _ROOM)) as name:
        work = Path(name)
        write_city(work / "city", buildings=buildings, seed=1)
        companies = [path.stem for path in (work / "city" / "companies").iterdir()]
        ours, out = domchat(work, work / "city", companies[0]), work / "out"
        memory = peak_memory(ours.command(out), ours.cwd, ours.environment)
        costs: list[Cost] = []
        for _ in range(rounds):
            shutil.rmtree(out)  # two trees of the largest city may not fit
            costs.append(cost(ours.command(out), ours.cwd, ours.environment))
    return Growth(
        buildings=buildings,
        companies=len(companies),
        wall=min(one.wall for one in costs),
        cpu=min(one.cpu for one in costs),
        memory=memory,
    )


def main() -> None:
    """Measure city after city, the smallest first, printing each row at once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("buildings", type=int, nargs="*", default=_SIZES, help="sizes of the cities")
    parser.add_argument("--rounds", type=int, default=3, help="a city above 10,000 buildings takes one")
    parser.add_argument("--folder", type=Path, help="where to build; usually in memory, where there is room")
    arguments = parser.parse_args()
    print(_HEADING)
    smallest: Growth | None = None
    for buildings in sorted(arguments.buildings):
        growth = measure(buildings, arguments.rounds if buildings <= _LARGE else 1, arguments.folder)
        smallest = smallest or growth
        print(growth.row(smallest), flush=True)


if __name__ == "__main__":
    main()
