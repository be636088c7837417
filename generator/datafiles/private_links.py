"""`private/links.yaml`: links that are not in the companies' files."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from generator.datafiles.fields import PRIVATE_LINK
from generator.datafiles.nodes import MapNode, Node, ScalarNode
from generator.datafiles.reading import Draft, Reader
from generator.datafiles.value_types import BUILDING_ID
from generator.text import Bad, MaxLink, Place, shorten

_AUDIENCE = {"nowhere": 0, "poster": 1, "site": 2}


class PrivateLink(Struct, array_like=True):
    """A link for one chat of a building; `link` is None if it can't be read.

    `owner` and `entrance` are those of its chat, if given. `share` is the most public use of the link that is
    allowed, whatever the company's file says.
    """

    building: str
    position: int | None  # of the chat, from 1; None if the building has one chat
    place: Place
    link: MaxLink | None
    link_place: Place
    poster_key: int
    digest: bytes
    owner: str | None = None
    entrance: int | None = None
    share: str = "poster"

    def allows(self, share: str) -> bool:
        """Return True if the link may be shown as its chat says."""
        return _AUDIENCE[share] <= _AUDIENCE[self.share]


class Taker(NamedTuple):
    """The properties of a chat by which its private link is found; `linked`: it has a link in its company's file."""

    owner: str | None
    entrance: int | None
    share: str
    linked: bool


def chat_of(private: PrivateLink, chats: Sequence[Taker], *, only: bool) -> int | str:
    """Return the index of the chat that a private link is for, or why there is none, in words.

    Owner and entrance decide; without them the position, unless that chat has a link of its own. Then it is the
    only chat that may have this link, if the link is the building's `only` private one.
    """
    if private.owner or private.entrance:
        meant = [number for number, one in enumerate(chats) if _is_meant(private, one)]
        wrong = f"чатов с такими owner и entrance у дома {private.building}: {len(meant)}, а нужен один"
        return meant[0] if len(meant) == 1 else wrong
    able = able_chats(private, chats)
    at = chats[private.position - 1] if private.position and private.position <= len(chats) else None
    if only and len(able) == 1 and (at is None or at.linked):
        return able[0]
    if not chats:
        return f"у дома {private.building} нет чата"
    if private.position is None and len(chats) != 1:
        return f"у дома {private.building} чатов: {len(chats)}; укажите owner и entrance того, чья это ссылка"
    position = private.position or 1
    return (
        position - 1
        if position <= len(chats)
        else f"у дома {private.building} нет чата с порядковым номером {position}"
    )


def able_chats(private: PrivateLink, chats: Sequence[Taker]) -> list[int]:
    """Return the indexes of the chats without a link that may have this one."""
    return [number for number, one in enumerate(chats) if not one.linked and private.allows(one.share)]


def _is_meant(private: PrivateLink, chat: Taker) -> bool:
    return private.owner in (None, chat.owner) and private.entrance == chat.entrance


def read_links(node: MapNode, reader: Reader) -> list[PrivateLink]:
    """Return the links of `{ID: {link: …}}` or, for a building with several chats, `{ID: {2: {link: …}}}`."""
    links = []
    for name, key, value in reader.pairs(node):
        building = BUILDING_ID.parse(name)
        if isinstance(building, Bad):
            reader.report.bad(reader.place(key), building)
            continue
        entries: list[tuple[int | None, Node]] = [(None, value)]
        if isinstance(value, MapNode) and any(_is_position(inner) for inner, _ in value.pairs):
            entries = list(_positions(value, reader))
        for position, entry in entries:
            draft = reader.draft(entry, PRIVATE_LINK)
            if draft:
                links.append(_private_link(building, position, draft))
    return links


def _private_link(building: str, position: int | None, draft: Draft) -> PrivateLink:
    return PrivateLink(
        building=building,
        position=position,
        place=draft.place,
        link=draft.get("link"),
        link_place=draft.at("link"),
        poster_key=draft.get("poster_key") or 1,
        digest=draft.digest,
        owner=draft.get("owner"),
        entrance=draft.get("entrance"),
        share=draft.get("share") or "poster",
    )


def _positions(node: MapNode, reader: Reader) -> Iterator[tuple[int, Node]]:
    seen: dict[int, Node] = {}
    for name, key, value in reader.pairs(node):
        if _is_position(key):
            if seen.setdefault(int(name), key) is key:
                yield int(name), value
            else:  # «1» and «01»
                reader.repeated(key, name, seen[int(name)])
        else:
            reader.report.error(
                reader.place(key),
                "unknown-field",
                f"«{shorten(name)}» — не порядковый номер чата",
                "напишите, например, 2: {link: …}",
            )


def _is_position(node: Node) -> bool:
    return isinstance(node, ScalarNode) and re.fullmatch("[0-9]{1,3}", node.value) is not None
