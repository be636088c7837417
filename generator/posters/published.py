"""Notices that the site offers for download, if `publish_posters` is set; none contains an unlisted code."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from generator.caching import Cache, Target, digest
from generator.city import City, Urls, building_poster, company_poster, in_walking_order
from generator.city.views import Context
from generator.datafiles import Sources
from generator.posters.files import PosterFile, make_document
from generator.posters.notices import Notices
from generator.posters.printing import Press


def poster_targets(city: City, today: date, program: str, sources: Sources, cache: Cache | None) -> Iterator[Target]:
    """Yield a target for the PDF of each company and building that may have one; `program` is a digest."""
    context = Context(site=city.site, urls=Urls(city.site.base_url), today=today)
    notices = Notices(city=city, context=context)
    press = Press(sources.posters, sources.own["posters"], cache)
    shared = digest(
        program,
        city.site.base_url,
        city.site.digest,
        *(part for one in sorted(sources.posters.items()) for part in one),
    )
    companies = {company.slug: context.digest(company) for company in city.companies}
    for file in _files(city):
        slugs = sorted({building.company for building in file.buildings})
        seen = [companies[slug] for slug in slugs] + [context.digest(building) for building in file.buildings]
        drawn = [(house.floors, house.entrances) for house in map(notices.house, file.buildings)]
        key = digest(shared, file.title, str(file.left_out), str(drawn), *seen)
        yield Target(file.name, key.hex(), partial(_make, file, notices, press), threaded=True)


def _make(file: PosterFile, notices: Notices, press: Press) -> Iterator[tuple[str, bytes]]:
    yield file.name, press.make(make_document(file, notices, "a4"))


def _files(city: City) -> Iterator[PosterFile]:
    for company in city.companies:
        buildings = in_walking_order(one for one in company.buildings if building_poster(one, city.site))
        name = company_poster(company, city.site)
        if name:
            left_out = len(company.buildings) - len(buildings)
            yield PosterFile(name=name, title=company.name, buildings=buildings, listed=True, left_out=left_out)
        for building in buildings:
            name = building_poster(building, city.site)
            yield PosterFile(name=name, title=building.address.full, buildings=(building,))
