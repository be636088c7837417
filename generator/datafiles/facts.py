"""Facts: what the rules between files need to know of each file, flat, with the place of each.

A file has facts even if it has errors, as long as it can be read at all: what could not be understood is left out.
Nothing here holds a draft, so facts can be kept between builds.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from generator.addresses import Address, Street
from generator.city import house_path
from generator.datafiles.ground import Ground
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft, Spot
from generator.text import MaxLink, Place

DATES_OF_A_CHAT = ("since", "checked", "withdrawn")


class DateFact(Struct, frozen=True):
    """A date on which something happened."""

    day: date
    spot: Spot


class ChatFacts(Struct, frozen=True):
    """A chat or a channel.

    `url` is empty where there is no link or it can't be read; `link_spot` is None only where none is given.
    """

    spot: Spot
    url: str
    link_spot: Spot | None
    on_poster: bool
    shared: bool
    withdrawn: bool
    unusual: bool
    unusual_spot: Spot | None
    dates: tuple[DateFact, ...] = ()


class AliasFacts(Struct, frozen=True):
    """Another address of a building: the page that leads to it."""

    page: str
    spot: Spot


class AddressFacts(Struct, frozen=True):
    """An address that could be read; `street` is the key of one of the file's streets."""

    key: str
    loose_key: str
    title: str
    settlement: str
    street: str
    page: str


class BuildingFacts(Struct, frozen=True):
    """A record of a building.

    A spot is None where nothing is given; `id` and `slug` are None where what is given can't be read.
    `entrances` lists those of this record; None: it has all, or it isn't known which.
    """

    id: str | None
    id_spot: Spot | None
    address: AddressFacts | None
    address_spot: Spot
    settlement_spot: Spot | None
    slug: str | None
    slug_spot: Spot | None
    entrances: tuple[int, ...] | None
    aliases: tuple[AliasFacts, ...]
    chats: tuple[ChatFacts, ...]


class ServedFacts(Struct, frozen=True):
    """One thing that a supplier says it serves: `kind` is the field, `key` is compared, `title` is shown."""

    kind: str
    key: str
    title: str
    spot: Spot


class FormerFacts(Struct, frozen=True):
    """A name that the file of an organisation had before."""

    slug: str
    spot: Spot


class OrganizationFacts(Struct, frozen=True, kw_only=True):
    """The file of an organisation. `path` is as shown to people, `streets` are those of its buildings by key."""

    section: str
    slug: str
    path: str
    chats: tuple[ChatFacts, ...] = ()
    channels: tuple[ChatFacts, ...] = ()
    buildings: tuple[BuildingFacts, ...] = ()
    streets: dict[str, Street] = {}
    serves: tuple[ServedFacts, ...] = ()
    former: tuple[FormerFacts, ...] = ()

    def at(self, spot: Spot) -> Place:
        """Return the place of something in this file."""
        return Place(self.path, *spot)


class Facts(Struct, frozen=True, kw_only=True, dict=True):
    """The facts of a whole city: companies first, then suppliers and authorities, each in the order of their files.

    `unread` names the organisations whose files exist but are broken.
    """

    ground: Ground
    organizations: tuple[OrganizationFacts, ...]
    links: tuple[PrivateLink, ...] = ()
    history: Draft | None = None
    unread: frozenset[str] = frozenset()

    @property
    def site(self) -> Draft | None:
        """The site's file."""
        return self.ground.site

    @cached_property
    def buildings(self) -> tuple[tuple[OrganizationFacts, BuildingFacts], ...]:
        """All buildings, each with its company."""
        return tuple((company, building) for company in self.organizations for building in company.buildings)

    @cached_property
    def by_id(self) -> dict[str, tuple[OrganizationFacts, BuildingFacts]]:
        """The first building of each id."""
        return {one.id: (company, one) for company, one in reversed(self.buildings) if one.id is not None}

    @cached_property
    def incomplete(self) -> bool:
        """Whether some files or ids could not be read, so that «there is no such» can't be said."""
        return bool(self.unread) or any(one.id is None and one.id_spot for _, one in self.buildings)

    @cached_property
    def streets(self) -> dict[str, Street]:
        """All streets that buildings stand in, by key."""
        return {key: street for one in self.organizations for key, street in one.streets.items()}

    def chats(self) -> Iterator[tuple[OrganizationFacts, BuildingFacts | None, ChatFacts]]:
        """Yield (the organisation, the building or None for an organisation's own, the chat)."""
        for organization in self.organizations:
            for chat in organization.chats:
                yield organization, None, chat
        for company, building in self.buildings:
            for chat in building.chats:
                yield company, building, chat


