"""Facts: the input of the rules between files, with places.

Each file gives its record, as in the model, and the spots of what rules may report, decoded only if needed. The
record of a file with errors is incomplete; it never becomes part of a city.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.addresses import Street
from generator.city import Building, Chat, Company
from generator.datafiles.assemble import Record, make_organization, readable_channels
from generator.datafiles.history import History
from generator.datafiles.private_links import PrivateLink, Taker, chat_of
from generator.datafiles.reading import Draft, Spot
from generator.datafiles.settings import Settings
from generator.text import Place


class ChatSpots(Struct, frozen=True, array_like=True):
    """The spots of a chat or a channel; None for fields not given."""

    chat: Spot
    link: Spot | None
    unusual: Spot | None = None
    since: Spot | None = None
    checked: Spot | None = None
    withdrawn: Spot | None = None
    chat_id: Spot | None = None


class BuildingSpots(Struct, frozen=True, array_like=True):
    """The spots of a building's fields; `address` is the building's own if it has no address."""

    id: Spot | None
    address: Spot
    settlement: Spot | None
    slug: Spot | None
    slug_unread: bool
    aliases: tuple[Spot, ...]
    chats: tuple[ChatSpots, ...]


class Served(Struct, frozen=True, array_like=True):
    """One thing that a supplier says it serves: `kind` is the field, `key` is compared, `title` is shown."""

    kind: str
    key: str
    title: str
    spot: Spot


class Spots(Struct, frozen=True, array_like=True):
    """The spots of an organisation's file, each list in the order of the record."""

    chats: tuple[ChatSpots, ...]
    channels: tuple[ChatSpots, ...]
    buildings: tuple[BuildingSpots, ...]
    serves: tuple[Served, ...]
    name: Spot = (1, 1)
    inn: Spot = (1, 1)
    former: tuple[Spot, ...] = ()


class FileFacts(Struct, frozen=True, array_like=True, dict=True):
    """The file of an organisation: its path as shown to people, its record, whether it has no error.

    `order` contains the indexes of the buildings in the order of the file; the record sorts them by address.
    """

    section: str
    slug: str
    path: str
    sound: bool
    record: Record
    order: tuple[int, ...]
    packed_spots: bytes

    @cached_property
    def spots(self) -> Spots:
        """Return the spots of the file."""
        return msgpack.decode(self.packed_spots, type=Spots)

    @property
    def buildings(self) -> tuple[Building, ...]:
        """Return the buildings of a company."""
        return self.record.buildings if isinstance(self.record, Company) else ()

    def at(self, spot: Spot) -> Place:
        """Return the place of a spot in this file."""
        return Place(self.path, *spot)


class BuildingFacts(Struct, frozen=True, gc=False):
    """A building with its places; `number` is its index in the record.

    `key` is that of its address, or "" if the address could not be read.
    """

    file: FileFacts
    number: int
    building: Building
    key: str

    @property
    def spots(self) -> BuildingSpots:
        """Return the spots of its fields."""
        return self.file.spots.buildings[self.number]

    @property
    def takers(self) -> list[Taker]:
        """Return the properties of its chats by which their private links are found."""
        # In a file with errors, a given link may be unreadable.
        given = [bool(chat.link) for chat in self.building.chats]
        if not self.file.sound:
            given = [spots.link is not None for spots in self.spots.chats]
        return [
            Taker(chat.owner, chat.entrance, chat.share, linked)
            for chat, linked in zip(self.building.chats, given, strict=True)
        ]

    @property
    def place(self) -> Place:
        """Return the place of its address."""
        return self.file.at(self.spots.address)


class ChatFacts(Struct, frozen=True, gc=False):
    """A chat with its places; `number` is its index among the chats of the building or organisation."""

    file: FileFacts
    building: BuildingFacts | None
    number: int
    chat: Chat

    @property
    def spots(self) -> ChatSpots:
        """Return the spots of its fields."""
        return (self.building or self.file).spots.chats[self.number]

    @property
    def place(self) -> Place:
        """Return the place where it begins."""
        return self.file.at(self.spots.chat)


