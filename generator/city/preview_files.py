"""Paths of the preview pictures that messengers show beside a link: of the site, a page, a building."""

from generator.city.model import Site

_NAME = "preview.png"


def preview_of_site() -> str:
    """Return the path of the site's own picture below the root."""
    return _NAME


def preview_of_page(path: str) -> str:
    """Return the path of a page's picture; `path` is the page's, below the root, without slashes around it."""
    return f"{path}/{_NAME}"


def preview_of_house(path: str, site: Site) -> str:
    """Return the path of a building's picture, or of the site's own if the settings turn buildings' off."""
    return preview_of_page(path) if site.building_previews else preview_of_site()
