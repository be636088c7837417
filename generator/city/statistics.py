"""Figures about the city: which houses have a chat, how fresh the links are, how the number of chats grew.

A house is everything at one address, whoever manages its parts; in a company's own figures, only the part that the
company manages. A house counts once, in the best state that any of its chats gives. Links themselves are never
stored here, so an unlisted one can't leak.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct

from generator.addresses import Address
from generator.city.model import Building, Chat, City
from generator.text import NBSP, grouped, natural_key

State = Literal["bot", "fresh", "stale", "never", "poster", "known", "withdrawn", "none"]
# Best first. On the site and confirmed recently by the company's bot, recently by a person, long ago, never; on the
# notice only; a chat without a link; withdrawn without a replacement; no chat known.
STATES: tuple[State, ...] = ("bot", "fresh", "stale", "never", "poster", "known", "withdrawn", "none")
STATE_NAMES: Mapping[State, str] = {
    "bot": "Ссылка на сайте, подтвердил бот компании",
    "fresh": "Ссылка на сайте, проверена",
    "stale": "Ссылка на сайте, давно не проверяли",
    "never": "Ссылка на сайте, ещё не проверяли",
    "poster": "Ссылка только на объявлении",
    "known": "Ссылки на сайте нет, чат есть",
    "withdrawn": "Ссылка отозвана, новой нет",
    "none": "Ссылки пока нет",
}
DOUBT_NAMES: Mapping[State, str] = {
    "withdrawn": "отозвано",
    "stale": "давно не проверяли",
    "never": "ни разу не проверяли",
}
OPEN: tuple[State, ...] = ("bot", "fresh", "stale", "never")
CHAT: tuple[State, ...] = (*OPEN, "poster", "known")
DOUBTFUL: tuple[State, ...] = tuple(DOUBT_NAMES)  # states that need attention, worst first

_MONTHS_SHOWN = 24
_DECEMBER = 12


class Tally(Struct, frozen=True, kw_only=True, dict=True):
    """The number of houses in each state."""

    counts: Mapping[State, int]

    def of(self, *states: State) -> int:
        """Return the number of houses in any of the states."""
        return sum(self.counts.get(state, 0) for state in states)

    @cached_property
    def houses(self) -> int:
        """Return the number of houses."""
        return self.of(*STATES)

    @cached_property
    def chats(self) -> int:
        """Return the number of houses with a chat, whether or not its link is shown."""
        return self.of(*CHAT)

    @property
    def doubts(self) -> str:
        """Return how many links need attention, in words: «отозвано 1, ни разу не проверяли 4»."""
        named = ((name, self.of(state)) for state, name in DOUBT_NAMES.items())
        return ", ".join(f"{name}{NBSP}{grouped(houses)}" for name, houses in named if houses)

    def share(self, *states: State) -> float:
        """Return the share of houses in any of the states, from 0 to 1."""
        return self.of(*states) / self.houses if self.houses else 0.0


class Group(Struct, frozen=True, kw_only=True):
    """The houses of a company (`slug` is the company's) or of a settlement (`slug` is empty)."""

    name: str
    slug: str = ""
    tally: Tally


class Month(Struct, frozen=True, kw_only=True):
    """The number of houses with a chat at the end of a month; `month` is its first day."""

    month: date
    houses: int


class Doubt(Struct, frozen=True, kw_only=True):
    """A house whose link needs to be confirmed or replaced; `day` is when it was withdrawn or last confirmed."""

    address: Address
    path: str
    id: str
    company: str
    state: State
    day: date | None


class Dot(Struct, frozen=True, kw_only=True):
    """The coordinates of a house in degrees, and whether it has a chat."""

    latitude: float
    longitude: float
    has_chat: bool


class Statistics(Struct, frozen=True, kw_only=True):
    """The figures of a city on a day.

    Groups are sorted by the number of houses without a chat, most first. `undated` counts houses whose chat has no
    opening date; `growth` leaves them out. `doubts` are sorted by `DOUBTFUL`, then by address.
    """

    city: str
    today: date
    stale_after_days: int
    total: Tally
    companies: tuple[Group, ...]
    settlements: tuple[Group, ...]
    growth: tuple[Month, ...]
    undated: int
    doubts: tuple[Doubt, ...]
    dots: tuple[Dot, ...]


def take_statistics(city: City, today: date) -> Statistics:
    """Return the figures of the city on a day."""
    fresh_since = city.site.oldest_fresh(today)
    records_of: dict[str, list[Building]] = defaultdict(list)
    for building in city.buildings:
        records_of[building.path].append(building)
    houses = list(records_of.values())
    chats = [[chat for record in records for chat in record.chats] for records in houses]
    states = [_state(of_house, fresh_since) for of_house in chats]
    settlements = [records[0].address.settlement or city.site.city for records in houses]
    growth, undated = _growth(chats, today)
    return Statistics(
        city=city.site.city,
        today=today,
        stale_after_days=city.site.stale_after_days,
        total=Tally(counts=Counter(states)),
        companies=_groups(
            (company.name, company.slug, _state(building.chats, fresh_since))
            for company in city.companies
            for building in company.buildings
        ),
        settlements=_groups((name, "", state) for name, state in zip(settlements, states, strict=True)),
        growth=growth,
        undated=undated,
        doubts=_doubts(houses, states),
        dots=tuple(
            Dot(latitude=place[0], longitude=place[1], has_chat=state in CHAT)
            for records, state in zip(houses, states, strict=True)
            if (place := next((record.location for record in records if record.location), None))
        ),
    )


def _state(chats: Iterable[Chat], fresh_since: date) -> State:
    return min([_state_of_chat(chat, fresh_since) for chat in chats], key=STATES.index, default="none")


def _state_of_chat(chat: Chat, fresh_since: date) -> State:
    state = chat.state
    if state != "open":
        return state
    if chat.checked is None:
        return "never"
    if chat.checked < fresh_since:
        return "stale"
    return "bot" if chat.by_bot else "fresh"


def _groups(houses: Iterable[tuple[str, str, State]]) -> tuple[Group, ...]:
    """Return one group for each (name, slug)."""
    counts: dict[tuple[str, str], dict[State, int]] = defaultdict(dict)
    for (name, slug, state), number in Counter(houses).items():
        counts[name, slug][state] = number
    groups = [Group(name=name, slug=slug, tally=Tally(counts=tally)) for (name, slug), tally in counts.items()]
    return tuple(
        sorted(
            groups,
            key=lambda group: (group.tally.chats - group.tally.houses, natural_key(group.name), group.slug),
        )
    )


def _growth(houses: Iterable[list[Chat]], today: date) -> tuple[tuple[Month, ...], int]:
    """Return the months up to today's, and the number of houses whose chats have no opening date."""
    opened: Counter[date] = Counter()
    undated = 0
    for chats in houses:
        alive = [chat for chat in chats if not chat.withdrawn]
        days = [chat.since for chat in alive if chat.since]
        if days:
            opened[min(days).replace(day=1)] += 1
        elif alive:
            undated += 1
    if not opened:
        return (), undated
    months, houses_so_far, month = [], 0, min(opened)
    while month <= today:
        houses_so_far += opened[month]
        months.append(Month(month=month, houses=houses_so_far))
        month = _next_month(month)
    return tuple(months[-_MONTHS_SHOWN:]), undated


def _next_month(month: date) -> date:
    if month.month == _DECEMBER:
        return date(month.year + 1, 1, 1)
    return date(month.year, month.month + 1, 1)


def _doubts(houses: Iterable[list[Building]], states: Iterable[State]) -> tuple[Doubt, ...]:
    found = [_doubt(records, state) for records, state in zip(houses, states, strict=True) if state in DOUBTFUL]
    return tuple(sorted(found, key=lambda doubt: (DOUBTFUL.index(doubt.state), doubt.address.sort_key, doubt.id)))


def _doubt(records: list[Building], state: State) -> Doubt:
    concerned = [
        (record, chat.withdrawn or chat.checked)
        for record in records
        for chat in record.chats
        if (chat.withdrawn if state == "withdrawn" else chat.is_open)
    ]
    record, _ = concerned[0]
    return Doubt(
        address=record.address,
        path=record.path,
        id=record.id,
        company=record.company,
        state=state,
        day=max([day for _, day in concerned if day], default=None),
    )