class LinkUse(Struct, frozen=True, gc=False):
    """A use of a link: by a chat, in its company's file or the private one, or by a channel."""

    at: ChatFacts | tuple[FileFacts, int]  # for a channel: its index in the file
    private: Place | None = None

    @property
    def chat(self) -> Chat | None:
        """Return the chat, or None for a channel."""
        return self.at.chat if isinstance(self.at, ChatFacts) else None

    @property
    def building(self) -> Building | None:
        """Return the building of the chat."""
        one = self.at.building if isinstance(self.at, ChatFacts) else None
        return one.building if one else None

    @property
    def place(self) -> Place:
        """Return the place of the link."""
        if self.private:
            return self.private
        if isinstance(self.at, ChatFacts):
            file, spots = self.at.file, self.at.spots
        else:
            file, number = self.at
            spots = file.spots.channels[number]
        return file.at(spots.link or spots.chat)


class Facts(Struct, frozen=True, kw_only=True, dict=True):
    """The facts of a whole city: companies first, then suppliers and authorities, each in the order of their files.

    `unread` names the organisations whose files exist but are broken.
    """

    settings: Settings
    today: date
    files: tuple[FileFacts, ...]
    links: tuple[PrivateLink, ...] = ()
    history: History | None = None
    unread: frozenset[str] = frozenset()

    @property
    def site(self) -> Draft | None:
        """Return the draft of `site.yaml`."""
        return self.settings.site

    @cached_property
    def buildings(self) -> list[BuildingFacts]:
        """Return all buildings in the order of the files."""
        return [
            BuildingFacts(file, number, building, building.address.key if building.path else "")
            for file, made in [(file, file.buildings) for file in self.files]
            for number in file.order
            for building in (made[number],)
        ]

    @cached_property
    def by_id(self) -> dict[str, BuildingFacts]:
        """Return the first building with each id."""
        return {one.building.id: one for one in reversed(self.buildings) if one.building.id}

    @cached_property
    def incomplete(self) -> bool:
        """Return True if some files or ids could not be read, so that «there is no such …» would be unfounded."""
        unsound = (one for one in self.buildings if not one.file.sound)
        return bool(self.unread) or any(not one.building.id and one.spots.id for one in unsound)

    @cached_property
    def streets(self) -> dict[str, Street]:
        """Return all streets with buildings, by key."""
        known = {one.building.address.street for one in self.buildings if one.key}
        return {street.key: street for street in known}

    @cached_property
    def repeated_addresses(self) -> list[list[BuildingFacts]]:
        """Return the records of each address that has several."""
        first: dict[str, BuildingFacts] = {}
        several: dict[str, list[BuildingFacts]] = {}
        for one in self.buildings:
            if one.key and (earlier := first.setdefault(one.key, one)) is not one:
                several.setdefault(one.key, [earlier]).append(one)
        return list(several.values())

    @cached_property
    def _private_counts(self) -> Counter[str]:
        return Counter(link.building for link in self.links)

    @cached_property
    def links_with_chats(self) -> list[tuple[PrivateLink, ChatFacts | str]]:
        """Return each private link with the chat that it is for, or in words why there is none."""
        return [(link, self._target_of(link)) for link in self.links]

    def _target_of(self, private: PrivateLink) -> ChatFacts | str:
        found = self.by_id.get(private.building)
        if found is None:
            return f"дома с номером {private.building} нет"
        number = chat_of(private, found.takers, only=self._private_counts[private.building] == 1)
        if isinstance(number, str):
            return number
        return ChatFacts(found.file, found, number, found.building.chats[number])

    def chats(self, wanted: Callable[[Chat], object]) -> Iterator[ChatFacts]:
        """Yield the chats for which `wanted` is true: those of organisations, then those of buildings."""
        for file in self.files:
            for number, chat in enumerate(file.record.chats):
                if wanted(chat):
                    yield ChatFacts(file, None, number, chat)
        for one in self.buildings:
            for number, chat in enumerate(one.building.chats):
                if wanted(chat):
                    yield ChatFacts(one.file, one, number, chat)

    @cached_property
    def repeated_links(self) -> dict[str, list[LinkUse]]:
        """Return the uses of each link that has several: chats, the private file, channels."""
        urls = [chat.link.url for file in self.files for one in file.buildings for chat in one.chats if chat.link]
        urls += [chat.link.url for file in self.files for chat in file.record.chats if chat.link]
        urls += [channel.link.url for file in self.files for channel in file.record.channels]
        urls += [private.link.url for private in self.links if private.link]
        repeated = {url for url, times in Counter(urls).items() if times > 1}
        uses: dict[str, list[LinkUse]] = defaultdict(list)
        for url, use in self._uses(repeated) if repeated else ():
            uses[url].append(use)
        return uses

    def _uses(self, urls: AbstractSet[str]) -> Iterator[tuple[str, LinkUse]]:
        """Yield the uses of these links: in the organisations' files, in the private one, then in channels."""
        for one in self.chats(lambda chat: chat.link and chat.link.url in urls):
            yield str(one.chat.link), LinkUse(one)
        for private, target in self.links_with_chats:
            if private.link and private.link.url in urls and not isinstance(target, str):
                yield private.link.url, LinkUse(target, private.link_place)
        for file in self.files:
            for number, channel in enumerate(file.record.channels):
                if channel.link.url in urls:
                    yield channel.link.url, LinkUse((file, number))


