"""Buildings' pages, and the unlisted ones that only a printed code finds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import quote

from generator.addresses import Address
from generator.facade import draw_facade
from generator.model import Building, Company, Organization
from generator.qr import make_code
from generator.site import structured_data
from generator.site.directory import Directory, House, StreetPage
from generator.site.heads import make_head
from generator.site.organizations import (
    Context,
    chat_view,
    coverage_state,
    has_open_chat,
    organization_view,
)
from generator.site.poster_links import building_poster, poster_chats
from generator.site.preview_links import preview_of_house
from generator.site.secrets import unlisted_path
from generator.site.views import (
    ChatView,
    HousePage,
    HouseRow,
    Link,
    OrganizationView,
    Page,
    Plate,
    RecordView,
    UnlistedPage,
)
from generator.typography import NBSP, bind, plural

_NEIGHBOURS = 3  # on each side
_FLOORS = ("этаж", "этажа", "этажей")
_ENTRANCES = ("подъезд", "подъезда", "подъездов")


@dataclass(frozen=True, kw_only=True)
class HousePages:
    """Makes the pages of all houses; what several pages share is made once."""

    directory: Directory
    context: Context

    def pages(self) -> Iterator[Page]:
        """Yield a page for each house, street by street."""
        organization = cache(lambda slug: organization_view(self.directory.company_by_slug[slug], self.context))
        supplier = cache(lambda index: organization_view(self.directory.city.suppliers[index], self.context))
        authorities = tuple(
            organization_view(authority, self.context)
            for authority in self.directory.city.authorities
            if authority.channels or authority.dispatch
        )
        index_of = {supplier.slug: index for index, supplier in enumerate(self.directory.city.suppliers)}
        for street in self.directory.streets:
            for position, house in enumerate(street.houses):
                suppliers = tuple(supplier(index_of[one.slug]) for one in self.directory.suppliers_of(house))
                view = HousePage(
                    **self._heading(house),
                    head=self._head(house, street),
                    records=tuple(self._record(record, organization(record.company)) for record in house.records),
                    suppliers=suppliers,
                    authorities=authorities,
                    neighbours=self._neighbours(street, position),
                    street=Link(href=self.context.urls.path(street.path), text=street.street.title),
                )
                yield Page(path=f"{house.path}/index.html", template="house.html", view=view)

    def _heading(self, house: House) -> dict[str, Any]:
        urls, first = self.context.urls, house.records[0]
        floors, entrances = first.floors, entrances_of(house)
        aliases = [alias.title for record in house.records for alias in record.aliases]
        return {
            "plate": plate(house),
            "speech": house.address.speech,
            "front": draw_facade(floors, entrances),
            "front_says": _front_says(floors or 0, entrances or 0),
            "facts": _facts(first, whole=len(house.records) == 1),
            "aliases": "; ".join(dict.fromkeys(aliases)),
            "code": make_code(*urls.printed(first.id)),
            "code_typed": urls.typed(first.id),
            "report_href": self._report_href(house),
        }

    def _record(self, record: Building, company: OrganizationView) -> RecordView:
        organization = self.directory.company_by_slug[record.company]
        entrances = record.entrances
        return RecordView(
            entrances=_entrances(entrances) if isinstance(entrances, tuple) else "",
            chats=_chats(record, organization, self.context),
            note=self.context.markdown(record.note),
            company=company,
            poster=self._poster(record),
            managed=organization.kind != "direct",
        )

    def _poster(self, record: Building) -> str:
        path = building_poster(record, self.context.site)
        return self.context.urls.root + path if path else ""

    def _head(self, house: House, street: StreetPage) -> Any:  # noqa: ANN401
        address, context = house.address, self.context
        chats = [chat for record in house.records for chat in record.chats]
        companies = [self.directory.company_by_slug[record.company] for record in house.records]
        managers = ", ".join(company.name for company in companies if company.kind != "direct")
        start = "Чат дома в MAX" if has_open_chat(chats) else "Как попасть в чат дома"
        trail = [("doma", "Дома"), (street.path, street.street.title)]
        if address.settlement:
            trail.insert(1, (street.path.rpartition("/")[0], address.settlement))
        return make_head(
            context,
            path=house.path,
            title=f"{address.full}: чат дома",
            description=bind(
                f"{start}, телефоны{f' {managers}' if managers else ''} и аварийных служб: {address.full}."
            ),
            trail=trail,
            items=[self._complex(house, companies)],
            picture=preview_of_house(house.path, context.site),
        )

    def _complex(self, house: House, companies: list[Company]) -> dict[str, Any]:
        address, context = house.address, self.context
        item: dict[str, Any] = {
            "@type": "ApartmentComplex",
            "name": address.title,
            "url": context.urls.absolute(house.path),
            "address": structured_data.postal_address(
                address.title, address.settlement or context.site.city, context.site.region
            ),
        }
        first = house.records[0]
        if first.location:
            latitude, longitude = first.location
            item["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        if first.flats and len(house.records) == 1:
            item["numberOfAccommodationUnits"] = first.flats
        if companies and companies[0].dispatch and not context.site.demo:
            item["telephone"] = companies[0].dispatch.tel
        return item

    def _neighbours(self, street: StreetPage, position: int) -> tuple[Link, ...]:
        near = street.houses[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS + 1]
        own = street.houses[position]
        return tuple(
            Link(href=self.context.urls.path(house.path), text=house.address.house.title)
            for house in near
            if house is not own
        )

    def _report_href(self, house: House) -> str:
        context, contact = self.context, self.context.site.contact
        if context.site.demo or not contact.email:
            return context.urls.path("o-proekte") + "#svyaz"
        ids = ", ".join(record.id for record in house.records)
        subject = f"Ошибка на странице дома: {house.address.full} ({ids})".replace(NBSP, " ")
        body = f"Дом: {context.urls.absolute(house.path)}\nНомер: {ids}\n\nЧто не так: "
        return f"mailto:{contact.email}?subject={quote(subject)}&body={quote(body)}"


def plate(house: House) -> Plate:
    """Return the address plate of a house."""
    address = house.address
    number, _, rest = address.house.plate.partition(NBSP)
    return Plate(settlement=address.settlement, street=address.street.title, number=number, rest=rest)


def house_row(house: House, context: Context) -> HouseRow:
    """Return a house as lists show it."""
    chats = [chat for record in house.records for chat in record.chats]
    return HouseRow(
        href=context.urls.path(house.path),
        number=house.address.house.title,
        speech=_row_speech(house.address),
        state=coverage_state(chats),
        has_chat=has_open_chat(chats),
    )


def _row_speech(address: Address) -> str:
    """«улица Ленина, дом 12 корп. 2»: what is seen stands in what is heard, for people who tap by voice."""
    return ", ".join(filter(None, (address.settlement, address.street.title.strip("«»"), f"дом {address.house.title}")))


def unlisted_pages(directory: Directory, context: Context, key: str) -> Iterator[Page]:
    """Yield the page of each building that has a chat whose link stands on its poster only."""
    for building in directory.city.buildings:
        if not poster_chats(building):
            continue
        house = directory.house_by_id[building.id]
        company = directory.company_by_slug[building.company]
        head = make_head(
            context,
            path=None,
            title=f"{house.address.full}: чат по коду с объявления",
            description="Страница открывается только по коду с объявления в подъезде.",
            index=False,
        )
        view = UnlistedPage(
            head=head,
            plate=plate(house),
            speech=house.address.speech,
            chats=_numbered(
                chat_view(chat, company, context, reveal=True) for chat in building.chats if chat.share != "nowhere"
            ),
            house=Link(href=context.urls.path(house.path), text=house.address.title),
        )
        yield Page(path=f"{unlisted_path(building, key)}/index.html", template="unlisted.html", view=view)


def _chats(record: Building, organization: Organization, context: Context) -> tuple[ChatView, ...]:
    """Return the chats, those one can enter first; the order of the data otherwise."""
    views = [chat_view(chat, organization, context) for chat in record.chats]
    return _numbered(sorted(views, key=lambda view: (view.state == "withdrawn", view.state != "open")))


def _numbered(views: Iterable[ChatView]) -> tuple[ChatView, ...]:
    """Tell chats of one title apart: «Чат дома», «Чат дома № 2»."""
    seen: Counter[str] = Counter()
    numbered = []
    for view in views:
        seen[view.title] += 1
        times = seen[view.title]
        numbered.append(view if times == 1 else replace(view, ordinal=f"{NBSP}№{NBSP}{times}"))
    return tuple(numbered)


def _entrances(numbers: tuple[int, ...]) -> str:
    listed = ", ".join(map(str, sorted(numbers)))
    return f"{'Подъезд' if len(numbers) == 1 else 'Подъезды'}{NBSP}{listed}"


def entrances_of(house: House) -> int | None:
    """Return how many entrances the whole house has, as far as its records tell."""
    known = [record.entrances for record in house.records]
    if len(known) == 1:
        return known[0] if isinstance(known[0], int) else None
    return len({number for numbers in known if isinstance(numbers, tuple) for number in numbers}) or None


@cache
def _front_says(floors: int, entrances: int) -> str:
    size = plural(floors, *_FLOORS), plural(entrances, *_ENTRANCES)
    return f"Рисунок дома: {', '.join(size)}"


def _facts(building: Building, *, whole: bool) -> str:
    """«5 этажей, 4 подъезда, 80 квартир», as far as it is known of the whole house."""
    facts = [plural(building.floors, *_FLOORS)] if building.floors else []
    if whole and isinstance(building.entrances, int):
        facts.append(plural(building.entrances, *_ENTRANCES))
    if whole and building.flats:
        facts.append(plural(building.flats, "квартира", "квартиры", "квартир"))
    return ", ".join(facts)
