"""The checked city as frozen values, its addresses on the web, and figures about it."""

from generator.city import model
from generator.city.directory import Directory, House, Settlement, StreetPage, make_directory
from generator.city.model import (
    Authority,
    Building,
    Channel,
    Chat,
    City,
    Company,
    KnownStreet,
    Organization,
    Site,
    Supplier,
)
from generator.city.notice_files import FOLDER, building_poster, company_poster, poster_chats
from generator.city.paths import ROOT, SECTIONS, former_paths, house_path, organization_path, street_path
from generator.city.preview_files import preview_of_house, preview_of_page, preview_of_site
from generator.city.statistics import (
    DOUBTFUL,
    OPEN,
    STATE_NAMES,
    STATES,
    Dot,
    Doubt,
    Group,
    Month,
    State,
    Statistics,
    Tally,
    take_statistics,
)
from generator.city.unlisted import unlisted_path
from generator.city.urls import Urls
from generator.city.walking_order import in_walking_order, street_of
from generator.city.words import KINDS, OWNERS, SERVICES, SHARES, TOPICS

__all__ = [
    "DOUBTFUL",
    "FOLDER",
    "KINDS",
    "OPEN",
    "OWNERS",
    "ROOT",
    "SECTIONS",
    "SERVICES",
    "SHARES",
    "STATES",
    "STATE_NAMES",
    "TOPICS",
    "Authority",
    "Building",
    "Channel",
    "Chat",
    "City",
    "Company",
    "Directory",
    "Dot",
    "Doubt",
    "Group",
    "House",
    "KnownStreet",
    "Month",
    "Organization",
    "Settlement",
    "Site",
    "State",
    "Statistics",
    "StreetPage",
    "Supplier",
    "Tally",
    "Urls",
    "building_poster",
    "company_poster",
    "former_paths",
    "house_path",
    "in_walking_order",
    "make_directory",
    "model",
    "organization_path",
    "poster_chats",
    "preview_of_house",
    "preview_of_page",
    "preview_of_site",
    "street_of",
    "street_path",
    "take_statistics",
    "unlisted_path",
]
