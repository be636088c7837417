"""The files of a city's index; docs/search.md describes them, site_src/search/ reads them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from generator.search import houses
from generator.search.parts import id_parts, owner_parts
from generator.search.slugs import house_slug, slugify, street_slug
from generator.search.values import Building, City, Organization, Street, Town
from generator.search.vocabulary import type_line
from generator.text import unbound


def write_index(
    city: City,
    buildings: Iterable[Building],
    organizations: Sequence[Organization] = (),
    *,
    former_ids: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    """Return the files by name, all of one folder: `city.txt`, `i0.txt` … ids, `o0.txt` … owners, `n0.txt` … names.

    `former_ids` maps a printed id that was retired to the id of the building that it leads to now.
    """
    by_street: dict[Street, list[Building]] = {}
    for building in buildings:
        by_street.setdefault(building.street, []).append(building)
    for name in city.settlements:
        by_street[Street(title=name, type="", slug=slugify(name))] = []
    streets = sorted(by_street, key=_street_order)
    rows = [sorted(by_street[street], key=houses.sort_key) for street in streets]
    ordered = [house for row in rows for house in row]
    head: dict[str, object] = {"v": 1, "city": city.name, "region": city.region, "slash": city.slash_means}
    types = sorted({street.type for street in streets if street.type})
    head["types"] = [type_line(kind) for kind in types]
    ids = {house.id: place for place, house in enumerate(ordered) if house.id}
    ids |= {old: ids[new] for old, new in (former_ids or {}).items() if new in ids}
    files, head["ids"] = id_parts(ids)
    owners, head["org"] = owner_parts(ordered, organizations)
    # A settlement is listed as a street without houses; an empty line would end the block.
    lines = [houses.encode(row) or " " for row in rows]
    body = [
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        "\n".join(_names(streets, types)),
        "\n".join(lines),
        _bits([house.has_chat for house in ordered]),
    ]
    odd = _exceptions(streets, ordered)
    if odd:
        body.append(json.dumps(odd, ensure_ascii=False, separators=(",", ":")))
    return {"city.txt": "\n\n".join(body).encode(), **files, **owners}


def write_cities(cities: Sequence[Town]) -> bytes:
    """Return the list of a region's cities: a `city.txt` whose streets are the cities, with the address of their sites.

    Of cities in several regions, the region stands where a street's settlement does.
    """
    several = len({city.region for city in cities}) > 1
    streets = sorted(
        (
            Street(title=city.name, type="", slug=city.slug, settlement=city.region if several else "")
            for city in cities
        ),
        key=_street_order,
    )
    head = {"v": 1, "city": "", "slash": "corner", "types": []}
    body = [json.dumps(head), "\n".join(_names(streets, [])), "\n".join(" " for _ in streets), "0"]
    odd = _exceptions(streets, [])
    return "\n\n".join([*body, json.dumps(odd, separators=(",", ":"))] if odd else body).encode()


def _street_order(street: Street) -> tuple[str, str, str]:
    return street.settlement, _bare(street.title, street.type), street.title


def _bare(title: str, kind: str) -> str:
    return re.sub(rf"(?<!\S){re.escape(kind)}(?!\S)", "", unbound(title)).strip() if kind else title


def _names(streets: Iterable[Street], types: list[str]) -> Iterable[str]:
    settlement = ""
    for street in streets:
        if street.settlement != settlement:
            settlement = street.settlement
            yield "@" + settlement
        yield "".join(
            [
                _coded(street.title, street.type, types),
                *("~" + _alias(alias, types) for alias in street.aliases),
                *("^" + _alias(former, types) for former in street.former),
            ]
        )


def _coded(title: str, kind: str, types: list[str]) -> str:
    """«улица Ленина» -> `zЛенина`, the type a letter in its place; `\u00ab\u00bb` of a quarter are left out."""
    plain = unbound(title).strip("«»")
    if not kind:
        return plain
    return re.sub(rf" ?(?<!\S){re.escape(kind)}(?!\S) ?", chr(97 + types.index(kind)), plain, count=1)


def _alias(title: str, types: list[str]) -> str:
    kind = next((kind for kind in types if re.search(rf"(?<!\S){re.escape(kind)}(?!\S)", title)), "")
    return _coded(title, kind, types)


def _bits(flags: Sequence[bool]) -> str:
    """Return six houses a character, from "#" on; one character if all are alike."""
    if len(set(flags)) < 2:  # noqa: PLR2004
        return str(int(any(flags)))
    groups = [flags[start : start + 6] for start in range(0, len(flags), 6)]
    return "".join(chr(ord("#") + sum(flag << place for place, flag in enumerate(group))) for group in groups)


def _exceptions(streets: Sequence[Street], ordered: Sequence[Building]) -> dict[str, dict[int, str]]:
    """Return the slugs that the reader couldn't make itself."""
    own_streets = {place: street.slug for place, street in enumerate(streets) if street.slug != street_slug(street)}
    own_houses = {
        place: house.slug if houses.key(house) else f"{house.slug}\t{house.title or house.number}"
        for place, house in enumerate(ordered)
        if not houses.key(house) or house.slug != house_slug(house)
    }
    found = {"s": own_streets, "h": own_houses}
    return {name: table for name, table in found.items() if table}
