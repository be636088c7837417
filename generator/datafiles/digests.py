"""Digests of records: a record with the same digest needs no reading.

A digest covers names, values and structure only, so comments, quotes and the order of fields make no
difference. Other things that the reading of a record depends on are mixed in by the caller.
"""

from collections.abc import Collection
from hashlib import blake2b

from generator.datafiles.nodes import ListNode, MapNode, Node, ScalarNode

SIZE = 16  # bytes
_CHATS = {"chat", "chats"}  # fields of a building
_OWN_PAGE = {"link", "note"}  # fields of a building and its chats that only its own page shows

# Control characters, which no valid value contains. null and a quoted "null" have the same digest; where the difference
# matters, one of them is an error.
_BETWEEN, _OPEN, _LIST, _CLOSE = "\0", "\1", "\2", "\3"


def digest_of(*parts: bytes | str) -> bytes:
    """Return the digest of several strings and digests, in this order."""
    return blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def mixed(digest: bytes, depends_on: bytes) -> bytes:
    """Return the digest combined with the digest of what it depends on."""
    return blake2b(digest, key=depends_on, digest_size=SIZE).digest()


def digest_of_record(node: MapNode, without: Collection[str] = ()) -> bytes:
    """Return the digest of a mapping; `without` names the fields to leave out."""
    words: list[str] = []
    _add_fields(node, words, without)
    return _digest_of_words(words)


def digest_of_building(node: MapNode) -> bytes:
    """Return three digests: of the place, of what lists and statistics show, of what only the building's page shows.

    A page needs to be made again only if a part that it shows has changed.
    """
    place: list[str] = []
    chats: list[str] = []
    own: list[str] = []
    fields = _fields(node)
    for name in sorted(fields):
        if name in _CHATS:
            chats.append(name)
            _add_chats(fields[name], chats, own)
        else:
            words = own if name in _OWN_PAGE else place
            words.append(name)
            _add(fields[name], words)
    return b"".join(map(_digest_of_words, (place, chats, own)))


def depending(digest: bytes, depends_on: bytes) -> bytes:
    """Return the building's digest combined with the digest of what its reading depends on."""
    return mixed(digest[:SIZE], depends_on) + digest[SIZE:]


def with_link(digest: bytes, number: int, link: bytes) -> bytes:
    """Return the building's digest after one of its chats has got its link from the private file."""
    place, chats, own = digest[:SIZE], digest[SIZE : 2 * SIZE], digest[2 * SIZE :]
    return place + digest_of(chats, str(number)) + digest_of(own, str(number), link)


def _add_chats(node: Node, chats: list[str], own: list[str]) -> None:
    """Hash all fields of chats; of a link only its presence."""
    if type(node) is ScalarNode:
        chats.append(_LIST)
        own.append(node.value)
    elif type(node) is ListNode:
        chats.append(_OPEN)
        for item in node.items:
            _add_chats(item, chats, own)
        chats.append(_CLOSE)
    elif type(node) is MapNode:
        fields = _fields(node)
        for name in sorted(fields):
            chats.append(name)
            _add(fields[name], own if name in _OWN_PAGE else chats)
        chats.append(_CLOSE)


def _digest_of_words(words: list[str]) -> bytes:
    return blake2b(_BETWEEN.join(words).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def _fields(node: MapNode) -> dict[str, Node]:
    # Duplicate keys and keys that are no scalars are errors reported elsewhere; here they must not break the sorting.
    return {key.value: value for key, value in node.pairs if type(key) is ScalarNode}


def _add(node: Node, words: list[str]) -> None:
    if type(node) is ScalarNode:
        words.append(node.value)
    elif type(node) is MapNode:
        words.append(_OPEN)
        _add_fields(node, words)
        words.append(_CLOSE)
    elif type(node) is ListNode:
        words.append(_LIST)
        for item in node.items:
            _add(item, words)
        words.append(_CLOSE)


def _add_fields(node: MapNode, words: list[str], without: Collection[str] = ()) -> None:
    fields = _fields(node)
    for name in sorted(fields):
        if name not in without:
            words.append(name)
            _add(fields[name], words)
