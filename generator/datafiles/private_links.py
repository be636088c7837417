"""`private/links.yaml`: links that do not stand in the companies' files."""

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.datafiles.fields import PRIVATE_LINK
from generator.datafiles.nodes import MapNode, Node, ScalarNode
from generator.datafiles.reading import Draft, Reader
from generator.datafiles.value_types import BUILDING_ID
from generator.text import Bad, MaxLink, Place, shorten


class PrivateLink(Struct, array_like=True):
    """A link for one chat of a building; `link` is None where it can't be read."""

    building: str
    position: int | None  # of the chat, counted from 1; None: the building has one chat
    place: Place
    link: MaxLink | None
    link_place: Place
    poster_key: int
    digest: bytes


def read_links(node: MapNode, reader: Reader) -> list[PrivateLink]:
    """Read `{ID: {link: …}}` and, for a building with several chats, `{ID: {2: {link: …}}}`."""
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
