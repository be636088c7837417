"""Digests: of records with equal digests nothing need be read twice.

A digest is made of what a record says: names, values, structure; of nothing else, so neither comments, nor quotes,
nor the order of fields count. Whoever makes a value of a record mixes in what its understanding depends on besides.
"""

from collections.abc import Collection
from hashlib import blake2b
from typing import Any

from generator.datafiles.nodes import ListNode, MapNode, Node, ScalarNode, is_nothing

SIZE = 16  # bytes


def digest_of(*parts: bytes | str) -> bytes:
    """Return the digest of several strings and digests, in this order."""
    return blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=SIZE).digest()


def digest_of_record(node: MapNode, apart: Collection[str] = ()) -> bytes:
    """Return the digest of a mapping; `apart` names the fields that don't count."""
    said = _pairs(node)
    return digest_of(repr([pair for pair in said if pair[0] not in apart] if apart else said))


def _said(node: Node) -> Any:  # noqa: ANN401 - strings in lists and lists of pairs
    """Return what a node says: no two that differ in it are written alike by `repr`."""
    if type(node) is ScalarNode:
        return None if is_nothing(node) else node.value
    if type(node) is MapNode:
        return _pairs(node)
    return [_said(item) for item in node.items] if type(node) is ListNode else ()


def _pairs(node: MapNode) -> list[tuple[Any, Any]]:
    # A key that is no scalar was an error, as is a repeated one: they only must not break the sorting.
    return sorted(
        [(key.value if type(key) is ScalarNode else "", _said(value)) for key, value in node.pairs], key=_name
    )


def _name(pair: tuple[str, Any]) -> str:
    return pair[0]
