"""Which preview pictures there are: the site's, each organisation's, and each building's if the settings say so."""

from collections.abc import Iterator
from functools import partial

from msgspec import msgpack

from generator.caching import Target, digest
from generator.city import (
    City,
    make_directory,
    organization_path,
    preview_of_house,
    preview_of_page,
    preview_of_site,
)
from generator.site.previews.views import Preview, house_preview, organization_preview, site_preview


def preview_targets(city: City, program: str) -> Iterator[Target]:
    """Yield a target for each picture; `program` is a digest."""
    site = city.site
    yield _target(preview_of_site(), site_preview(site), program)
    for organization in city.organizations:
        name = preview_of_page(organization_path(organization))
        yield _target(name, organization_preview(organization, site), program)
    if site.building_previews:
        for house in make_directory(city).houses:
            yield _target(preview_of_house(house.path, site), house_preview(house, site), program, many=True)


def _target(name: str, preview: Preview, program: str, *, many: bool = False) -> Target:
    """Return a target; some dozens are drawn in this process, so that no other loads Pillow, thousands in several."""
    key = digest(program, msgpack.encode(preview))
    return Target(name, key.hex(), partial(_make, name, preview), threaded=not many)


def _make(name: str, preview: Preview) -> Iterator[tuple[str, bytes]]:
    from generator.site.previews.painting import paint  # noqa: PLC0415 - most builds draw nothing new

    yield name, paint(preview)
