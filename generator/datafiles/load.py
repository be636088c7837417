"""A data folder → the model of a city, or a report of everything that is wrong with it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.caching import Memo, without_collecting
from generator.city import model
from generator.datafiles.assemble import make_site, with_private_links
from generator.datafiles.drafts import Drafts
from generator.datafiles.extracts.aside import Aside, read_history, read_private_links
from generator.datafiles.extracts.claims import Numbers, claim_of_id, claims_of_chats, contested, numbered
from generator.datafiles.extracts.extract import Extract, read_file, with_buildings
from generator.datafiles.extracts.extracting import extract_all
from generator.datafiles.extracts.remembering import Memory
from generator.datafiles.fields import SITE
from generator.datafiles.folder import File, Folder, read_folder
from generator.datafiles.ground import Ground, make_ground
from generator.datafiles.past import against_the_past
from generator.datafiles.private_links import PrivateLink, Waiting
from generator.datafiles.reading import Draft, read_root
from generator.datafiles.rules import check_between
from generator.text import Report

Clock = Callable[[ZoneInfo], date]  # what day it is in a time zone


class Loaded(Struct, frozen=True, kw_only=True):
    """What came of loading: the city unless the report has errors."""

    city: model.City | None
    report: Report
    today: date


def load(  # noqa: PLR0913
    folder: Folder, report: Report, today: date | None, day_in: Clock, *, memo: Memo | None = None, jobs: int = 1
) -> Loaded:
    """Check the files of a folder; without `today` the site's time zone decides what day it is.

    `report` has what was wrong with reading the folder, and gets the rest.
    `memo` remembers what was read of each file; new files are read by up to `jobs` processes.
    """
    with without_collecting():
        reading = _read(folder, report, today, day_in, memo, jobs)
        reading.check(reading.wanted())
        city = reading.city()
        if city is not None:
            reading.report.add(against_the_past(city, reading.history, Path(folder.path)))
        return Loaded(city=city, report=reading.report, today=reading.today)


def load_drafts(data: Path, today: date | None, day_in: Clock) -> tuple[Drafts, Report]:
    """Read and check the folder; return the drafts of all its records."""
    report = Report()
    return check_folder(read_folder(data, report), report, today, day_in)


def check_folder(folder: Folder, report: Report, today: date | None, day_in: Clock) -> tuple[Drafts, Report]:
    """Check texts that need not stand on the disk; return the drafts of all records.

    `report` has what was wrong with reading the folder, and gets the rest.
    """
    reading = _read(folder, report, today, day_in, None, 1)
    drafts = reading.check({key: range(extract.size) for key, extract in reading.extracts.items()})
    return drafts, reading.report


class _Reading(Struct, frozen=True, kw_only=True):
    """All files, read one by one; what lies between them is still to be checked."""

    folder: Folder
    report: Report
    today: date
    ground: Ground
    extracts: dict[tuple[str, str], Extract]
    links: Sequence[PrivateLink]
    history: Draft | None
    waiting: frozenset[Waiting]

    def wanted(self) -> dict[tuple[str, str], Sequence[int]]:
        """Return the numbers of the buildings of each file that the rules have to look at."""
        extracts = self.extracts.values()
        claims = chain([self._claims()], (extract.claims for extract in extracts))
        names = contested(claims, chain.from_iterable(extract.pages_above for extract in extracts))
        names.update(self._ids_of_links(names))
        given = {(link.building, link.position or 1) for link in self.links}
        return {key: extract.wanted(names, given, self.today) for key, extract in self.extracts.items()}

    def _claims(self) -> Numbers:
        """Return what the files beside those of organisations claim."""
        retired = (self.ground.site and self.ground.site.get("retired")) or {}
        ids = (*retired, *(link.building for link in self.links if not self._is_awaited(link)))
        return numbered(chain(map(claim_of_id, ids), claims_of_chats(link.draft for link in self.links)))

    def _is_awaited(self, link: PrivateLink) -> bool:
        """Tell whether of a private link nothing can be said, unless it stands elsewhere as well."""
        return link.place in self.waiting and link.is_usual

    def _ids_of_links(self, names: set[int]) -> Numbers:
        """Return the buildings of those private links that stand elsewhere as well."""
        urls = [(link, url) for link in self.links for url in claims_of_chats([link.draft])]
        twice = [link for (link, _), name in zip(urls, numbered(url for _, url in urls), strict=True) if name in names]
        return numbered(claim_of_id(link.building) for link in twice)

    def check(self, wanted: Mapping[tuple[str, str], Sequence[int]]) -> Drafts:
        """Report what is wrong between files, looking at these buildings; return what was looked at."""
        drafts = self._drafts(wanted)
        self.report.add(check_between(drafts, self.today))
        return drafts

    def _drafts(self, wanted: Mapping[tuple[str, str], Sequence[int]]) -> Drafts:
        extracts = self.extracts.values()
        drafts = Drafts(
            ground=self.ground,
            history=self.history,
            unread=self.folder.unread | {slug for (_, slug), extract in self.extracts.items() if extract.draft is None},
            ids=set(chain.from_iterable(extract.ids for extract in extracts)),
            settlements=set(chain.from_iterable(extract.settlements for extract in extracts)),
            streets=set(chain.from_iterable(extract.streets for extract in extracts)),
        )
        for (section, slug), extract in self.extracts.items():
            if extract.draft is not None:
                buildings = self._buildings((section, slug), wanted[section, slug])
                drafts.section(section)[slug] = with_buildings(extract.draft, buildings)
        looked_at = {building.get("id") for _, building in drafts.buildings()}
        drafts.links = [link for link in self.links if link.building in looked_at or not self._is_awaited(link)]
        return drafts

    def _buildings(self, key: tuple[str, str], numbers: Sequence[int]) -> tuple[Draft, ...]:
        """Return the drafts of these buildings; if some were not kept, the file is read again."""
        kept = [self.extracts[key].kept.find(number) for number in numbers]
        if None in kept:
            section, slug = key
            file = next(file for file in self.folder.sections[section] if file.slug == slug)
            draft = read_file(file, section, self.ground, Report())
            kept = [draft.get("buildings")[number] for number in numbers] if draft else []
        return tuple(building for building in kept if building)

    def city(self) -> model.City | None:
        """Make the model, unless an error was reported."""
        if self.report.failed or self.ground.site is None:
            return None
        private: dict[str, list[PrivateLink]] = defaultdict(list)
        for link in self.links:
            private[link.building].append(link)
        made = [extract.made for _, extract in sorted(self.extracts.items(), key=lambda item: item[0][1])]
        return model.City(
            site=make_site(self.ground.site),
            streets=self.ground.streets,
            companies=tuple(with_private_links(one, private) for one in made if isinstance(one, model.Company)),
            suppliers=tuple(one for one in made if isinstance(one, model.Supplier)),
            authorities=tuple(one for one in made if isinstance(one, model.Authority)),
            published=dict(sorted((self.history.get("published") or {}).items())) if self.history else {},
            key_mark=(self.history.get("key") if self.history else "") or "",
        )


def _read(  # noqa: PLR0913, PLR0917
    folder: Folder, report: Report, today: date | None, day_in: Clock, memo: Memo | None, jobs: int
) -> _Reading:
    ground = make_ground(_read_site(folder.site, report), report)
    zone = ground.site.get("timezone") if ground.site else None
    memory = Memory(memo=memo, ground=ground.digest)
    extracts = extract_all(folder, ground, memory, jobs)
    links, history = _aside(folder.links, read_private_links, memory), _aside(folder.history, read_history, memory)
    for part in (*(extract.report for extract in extracts.values()), links.report, history.report):
        report.merge(part)
    return _Reading(
        folder=folder,
        report=report,
        today=today or day_in(zone or ZoneInfo("UTC")),
        ground=ground,
        extracts=extracts,
        links=links.links,
        waiting=frozenset().union(*(extract.waiting for extract in extracts.values())),
        history=history.history,
    )


def _read_site(file: File | None, report: Report) -> Draft | None:
    if file is None:
        return None
    root, reader = read_root(file.text, file.path, report)
    return reader.draft(root, SITE) if root else None


def _aside(file: File | None, read: Callable[[File], Aside], memory: Memory) -> Aside:
    if file is None:
        return Aside()
    aside = memory.recall(file, Aside)
    if aside is None:
        aside = read(file)
        memory.keep(file, aside)
    return aside
