"""The paths that the buildings of a city need, and their owners; equal owners may share a path."""

from collections import defaultdict
from collections.abc import Iterator

from generator.addresses import Address
from generator.city import house_path, pages_above
from generator.datafiles import Draft, Drafts

Building = tuple[str, int]  # slug of the company, index in its list
Owner = tuple[str, ...]


def page_claims(drafts: Drafts) -> dict[str, dict[Owner, list[Building]]]:
    """Return the owners of each path, with the buildings that they come from."""
    pages: defaultdict[str, defaultdict[Owner, list[Building]]] = defaultdict(lambda: defaultdict(list))
    for slug, company in drafts.companies.items():
        for index, building in enumerate(company.get("buildings") or ()):
            for path, owner in _claims(building, drafts):
                pages[path.casefold()][owner].append((slug, index))
    return {path: dict(owners) for path, owners in pages.items()}


def _claims(building: Draft, drafts: Drafts) -> Iterator[tuple[str, Owner]]:
    """Yield the page of a house and the lists above it, then the redirects from its aliases."""
    address = building.get("address")
    if not isinstance(address, Address):
        return
    path = house_path(address, drafts.street_slugs, building.get("slug") or "")
    yield from pages_above(path, address)
    yield path, ("house", address.key)
    for alias in building.get("aliases") or ():
        if alias.key != address.key:
            yield house_path(alias, drafts.street_slugs), ("alias", address.key)
