"""Which preview pictures there are: the site's, each organisation's, and each building's if the settings say so."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from generator.caching import Target, digest
from generator.city import (
    City,
    Urls,
    make_directory,
    organization_path,
    preview_of_house,
    preview_of_page,
    preview_of_site,
)
from generator.city.views import Context
from generator.posters.previews.views import Preview, house_preview, organization_preview, site_preview


def preview_targets(city: City, today: date, program: str) -> Iterator[Target]:
    """Yield a target for each picture; `program` is a digest."""
    site = city.site
    context = Context(site=site, urls=Urls(site.base_url), today=today)
    shared = digest(program, site.base_url, site.digest)

    def target(name: str, preview: Callable[[], Preview], *seen: bytes) -> Target:
        # Some dozens of pictures are drawn here, so that no other process loads Pillow; thousands are shared out.
        here = not site.building_previews
        return Target(name, digest(shared, *seen).hex(), partial(_make, name, preview), threaded=here)

    yield target(preview_of_site(), partial(site_preview, site))
    for organization in city.organizations:
        name = preview_of_page(organization_path(organization))
        yield target(name, partial(organization_preview, organization, site), context.digest(organization))
    if site.building_previews:
        for house in make_directory(city).houses:
            name = preview_of_house(house.path, site)
            yield target(name, partial(house_preview, house, site), *map(context.digest, house.records))


def _make(name: str, preview: Callable[[], Preview]) -> Iterator[tuple[str, bytes]]:
    from generator.posters.previews.painting import paint  # noqa: PLC0415 - most builds draw nothing new

    yield name, paint(preview())
