"""What the template of `/pokrytie/` sees: figures in words, drawings as paths."""

from dataclasses import dataclass

from generator.statistics import State


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A piece of a bar that is 100 units long."""

    kind: str  # its class in the stylesheet
    x: float
    width: float


@dataclass(frozen=True, kw_only=True, slots=True)
class StateRow:
    """A state and how many houses are in it."""

    state: State
    name: str
    houses: str  # «97 домов»
    share: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRow:
    """A company or a settlement. `href` is empty where there is no page to lead to."""

    name: str
    href: str
    chats: str  # «51 из 117»
    share: str
    bar: tuple[Segment, ...]
    note: str  # what is doubtful in it, or an empty string


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthRow:
    """A month and how many houses had a chat by its end."""

    month: str
    houses: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GrowthView:
    """Columns in a drawing `width` × `height` units large, a path of closed rectangles; the rows are its table."""

    width: int
    height: int
    columns: str
    months: tuple[MonthRow, ...]
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DotLayer:
    """Dots of one kind and size, a path of lines without length to be stroked with large ends."""

    kind: str  # «yes» round, «no» square
    size: int  # the width of the stroke
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapView:
    """A map `width` × `height` units large. `ruler` is a line as long as `ruler_says`."""

    width: int
    height: int
    layers: tuple[DotLayer, ...]
    ruler: str
    ruler_says: str
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtLink:
    """A house whose link somebody should look after."""

    href: str
    text: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DoubtList:
    """Houses in one state of doubt: some of them, and how many there are besides."""

    heading: str
    houses: tuple[DoubtLink, ...]
    more: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageView:
    """The figures of the city."""

    lead: str
    bar: tuple[Segment, ...]
    states: tuple[StateRow, ...]
    companies: tuple[GroupRow, ...]
    settlements: tuple[GroupRow, ...]  # none where there is only the city itself
    growth: GrowthView | None
    undated: str
    map: MapView | None
    doubts: tuple[DoubtList, ...]
    stale_after: str
