"""Figures of all contestants → a table, with our ratio to each of the others."""

from collections.abc import Mapping, Sequence
from statistics import median

from bench.build.measuring import Cost

Figures = dict[str, list[Cost]]  # step → one figure for each round

_OURS = "domchat"
# Our highest allowed share of Hugo's CPU, and of its wall time where a server waits, by number of buildings.
GOALS: dict[int, dict[str, str]] = {
    3000: {
        "cold": "CPU 1.00",
        "one link changed": "CPU 0.25",
        "another link changed": "CPU 0.25",
        "saved → page": "wall 1.00",
    },
    30_000: {
        "cold": "CPU 0.60",
        "one link changed": "CPU 0.12",
        "another link changed": "CPU 0.12",
        "saved → page": "wall 0.33",
    },
}


def print_table(figures: Mapping[str, Figures], goals: Mapping[str, str]) -> None:
    """Print the time of each step and contestant: the minimum of the rounds, the median in brackets."""
    print(f"  {'':20} {'':15} {'wall, s':>15} {'CPU, s':>15}   ours ÷ theirs: wall, CPU")
    for work in dict.fromkeys(work for by_work in figures.values() for work in by_work):
        ours = figures[_OURS].get(work)
        label = work
        for name, costs in ((name, by_work[work]) for name, by_work in figures.items() if work in by_work):
            wall, cpu = [cost.wall for cost in costs], [cost.cpu for cost in costs]
            row = f"  {label:20} {name:15} {_figure(wall):>15} {_figure(cpu):>15}"
            label = ""
            if ours and name != _OURS:
                row += "   " + _ratios(ours, costs)
            if name == "Hugo" and work in goals:
                row += f"   (goal: {goals[work]})"
            print(row)


def _figure(seconds: Sequence[float]) -> str:
    return f"{min(seconds):.2f} ({median(seconds):.2f})" if any(seconds) else ""


def _ratios(ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    wall = min(cost.wall for cost in ours) / min(cost.wall for cost in theirs)
    cpu = min(cost.cpu for cost in theirs)
    return f"{wall:.2f}" + (f", {min(cost.cpu for cost in ours) / cpu:.2f}" if cpu else "")
