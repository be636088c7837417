"""A file of an organisation → what is kept of it once it was read.

Everything here follows from the text of the file and the ground alone, so it may be remembered. What lies between
files is decided later, by claims and, where claims are contested, by rules on drafts.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, compress

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import Address, Street
from generator.city import Organization
from generator.datafiles.assemble import make_organization
from generator.datafiles.drafts import Drafts
from generator.datafiles.extracts.claims import (
    Numbers,
    claims_of_building,
    claims_of_chats,
    is_nameless,
    numbered,
    pages_above,
)
from generator.datafiles.fields import AUTHORITY, COMPANY, SUPPLIER
from generator.datafiles.folder import File
from generator.datafiles.ground import Ground
from generator.datafiles.kinds import Record
from generator.datafiles.private_links import Waiting, waiting
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.rules import check_file
from generator.datafiles.rules.common import DATES_OF_A_CHAT
from generator.datafiles.understanding import understand_building, understand_serves
from generator.text import Report

ITSELF = -1  # the organisation among the numbers of its buildings

RECORDS: dict[str, Record] = {"companies": COMPANY, "suppliers": SUPPLIER, "authorities": AUTHORITY}


class Kept(Struct, frozen=True):
    """Drafts of buildings, each of which may be packed until it is wanted."""

    numbers: Collection[int] = ()
    find: Callable[[int], Draft | None] = lambda _: None


class Extract(Struct, kw_only=True):
    """`draft` is None if the file could not be read, `made` if there is an error in it.

    Of buildings, which are numbered from 0: the drafts that rules may want to see, others are read again when they
    do; the numbers of those that rules must see in any case, or unless the private file has links for these chats.
    `claimants` says whose each of the claims is.
    """

    report: Report
    draft: Draft | None = None  # without its buildings
    made: Organization | None = None
    size: int = 0  # how many buildings there are
    claims: Numbers = field(default_factory=lambda: array("Q"))
    claimants: Numbers = field(default_factory=lambda: array("i"))
    pages_above: frozenset[tuple[int, int]] = frozenset()  # pages of its streets and settlements, and whose they are
    kept: Kept = field(default_factory=Kept)
    doubtful: frozenset[int] = frozenset()
    needy: Mapping[int, tuple[Waiting, ...]] = field(default_factory=dict)
    waiting: frozenset[Waiting] = frozenset()  # what the private file may have usual links for
    ids: tuple[str, ...] = ()
    settlements: frozenset[str] = frozenset()
    streets: frozenset[Street] = frozenset()
    latest: date = date.min  # of all dates that should have come already

    def wanted(self, contested: AbstractSet[int], given: AbstractSet[Waiting], today: date) -> Sequence[int]:
        """Return the numbers of the buildings that rules have to look at."""
        if self.latest > today or any(page in contested for page, _ in self.pages_above):
            return range(self.size)
        claimants = set(compress(self.claimants, map(contested.__contains__, self.claims)))
        needy = (number for number, chats in self.needy.items() if any(chat not in given for chat in chats))
        return sorted(claimants.union(self.doubtful, needy) - {ITSELF})


def read_file(file: File, section: str, ground: Ground, report: Report) -> Draft | None:
    """Return the draft of an organisation with all its buildings, understood."""
    root, reader = read_root(file.text, file.path, report)
    draft = reader.draft(root, RECORDS[section]) if root else None
    if draft is None:
        return None
    for building in draft.get("buildings") or ():
        understand_building(building, ground.addresses, report)
    understand_serves(draft, ground.gazetteer, report)
    return draft


def make_extract(file: File, section: str, ground: Ground) -> Extract:
    """Read a file and say of it what the others and the model need to know."""
    report = Report()
    draft = read_file(file, section, ground, report)
    if draft is None:
        return Extract(report=report)
    alone = Drafts(ground=ground)
    alone.section(section)[file.slug] = draft
    report.add(check_file(alone))
    buildings: tuple[Draft, ...] = draft.get("buildings") or ()
    dates = (chat.values.get(name) for one in buildings for chat in _chats(one) for name in DATES_OF_A_CHAT)
    claims = {ITSELF: [*claims_of_chats((*(draft.get("chats") or ()), *(draft.get("channels") or ())))]}
    claims.update((number, claims_of_building(one, ground.slugs)) for number, one in enumerate(buildings))
    addresses = [address for one in buildings if isinstance(address := one.get("address"), Address)]
    places = {(address.settlement, address.street) for address in addresses}
    pages, owners = zip(*pages_above(places, ground.slugs), strict=True) if places else ((), ())
    linkless = {number: one for number, one in enumerate(buildings) if _lacks_link(one)}
    kept = {number: building for number, building in enumerate(buildings) if _may_be_wanted(building)}
    return Extract(
        report=report,
        draft=without_buildings(draft),
        made=None if report.failed else make_organization(section, file.slug, draft, ground),
        size=len(buildings),
        claims=numbered(chain.from_iterable(claims.values())),
        claimants=array("i", chain.from_iterable([number] * len(names) for number, names in claims.items())),
        pages_above=frozenset(zip(numbered(pages), numbered(owners), strict=True)),
        kept=Kept(kept.keys(), kept.get),
        doubtful=frozenset(
            number for number, building in enumerate(buildings) if _is_doubtful(building, claims[number])
        ),
        needy={number: needy for number, building in linkless.items() if (needy := (*_needy(building),))},
        waiting=frozenset(chain.from_iterable(map(waiting, linkless.values()))),
        ids=tuple(building_id for one in buildings if (building_id := one.get("id")) is not None),
        settlements=frozenset(settlement for settlement, _ in places),
        streets=frozenset(street for _, street in places),
        latest=max(filter(None, dates), default=date.min),
    )


def without_buildings(draft: Draft) -> Draft:
    """Return an organisation's draft that says nothing of its buildings."""
    return with_buildings(draft, ())


def with_buildings(draft: Draft, buildings: tuple[Draft, ...]) -> Draft:
    """Return an organisation's draft with some of its buildings."""
    if "buildings" not in draft.values:
        return draft
    items = {name: spots for name, spots in draft.items.items() if name != "buildings"}
    return replace(draft, values={**draft.values, "buildings": buildings}, items=items)


def _chats(building: Draft) -> tuple[Draft, ...]:
    return building.get("chats") or ()


def _may_be_wanted(building: Draft) -> bool:
    """A shared chat, a chat whose link may be private, a house of several companies: what is often contested."""
    return isinstance(building.get("entrances"), tuple) or any(
        chat.get("shared") or ("link" not in chat.given and chat.get("owner") != "gosuslugi")
        for chat in _chats(building)
    )


def _is_doubtful(building: Draft, claims: Iterable[str]) -> bool:
    """What needs no other: an id that can't be read, a nameless page."""
    return ("id" in building.given and building.get("id") is None) or any(map(is_nameless, claims))


def _lacks_link(building: Draft) -> bool:
    return not all("link" in chat.given for chat in _chats(building))


def _needy(building: Draft) -> Iterator[Waiting]:
    """Yield the chats whose link only the private file may have."""
    for position, chat in enumerate(_chats(building), 1):
        if chat.get("share") == "poster" and "link" not in chat.given and "withdrawn" not in chat.given:
            yield building.get("id"), position
