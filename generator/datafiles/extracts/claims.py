"""Claims: names that a record wants, so that only records which want the same need be compared.

The rules are asked about the records that want a contested name, and about no others. It does no harm to contest
too much: then the rules find nothing wrong. So names are kept as numbers made of them, which take less room and time.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import TypeAlias

from generator.addresses import Address, Street
from generator.city import house_path, street_path
from generator.datafiles.reading import Draft
from generator.text import MaxLink

Numbers: TypeAlias = "array[int]"


def claim_of_id(building_id: str) -> str:
    """Claim an id."""
    return f"id {building_id}"


def claims_of_chats(chats: Iterable[Draft]) -> Iterator[str]:
    """Claim each link of chats, or of whatever else has one."""
    for chat in chats:
        link = chat.get("link")
        if isinstance(link, MaxLink):
            yield f"link {link.url}"


def claims_of_building(building: Draft, slugs: Mapping[str, str]) -> list[str]:
    """Claim all that one building only can have."""
    building_id, address = building.get("id"), building.get("address")
    claims = [] if building_id is None else [claim_of_id(building_id)]
    claims += claims_of_chats(building.get("chats") or ())
    if isinstance(address, Address):
        claims.append(f"house {address.loose_key}")  # which equal addresses have in common too
        claims.append(_page(house_path(address, slugs, building.get("slug") or "")))
        aliases = building.get("aliases") or ()
        claims += [_page(house_path(alias, slugs)) for alias in aliases if alias.key != address.key]
    return claims


def pages_above(places: Iterable[tuple[str, Street]], slugs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (page, whose it is) of streets and their settlements, which all buildings there share."""
    for settlement, street in places:
        path = street_path(street, settlement, slugs)
        yield _page(path), f"street {settlement}|{street.key}"
        if settlement:
            yield _page(path.rpartition("/")[0]), f"settlement {settlement}"


def _page(path: str) -> str:
    return f"page {path.casefold()}"


def is_nameless(claim: str) -> bool:
    """Tell whether a part of a page's address is missing."""
    return claim.startswith("page ") and ("//" in claim or claim.endswith("/"))


def numbered(names: Iterable[str]) -> Numbers:
    """Return the numbers that stand for names: 64 bits, so that no two ever meet by chance."""
    size = 8
    digests = [blake2b(name.encode(errors="surrogatepass"), digest_size=size).digest() for name in names]
    return array("Q", b"".join(digests))


def contested(claims: Iterable[Numbers], shared: Iterable[tuple[int, int]]) -> set[int]:
    """Return the names that are claimed twice, and the shared ones that belong to several, or to somebody alone."""
    owners: dict[int, int] = {}
    found = {name for name, owner in set(shared) if owners.setdefault(name, owner) != owner}
    claimed = set(owners)
    for several in claims:
        names = set(several)
        found |= claimed & names
        if len(names) < len(several):
            found.update(name for name, times in Counter(several).items() if times > 1)
        claimed |= names
    return found
