"""What templates see: frozen values, ready to be shown. A page's key is everything in its view."""

from markupsafe import Markup
from msgspec import Struct

from generator.city.views import ChatView, Code, Facade, OrganizationView, PhoneView, Plate, Shared, Shown
from generator.site.coverage_views import CoverageView


class Link(Struct, frozen=True, kw_only=True):
    """A link and its text."""

    href: Shown[str]
    text: Shown[str]


class ContactView(Struct, frozen=True, kw_only=True):
    """Where to write about the site; an empty string for a way that isn't offered."""

    email: str
    phone: str
    link: str


class SearchView(Struct, frozen=True, kw_only=True):
    """Where the form of the search finds its modules and the folder of the index."""

    loader: str
    field: str
    module: str
    index: str


class SiteView(Struct, frozen=True, kw_only=True):
    """What every page shows of the site."""

    title: str
    city: str
    region: str
    demo: bool
    root: str  # path of the home page, ends with a slash
    host: str  # as typed
    policy: Markup  # of what a page may load and do
    stale_after_days: int
    contact: ContactView
    stylesheet: str
    coverage_stylesheet: str
    not_found_script: str
    favicon: str
    no_script_stylesheet: str
    worker: str  # the service worker; empty where there is none
    worker_script: str
    manifest: str
    touch_icon: str
    menu: tuple[Link, ...] = ()  # pages of the city's own that stand in the footer


class Head(Struct, frozen=True, kw_only=True):
    """What stands in a page's head. `canonical` is empty on pages that must not be found."""

    title: Shown[str]
    description: Shown[str]
    canonical: Shown[str]
    picture: Shown[str]  # the whole address of what messengers show beside a link; empty as well
    index: bool
    alone: bool = False  # the title is the site's own, to be shown without it
    breadcrumbs: tuple[Link, ...] = ()
    json_ld: Shown[Markup]


class RecordView(Struct, frozen=True, kw_only=True):
    """What one company keeps of a house: all of it, or some entrances."""

    entrances: str  # «Подъезды 1, 2» where the house is shared
    chats: tuple[ChatView, ...]
    note: Shown[Markup]
    company: Shared[OrganizationView]
    name: Shown[str]  # of the company, and where its page stands
    href: Shown[str]
    emergency: PhoneView | None
    poster: Shown[str]  # where its notices are published
    chat_entrances: Shown[tuple[int, ...]]  # that have chats of their own
    managed: bool  # False: nobody manages, «непосредственное управление»


class HousePage(Struct, frozen=True, kw_only=True):
    """A building's page."""

    head: Head
    plate: Plate
    speech: Shown[str]
    front: Facade | None  # the drawing of the house
    front_says: Shown[str]
    facts: Shown[str]
    aliases: Shown[str]
    records: tuple[RecordView, ...]
    managers: Shared[str]  # «УК «Пример-1», ТСЖ «Пример»»: whom to ask
    code: Code
    code_typed: Shown[str]  # what is typed after the site's name
    suppliers: Shared[tuple[OrganizationView, ...]]
    authorities: Shared[tuple[OrganizationView, ...]]
    neighbours: tuple[Link, ...]
    street: Link
    report_href: Shown[str]


class HouseRow(Struct, frozen=True, kw_only=True):
    """A house in a list: the number and whether there is a chat, in words."""

    href: str
    number: str
    speech: str  # the whole address, the number as it is seen
    state: str
    has_chat: bool


class StreetRow(Struct, frozen=True, kw_only=True):
    """A street in a list."""

    href: str
    before: str  # «улица», set lighter than the name
    name: str
    after: str
    count: str


class Letter(Struct, frozen=True, kw_only=True):
    """Streets that begin with one letter; `anchor` is its id on the page."""

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
    coverage: str
    up: Link


class HomePage(Struct, frozen=True, kw_only=True):
    """The home page."""

    head: Head
    letters: tuple[Letter, ...]
    settlements: tuple[StreetRow, ...]
    houses: str
    suppliers: bool
    authorities: bool
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
    posters: str  # where its notices are published


class TextPage(Struct, frozen=True, kw_only=True):
    """A Markdown page."""

    head: Head
    heading: str
    body: Markup


class CoveragePage(Struct, frozen=True, kw_only=True):
    """The city at a glance."""

    head: Head
    coverage: CoverageView


class RedirectPage(Struct, frozen=True, kw_only=True):
    """A tiny page that leads on."""

    canonical: Shown[str]
    target: Shown[str]
    text: Shown[str]


class GonePage(Struct, frozen=True, kw_only=True):
    """Where a printed code leads whose house is no longer in the directory."""

    head: Head
    building_id: str


class UnlistedPage(Struct, frozen=True, kw_only=True):
    """A page found by nothing but a printed code: chats whose link stands only on the poster."""

    head: Head
    plate: Plate
    speech: Shown[str]
    chats: tuple[ChatView, ...]
    house: Link


class ErrorPage(Struct, frozen=True, kw_only=True):
    """What is shown in the place of a page: there is none, or no network, or no number in its address."""

    head: Head
    search: SearchView


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
)

NUMEROUS = (HousePage, RedirectPage, UnlistedPage)  # pages of which there are many of one shape


class Page(Struct, frozen=True, kw_only=True):
    """A page is data: its file below the web root, its template, what the template sees."""

    path: str
    template: str
    view: View
