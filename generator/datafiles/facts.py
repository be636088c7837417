"""Facts: what the rules between files are asked about, and where in the files it stands.

Each file gives its record, as the model has it, and the spots of what the rules may complain of, which are decoded only
if they do. Of a file with errors the record holds what could be read; it never becomes a part of a city.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.addresses import Street
from generator.city import Building, Chat, Company
from generator.datafiles.assemble import Record, make_organization, readable_channels
from generator.datafiles.history import History
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft, Spot
from generator.datafiles.settings import Settings
from generator.text import Place


class ChatSpots(Struct, frozen=True, array_like=True):
    """Where a chat or a channel stands; None for what isn't given."""

    chat: Spot
    link: Spot | None
    unusual: Spot | None = None
    since: Spot | None = None
    checked: Spot | None = None
    withdrawn: Spot | None = None


class BuildingSpots(Struct, frozen=True, array_like=True):
    """Where a building's fields stand; `address` is that of the building if it has none."""

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
    """Where things stand in the file of an organisation, each in the order of the record."""

    chats: tuple[ChatSpots, ...]
    channels: tuple[ChatSpots, ...]
    buildings: tuple[BuildingSpots, ...]
    serves: tuple[Served, ...]
    former: tuple[Spot, ...]


class FileFacts(Struct, frozen=True, array_like=True, dict=True):
    """The file of an organisation: its path as shown to people, its record, whether that has no error.

    `order` has the places of the buildings, which the record sorts by address, as they follow each other in the file.
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
        """Where things stand in the file."""
        return msgpack.decode(self.packed_spots, type=Spots)

    @property
    def buildings(self) -> tuple[Building, ...]:
        """The buildings of a company."""
        return self.record.buildings if isinstance(self.record, Company) else ()

    def at(self, spot: Spot) -> Place:
        """Return the place of something in this file."""
        return Place(self.path, *spot)


class BuildingFacts(Struct, frozen=True, gc=False):
    """A building and where it stands: `number` counts the buildings of the record.

    `key` is that of the address, or empty if it could not be read.
    """

    file: FileFacts
    number: int
    building: Building
    key: str

    @property
    def spots(self) -> BuildingSpots:
        """Where its fields stand."""
        return self.file.spots.buildings[self.number]

    @property
    def place(self) -> Place:
        """Where its address stands."""
        return self.file.at(self.spots.address)


class ChatFacts(Struct, frozen=True, gc=False):
    """A chat and where it stands: `number` counts those of the building, or of the organisation itself."""

    file: FileFacts
    building: BuildingFacts | None
    number: int
    chat: Chat

    @property
    def spots(self) -> ChatSpots:
        """Where its fields stand."""
        return (self.building or self.file).spots.chats[self.number]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.file.at(self.spots.chat)


class LinkUse(Struct, frozen=True, gc=False):
    """Where a link stands: at a chat, in its company's file or in the private one; or at a channel."""

    at: ChatFacts | tuple[FileFacts, int]  # for a channel: which of the file's
    private: Place | None = None

    @property
    def chat(self) -> Chat | None:
        """The chat; None: the link is a channel's."""
        return self.at.chat if isinstance(self.at, ChatFacts) else None

    @property
    def building(self) -> Building | None:
        """The building that has the chat."""
        one = self.at.building if isinstance(self.at, ChatFacts) else None
        return one.building if one else None

    @property
    def place(self) -> Place:
        """Where the link stands."""
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
    files: tuple[FileFacts, ...]
    links: tuple[PrivateLink, ...] = ()
    history: History | None = None
    unread: frozenset[str] = frozenset()

    @property
    def site(self) -> Draft | None:
        """The site's file."""
        return self.settings.site

    @cached_property
    def buildings(self) -> list[BuildingFacts]:
        """All buildings in the order of the files."""
        return [
            BuildingFacts(file, number, building, building.address.key if building.path else "")
            for file, made in [(file, file.buildings) for file in self.files]
            for number in file.order
            for building in (made[number],)
        ]

    @cached_property
    def by_id(self) -> dict[str, BuildingFacts]:
        """The first building of each id."""
        return {one.building.id: one for one in reversed(self.buildings) if one.building.id}

    @cached_property
    def incomplete(self) -> bool:
        """Whether some files or ids could not be read, so that «there is no such» can't be said."""
        unsound = (one for one in self.buildings if not one.file.sound)
        return bool(self.unread) or any(not one.building.id and one.spots.id for one in unsound)

    @cached_property
    def streets(self) -> dict[str, Street]:
        """All streets that buildings stand in, by key."""
        known = {one.building.address.street for one in self.buildings if one.key}
        return {street.key: street for street in known}

    @cached_property
    def repeated_addresses(self) -> list[list[BuildingFacts]]:
        """The records of each address that has several."""
        first: dict[str, BuildingFacts] = {}
        several: dict[str, list[BuildingFacts]] = {}
        for one in self.buildings:
            if one.key and (earlier := first.setdefault(one.key, one)) is not one:
                several.setdefault(one.key, [earlier]).append(one)
        return list(several.values())

    def target_of(self, private: PrivateLink) -> ChatFacts | str:
        """Return the chat that a private link is for, or in words why there is none."""
        found = self.by_id.get(private.building)
        if found is None:
            return f"дома с номером {private.building} нет"
        chats, position = found.building.chats, private.position
        if position is None and len(chats) != 1:
            return f"у дома {private.building} чатов: {len(chats)}; укажите, какой по счёту"
        number = (position or 1) - 1
        if not 0 <= number < len(chats):
            return f"у дома {private.building} нет чата с порядковым номером {position}"
        return ChatFacts(found.file, found, number, chats[number])

    def chats(self, wanted: Callable[[Chat], object]) -> Iterator[ChatFacts]:
        """Yield those chats of which `wanted` is true: of organisations themselves, then of buildings."""
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
        """Where each link stands that stands in several places: at chats, in the private file, at channels."""
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
        """Yield where these links stand: in the organisations' files, then in the private one, then at channels."""
        for one in self.chats(lambda chat: chat.link and chat.link.url in urls):
            yield str(one.chat.link), LinkUse(one)
        for private in self.links:
            if private.link and private.link.url in urls and not isinstance(target := self.target_of(private), str):
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
        former=tuple(former.places.get("slug", former.spot) for former in draft.get("former") or ()),
    )
    return FileFacts(section, slug, draft.path, sound, record, order, msgpack.encode(all_spots))


def _chat(draft: Draft) -> ChatSpots:
    return ChatSpots(draft.spot, *map(draft.places.get, ("link", "unusual", "since", "checked", "withdrawn")))


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
