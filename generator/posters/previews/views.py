"""What a preview shows: words and a drawing."""

from msgspec import Struct

from generator.city import Company, House, Organization, Site, Supplier, Urls
from generator.city.views import Facade, draw_facade, organization_kind, plate

WIDTH, HEIGHT = 1200, 630  # pixels


class Preview(Struct, frozen=True, kw_only=True):
    """A picture: either an address plate (street, number) with the house's front, or a title with its kind above."""

    above: str
    says: str
    host: str
    demo: bool
    kind: str = ""
    title: str = ""
    street: str = ""
    number: str = ""
    rest: str = ""
    front: Facade | None = None


def site_preview(site: Site) -> Preview:
    """Return the preview of the site itself."""
    return Preview(
        above=site.region,
        title=site.title,
        says="Наберите улицу и номер дома",
        host=Urls(site.base_url).host,
        demo=site.demo,
    )


def organization_preview(organization: Organization, site: Site) -> Preview:
    """Return the preview of an organisation's page."""
    kind = organization_kind(organization)
    says = {Company: "Телефоны, каналы и чаты домов в MAX", Supplier: "Аварийные телефоны и каналы в MAX"}
    return Preview(
        above=site.title,
        kind=f"{kind[:1].upper()}{kind[1:]}",
        title=organization.name,
        says=says.get(type(organization), "Телефоны и каналы в MAX"),
        host=Urls(site.base_url).host,
        demo=site.demo,
    )


def house_preview(house: House, site: Site) -> Preview:
    """Return the preview of a building's page."""
    sign = plate(house)
    return Preview(
        above=site.title,
        says="Чат дома в MAX и телефоны",
        host=Urls(site.base_url).host,
        demo=site.demo,
        street=f"{sign.settlement}, {sign.street}" if sign.settlement else sign.street,
        number=sign.number,
        rest=sign.rest,
        front=draw_facade(house.floors, house.entrances),
    )
