"""Which pictures there are: the site's, one for each organisation, and one for each building if the site says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from generator.model import City
from generator.posters.press import Press
from generator.previews.views import Preview, house_preview, organization_preview, site_preview
from generator.site.directory import make_directory
from generator.site.organizations import organization_path
from generator.site.preview_links import preview_of_house, preview_of_page, preview_of_site


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewFile:
    """A picture and its file below the web root."""

    name: str
    preview: Preview


def preview_files(city: City, press: Press) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the web root, PNG) of every picture."""
    for file, content in press.run(_files(city), lambda file: file.preview):
        yield file.name, content


def _files(city: City) -> Iterator[PreviewFile]:
    site = city.site
    yield PreviewFile(name=preview_of_site(), preview=site_preview(site))
    for organization in chain(city.companies, city.suppliers, city.authorities):
        name = preview_of_page(organization_path(organization))
        yield PreviewFile(name=name, preview=organization_preview(organization, site))
    if site.building_previews:
        for house in make_directory(city).houses:
            yield PreviewFile(name=preview_of_house(house.path, site), preview=house_preview(house, site))
