"""The data folder: YAML text → checked values → the model.

One table of fields (`fields`, of `value_types`) defines the validator (`reading`), the JSON Schemas and the
guide (`schema_docs`). `folder` reads the files, `nodes` composes YAML, `understanding` parses addresses with
the `settings` of `site.yaml`, `assemble` makes the model, `facts` are the input of the rules between files.
`one_file` reads a file with all of these, `file_cache` keeps the results between builds, `load` joins them.
"""

from generator.datafiles import value_types
from generator.datafiles.contents import Contents, Entry, read_contents
from generator.datafiles.drafts import Drafts
from generator.datafiles.fields import BUILDING, BUILDING_ID_MISSING, CHANNEL, CHAT, COMPANY
from generator.datafiles.folder import (
    CITIES,
    HISTORY_FILE,
    REGION_FILE,
    SITE_FILE,
    SLUG,
    File,
    Folder,
    city_of,
    read_folder,
    read_region_file,
    region_of,
)
from generator.datafiles.history import history_is_missing
from generator.datafiles.keys import (
    KEY_VARIABLE,
    WITHOUT_KEY,
    check_key,
    lacks_known_key,
    mark_of,
    report_lacking_key,
    report_without_key,
)
from generator.datafiles.kinds import Either, Scalar
from generator.datafiles.load import Clock, Loaded, check_folder, load, load_drafts
from generator.datafiles.nodes import FORBIDDEN, marked_nodes
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.datafiles.region import city_url, own_base_url, read_region
from generator.datafiles.rules.ids import BUILDING_ID_DELETED
from generator.datafiles.site_src import Sources, read_sources
from generator.datafiles.value_types import parse_base_url

__all__ = [
    "BUILDING",
    "BUILDING_ID_DELETED",
    "BUILDING_ID_MISSING",
    "CHANNEL",
    "CHAT",
    "CITIES",
    "COMPANY",
    "FORBIDDEN",
    "HISTORY_FILE",
    "KEY_VARIABLE",
    "REGION_FILE",
    "SITE_FILE",
    "SLUG",
    "WITHOUT_KEY",
    "Clock",
    "Contents",
    "Draft",
    "Drafts",
    "Either",
    "Entry",
    "File",
    "Folder",
    "Loaded",
    "PrivateLink",
    "Scalar",
    "Sources",
    "check_folder",
    "check_key",
    "city_of",
    "city_url",
    "history_is_missing",
    "lacks_known_key",
    "load",
    "load_drafts",
    "mark_of",
    "marked_nodes",
    "own_base_url",
    "parse_base_url",
    "read_contents",
    "read_folder",
    "read_region",
    "read_region_file",
    "read_sources",
    "region_of",
    "report_lacking_key",
    "report_without_key",
    "value_types",
]
