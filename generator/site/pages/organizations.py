"""Pages of companies, suppliers and authorities, and their lists."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from generator.caching import digest
from generator.city import (
    SECTIONS,
    Authority,
    Building,
    Company,
    Directory,
    Organization,
    Supplier,
    company_poster,
    in_walking_order,
    organization_path,
    preview_of_page,
    street_of,
)
from generator.city.views import Context, has_open_chat, organization_kind, organization_view
from generator.site.feeds import company_feed
from generator.site.pages import structured_data
from generator.site.pages.heads import make_head
from generator.site.pages.houses import house_row, open_chats
from generator.site.plans import Plan
from generator.site.views import (
    Link,
    OrganizationPage,
    OrganizationRow,
    OrganizationsPage,
    Page,
    StreetHouses,
)
from generator.text import bind, natural_key, plural

# Heading and introduction of each list.
_LISTS: dict[type[Organization], tuple[str, str]] = {
    Company: (
        "Управляющие компании",
        "Управляющая компания (УК), товарищество или кооператив: телефоны, каналы в MAX и дома.",
    ),
    Supplier: (
        "Поставщики услуг",
        "Кто подаёт в дома электричество, тепло, воду и газ: аварийные телефоны и каналы в MAX.",
    ),
    Authority: (
        "Городские службы",
        "Каналы в MAX и телефоны городских служб.",
    ),
}


def organization_plans(directory: Directory, context: Context) -> Iterator[Plan]:
    """Yield the plans of the lists and of the pages of all organisations."""
    city = directory.city
    beside = _records_beside(directory)
    groups: list[tuple[type[Organization], Sequence[Organization]]] = [
        (Company, city.companies),
        (Supplier, city.suppliers),
        (Authority, city.authorities),
    ]
    for kind, organizations in groups:
        rows = [f"{one.slug} {one.name} {_note(one)}" for one in organizations]
        yield Plan(
            name=f"{SECTIONS[kind]}/index.html",
            templates=("organizations.html",),
            seen=digest(*rows),
            pages=partial(_list, kind, organizations, context),
        )
        for organization in organizations:
            yield Plan(
                name=f"{organization_path(organization)}/index.html",
                templates=("organization.html",),
                seen=digest(context.digest(organization), _outlines(organization, beside)),
                pages=partial(_page, organization, directory, context),
            )


def _records_beside(directory: Directory) -> dict[str, list[Building]]:
    """Return, by company, other companies' records of the houses that it shares with them."""
    beside: dict[str, list[Building]] = defaultdict(list)
    for house in directory.houses:
        if len(house.records) > 1:
            for slug in {record.company for record in house.records}:
                beside[slug] += (record for record in house.records if record.company != slug)
    return beside


def _outlines(organization: Organization, beside: Mapping[str, Sequence[Building]]) -> bytes:
    """Return the digests of all records that the organisation's list of houses can show."""
    if not isinstance(organization, Company):
        return b""
    return b"".join([record.outline for record in (*organization.buildings, *beside.get(organization.slug, ()))])


def _list(kind: type[Organization], organizations: Sequence[Organization], context: Context) -> Iterator[Page]:
    heading, intro = _LISTS[kind]
    path = SECTIONS[kind]
    rows = tuple(
        OrganizationRow(
            href=context.urls.path(organization_path(organization)), name=organization.name, note=_note(organization)
        )
        for organization in sorted(organizations, key=lambda one: (natural_key(one.name), one.slug))
    )
    head = make_head(
        context, path=path, title=f"{heading}: {context.site.city}", description=f"{context.site.city}. {intro}"
    )
    view = OrganizationsPage(head=head, heading=heading, intro=bind(intro), rows=rows)
    yield Page(path=f"{path}/index.html", template="organizations.html", view=view)


def _note(organization: Organization) -> str:
    if isinstance(organization, Company):
        return plural(len(organization.buildings), "дом", "дома", "домов")
    return organization_kind(organization)


def _page(organization: Organization, directory: Directory, context: Context) -> Iterator[Page]:
    path = organization_path(organization)
    section = path.partition("/")[0]
    heading, _ = _LISTS[type(organization)]
    buildings = organization.buildings if isinstance(organization, Company) else ()
    head = make_head(
        context,
        path=path,
        title=organization.name,
        description=bind(f"{organization.name}: телефоны, часы приёма, каналы в MAX. {context.site.city}."),
        trail=[(section, heading)],
        items=[_structured(organization, path, context)],
        picture=preview_of_page(path),
    )
    posters = company_poster(organization, context.site) if isinstance(organization, Company) else ""
    feed = company_feed(organization) if isinstance(organization, Company) else ""
    view = OrganizationPage(
        head=head,
        organization=organization_view(organization, context),
        former=", ".join(one.name for one in organization.former if one.name and one.name != organization.name),
        about=context.markdown(organization.about),
        up=Link(href=context.urls.path(section), text=heading),
        streets=_streets(buildings, directory, context),
        coverage=_coverage(buildings),
        posters=context.urls.root + posters if posters else "",
        feed=context.urls.root + feed if feed else "",
    )
    yield Page(path=f"{path}/index.html", template="organization.html", view=view)


def _streets(buildings: Sequence[Building], directory: Directory, context: Context) -> tuple[StreetHouses, ...]:
    streets = (tuple(group) for _, group in groupby(in_walking_order(buildings), key=street_of))
    return tuple(
        StreetHouses(
            title=", ".join(filter(None, (street[0].address.settlement, street[0].address.street.title))),
            houses=tuple(house_row(directory.house_by_id[building.id], context) for building in street),
        )
        for street in streets
    )


def _coverage(buildings: Sequence[Building]) -> str:
    if not buildings:
        return ""
    chats = sum(has_open_chat(building.chats) for building in buildings)
    return open_chats(len(buildings), chats)


def _structured(organization: Organization, path: str, context: Context) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": "Organization", "name": organization.name, "url": context.urls.absolute(path)}
    if organization.office:
        item["address"] = organization.office
    if context.site.demo:
        return item  # nobody should call an invented number
    phones = [phone.number.tel for phone in organization.phones]
    urgent = [organization.emergency] if isinstance(organization, Supplier) and organization.emergency else []
    if organization.dispatch:
        urgent.append(organization.dispatch)
    if phones:
        item["telephone"] = phones
    points = [
        {
            "@type": "ContactPoint",
            "contactType": "emergency",
            "telephone": phone.tel,
            "hoursAvailable": "Mo-Su 00:00-24:00",
        }
        for phone in urgent
    ]
    hours = structured_data.opening_hours(organization.hours)
    if points:
        item["contactPoint"] = points
    if hours:
        item["@type"] = "LocalBusiness"  # schema.org's Organization has no opening hours
        item["openingHours"] = hours
    known = {"email": organization.email, "sameAs": organization.website, "taxID": organization.inn}
    return {**item, **{name: value for name, value in known.items() if value}}
