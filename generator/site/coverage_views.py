"""What the template of `/pokrytie/` sees: figures in words, drawings as SVG paths."""

from msgspec import Struct

from generator.city import State


class Segment(Struct, frozen=True, kw_only=True):
    """A piece of a bar 100 units long."""

    kind: str  # CSS class
    x: float
    width: float


class StateRow(Struct, frozen=True, kw_only=True):
    """A state and the number of houses in it."""

    state: State
    name: str
    houses: str  # «97 домов»
    share: str


class GroupRow(Struct, frozen=True, kw_only=True):
    """A company or a settlement. `href` is empty if it has no page."""

    name: str
    href: str
    chats: str  # «51 из 117»
    share: str  # empty if there is no chat
    bar: tuple[Segment, ...]
    note: str  # links that need attention, in words


class MonthRow(Struct, frozen=True, kw_only=True):
    """A month and the number of houses with a chat at its end."""

    month: str
    houses: str


class GrowthView(Struct, frozen=True, kw_only=True):
    """A column chart of `width` × `height` units as one path of rectangles; `rows` is the same as a table."""

    width: int
    height: int
    columns: str
    months: tuple[MonthRow, ...]
    says: str


class DotLayer(Struct, frozen=True, kw_only=True):
    """Dots of one kind and size: a path of zero-length lines with round or square caps."""

    kind: str  # «yes» round, «no» square
    size: int  # stroke width
    path: str


class MapView(Struct, frozen=True, kw_only=True):
    """A map of `width` × `height` units. `ruler` is the length of a scale bar labelled `ruler_says`."""

    width: int
    height: int
    layers: tuple[DotLayer, ...]
    ruler: str
    ruler_says: str
    says: str


class DoubtLink(Struct, frozen=True, kw_only=True):
    """A house whose link needs attention."""

    href: str
    text: str
    note: str


class DoubtList(Struct, frozen=True, kw_only=True):
    """The first houses in one state of doubt, and the number of the others."""

    heading: str
    houses: tuple[DoubtLink, ...]
    more: str


class CoverageView(Struct, frozen=True, kw_only=True):
    """The figures of the city."""

    lead: str
    bar: tuple[Segment, ...]  # empty if there is no chat
    states: tuple[StateRow, ...]
    companies: tuple[GroupRow, ...]
    others: str  # companies that are not listed, in words
    settlements: tuple[GroupRow, ...]  # empty if there is only the city itself
    growth: GrowthView | None
    undated: str
    map: MapView | None
    doubts: tuple[DoubtList, ...]
    stale_after: str
