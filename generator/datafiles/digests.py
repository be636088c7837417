"""Digests: of records with equal digests nothing need be read twice.

A digest is made of what a record says: names, values, structure; of nothing else, so neither comments, nor quotes,
nor the order of fields count. Whoever makes a value of a record mixes in what its understanding depends on besides.
"""

from collections.abc import Collection
from hashlib import blake2b

from generator.datafiles.nodes import ListNode, MapNode, Node, ScalarNode

SIZE = 16  # bytes
_CHATS = {"chat", "chats"}  # of a building
_OWN_PAGE = {"link", "note"}  # of a building and its chats: what no other page tells, nor the open data

# No sound value holds control characters. The difference between null and a quoted "null" is not told, either:
# where it counts, one of them is an error.
_BETWEEN, _OPEN, _LIST, _CLOSE = "\0", "\1", "\2", "\3"


def digest_of(*parts: bytes | str) -> bytes:
    """Return the digest of several strings and digests, in this order."""
    return blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def mixed(digest: bytes, depends_on: bytes) -> bytes:
    """Return the digest of something that depends on something else."""
    return blake2b(digest, key=depends_on, digest_size=SIZE).digest()


def digest_of_record(node: MapNode, apart: Collection[str] = ()) -> bytes:
    """Return the digest of a mapping; `apart` names the fields that don't count."""
    said: list[str] = []
    _say_fields(node, said, apart)
    return _digest_of_said(said)


def digest_of_building(node: MapNode) -> bytes:
    """Return three digests: of the place, of what else lists and figures tell, of what the building's page alone tells.

    Whoever shows a part of a record needs to be made again only if that part is another.
    """
    place: list[str] = []
    chats: list[str] = []
    own: list[str] = []
    fields = _fields(node)
    for name in sorted(fields):
        if name in _CHATS:
            chats.append(name)
            _say_chats(fields[name], chats, own)
        else:
            said = own if name in _OWN_PAGE else place
            said.append(name)
            _say(fields[name], said)
    return b"".join(map(_digest_of_said, (place, chats, own)))


def depending(digest: bytes, depends_on: bytes) -> bytes:
    """Return the digest of a building whose understanding depends on something else."""
    return mixed(digest[:SIZE], depends_on) + digest[SIZE:]


def with_link(digest: bytes, number: int, link: bytes) -> bytes:
    """Return the digest of a building one of whose chats has got its link from another file."""
    place, chats, own = digest[:SIZE], digest[SIZE : 2 * SIZE], digest[2 * SIZE :]
    return place + digest_of(chats, str(number)) + digest_of(own, str(number), link)


def _say_chats(node: Node, chats: list[str], own: list[str]) -> None:
    """Say everything but links, of which only that they are there."""
    if type(node) is ScalarNode:
        chats.append(_LIST)
        own.append(node.value)
    elif type(node) is ListNode:
        chats.append(_OPEN)
        for item in node.items:
            _say_chats(item, chats, own)
        chats.append(_CLOSE)
    elif type(node) is MapNode:
        fields = _fields(node)
        for name in sorted(fields):
            chats.append(name)
            _say(fields[name], own if name in _OWN_PAGE else chats)
        chats.append(_CLOSE)


def _digest_of_said(said: list[str]) -> bytes:
    return blake2b(_BETWEEN.join(said).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def _fields(node: MapNode) -> dict[str, Node]:
    # Keys that are no scalars or stand there twice were errors: here they must only not break the sorting.
    return {key.value: value for key, value in node.pairs if type(key) is ScalarNode}


def _say(node: Node, said: list[str]) -> None:
    if type(node) is ScalarNode:
        said.append(node.value)
    elif type(node) is MapNode:
        said.append(_OPEN)
        _say_fields(node, said)
        said.append(_CLOSE)
    elif type(node) is ListNode:
        said.append(_LIST)
        for item in node.items:
            _say(item, said)
        said.append(_CLOSE)


def _say_fields(node: MapNode, said: list[str], apart: Collection[str] = ()) -> None:
    fields = _fields(node)
    for name in sorted(fields):
        if name not in apart:
            said.append(name)
            _say(fields[name], said)