def facts_of(section: str, slug: str, draft: Draft, settings: Settings, *, sound: bool) -> FileFacts:
    """Return the facts of an organisation's file."""
    record = make_organization(section, slug, draft, settings)
    spots = [_building(building) for building in draft.get("buildings") or ()]
    order: tuple[int, ...] = ()
    if isinstance(record, Company):
        buildings = record.buildings
        by_address = sorted(range(len(buildings)), key=lambda number: buildings[number].order)
        record = replace(record, buildings=tuple([buildings[number] for number in by_address]))
        spots = [spots[number] for number in by_address]
        order = tuple(sorted(range(len(by_address)), key=by_address.__getitem__))
    all_spots = Spots(
        chats=tuple(map(_chat, draft.get("chats") or ())),
        channels=tuple(map(_chat, readable_channels(draft))),
        buildings=tuple(spots),
        serves=tuple(_served(draft.get("serves"))),
        name=draft.places.get("name", draft.spot),
        inn=draft.places.get("inn", draft.spot),
        former=tuple(former.places.get("slug", former.spot) for former in draft.get("former") or ()),
    )
    return FileFacts(section, slug, draft.path, sound, record, order, msgpack.encode(all_spots))


def _chat(draft: Draft) -> ChatSpots:
    names = ("link", "unusual", "since", "checked", "withdrawn", "chat_id")
    return ChatSpots(draft.spot, *map(draft.places.get, names))


def _building(draft: Draft) -> BuildingSpots:
    places = draft.places
    return BuildingSpots(
        id=places.get("id"),
        address=places.get("address") or draft.spot,
        settlement=places.get("settlement"),
        slug=places.get("slug"),
        slug_unread="slug" in places and "slug" not in draft.values,
        aliases=tuple(draft.items.get("aliases", {}).values()),
        chats=tuple(map(_chat, draft.get("chats") or ())),
    )


def _served(serves: object) -> Iterator[Served]:
    if not isinstance(serves, Draft):
        return
    for kind in ("companies", "buildings", "settlements", "streets"):
        for index, item in enumerate(serves.get(kind) or ()):
            street = isinstance(item, Street)
            place = serves.at(kind, index)
            spot = (place.line, place.column)
            yield Served(kind, item.key if street else item, item.title if street else item, spot)