def facts_of(section: str, slug: str, draft: Draft, ground: Ground) -> OrganizationFacts:
    """Return the facts of an organisation's file."""
    buildings: tuple[Draft, ...] = draft.get("buildings") or ()
    addresses = [address for one in buildings if isinstance(address := one.get("address"), Address)]
    return OrganizationFacts(
        section=section,
        slug=slug,
        path=draft.path,
        chats=tuple(map(_chat, draft.get("chats") or ())),
        channels=tuple(map(_chat, draft.get("channels") or ())),
        buildings=tuple(_building(building, ground) for building in buildings),
        streets={address.street.key: address.street for address in addresses},
        serves=tuple(_served(draft.get("serves"))),
        former=tuple(
            FormerFacts(one.get("slug"), one.places["slug"]) for one in draft.get("former") or () if one.get("slug")
        ),
    )


def _chat(draft: Draft) -> ChatFacts:
    link, places, values = draft.get("link"), draft.places, draft.values
    return ChatFacts(
        spot=draft.spot,
        url=link.url if isinstance(link, MaxLink) else "",
        link_spot=places.get("link"),
        on_poster=values.get("share") == "poster",
        shared=bool(values.get("shared")),
        withdrawn="withdrawn" in places,
        unusual=bool(values.get("unusual")),
        unusual_spot=places.get("unusual"),
        dates=tuple(DateFact(values[name], places[name]) for name in DATES_OF_A_CHAT if values.get(name)),
    )


def _building(draft: Draft, ground: Ground) -> BuildingFacts:
    address, places = draft.get("address"), draft.places
    known = isinstance(address, Address)
    slug = draft.get("slug") if "slug" in places else ""
    return BuildingFacts(
        id=draft.get("id"),
        id_spot=places.get("id"),
        address=_address(address, ground, slug or "") if known else None,
        address_spot=places.get("address") or draft.spot,
        settlement_spot=places.get("settlement"),
        slug=slug,
        slug_spot=places.get("slug"),
        entrances=entrances if isinstance(entrances := draft.get("entrances"), tuple) else None,
        aliases=tuple(_aliases(draft, address, ground)) if known else (),
        chats=tuple(map(_chat, draft.get("chats") or ())),
    )


def _address(address: Address, ground: Ground, slug: str) -> AddressFacts:
    return AddressFacts(
        key=address.key,
        loose_key=address.loose_key,
        title=address.title,
        settlement=address.settlement,
        street=address.street.key,
        page=house_path(address, ground.slugs, slug),
    )


def _aliases(building: Draft, address: Address, ground: Ground) -> Iterator[AliasFacts]:
    for index, alias in enumerate(building.get("aliases") or ()):
        if alias.key != address.key:
            place = building.at("aliases", index)
            yield AliasFacts(house_path(alias, ground.slugs), (place.line, place.column))


def _served(serves: object) -> Iterator[ServedFacts]:
    if not isinstance(serves, Draft):
        return
    for kind in ("companies", "buildings", "settlements", "streets"):
        for index, item in enumerate(serves.get(kind) or ()):
            street = isinstance(item, Street)
            place = serves.at(kind, index)
            spot = (place.line, place.column)
            yield ServedFacts(kind, item.key if street else item, item.title if street else item, spot)
