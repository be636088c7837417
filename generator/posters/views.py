"""What the poster templates see: plain frozen values, all words decided. An empty string is nothing to show."""

from typing import Literal

from msgspec import Struct

Layout = Literal["a4", "a5", "sticker"]
LAYOUTS: tuple[Layout, ...] = ("a4", "a5", "sticker")


class CodeView(Struct, frozen=True, kw_only=True):
    """A code to draw and what stands below it in letters.

    `modules` is the length of a side without the quiet zone; `host` and `rest` make up the typed address.
    """

    svg: str
    modules: int
    host: str
    rest: str


class ChatLine(Struct, frozen=True, kw_only=True):
    """A chat: whose it is and when its link was confirmed."""

    title: str
    text: str


class PhoneLine(Struct, frozen=True, kw_only=True):
    """A telephone and whose it is."""

    label: str
    number: str


class ChannelCode(Struct, frozen=True, kw_only=True):
    """The company's channels, behind a small code that leads to the company's page."""

    title: str
    code: CodeView


class Notice(Struct, frozen=True, kw_only=True):
    """One page for one entrance (or for a house whose entrances aren't known)."""

    id: str
    settlement: str
    street: str
    house: str
    entrance: str  # the number alone
    address: str  # in one line
    short: str  # the same for strips
    heading: str
    code: CodeView
    steps: tuple[str, ...]
    hint: str  # what the code is for where it opens no chat
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
    """A house in the walking list; `first` and `last` are the sheets of its notices, counted behind the list."""

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


class Document(Struct, frozen=True, kw_only=True):
    """A PDF file: perhaps a walking list, then notices."""

    title: str
    author: str
    layout: Layout
    demo: bool
    walking: WalkingList | None
    notices: tuple[Notice, ...]
