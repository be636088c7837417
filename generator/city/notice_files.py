"""Paths of the notices on the site, and the rule which notices may be published."""

from generator.city.model import Building, Company, Site

FOLDER = "obyavleniya"


def poster_chats(building: Building) -> bool:
    """Tell whether the building has a live link that stands on its poster only."""
    return any(chat.is_on_poster for chat in building.chats)


def building_poster(building: Building, site: Site) -> str:
    """Return the path of the building's notices below the root, or "" for a secret code, which is never published."""
    return f"{FOLDER}/{building.id}.pdf" if site.publish_posters and not poster_chats(building) else ""


def company_poster(company: Company, site: Site) -> str:
    """Return the path of the company's publishable notices below the root, or ""."""
    some = any(building_poster(building, site) for building in company.buildings)
    return f"{FOLDER}/uk/{company.slug}.pdf" if some else ""
