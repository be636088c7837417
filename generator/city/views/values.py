"""Views of chats, organisations and addresses for pages and notices: frozen values, ready to print."""

from typing import Literal

from msgspec import Struct

from generator.city.views.marks import Shown

ChatState = Literal["open", "poster", "hidden", "gosuslugi", "withdrawn"]


class PhoneView(Struct, frozen=True, kw_only=True):
    """A telephone; `href` is empty in a demonstration, where the numbers are invented."""

    text: Shown[str]
    href: Shown[str]
    label: Shown[str] = ""


class Plate(Struct, frozen=True, kw_only=True):
    """The address plate: the street small, the number large, «корпус 2» beside it."""

    settlement: Shown[str]
    street: Shown[str]
    number: Shown[str]
    rest: Shown[str]


class ChatView(Struct, frozen=True, kw_only=True):
    """A chat as its house's page shows it."""

    state: ChatState
    title: Shown[str]  # «Чат дома», «Чат подъезда 2»
    ordinal: Shown[str] = ""  # « № 2» where a page has several of one title
    owner: Shown[str]  # who runs it, a sentence
    official: bool  # from «Госуслуги.Дом», so residents can compare it with the app
    button: Shown[str]  # what its button calls it, as a notice does: «Вступить в чат жителей»
    href: Shown[str] = ""  # of the button
    checked: Shown[str] = ""  # when and by whom it was confirmed
    doubt: bool = False  # confirmed long ago or never
    approval: bool = False
    since: Shown[str] = ""
    withdrawn: Shown[str] = ""
    replaced: bool = False  # withdrawn, and another chat has replaced it
    ask: Shown[str] = ""  # whom to ask if the link is doubtful or missing
    phone: PhoneView | None = None  # to ask
    entrance: Shown[int | None] = None
    secondary: bool = False  # not run by whoever manages the house


class ChannelView(Struct, frozen=True, kw_only=True):
    """A channel, with its topics in words."""

    title: str
    href: str
    topics: str
    checked: str


class OrganizationView(Struct, frozen=True, kw_only=True):
    """An organisation's contacts; the emergency number comes first."""

    name: str
    kind: str
    href: str
    emergency: PhoneView | None
    phones: tuple[PhoneView, ...]
    ask: PhoneView | None  # to ask about a chat
    email: str
    email_href: str
    website: str
    website_href: str
    office: str
    hours: str
    channels: tuple[ChannelView, ...]
    chats: tuple[ChatView, ...]
    services: str = ""
