"""What the poster templates see: plain frozen values, all words decided. An empty string is nothing to show."""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["a4", "a5", "sticker"]
LAYOUTS: tuple[Layout, ...] = ("a4", "a5", "sticker")


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeView:
    """A code to draw and what stands below it in letters.

    `modules` is the length of a side without the quiet zone; `host` and `rest` make up the typed address.
    """

    svg: str
    modules: int
    host: str
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatLine:
    """A chat: whose it is and when its link was confirmed."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneLine:
    """A telephone and whose it is."""

    label: str
    number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelCode:
    """The company's channels, behind a small code that leads to the company's page."""

    title: str
    code: CodeView


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseLine:
    """A house in the walking list; `first` and `last` are the sheets of its notices, counted behind the list."""

    house: str
    id: str
    entrances: tuple[str, ...]
    first: int
    last: int
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StreetLines:
    """The houses of one street."""

    title: str
    houses: tuple[HouseLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WalkingList:
    """Where to go and what to hang there."""

    title: str
    subtitle: str
    counts: tuple[str, ...]
    streets: tuple[StreetLines, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A PDF file: perhaps a walking list, then notices."""

    title: str
    author: str
    layout: Layout
    demo: bool
    walking: WalkingList | None
    notices: tuple[Notice, ...]
