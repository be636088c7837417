"""The search as published: the city's index and the JavaScript modules that read it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import chain

from msgspec import Struct

from generator.addresses import Address
from generator.addresses import Street as CityStreet
from generator.caching import Cache, digest, remembered
from generator.city import SECTIONS, Building, City, Directory, Organization, Supplier, house_path
from generator.city.views import has_open_chat
from generator.search import Building as Entry
from generator.search import City as Town
from generator.search import Organization as Listed
from generator.search import Street, bundle, write_index
from generator.site.views import SearchView
from generator.text import unbound

_MODULES: dict[str, Callable[[Mapping[str, str]], str]] = {
    "loader": bundle.loader,
    "field": bundle.field,
    "search": bundle.core,
}


def module_path(name: str, content: bytes) -> str:
    """Return the path of a module below the web root; its name contains its digest."""
    return f"assets/search/{name}.{sha256(content).hexdigest()[:10]}.js"


_SHORT = 12
"""Letters of a street's name that fit the field of a phone beside a number."""

_EMERGENCY = "аварийная авария аварийка диспетчерская"
_SERVICE_WORDS = {
    "electricity": "свет электричество электроэнергия",
    "heating": "отопление тепло батареи",
    "hot_water": "горячая вода",
    "cold_water": "холодная вода водоканал",
    "sewerage": "канализация",
    "gas": "газ",
    "waste": "мусор вывоз",
    "lift": "лифт",
    "internet": "интернет",
}


class SearchFiles(Struct, frozen=True, kw_only=True):
    """The modules by path below the web root, the folder of the index, and what the index is made of.

    All may be cached for ever, so names contain digests: of a module, its content; of the folder, the input of the
    index, because making the index is slow and it rarely changes.
    """

    modules: Mapping[str, bytes]
    view: SearchView
    folder: str  # below the web root, ends with a slash
    directory: Directory
    seen: bytes

    def index(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of the index, and of the list of its files for the service worker."""
        files = _index(self.directory)
        for name, content in files.items():
            yield self.folder + name, content
        rows = [f"{sha256(content).hexdigest()[:10]} {name}\n" for name, content in sorted(files.items())]
        yield f"{self.folder}files.txt", "".join(rows).encode()


def search_files(
    directory: Directory, sources: Mapping[str, str], code: str, root: str, cache: Cache | None = None
) -> SearchFiles:
    """Plan the files of the search; `code` is a digest of the program's code, `root` the path of the home page."""
    made = {name: text.encode() for name, text in _bundles(sources, cache).items()}
    paths = {name: module_path(name, content) for name, content in made.items()}
    seen = digest(code, *_seen(directory))
    folder = f"assets/search/{seen.hex()[:10]}/"
    return SearchFiles(
        modules={paths[name]: content for name, content in made.items()},
        view=SearchView(
            loader=root + paths["loader"],
            field=root + paths["field"],
            module=root + paths["search"],
            index=root + folder,
            example=remembered(cache, ["example", seen.hex()], str, lambda: _example(directory)),
        ),
        folder=folder,
        directory=directory,
        seen=seen,
    )


def _bundles(sources: Mapping[str, str], cache: Cache | None) -> dict[str, str]:
    """Return the modules; `cache` stores them."""
    parts = ["modules of the search", *chain.from_iterable(sorted(sources.items()))]
    return remembered(cache, parts, dict[str, str], lambda: {name: make(sources) for name, make in _MODULES.items()})


def _example(directory: Directory) -> str:
    """Return an example address for the empty field, «мира 12», if possible of a house with a chat.

    Its street has a short unique name and the most such houses.
    """
    plain = [
        house for house in directory.houses if not house.address.settlement and house.address.house.title.isdigit()
    ]
    by_street: dict[CityStreet, list[int]] = {}
    for house in [house for house in plain if has_open_chat(house.chats)] or plain:
        by_street.setdefault(house.address.street, []).append(int(house.address.house.title))
    if not by_street:
        return ""
    names = Counter({house.address.street: house.address.street.name for house in directory.houses}.values())

    def order(street: CityStreet) -> tuple[bool, bool, int, str]:
        short = len(street.name) <= _SHORT and street.name.isalpha()
        return names[street.name] > 1, not short, -len(by_street[street]), street.title

    street = min(by_street, key=order)
    name = street.name if names[street.name] == 1 and not street.name[0].isdigit() else unbound(street.title)
    return f"{name} {min(by_street[street])}".lower()


def _seen(directory: Directory) -> Iterator[bytes | str]:
    """Yield everything that the index is made of; of chats only whether a house has one."""
    city = directory.city
    yield city.site.digest
    for organization in city.organizations:
        yield f"{SECTIONS[type(organization)]} {organization.slug} {organization.name} {_asked_as(organization)}"
        yield "\n".join(_former_names(organization))
    records = city.buildings
    yield b"".join([record.place for record in records])
    yield bytes([has_open_chat(record.chats) for record in records])


def _index(directory: Directory) -> dict[str, bytes]:
    city = directory.city
    organizations = [
        Listed(
            kind=SECTIONS[type(organization)],
            slug=organization.slug,
            name=organization.name,
            asked_as=_asked_as(organization),
        )
        for organization in city.organizations
    ]
    organizations += [
        Listed(kind=SECTIONS[type(one)], slug=one.slug, name=f"{name} (теперь {one.name})", former=True)
        for one in city.organizations
        for name in _former_names(one)
    ]
    former = {old: directory.house_by_id[new].records[0].id for old, new in city.site.retired.items() if new}
    for house in directory.houses:
        former.update({record.id: house.records[0].id for record in house.records[1:]})
    town = Town(
        name=city.site.city,
        region=city.site.region,
        slash_means=city.site.slash_means,
        settlements=tuple(place.name for place in directory.settlements if place.name),
    )
    return write_index(town, _entries(directory), organizations, former_ids=former)


def _former_names(organization: Organization) -> list[str]:
    """Return its former names that differ from the present one."""
    return [one.name for one in organization.former if one.name and one.name != organization.name]


def _asked_as(organization: Organization) -> str:
    """Return what a supplier does, «свет электричество», because residents rarely know its name."""
    if not isinstance(organization, Supplier):
        return ""
    emergency = _EMERGENCY if organization.emergency or organization.dispatch else ""
    return " ".join(filter(None, (*(_SERVICE_WORDS[service] for service in organization.services), emergency)))


def _entries(directory: Directory) -> Iterator[Entry]:
    """Yield an entry for each house, and for each of its other addresses, which redirect."""
    city = directory.city
    pages = {house.path for house in directory.houses}
    streets, slugs = _Streets(city), city.street_slugs
    for house in directory.houses:
        has_chat = has_open_chat(house.chats)
        first = house.records[0]
        yield streets.entry(house.address, house.path, first, has_chat=has_chat, own=True)
        for record in house.records:
            for alias in record.aliases:
                path = house_path(alias, slugs)
                if path not in pages:
                    yield streets.entry(alias, path, record, has_chat=has_chat, own=False)


class _Streets:
    """Streets as entries of the index, with their other names."""

    def __init__(self, city: City) -> None:
        self._known = {known.street.key: known for known in city.streets}

    def entry(self, address: Address, path: str, building: Building, *, has_chat: bool, own: bool) -> Entry:
        """Return a house's entry; its id is searchable only under its own address."""
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
