"""What the template of `/pokrytie/` sees: figures in words, drawings as paths."""

from msgspec import Struct

from generator.city import State


class Segment(Struct, frozen=True, kw_only=True):
    """A piece of a bar that is 100 units long."""

    kind: str  # its class in the stylesheet
    x: float
    width: float


class StateRow(Struct, frozen=True, kw_only=True):
    """A state and how many houses are in it."""

    state: State
    name: str
    houses: str  # «97 домов»
    share: str


class GroupRow(Struct, frozen=True, kw_only=True):
    """A company or a settlement. `href` is empty where there is no page to lead to."""

    name: str
    href: str
    chats: str  # «51 из 117»
    share: str
    bar: tuple[Segment, ...]
    note: str  # what is doubtful in it, or an empty string


class MonthRow(Struct, frozen=True, kw_only=True):
    """A month and how many houses had a chat by its end."""

    month: str
    houses: str


class GrowthView(Struct, frozen=True, kw_only=True):
    """Columns in a drawing `width` × `height` units large, a path of closed rectangles; the rows are its table."""

    width: int
    height: int
    columns: str
    months: tuple[MonthRow, ...]
    says: str


class DotLayer(Struct, frozen=True, kw_only=True):
    """Dots of one kind and size, a path of lines without length to be stroked with large ends."""

    kind: str  # «yes» round, «no» square
    size: int  # the width of the stroke
    path: str


class MapView(Struct, frozen=True, kw_only=True):
    """A map `width` × `height` units large. `ruler` is a line as long as `ruler_says`."""

    width: int
    height: int
    layers: tuple[DotLayer, ...]
    ruler: str
    ruler_says: str
    says: str


class DoubtLink(Struct, frozen=True, kw_only=True):
    """A house whose link somebody should look after."""

    href: str
    text: str
    note: str


class DoubtList(Struct, frozen=True, kw_only=True):
    """Houses in one state of doubt: some of them, and how many there are besides."""

    heading: str
    houses: tuple[DoubtLink, ...]
    more: str


class CoverageView(Struct, frozen=True, kw_only=True):
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
