"""The model: a checked city as plain frozen values, without errors.

A `digest` (16 bytes) is the hash of all that the data says of a value: equal digests mean equal values, so pages of
an unchanged value need not be made again. Loading sets it. A company's digest leaves out its buildings; a building's
has three parts, see `place` and `outline`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.addresses import Address, Street
from generator.text import MaxLink, Phone

Owner = Literal["gosuslugi", "company", "residents"]
Share = Literal["site", "poster", "nowhere"]
Kind = Literal["uk", "tsg", "zhsk", "direct"]
# What a visitor of the site finds, best first: a link, a hint at the notice in the entrance, a chat without a link, a
# warning, nothing.
LinkState = Literal["open", "poster", "known", "withdrawn", "none"]
_LINK_STATES: tuple[LinkState, ...] = ("open", "poster", "known", "withdrawn", "none")

BOT = "бот"
"""The value of `checked_by` if the organisation's own bot confirmed the link."""


class Contact(Struct, frozen=True, kw_only=True):
    """Where to write about the site itself; at least one is given."""

    email: str | None = None
    phone: Phone | None = None
    link: MaxLink | None = None


class Source(Struct, frozen=True, kw_only=True):
    """Where houses and companies were taken from, such as a public register."""

    name: str
    publisher: str | None = None
    day: date | None = None  # of the information
    link: str | None = None
    terms: str | None = None


class Site(Struct, frozen=True, kw_only=True):
    """The site and its settings."""

    title: str
    city: str
    region: str
    base_url: str  # ends with a slash
    timezone: ZoneInfo
    contact: Contact
    stale_after_days: int
    slash_means: Literal["corner", "corpus"]
    publish_posters: bool
    building_previews: bool
    offline: bool
    demo: bool
    retired: Mapping[str, str | None]  # printed id → the id of the building it leads to now
    portal: str | None = None  # the site of all cities of the region; ends with a slash
    sources: tuple[Source, ...] = ()
    digest: bytes = b""

    def oldest_fresh(self, today: date) -> date:
        """Return the earliest day on which a link may have been confirmed without being stale."""
        return date.fromordinal(max(1, today.toordinal() - self.stale_after_days))


class Channel(Struct, frozen=True, array_like=True):
    """An information channel of an organisation."""

    link: MaxLink
    title: str | None = None
    topics: tuple[str, ...] = ()
    checked: date | None = None
    chat_id: int | None = None
    checked_by: str | None = None

    @property
    def by_bot(self) -> bool:
        """Return True if the organisation's bot confirmed the link."""
        return self.checked is not None and self.checked_by == BOT


class Chat(Struct, frozen=True, array_like=True):
    """A chat of a building or of an organisation; `share` says where its owner lets the link appear."""

    owner: Owner
    share: Share
    link: MaxLink | None = None
    entrance: int | None = None
    approval: bool = False
    since: date | None = None
    checked: date | None = None
    checked_by: str | None = None
    withdrawn: date | None = None
    poster_key: int = 1
    shared: bool = False  # shared by several buildings
    unusual: bool = False  # its unusual link is intentional
    chat_id: int | None = None  # of MAX; known to a bot that is in the chat

    @property
    def by_bot(self) -> bool:
        """Return True if the organisation's bot confirmed the link."""
        return self.checked is not None and self.checked_by == BOT

    @property
    def is_open(self) -> bool:
        """Return True if a visitor of the site can enter the chat."""
        return self.link is not None and self.share == "site" and not self.withdrawn

    @property
    def is_on_poster(self) -> bool:
        """Return True if only the printed code of its notice leads to it."""
        return self.link is not None and self.share == "poster" and not self.withdrawn

    @property
    def state(self) -> LinkState:
        """Return what a visitor of the site finds of it."""
        if self.withdrawn:
            return "withdrawn"
        if self.is_open:
            return "open"
        return "poster" if self.share == "poster" else "known"


def best_state(chats: Iterable[Chat]) -> LinkState:
    """Return the best state of these chats, which is the house's."""
    return min([chat.state for chat in chats], key=_LINK_STATES.index, default="none")


def usual_share(owner: str | None) -> Share:
    """Return the default of `share`: the link of an official chat is not for the site."""
    return "nowhere" if owner == "gosuslugi" else "site"


class LabelledPhone(Struct, frozen=True, array_like=True):
    """A telephone and what it is for."""

    number: Phone
    label: str | None = None


class Former(Struct, frozen=True, kw_only=True, array_like=True):
    """What an organisation and its file were called before."""

    name: str | None = None
    slug: str | None = None


