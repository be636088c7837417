"""The parts of the index that a query fetches only when it needs them."""

from collections.abc import Mapping, Sequence

from generator.search.slugs import slugify
from generator.search.values import Building, Organization

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
_IDS = 384
"""Ids in a part: about 2 KB compressed, and a query may need two."""
_BLOCK = 1024
"""Houses in a part that tells their companies."""
_NAMES = 128
"""Organisations in a part."""


def id_parts(ids: Mapping[str, int]) -> tuple[dict[str, bytes], dict[str, object] | None]:
    r"""Return sorted ids, five characters each, then after "\n" their houses' numbers; and each part's first id."""
    if not ids:
        return {}, None
    width = _width(max(ids.values()))
    names = sorted(ids)
    parts = [names[start : start + _IDS] for start in range(0, len(names), _IDS)]
    files = {
        f"i{part}.txt": ("".join(rows) + "\n" + "".join(_number(ids[name], width) for name in rows)).encode()
        for part, rows in enumerate(parts)
    }
    return files, {"width": width, "first": [rows[0] for rows in parts]}


def owner_parts(
    ordered: Sequence[Building], organizations: Sequence[Organization]
) -> tuple[dict[str, bytes], dict[str, object] | None]:
    """Return `nN.txt`: names; `oN.txt`: for each house of a block the number of its company, from 1."""
    if not organizations:
        return {}, None
    listed = sorted(organizations, key=lambda one: (one.kind, one.name, one.slug))
    rows = [
        "\t".join([one.kind, one.name, "" if one.slug == slugify(one.name) else one.slug, one.asked_as]).rstrip("\t")
        for one in listed
    ]
    files = {
        f"n{start // _NAMES}.txt": "\n".join(rows[start : start + _NAMES]).encode()
        for start in range(0, len(rows), _NAMES)
    }
    width = _width(len(listed))
    numbered = [(one, _number(number, width)) for number, one in enumerate(listed, start=1)]
    place = {one.slug: number for one, number in numbered if one.kind == "uk" and not one.former}
    owners = [place.get(house.company, "0" * width) for house in ordered]
    files |= {
        f"o{start // _BLOCK}.txt": "".join(owners[start : start + _BLOCK]).encode()
        for start in range(0, len(owners), _BLOCK)
    }
    return files, {"names": -(-len(rows) // _NAMES), "chunk": _NAMES, "block": _BLOCK, "width": width}


def _width(largest: int) -> int:
    return max(1, -(-largest.bit_length() // 5))


def _number(value: int, width: int) -> str:
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(width)))
