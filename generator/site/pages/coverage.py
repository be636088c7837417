"""The page `/pokrytie/`: coverage by company and settlement, links that need attention, growth, a map."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator.caching import digest
from generator.city import (
    DOUBTFUL,
    OPEN,
    SECTIONS,
    STATE_NAMES,
    STATES,
    City,
    Doubt,
    Group,
    Month,
    State,
    Statistics,
    Tally,
    take_statistics,
)
from generator.city.views import Context
from generator.site.coverage_views import (
    CoverageView,
    DoubtLink,
    DoubtList,
    GroupRow,
    GrowthView,
    MonthRow,
    Segment,
    StateRow,
)
from generator.site.pages.dot_map import draw_map
from generator.site.pages.heads import make_head
from generator.site.plans import Plan
from generator.site.views import CoveragePage, Page
from generator.text import NBSP, bind, grouped, long_date, month_name, percent, plural

PATH = "pokrytie"

_GROUP_BAR: tuple[tuple[str, tuple[State, ...]], ...] = (("open", OPEN), ("closed", ("poster", "known")))
_FEW = 5  # companies
_SMALL = ("компания ведёт один дом", "компании ведут по одному дому", "компаний ведут по одному дому")
_LISTED = 8  # houses shown for each state of doubt
_COLUMN, _GAP, _HEIGHT = 20, 4, 120  # units of the growth chart


def coverage_plan(city: City, context: Context) -> Plan:
    """Return the plan of the page. Its key contains the day, because freshness changes daily."""
    buildings = city.buildings
    houses = b"".join([building.outline for building in buildings]), context.stale(buildings)
    companies = [f"{company.slug} {company.name}" for company in city.companies]
    return Plan(
        name=f"{PATH}/index.html",
        templates=("coverage.html",),
        seen=digest(context.today.isoformat(), *companies, *houses),
        pages=partial(_page, city, context),
    )


def _page(city: City, context: Context) -> Iterator[Page]:
    figures = take_statistics(city, context.today)
    head = make_head(
        context,
        path=PATH,
        title="Чаты домов в цифрах",
        description=bind(
            f"{city.site.city}: у скольких домов есть чат в MAX, по компаниям и районам, и какие ссылки пора проверить."
        ),
    )
    view = CoveragePage(head=head, coverage=coverage_view(figures, context))
    yield Page(path=f"{PATH}/index.html", template="coverage.html", view=view)


def coverage_view(figures: Statistics, context: Context) -> CoverageView:
    """Return the figures in the form that the page shows."""
    total = figures.total
    none = [group for group in figures.companies if not (group.tally.chats or group.tally.doubts)]
    small = [group for group in none if group.tally.houses == 1]
    small = small if len(small) > _FEW else []
    return CoverageView(
        lead=_lead(total) if total.chats else _lead_of_none(figures),
        bar=_bar(total, [(state, (state,)) for state in STATES]) if total.of("none") < total.houses else (),
        states=tuple(_state_row(state, total) for state in STATES if total.of(state)),
        companies=tuple(_group_row(group, context) for group in figures.companies if group not in small),
        others=bind(f"Ещё {plural(len(small), *_SMALL)}, чатов у них пока нет.") if small else "",
        settlements=tuple(_group_row(group, context) for group in figures.settlements)
        if len(figures.settlements) > 1
        else (),
        growth=_growth(figures.growth),
        undated=_undated(figures.undated),
        map=draw_map(figures.dots),
        doubts=tuple(doubts for state in DOUBTFUL if (doubts := _doubts(state, figures.doubts, context))),
        stale_after=plural(figures.stale_after_days, "дня", "дней", "дней"),
    )


def _lead(total: Tally) -> str:
    houses = plural(total.chats, "дома", "домов", "домов")
    text = f"Чат есть у {houses} из {grouped(total.houses)}: это {percent(total.chats / max(1, total.houses))}."
    entered = total.of(*OPEN)
    if entered:
        text += f" Войти прямо с сайта можно в чаты {plural(entered, 'дома', 'домов', 'домов')}."
    return bind(text)


def _lead_of_none(figures: Statistics) -> str:
    """Return the sentence for a city without chats: how many houses, and who manages most of them."""
    text = f"Чата пока не знаем ни у одного из {plural(figures.total.houses, 'дома', 'домов', 'домов')}."
    largest = [group.tally.houses for group in figures.companies[:_FEW]]
    if len(figures.companies) > _FEW and min(largest) > 1:
        first = sum(largest)
        text += f" Из них {grouped(first)} ведут {_FEW} компаний, первые в списке."
    return bind(text)


def _bar(tally: Tally, kinds: Iterable[tuple[str, tuple[State, ...]]]) -> tuple[Segment, ...]:
    segments, x = [], 0.0
    for kind, states in kinds:
        width = 100 * tally.share(*states)
        if width:
            segments.append(Segment(kind=kind, x=round(x, 2), width=round(width, 2)))
        x += width
    return tuple(segments)


def _state_row(state: State, total: Tally) -> StateRow:
    return StateRow(
        state=state,
        name=STATE_NAMES[state],
        houses=plural(total.of(state), "дом", "дома", "домов"),
        share=percent(total.share(state)),
    )


def _group_row(group: Group, context: Context) -> GroupRow:
    tally = group.tally
    section = next(iter(SECTIONS.values()))
    return GroupRow(
        name=bind(group.name),
        href=context.urls.path(f"{section}/{group.slug}") if group.slug else "",
        chats=f"{grouped(tally.chats)}{NBSP}из{NBSP}{grouped(tally.houses)}",
        share=percent(tally.chats / tally.houses) if tally.chats else "",
        bar=_bar(tally, _GROUP_BAR),
        note=_note(tally) if tally.chats else tally.doubts,
    )


def _note(tally: Tally) -> str:
    """Return the number that groups are sorted by, and how many links need attention."""
    lacking = tally.houses - tally.chats
    return ", ".join(filter(None, [f"без чата{NBSP}{grouped(lacking)}" if lacking else "", tally.doubts]))


def _growth(months: Sequence[Month]) -> GrowthView | None:
    if not months or months[0].houses == months[-1].houses:
        return None  # no growth in the months shown
    most = months[-1].houses  # the total never falls
    columns = []
    for index, month in enumerate(months):
        height = max(1, round(_HEIGHT * month.houses / most))
        width = _COLUMN - _GAP
        columns.append(f"M{index * _COLUMN} {_HEIGHT}v-{height}h{width}v{height}z")
    first, last = months[0], months[-1]
    return GrowthView(
        width=len(months) * _COLUMN - _GAP,
        height=_HEIGHT,
        columns="".join(columns),
        months=tuple(MonthRow(month=month_name(month.month), houses=grouped(month.houses)) for month in months),
        says=f"Домов с чатом: {month_name(first.month)} — {grouped(first.houses)}, "
        f"{month_name(last.month)} — {grouped(last.houses)}.",
    )


def _undated(houses: int) -> str:
    if not houses:
        return ""
    return bind(f"Ещё у {plural(houses, 'дома', 'домов', 'домов')} с чатом не указано, когда он открыт.")


def _doubts(state: State, doubts: Iterable[Doubt], context: Context) -> DoubtList | None:
    houses = [doubt for doubt in doubts if doubt.state == state]
    if not houses:
        return None
    rest = len(houses) - _LISTED
    return DoubtList(
        heading=STATE_NAMES[state],
        houses=tuple(_doubt_link(doubt, context) for doubt in houses[:_LISTED]),
        more=f"И ещё {plural(rest, 'дом', 'дома', 'домов')}." if rest > 0 else "",
    )


def _doubt_link(doubt: Doubt, context: Context) -> DoubtLink:
    return DoubtLink(
        href=context.urls.path(doubt.path),
        text=doubt.address.full,
        note=long_date(doubt.day) if doubt.day else "",
    )
