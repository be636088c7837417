"""What the poster templates see: frozen values with all wording decided. An empty string means nothing to show."""

from typing import Literal

from msgspec import Struct

Layout = Literal["a4", "a5", "sticker"]
LAYOUTS: tuple[Layout, ...] = ("a4", "a5", "sticker")


class CodeView(Struct, frozen=True, kw_only=True):
    """A code and the text below it.

    `modules` is the length of a side without the quiet zone; `host` and `rest` make up the typed address.
    """

    svg: str
    modules: int
    host: str
    rest: str


class ChatLine(Struct, frozen=True, kw_only=True):
    """A chat: its name and when its link was confirmed."""

    title: str
    text: str


class PhoneLine(Struct, frozen=True, kw_only=True):
    """A telephone and what it is for."""

    label: str
    number: str


class ChannelCode(Struct, frozen=True, kw_only=True):
    """The company's channels, with a small code that leads to the company's page."""

    title: str
    code: CodeView


class Front(Struct, frozen=True, kw_only=True):
    """The drawing of a house's front; `width` and `height` in its own units."""

    svg: str
    width: int
    height: int


class Notice(Struct, frozen=True, kw_only=True):
    """One page for one entrance, or for a house whose entrances are unknown."""

    id: str
    settlement: str
    street: str
    house: str
    entrance: str  # the number only; "" if the house has one
    door: int | None  # the entrance that it hangs at
    address: str  # in one line
    short: str  # the same, short, for strips
    front: Front | None  # beside the number, if there is room
    heading: str
    code: CodeView
    steps: tuple[str, ...]
    hint: str  # what the code is for if it opens no chat
    chats: tuple[ChatLine, ...]
    emergency: PhoneLine | None
    phones: tuple[PhoneLine, ...]
    rescue: PhoneLine
    company: str
    channel: ChannelCode | None
    warning: str
    advice: str
    unlisted: bool


class HouseLine(Struct, frozen=True, kw_only=True):
    """A house in the walking list; `first` and `last` are the numbers of its sheets, counted after the list."""

    house: str
    id: str
    entrances: tuple[str, ...]
    first: int
    last: int
    note: str


class StreetLines(Struct, frozen=True, kw_only=True):
    """The houses of one street."""

    title: str
    houses: tuple[HouseLine, ...]


class WalkingList(Struct, frozen=True, kw_only=True):
    """Where to go and what to hang there."""

    title: str
    subtitle: str
    counts: tuple[str, ...]
    streets: tuple[StreetLines, ...]


class Labels(Struct, frozen=True, kw_only=True):
    """A sheet of stickers in millimetres; see `sheets.Sheet`. `start` is the first free label, counted from 1."""

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float
    inset_x: float
    inset_y: float
    nudge_x: float  # a sticker's place in its label, if the printer does not reach the usual one
    nudge_y: float
    code: float  # width of the code with its quiet zone
    cut: bool  # plain paper, to be cut apart
    copies: int
    start: int
    shift: str  # as in the option; "" for none
    test: bool  # show the outlines of the labels instead of the stickers
    name: str
    title: str

    @property
    def capacity(self) -> int:
        """Return the number of stickers on a sheet."""
        return self.columns * self.rows


class Document(Struct, frozen=True, kw_only=True):
    """A PDF file: an optional walking list, then notices."""

    title: str
    author: str
    layout: Layout
    demo: bool
    walking: WalkingList | None
    notices: tuple[Notice, ...]
    labels: Labels  # the sheet, in the layout of stickers
