"""Paths of the notices on the site, and the rule which notices may be published."""

from generator.city.model import Building, Company, Site

FOLDER = "obyavleniya"


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
    secret = poster_chats(building) or lacks_poster_link(building, site)
    return f"{FOLDER}/{building.id}.pdf" if site.publish_posters and not secret else ""


def company_poster(company: Company, site: Site) -> str:
    """Return the path of the company's publishable notices below the root, or ""."""
    some = any(building_poster(building, site) for building in company.buildings)
    return f"{FOLDER}/uk/{company.slug}.pdf" if some else ""
