"""What the template of a preview sees: words and a drawing."""

from msgspec import Struct

from generator.city import Company, House, Organization, Site, Supplier, Urls
from generator.city.views import draw_facade, organization_kind, plate
from generator.posters.drawings import front_view
from generator.posters.views import Front

WIDTH, HEIGHT = 1200, 630  # pixels


class Preview(Struct, frozen=True, kw_only=True):
    """A picture: an address plate (street, number, the house's front), or a title with its kind above."""

    above: str
    says: str
    host: str
    demo: bool
    kind: str = ""
    title: str = ""
    street: str = ""
    number: str = ""
    rest: str = ""
    front: Front | None = None


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
        front=front_view(draw_facade(house.floors, house.entrances), "#fff"),
    )
