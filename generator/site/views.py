"""What templates see: frozen values, ready to print. A page's key is everything in its view."""

from markupsafe import Markup
from msgspec import Struct

from generator.city.views import ChatView, Code, Facade, OrganizationView, PhoneView, Plate, Shared, Shown
from generator.site.coverage_views import CoverageView, Segment


class Link(Struct, frozen=True, kw_only=True):
    """A link and its text."""

    href: Shown[str]
    text: Shown[str]


class ContactView(Struct, frozen=True, kw_only=True):
    """Ways to write to the site; "" for a way that isn't offered."""

    email: str
    phone: str
    link: str


class SearchView(Struct, frozen=True, kw_only=True):
    """Paths that the search form loads: its modules and the folder of the index; an example address."""

    loader: str
    field: str
    module: str
    index: str
    example: str


class SourceView(Struct, frozen=True, kw_only=True):
    """Where houses and companies were taken from; fields that the data lacks are empty."""

    name: str
    publisher: str
    day: str
    href: str
    host: str  # of the link, as people write it
    terms: str


class SiteView(Struct, frozen=True, kw_only=True):
    """Values of the site that every page shows."""

    title: str
    city: str
    region: str
    demo: bool
    root: str  # path of the home page, ends with a slash
    host: str  # as typed
    policy: Markup  # content security policy
    stale_after_days: int
    contact: ContactView
    stylesheet: str
    coverage_stylesheet: str
    not_found_script: str
    favicon: str
    no_script_stylesheet: str
    worker: str  # the service worker; empty if there is none
    page_script: str
    manifest: str
    touch_icon: str
    feed: str  # Atom; empty if there is none
    menu: tuple[Link, ...] = ()  # the city's own pages linked in the footer
    portal: str = ""  # the site of all cities of the region
    suppliers: bool = False  # whether there are any
    authorities: bool = False
    emergency: bool = False  # whether anybody's emergency telephone is known
    sources: tuple[SourceView, ...] = ()


class Head(Struct, frozen=True, kw_only=True):
    """The values of a page's `<head>`. `canonical` is empty on pages that must not be indexed."""

    title: Shown[str]
    description: Shown[str]
    canonical: Shown[str]
    picture: Shown[str]  # absolute URL of the preview picture; may be empty too
    index: bool
    alone: bool = False  # the title is shown without the site's name
    breadcrumbs: tuple[Link, ...] = ()
    here: str = ""  # path of a page that may be in the menu
    json_ld: Shown[Markup]


class RecordView(Struct, frozen=True, kw_only=True):
    """One company's part of a house: all of it, or some entrances."""

    entrances: str  # «Подъезды 1, 2» if the house is shared
    chats: tuple[ChatView, ...]  # shown in full
    rows: tuple[ChatView, ...]  # the other chats, shown in a list
    rows_title: Shown[str]
    rows_owner: Shown[str]  # who runs all of them; "" if they have several owners
    rows_checked: Shown[str]  # when all of them were confirmed; "" if that differs
    rows_ask: ChatView | None  # whom to ask, if one of them is doubtful or has no link
    note: Shown[Markup]
    company: Shared[OrganizationView]
    name: Shown[str]  # of the company, and the path of its page
    href: Shown[str]
    phone: PhoneView | None  # to ask for a chat
    poster: Shown[str]  # path of its notices
    managed: bool  # False: nobody manages the house, «непосредственное управление»


class HousePage(Struct, frozen=True, kw_only=True):
    """A building's page."""

    head: Head
    plate: Plate
    speech: Shown[str]
    front: Facade | None  # the drawing of the house
    facts: Shown[str]
    aliases: Shown[str]
    records: tuple[RecordView, ...]
    help: bool  # what to do if a chat doesn't open; there is one to enter
    managers: Shared[str]  # «УК «Пример-1», ТСЖ «Пример»»: whom to ask
    code: Code
    code_typed: Shown[str]  # the address to type after the site's name
    suppliers: Shared[tuple[OrganizationView, ...]]
    authorities: Shared[tuple[OrganizationView, ...]]
    rescue: bool  # 112 is not the number of a company of the house, so it gets a row of its own
    city_channels: bool
    neighbours: tuple[Link, ...]
    street: Link
    report_href: Shown[str]


class HouseRow(Struct, frozen=True, kw_only=True):
    """A house in a list: the number, and what can be found of its chats.

    Most have an open chat or no link; a `marked` house has neither, so that its state is shown in words.
    """

    href: str
    number: str
    speech: str  # the address as far as the list has no heading with it, containing the visible number
    state: str  # in words, for whoever hears the list
    has_chat: bool
    marked: bool
    double: bool  # needs twice the room
    anchor: str = ""  # where a jump leads to


