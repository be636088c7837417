"""Digests: of records with equal digests nothing need be read twice.

A digest is made of what a record says: names, values, structure; of nothing else, so neither comments, nor quotes,
nor the order of fields count. Whoever makes a value of a record mixes in what its understanding depends on besides.
"""

from collections.abc import Collection
from hashlib import blake2b

from generator.datafiles.nodes import ListNode, MapNode, Node, ScalarNode

SIZE = 16  # bytes
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
    return blake2b(_BETWEEN.join(said).encode(errors="surrogatepass"), digest_size=SIZE).digest()


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
    # Keys that are no scalars or stand there twice were errors: here they must only not break the sorting.
    fields = {key.value: value for key, value in node.pairs if type(key) is ScalarNode}
    for name in sorted(fields):
        if name not in apart:
            said.append(name)
            _say(fields[name], said)