class Organization(Struct, frozen=True, kw_only=True, array_like=True, tag=True):
    """The fields that companies, suppliers and authorities share. `slug` is the name of the file without its ending."""

    slug: str
    name: str
    inn: str | None = None
    ogrn: str | None = None
    phones: tuple[LabelledPhone, ...] = ()
    dispatch: Phone | None = None
    email: str | None = None
    website: str | None = None
    office: str | None = None
    hours: str | None = None
    about: str | None = None
    channels: tuple[Channel, ...] = ()
    chats: tuple[Chat, ...] = ()
    former: tuple[Former, ...] = ()
    digest: bytes = b""


class Building(Struct, frozen=True, array_like=True):
    """One company's record of a building.

    `entrances` is the number of entrances, or the numbers of those that this company manages. `path` is the page's
    address below the site's root, such as `doma/ulitsa-lenina/123a`; records of one address share it.
    """

    id: str
    company: str  # slug
    address: Address
    path: str
    aliases: tuple[Address, ...] = ()
    entrances: int | tuple[int, ...] | None = None
    flats: int | None = None
    floors: int | None = None
    location: tuple[float, float] | None = None  # latitude, longitude
    fias: str | None = None
    note: str | None = None
    separate: bool = False  # not the house with a similar address
    chats: tuple[Chat, ...] = ()
    digest: bytes = b""

    @property
    def order(self) -> tuple[object, ...]:
        """Return the sort key of buildings: their address."""
        return (self.address.sort_key, self.id)

    @property
    def outline(self) -> bytes:
        """Return the part of the digest that covers all fields except the links of chats and the note."""
        return self.digest[:32]

    @property
    def place(self) -> bytes:
        """Return the part of the digest that covers all fields except the chats and the note."""
        return self.digest[:16]


class Company(Organization, frozen=True, kw_only=True):
    """An УК, ТСЖ or ЖСК, or `direct` management by the owners, with its buildings in the order of their addresses."""

    kind: Kind
    buildings: tuple[Building, ...] = ()


class Serves(Struct, frozen=True, kw_only=True, array_like=True):
    """Conditions that select a supplier's buildings; a building needs to meet one of them."""

    everything: bool = False
    settlements: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()  # street keys, so spelling does not matter
    companies: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()

    def includes(self, building: Building) -> bool:
        """Return True if the supplier serves the building."""
        return (
            self.everything
            or building.company in self.companies
            or building.id in self.buildings
            or building.address.settlement in self.settlements
            or building.address.street.key in self.streets
        )


class Supplier(Organization, frozen=True, kw_only=True):
    """A supplier of resources (РСО)."""

    services: tuple[str, ...]
    emergency: Phone | None = None
    serves: Serves


class Authority(Organization, frozen=True, kw_only=True):
    """A body of the city."""


class KnownStreet(Struct, frozen=True, kw_only=True):
    """What `site.yaml` says of a street; an empty `slug` means the usual one."""

    street: Street
    aliases: tuple[Street, ...] = ()
    former: tuple[Street, ...] = ()
    slug: str = ""


def emergency_of(organization: Organization) -> Phone | None:
    """Return the emergency telephone of an organisation."""
    own = organization.emergency if isinstance(organization, Supplier) else None
    return own or organization.dispatch


class City(Struct, frozen=True, kw_only=True, dict=True):
    """All checked data. Companies, suppliers and authorities are sorted by slug."""

    site: Site
    streets: tuple[KnownStreet, ...]
    companies: tuple[Company, ...]
    suppliers: tuple[Supplier, ...]
    authorities: tuple[Authority, ...]
    published: Mapping[str, tuple[str, ...]]  # id → all addresses that it ever had on the site
    organization_pages: tuple[str, ...] = ()  # all that there ever were, such as `uk/primer-1`
    key_mark: str = ""  # identifies the key that secret addresses were made with

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Return all organisations: companies, suppliers, authorities."""
        return (*self.companies, *self.suppliers, *self.authorities)

    @cached_property
    def buildings(self) -> tuple[Building, ...]:
        """Return all records of buildings."""
        return tuple(building for company in self.companies for building in company.buildings)

    @property
    def has_emergency_phones(self) -> bool:
        """Return True if an emergency telephone is known, besides 112."""
        return any(map(emergency_of, self.organizations))

    @property
    def street_slugs(self) -> dict[str, str]:
        """Return the slugs that the data sets, by street key."""
        return {known.street.key: known.slug for known in self.streets if known.slug}
