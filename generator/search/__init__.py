"""The search index and the search script, as bytes.

`write_index` turns plain values into the files of the index, `bundle` the ES modules into one small file. Nothing
here reads the site's data, touches the disk beyond the package's own sources, or knows about pages.
"""

from generator.search import bundle
from generator.search.bundle import minified
from generator.search.index import write_cities, write_index
from generator.search.values import Building, City, Organization, Street, Town

__all__ = [
    "Building",
    "City",
    "Organization",
    "Street",
    "Town",
    "bundle",
    "minified",
    "write_cities",
    "write_index",
]
