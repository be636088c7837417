"""Makes the site's files from values. Nothing here touches the disk, the clock or the environment."""

from generator.site.compression import compressed
from generator.site.files import Setting, site_targets
from generator.site.headers import headers_of
from generator.site.own_sources import check_sources

__all__ = [
    "Setting",
    "check_sources",
    "compressed",
    "headers_of",
    "site_targets",
]
