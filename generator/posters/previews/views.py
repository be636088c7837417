"""What the template of a preview sees: words and a drawing."""

from msgspec import Struct

from generator.city import Company, House, Organization, Site, Supplier, Urls
from generator.city.views import Facade, draw_facade, organization_kind, plate

WIDTH, HEIGHT = 1200, 630  # pixels

_FRONT_WIDEST, _FRONT_HIGHEST = 330, 300  # pixels
_GREEN, _WALL, _LINE = "#14533f", "#fff", "#c9c4b6"


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
    front: str = ""  # SVG
    front_size: tuple[int, int] = (0, 0)  # pixels


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
    facade = draw_facade(house.floors, house.entrances)
    return Preview(
        above=site.title,
        says="Чат дома в MAX и телефоны",
        host=Urls(site.base_url).host,
        demo=site.demo,
        street=f"{sign.settlement}, {sign.street}" if sign.settlement else sign.street,
        number=sign.number,
        rest=sign.rest,
        front=_svg(facade) if facade else "",
        front_size=_front_size(facade) if facade else (0, 0),
    )


def _svg(facade: Facade) -> str:
    lines = (
        (5, facade.windows, facade.window_dashes),
        (4, facade.stairs, facade.stair_dashes),
        (8, facade.doors, facade.door_dashes),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {facade.width} {facade.height}">'
        f'<path d="{facade.walls}" fill="{_WALL}" stroke="{_LINE}"/><path d="{facade.roof}" fill="{_GREEN}"/>'
        + "".join(
            f'<path d="{path}" stroke="{_GREEN}" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
            for width, path, dashes in lines
            if path
        )
        + "</svg>"
    )


def _front_size(facade: Facade) -> tuple[int, int]:
    scale = min(_FRONT_WIDEST / facade.width, _FRONT_HIGHEST / facade.height)
    return round(facade.width * scale), round(facade.height * scale)
