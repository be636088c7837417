"""Notices that the site itself offers, if `publish_posters` says so: none of them holds an unlisted code."""

from collections.abc import Iterator
from datetime import date

from generator.model import City
from generator.posters.files import PosterFile, make_document
from generator.posters.notices import Notices
from generator.posters.press import Press
from generator.site.organizations import Context
from generator.site.poster_links import building_poster, company_poster
from generator.site.urls import Urls


def published_posters(city: City, today: date, press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the web root, PDF): a file for each company and for each building that may have one."""
    notices = Notices(city=city, context=Context(site=city.site, urls=Urls(city.site.base_url), today=today))
    for file, content in press.run(_files(city), lambda file: make_document(file, notices, "a4")):
        yield file.name, content


def _files(city: City) -> Iterator[PosterFile]:
    for company in city.companies:
        buildings = tuple(building for building in company.buildings if building_poster(building, city.site))
        name = company_poster(company, city.site)
        if name:
            left_out = len(company.buildings) - len(buildings)
            yield PosterFile(name=name, title=company.name, buildings=buildings, listed=True, left_out=left_out)
        for building in buildings:
            name = building_poster(building, city.site)
            yield PosterFile(name=name, title=building.address.full, buildings=(building,))
