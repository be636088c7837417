"""Pages of buildings, and unlisted pages that only a printed code leads to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from generator.addresses import Address
from generator.caching import Cache, digest
from generator.city import (
    LINK_STATES,
    ROOT,
    Building,
    Company,
    Directory,
    House,
    Organization,
    StreetPage,
    best_state,
    building_poster,
    organization_path,
    poster_chats,
    preview_of_house,
    unlisted_path,
)
from generator.city.views import (
    RESCUE,
    ChatView,
    Context,
    OrganizationView,
    chat_rows,
    chat_views,
    draw_facade,
    has_open_chat,
    make_code,
    organization_view,
    plate,
)
from generator.site.pages import structured_data
from generator.site.pages.heads import make_head
from generator.site.pages.redirects import redirect_page
from generator.site.plans import Plan
from generator.site.views import HousePage, HouseRow, Link, Page, RecordView, UnlistedPage
from generator.text import NBSP, bind, plural, unbound

_NEIGHBOURS = 3  # on each side
_MARKED = ("poster", "withdrawn")
_ENTERED = ("open", "poster", "gosuslugi")
_WITHOUT_LINK = ("poster", "hidden")
_NARROW = 4  # characters of a house number
_TEMPLATES = ("house.html", "redirect.html", "unlisted.html")


class HousePages:
    """Plans the pages of all houses, those of a street together; shared parts are made once."""

    def __init__(self, directory: Directory, context: Context, key: str, cache: Cache | None = None) -> None:
        self.directory, self.context, self.key, self.cache = directory, context, key, cache
        city = directory.city
        self._shared = digest(*map(context.digest, (*city.suppliers, *city.authorities)))
        self._key = digest(key)
        self._organizations: dict[str, OrganizationView] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._suppliers: dict[tuple[str, ...], tuple[OrganizationView, ...]] = {}

    def plans(self) -> Iterator[Plan]:
        """Yield a plan for each street: the pages of its houses with their printed addresses."""
        for street in self.directory.streets:
            yield Plan(
                name=f"{street.path}/",
                templates=_TEMPLATES,
                seen=self._seen(street),
                pages=partial(self._pages_of_street, street),
                size=len(street.houses),
            )

    def _seen(self, street: StreetPage) -> bytes:
        records = [record for house in street.houses for record in house.records]
        companies = sorted({record.company for record in records})
        return digest(
            self._shared, self._key, street.path, street.street.title, *map(self._company_digest, companies),
            b"".join([record.digest for record in records]), self.context.stale(records),
        )  # fmt: skip

    def _pages_of_street(self, street: StreetPage) -> Iterator[Page]:
        links = tuple(map(self._link, street.houses))
        for position, house in enumerate(street.houses):
            yield from self._pages(street, house, _near(links, position))

    def _link(self, house: House) -> Link:
        return Link(href=self.context.urls.path(house.path), text=house.address.house.title)

    def _secret(self, record: Building) -> str:
        """Return the unlisted address on the poster of a chat, or "" if none was ever printed."""
        printed = any(chat.share == "poster" for chat in record.chats)
        return unlisted_path(record, self.key) if self.key and printed else ""

    def _company_digest(self, slug: str) -> bytes:
        return self.context.digest(self.directory.company_by_slug[slug])

    def _pages(self, street: StreetPage, house: House, neighbours: tuple[Link, ...]) -> Iterator[Page]:
        records = tuple(self._record(record) for record in house.records)
        view = HousePage(
            **self._heading(house),
            head=self._head(house, street),
            records=records,
            help=any(chat.state in _ENTERED for record in records for chat in (*record.chats, *record.rows)),
            managers=self._managers(records),
            suppliers=self._supplier_views(house),
            authorities=self._authorities,
            rescue=not any(record.company.emergency and record.company.emergency.text == RESCUE for record in records),
            city_channels=any(authority.channels for authority in self._authorities),
            neighbours=neighbours,
            street=Link(href=self.context.urls.path(street.path), text=street.street.title),
        )
        yield Page(path=f"{house.path}/index.html", template="house.html", view=view)
        for record in house.records:
            yield redirect_page(f"D/{record.id}", house.path, house.address.full, self.context)
            secret = self._secret(record)
            if secret and poster_chats(record):
                yield self._unlisted(record, house)
            elif secret:  # the link is withdrawn or missing, but the poster may still hang
                yield redirect_page(secret, house.path, house.address.full, self.context)

    def _managers(self, records: tuple[RecordView, ...]) -> str:
        names = tuple(dict.fromkeys(record.company.name for record in records if record.managed))
        return self._lists.setdefault(names, ", ".join(names))

    @cached_property
    def _authorities(self) -> tuple[OrganizationView, ...]:
        authorities = self.directory.city.authorities
        return tuple(self._organization(one) for one in authorities if one.channels or one.dispatch)

    def _supplier_views(self, house: House) -> tuple[OrganizationView, ...]:
        suppliers = self.directory.suppliers_of(house)
        key = tuple(supplier.slug for supplier in suppliers)
        if key not in self._suppliers:
            self._suppliers[key] = tuple(self._organization(supplier) for supplier in suppliers)
        return self._suppliers[key]

    def _organization(self, organization: Organization) -> OrganizationView:
        path = organization_path(organization)
        if path not in self._organizations:
            self._organizations[path] = organization_view(organization, self.context)
        return self._organizations[path]

    def _heading(self, house: House) -> dict[str, Any]:
        urls, first = self.context.urls, house.records[0]
        aliases = [alias.title for record in house.records for alias in record.aliases]
        return {
            "plate": plate(house),
            "front": draw_facade(house.floors, house.entrances),
            "speech": house.address.speech,
            "facts": _facts(house),
            "aliases": "; ".join(dict.fromkeys(aliases)),
            "code": make_code(*urls.printed(first.id), self.cache),
            "code_typed": urls.typed(first.id),
            "report_href": self._report_href(house),
        }

    def _record(self, record: Building) -> RecordView:
        organization = self.directory.company_by_slug[record.company]
        company = self._organization(organization)
        entrances = record.entrances
        ordered = _numbered(chat_views(record.chats, organization, self.context))
        rows = tuple(chat_rows(ordered))
        chats = tuple(chat for chat in ordered if chat not in rows)
        return RecordView(
            entrances=_entrances(entrances) if isinstance(entrances, tuple) else "",
            chats=chats,
            rows=rows,
            rows_title=_rows_title(chats, rows),
            rows_owner=_same([chat.owner for chat in rows]),
            rows_checked=_same([chat.checked for chat in rows]).replace("Ссылку", "Ссылки", 1),
            rows_ask=next((chat for chat in rows if chat.ask and (chat.doubt or chat.state in _WITHOUT_LINK)), None),
            note=self.context.markdown(record.note),
            company=company,
            name=company.name,
            href=company.href,
            phone=company.ask,
            poster=self._poster(record),
            managed=organization.kind != "direct",
        )

    def _poster(self, record: Building) -> str:
        path = building_poster(record, self.context.site)
        return self.context.urls.root + path if path else ""

    def _head(self, house: House, street: StreetPage) -> Any:  # noqa: ANN401
        address, context = house.address, self.context
        companies = [self.directory.company_by_slug[record.company] for record in house.records]
        managers = ", ".join(company.name for company in companies if company.kind != "direct")
        whose = f" {managers}" if managers else ""
        urgent = " и аварийных служб" if self.directory.city.has_emergency_phones else ""
        start = "Чат дома в MAX" if has_open_chat(house.chats) else "Как попасть в чат дома"
        trail = [(ROOT, "Дома"), (street.path, street.street.title)]
        if address.settlement:
            trail.insert(1, (street.path.rpartition("/")[0], address.settlement))
        return make_head(
            context,
            path=house.path,
            title=f"{address.full}: чат дома",
            description=f"{bind(f'{start}, телефоны{whose}{urgent}:')} {address.full}.",
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
        if house.location:
            latitude, longitude = house.location
            item["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        if first.flats and len(house.records) == 1:
            item["numberOfAccommodationUnits"] = first.flats
        if companies and companies[0].dispatch and not context.site.demo:
            item["telephone"] = companies[0].dispatch.tel
        return item

    def _report_href(self, house: House) -> str:
        context, contact = self.context, self.context.site.contact
        if context.site.demo or not contact.email:
            return context.urls.path("o-proekte") + "#svyaz"
        ids = "%2C%20".join([record.id for record in house.records])
        address = _quoted(unbound(house.address.full))
        page = f"{_quoted(context.urls.absolute(''))}{quote(house.path)}/"
        return (
            f"mailto:{contact.email}?subject={_ERROR}{address}%20%28{ids}%29&body={_HOUSE}{page}{_NUMBER}{ids}{_WRONG}"
        )

    def _unlisted(self, record: Building, house: House) -> Page:
        """Return the building's unlisted page."""
        context, company = self.context, self.directory.company_by_slug[record.company]
        head = make_head(
            context,
            path=None,
            title=f"{house.address.full}: чат по коду с объявления",
            description="Страница открывается только по коду с объявления в подъезде.",
            index=False,
        )
        shown = (chat for chat in record.chats if chat.share != "nowhere")
        view = UnlistedPage(
            head=head,
            plate=plate(house),
            speech=house.address.speech,
            chats=_numbered(chat_views(shown, company, context, reveal=True)),
            house=Link(href=context.urls.path(house.path), text=house.address.title),
        )
        return Page(path=f"{unlisted_path(record, self.key)}/index.html", template="unlisted.html", view=view)


