"""`domchat stats`: the figures of `/pokrytie/` for the terminal and, as JSON, for other programs."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.build import check
from generator.city import DOUBTFUL, OPEN, STATE_NAMES, STATES, Doubt, Group, State, Statistics, Tally, take_statistics
from generator.commands.arguments import Commands, options_of, shared
from generator.commands.exit_codes import BAD_DATA, DONE
from generator.commands.screen import say, show, write
from generator.text import grouped, long_date, month_name, percent, plural, unbound

VERSION = 1  # of the JSON: fields may be added to it, none removed or given another meaning

_BAR = 20  # characters
_LISTED = 20  # houses of each state of doubt


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "stats",
        parents=shared("data", "out", "today", "jobs"),
        help="показать, у скольких домов есть чат и какие ссылки пора проверить",
        description="Считает дома с чатами по компаниям и населённым пунктам, рост по месяцам и ссылки, которые пора "
        "проверить. Те же числа — на странице сайта /pokrytie/.",
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="вид: text (обычно) или json")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    loaded = check(options_of(arguments))
    if loaded.city is not None:
        figures = take_statistics(loaded.city, loaded.today)
        write(as_json(figures) if arguments.format == "json" else as_text(figures))
        if arguments.format == "text" and not loaded.report.empty:
            write("")
    show(loaded.report, write if arguments.format == "text" else say)
    if loaded.city is None:
        say("Посчитать нельзя, пока в данных есть ошибки.")
        return BAD_DATA
    return DONE


def as_json(figures: Statistics) -> str:
    """Return the figures as JSON, sorted as in `Statistics`; days and months are ISO 8601."""
    return json.dumps(
        {
            "version": VERSION,
            "city": figures.city,
            "today": figures.today.isoformat(),
            "stale_after_days": figures.stale_after_days,
            "total": _tally(figures.total),
            "companies": [{"slug": one.slug, "name": one.name, **_tally(one.tally)} for one in figures.companies],
            "settlements": [{"name": one.name, **_tally(one.tally)} for one in figures.settlements],
            "growth": [{"month": f"{one.month:%Y-%m}", "houses": one.houses} for one in figures.growth],
            "undated": figures.undated,
            "doubts": [_doubt(doubt) for doubt in figures.doubts],
        },
        ensure_ascii=False,
        indent=1,
    )


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "houses": tally.houses,
        "chats": tally.chats,
        "share": round(tally.chats / tally.houses, 4) if tally.houses else None,
        "states": {state: tally.of(state) for state in STATES},
    }


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "id": doubt.id,
        "address": unbound(doubt.address.full),
        "company": doubt.company,
        "state": doubt.state,
        "day": doubt.day.isoformat() if doubt.day else None,
    }


def as_text(figures: Statistics) -> str:
    """Return the figures as people read them in a terminal."""
    return "\n".join(_lines(figures))


def _lines(figures: Statistics) -> Iterator[str]:
    total = figures.total
    yield f"{figures.city}, {long_date(figures.today)}"
    yield (
        f"Чат есть у {plural(total.chats, 'дома', 'домов', 'домов')} из {grouped(total.houses)}, "
        f"войти с сайта можно у {grouped(total.of(*OPEN))}."
    )
    yield ""
    yield from _table([(STATE_NAMES[state], grouped(total.of(state)), percent(total.share(state))) for state in STATES])
    yield from _groups("По управляющим компаниям (выше те, у кого больше домов без чата)", figures.companies)
    if len(figures.settlements) > 1:
        yield from _groups("По населённым пунктам", figures.settlements)
    if figures.growth:
        yield from ("", "Домов с чатом к концу месяца")
        yield from _table([(month_name(one.month), grouped(one.houses)) for one in figures.growth])
        if figures.undated:
            yield f"  У {plural(figures.undated, 'дома', 'домов', 'домов')} с чатом не указано, когда он открыт."
    for state in DOUBTFUL:
        yield from _doubts(state, [doubt for doubt in figures.doubts if doubt.state == state])


def _groups(heading: str, groups: Iterable[Group]) -> Iterator[str]:
    rows = [
        (
            group.name,
            f"{grouped(group.tally.chats)} из {grouped(group.tally.houses)}",
            percent(group.tally.chats / group.tally.houses),
            _bar(group.tally.chats / group.tally.houses),
            group.tally.doubts,
        )
        for group in groups
    ]
    if rows:
        yield from ("", heading, *_table(rows))


def _bar(share: float) -> str:
    full = round(_BAR * share)
    return "█" * full + "░" * (_BAR - full)


def _doubts(state: State, doubts: list[Doubt]) -> Iterator[str]:
    if not doubts:
        return
    yield from ("", f"{STATE_NAMES[state]}: {plural(len(doubts), 'дом', 'дома', 'домов')}")
    yield from _table(
        [(one.id, one.address.full, long_date(one.day) if one.day else "", one.company) for one in doubts[:_LISTED]],
        right=(),
    )
    if len(doubts) > _LISTED:
        yield f"  и ещё {grouped(len(doubts) - _LISTED)}; все — в --format json"


def _table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = (1, 2)) -> Iterator[str]:
    """Yield the rows in columns; those of numbers stand on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
