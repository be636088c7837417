"""Makes the site's files from values. Nothing here touches the disk, the clock or the environment."""

from generator.site.compression import compressed
from generator.site.files import Setting, site_targets
from generator.site.headers import headers_of
from generator.site.open_data import CITY_FILE, read_summary
from generator.site.own_sources import check_sources
from generator.site.portal import RESERVED, Portal, PortalCity, portal_targets

__all__ = [
    "CITY_FILE",
    "RESERVED",
    "Portal",
    "PortalCity",
    "Setting",
    "check_sources",
    "compressed",
    "headers_of",
    "portal_targets",
    "read_summary",
    "site_targets",
]
