"""Claims: what a record wants for itself, so that only records that want the same need be compared.

A claim is (name, owner). A name with two owners is contested; the rules are asked about the records that claim
it, and about no others.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.addresses import Address
from generator.datafiles.reading import Draft
from generator.links import MaxLink
from generator.paths import house_path

Claim = tuple[str, str]


def contested(claims: Iterable[Claim]) -> set[str]:
    """Return the names that have several owners."""
    owners: dict[str, str] = {}
    return {name for name, owner in set(claims) if owners.setdefault(name, owner) != owner}


def claim_of_id(building_id: str, owner: str) -> Claim:
    """Claim an id."""
    return (f"id {building_id}", owner)


def claims_of_chats(chats: Iterable[Draft], owner: str) -> Iterator[Claim]:
    """Claim each link for one chat."""
    for position, chat in enumerate(chats):
        link = chat.get("link")
        if isinstance(link, MaxLink):
            yield (f"link {link.url}", f"{owner} {position}")


def claims_of_building(building: Draft, owner: str, slugs: Mapping[str, str]) -> Iterator[Claim]:
    """Claim all that no two buildings may have; `owner` is the building's own name among all."""
    building_id, address = building.get("id"), building.get("address")
    if building_id is not None:
        yield claim_of_id(building_id, owner)
    yield from claims_of_chats(building.get("chats") or (), owner)
    if isinstance(address, Address):
        yield (f"house {address.key}", owner)
        yield (f"alike {address.loose_key}", address.key)
        for path, wanted_for in (
            *pages_of_house(building, address, slugs),
            *pages_of_aliases(building, address, slugs),
        ):
            yield (f"page {path.casefold()}", wanted_for)
            if "" in path.split("/"):
                yield (f"page {path.casefold()}", "nobody")  # which the rules shall see


def pages_of_house(building: Draft, address: Address, slugs: Mapping[str, str]) -> Iterator[Claim]:
    """Yield (path, owner) of the house's page and of those above it; equal owners may share one."""
    path = house_path(address, slugs, building.get("slug") or "")
    above = path.rpartition("/")[0]
    yield (path, f"house {address.key}")
    yield (above, f"street {address.settlement}|{address.street.key}")
    if address.settlement:
        yield (above.rpartition("/")[0], f"settlement {address.settlement}")


def pages_of_aliases(building: Draft, address: Address, slugs: Mapping[str, str]) -> Iterator[Claim]:
    """Yield (path, owner) of the redirects to the house's page."""
    for alias in building.get("aliases") or ():
        if alias.key != address.key:
            yield (house_path(alias, slugs), f"alias {address.key}")
