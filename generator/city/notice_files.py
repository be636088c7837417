"""Paths of the notices that the site publishes, and the rule which may never be published."""

from generator.city.model import Building, Company, Site

FOLDER = "obyavleniya"


def poster_chats(building: Building) -> bool:
    """Tell whether the building has a live link that stands on its poster only."""
    return any(chat.is_on_poster for chat in building.chats)


def building_poster(building: Building, site: Site) -> str:
    """Return the file of the building's notices below the root, or an empty string; no unlisted code is published."""
    return f"{FOLDER}/{building.id}.pdf" if site.publish_posters and not poster_chats(building) else ""


def company_poster(company: Company, site: Site) -> str:
    """Return the file of all notices of the company that may be published, or an empty string."""
    some = any(building_poster(building, site) for building in company.buildings)
    return f"{FOLDER}/uk/{company.slug}.pdf" if some else ""
