"""Digests: of records with equal digests nothing need be read twice.

A digest is made of what a record says: names, values, structure; of nothing else, so neither comments, nor quotes,
nor the order of fields count. Whoever makes a value of a record mixes in what its understanding depends on besides.
"""

from collections.abc import Collection
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from generator.datafiles.nodes import ListNode, MapNode, Node, ScalarNode

SIZE = 16  # bytes


def digest_of(*parts: bytes | str) -> bytes:
    """Return the digest of several strings and digests, in this order."""
    return blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def digest_of_record(node: MapNode, apart: Collection[str] = ()) -> bytes:
    """Return the digest of a mapping; `apart` names the fields that don't count."""
    said = _said(node)
    if apart:
        said = [pair for pair in said if pair[0] not in apart]
    return blake2b(repr(said).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def _said(node: Node) -> Any:  # noqa: ANN401 - strings in lists, and in sorted lists of pairs
    """Return what a node says: no two that differ in it are written alike by `repr`.

    Where the difference between null and a quoted "null" counts, one of them is an error.
    """
    if type(node) is MapNode:
        # A key that is no scalar is an error, too: here it must only not break the sorting.
        pairs = [(key.value if type(key) is ScalarNode else "", _said(value)) for key, value in node.pairs]
        return sorted(pairs, key=itemgetter(0))
    if type(node) is ListNode:
        return [_said(item) for item in node.items]
    return node.value if type(node) is ScalarNode else ()
