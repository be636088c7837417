"""Paths of the preview pictures that messengers show beside a link: the site's, a page's, a building's."""

from generator.city.model import Site

_NAME = "preview.png"


def preview_of_site() -> str:
    """Return the file of the site's own picture below the root."""
    return _NAME


def preview_of_page(path: str) -> str:
    """Return the file of the picture of a page, which is given as everywhere: below the root, without slashes."""
    return f"{path}/{_NAME}"


def preview_of_house(path: str, site: Site) -> str:
    """Return the file of a building's picture, or of the site's own where buildings have none."""
    return preview_of_page(path) if site.building_previews else preview_of_site()