class StreetRow(Struct, frozen=True, kw_only=True):
    """A street in a list."""

    href: str
    before: str  # «улица», set lighter than the name
    name: str
    after: str
    count: str


class Letter(Struct, frozen=True, kw_only=True):
    """Streets that begin with one letter; `anchor` is its id in the page."""

    letter: str
    anchor: str
    streets: tuple[StreetRow, ...]


class StreetsPage(Struct, frozen=True, kw_only=True):
    """The streets of the city or of one settlement."""

    head: Head
    heading: str
    letters: tuple[Letter, ...]
    settlements: tuple[StreetRow, ...]
    search: SearchView


class StreetView(Struct, frozen=True, kw_only=True):
    """A street's page."""

    head: Head
    heading: str
    settlement: str
    former: str
    houses: tuple[HouseRow, ...]
    jumps: tuple[Link, ...]  # to numbers further down a long list
    coverage: str
    up: Link


class HomePage(Struct, frozen=True, kw_only=True):
    """The home page."""

    head: Head
    letters: tuple[Letter, ...]
    settlements: tuple[StreetRow, ...]
    houses: str
    finds: str  # what a visitor finds by an address
    search: SearchView


class OrganizationRow(Struct, frozen=True, kw_only=True):
    """An organisation in a list."""

    href: str
    name: str
    note: str


class OrganizationsPage(Struct, frozen=True, kw_only=True):
    """A list of companies, suppliers or authorities."""

    head: Head
    heading: str
    intro: str
    rows: tuple[OrganizationRow, ...]


class StreetHouses(Struct, frozen=True, kw_only=True):
    """Houses of one street in a company's list."""

    title: str
    houses: tuple[HouseRow, ...]


class OrganizationPage(Struct, frozen=True, kw_only=True):
    """The page of a company, a supplier or an authority."""

    head: Head
    organization: OrganizationView
    former: str
    about: Markup
    up: Link
    streets: tuple[StreetHouses, ...]
    coverage: str
    posters: str  # path of its notices
    feed: str  # its feed; empty if there is none


class TextPage(Struct, frozen=True, kw_only=True):
    """A Markdown page."""

    head: Head
    heading: str
    body: Markup


class CoveragePage(Struct, frozen=True, kw_only=True):
    """Figures about the city."""

    head: Head
    coverage: CoverageView


class RedirectPage(Struct, frozen=True, kw_only=True):
    """A page that redirects."""

    canonical: Shown[str]
    target: Shown[str]
    text: Shown[str]


class GonePage(Struct, frozen=True, kw_only=True):
    """The page of a printed code whose house is no longer in the directory."""

    head: Head
    building_id: str


class UnlistedPage(Struct, frozen=True, kw_only=True):
    """A page that only a printed code leads to, with chats whose links are shared on the poster only."""

    head: Head
    plate: Plate
    speech: Shown[str]
    chats: tuple[ChatView, ...]
    house: Link


class ErrorPage(Struct, frozen=True, kw_only=True):
    """An error page: not found, no network, no number in its address."""

    head: Head
    search: SearchView


class CityRow(Struct, frozen=True, kw_only=True):
    """A city on the portal."""

    href: str
    name: str
    houses: str  # «1 234 дома»
    share: str  # of the houses with a chat: «45 %»; "" where there are no houses
    chats: str  # «51 из 117»
    built: str  # «22 ноября 2026»; "" if unknown
    bar: tuple[Segment, ...]


class CityGroup(Struct, frozen=True, kw_only=True):
    """Cities of a region, or of a letter; "" for the heading of the only group."""

    heading: str
    cities: tuple[CityRow, ...]


class PortalPage(Struct, frozen=True, kw_only=True):
    """A page of the portal; `groups` of the home page, `rows` of the coverage, laggards first."""

    head: Head
    search: SearchView
    lead: Shown[str] = ""
    groups: tuple[CityGroup, ...] = ()
    rows: tuple[CityRow, ...] = ()


View = (
    HomePage
    | StreetsPage
    | StreetView
    | HousePage
    | OrganizationsPage
    | OrganizationPage
    | TextPage
    | CoveragePage
    | RedirectPage
    | GonePage
    | UnlistedPage
    | ErrorPage
    | PortalPage
)

NUMEROUS = (HousePage, RedirectPage, UnlistedPage)  # many pages of one shape


class Page(Struct, frozen=True, kw_only=True):
    """A page as data: its file below the web root, its template, the template's values."""

    path: str
    template: str
    view: View