def _quoted(text: str) -> str:
    """Return a text percent-encoded for `mailto:`; cached, because thousands of addresses share the words."""
    return "%20".join(map(_quoted_word, text.split(" ")))


_quoted_word = lru_cache(maxsize=4096)(quote)
_ERROR = _quoted("Ошибка на странице дома: ")
_HOUSE, _NUMBER, _WRONG = map(_quoted, ("Дом: ", "\nНомер: ", "\n\nЧто не так: "))


def _near(along: tuple[Link, ...], position: int) -> tuple[Link, ...]:
    """Return the links to the neighbours of the house at `position`."""
    return along[max(0, position - _NEIGHBOURS) : position] + along[position + 1 : position + 1 + _NEIGHBOURS]


def house_row(house: House, context: Context, *, of_street: bool = False) -> HouseRow:
    """Return the view of a house in a list; in that of one street nobody wants to hear the street again and again."""
    state, number = best_state(house.chats), house.address.house.title
    marked = state in _MARKED
    return HouseRow(
        href=context.urls.path(house.path),
        number=number,
        speech=f"дом {number}" if of_street else _row_speech(house.address),
        state=LINK_STATES[state],
        has_chat=state == "open",
        marked=marked,
        double=marked or len(number) > _NARROW,
    )


def open_chats(houses: int, chats: int) -> str:
    """Return how many houses of a list have a chat that can be entered from the site."""
    counted = plural(houses, "дом", "дома", "домов")
    return bind(f"{counted}, вступить в чат можно у {chats}" if chats else f"{counted}, ссылок на чаты пока нет")


