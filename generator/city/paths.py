"""Paths of pages: a building's depends only on its own address and the settings of its street."""

from collections.abc import Iterator, Mapping

from generator.addresses import Address, Street, slugify
from generator.city.model import Authority, City, Company, Organization, Supplier

ROOT = "doma"
SECTIONS: dict[type[Organization], str] = {Company: "uk", Supplier: "rso", Authority: "gorod"}


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
