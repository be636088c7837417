"""Where published notices stand on the site, if they do: never one whose code is unlisted."""

from generator.model import Building, Company, Site
from generator.site.poster_chats import poster_chats

FOLDER = "obyavleniya"


def building_poster(building: Building, site: Site) -> str:
    """Return the file of the building's notices below the root, or an empty string."""
    return f"{FOLDER}/{building.id}.pdf" if site.publish_posters and not poster_chats(building) else ""


def company_poster(company: Company, site: Site) -> str:
    """Return the file of all the company's notices that may be published, or an empty string."""
    some = any(building_poster(building, site) for building in company.buildings)
    return f"{FOLDER}/uk/{company.slug}.pdf" if some else ""
