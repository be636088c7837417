"""Paths of pages, notices and previews. A building's depends only on its own address and the settings of its street."""

from collections.abc import Iterator, Mapping

from generator.addresses import Address, Street, slugify
from generator.city.model import Authority, Building, City, Company, Organization, Site, Supplier

ROOT = "doma"
FOLDER = "obyavleniya"  # of the notices
SECTIONS: dict[type[Organization], str] = {Company: "uk", Supplier: "rso", Authority: "gorod"}
_PREVIEW = "preview.png"


def organization_path(organization: Organization) -> str:
    """Return `uk/primer-1`."""
    return f"{SECTIONS[type(organization)]}/{organization.slug}"


def former_paths(city: City) -> dict[str, str]:
    """Return the addresses that pages of organisations had under other names of their files → those of now."""
    return {
        f"{SECTIONS[type(one)]}/{former.slug}": organization_path(one)
        for one in city.organizations
        for former in one.former
        if former.slug
    }


def street_path(street: Street, settlement: str, slugs: Mapping[str, str]) -> str:
    """Return `doma/ulitsa-lenina` or `doma/lugovoe/ulitsa-komarova`.

    `slugs` holds the slugs that `site.yaml` sets, by street key.
    """
    if settlement:
        return f"{ROOT}/{slugify(settlement)}/{street.slug}"
    return f"{ROOT}/{slugs.get(street.key, street.slug)}"


def house_path(address: Address, slugs: Mapping[str, str], slug: str = "") -> str:
    """Return `doma/ulitsa-lenina/12a`; `slug` replaces the last part."""
    return f"{street_path(address.street, address.settlement, slugs)}/{slug or address.house.slug}"


def pages_above(house: str, address: Address) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the path and the owner of the pages that list a house, given its path; equal owners share a page."""
    street = house.rpartition("/")[0]
    if address.settlement:
        yield street.rpartition("/")[0], ("settlement", address.settlement)
    yield street, ("street", address.settlement, address.street.key)


def poster_chats(building: Building) -> bool:
    """Return True if the building has a live link that is shared on the poster only."""
    return any(chat.is_on_poster for chat in building.chats)


def lacks_poster_link(building: Building, site: Site) -> bool:
    """Return True if the link that only the building's notice may show is missing: its code would lead to no chat.

    The link and the number of its secret stand in `private/links.yaml`, which may be missing on this machine. A
    demonstration has no links at all.
    """
    missing = any(chat.share == "poster" and not chat.link and not chat.withdrawn for chat in building.chats)
    return missing and not site.demo


def building_poster(building: Building, site: Site) -> str:
    """Return the path of the building's notices below the root, or "" for a secret code, which is never published."""
    if not site.publish_posters or poster_chats(building) or lacks_poster_link(building, site):
        return ""
    return f"{FOLDER}/{building.id}.pdf"


def company_poster(company: Company, site: Site) -> str:
    """Return the path of the company's publishable notices below the root, or ""."""
    some = any(building_poster(building, site) for building in company.buildings)
    return f"{FOLDER}/uk/{company.slug}.pdf" if some else ""


def preview_of_site() -> str:
    """Return the path of the site's own picture below the root."""
    return _PREVIEW


def preview_of_page(path: str) -> str:
    """Return the path of a page's picture; `path` is the page's, below the root, without slashes around it."""
    return f"{path}/{_PREVIEW}"


def preview_of_house(path: str, site: Site) -> str:
    """Return the path of a building's picture, or of the site's own if the settings turn buildings' off."""
    return preview_of_page(path) if site.building_previews else preview_of_site()