def _row_speech(address: Address) -> str:
    """Return «улица Ленина, дом 12 корп. 2»: it contains the visible text, for people who use voice control."""
    settlement = f"{address.settlement}, " if address.settlement else ""
    return f"{settlement}{address.street.title.strip('«»')}, дом {address.house.title}"


def _rows_title(in_full: tuple[ChatView, ...], rows: tuple[ChatView, ...]) -> str:
    if all(chat.entrance for chat in rows):
        return f"Чаты по{NBSP}подъездам"
    return "Чаты дома" if all(chat.state == "withdrawn" for chat in in_full) else "Другие чаты дома"


def _same(texts: list[str]) -> str:
    """Return the text that several share, else ""."""
    return texts[0] if len(texts) > 1 and len(set(texts)) == 1 else ""


def _numbered(views: Iterable[ChatView]) -> tuple[ChatView, ...]:
    """Return the chats, numbered if titles repeat: «Чат дома», «Чат дома № 2»."""
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


def _facts(house: House) -> str:
    """Return «5 этажей, 4 подъезда, 80 квартир», as far as known for the whole house."""
    floors, entrances = house.floors, house.entrances
    facts = [plural(floors, "этаж", "этажа", "этажей")] if floors else []
    if entrances:
        facts.append(plural(entrances, "подъезд", "подъезда", "подъездов"))
    if len(house.records) == 1 and house.records[0].flats:
        facts.append(plural(house.records[0].flats, "квартира", "квартиры", "квартир"))
    return ", ".join(facts)
