"""The search as the site publishes it: the index of the city and the modules that read it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import Address
from generator.model import Building, City
from generator.paths import house_path
from generator.search import Building as Entry
from generator.search import City as Town
from generator.search import Organisation, Street, bundle, write_index
from generator.site.directory import Directory
from generator.site.organizations import SECTIONS, has_open_chat


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchFiles:
    """Files by path below the web root, and where the form finds them."""

    files: Mapping[str, bytes]
    loader: str
    field: str
    module: str
    index: str  # folder, ends with a slash


def search_files(directory: Directory, sources: Mapping[str, str]) -> SearchFiles:
    """Return the index and the modules, each under a name that carries a hash of its content."""
    index = _index(directory)
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(index.items())))
    folder = f"assets/search/{digest.hexdigest()[:10]}/"
    files = {folder + name: content for name, content in index.items()}
    paths = {}
    for name, make in (("loader", bundle.loader), ("field", bundle.field), ("search", bundle.core)):
        content = make(sources).encode()
        paths[name] = f"assets/search/{name}.{hashlib.sha256(content).hexdigest()[:10]}.js"
        files[paths[name]] = content
    return SearchFiles(files=files, loader=paths["loader"], field=paths["field"], module=paths["search"], index=folder)


def _index(directory: Directory) -> dict[str, bytes]:
    city = directory.city
    organisations = [
        Organisation(kind=SECTIONS[type(organization)], slug=organization.slug, name=organization.name)
        for group in (city.companies, city.suppliers, city.authorities)
        for organization in group
    ]
    former = {old: new for old, new in city.site.retired.items() if new}
    for house in directory.houses:
        former.update({record.id: house.records[0].id for record in house.records[1:]})
    town = Town(name=city.site.city, region=city.site.region, slash_means=city.site.slash_means)
    return write_index(town, _entries(directory), organisations, former_ids=former)


def _entries(directory: Directory) -> Iterator[Entry]:
    """Yield each house, and once more under each of its other addresses, which redirect."""
    city = directory.city
    pages = {house.path for house in directory.houses}
    streets = _Streets(city)
    for house in directory.houses:
        has_chat = has_open_chat(chat for record in house.records for chat in record.chats)
        first = house.records[0]
        yield streets.entry(house.address, house.path, first, has_chat=has_chat, own=True)
        for record in house.records:
            for alias in record.aliases:
                path = house_path(alias, city.street_slugs)
                if path not in pages:
                    yield streets.entry(alias, path, record, has_chat=has_chat, own=False)


class _Streets:
    """Streets as the index wants them, with what is known of their other names."""

    def __init__(self, city: City) -> None:
        self._known = {known.street.key: known for known in city.streets}

    def entry(self, address: Address, path: str, building: Building, *, has_chat: bool, own: bool) -> Entry:
        """Return a house as the index wants it; only under its own address it is found by its id."""
        above, _, slug = path.rpartition("/")
        known = None if address.settlement else self._known.get(address.street.key)
        street = Street(
            title=address.street.title,
            type=address.street.type,
            slug=above.rpartition("/")[2],
            settlement=address.settlement,
            aliases=tuple(street.title for street in known.aliases) if known else (),
            former=tuple(street.title for street in known.former) if known else (),
        )
        house = address.house
        return Entry(
            street=street,
            slug=slug,
            number=house.number,
            letter=house.letter,
            fraction=house.fraction,
            corpus=house.corpus,
            building=house.building,
            litera=house.litera,
            id=building.id if own else "",
            company=building.company,
            has_chat=has_chat,
        )
