"""Notices for entrances: the checked city → PDF files to print, and lists for the people who hang them."""

from generator.posters import fonts, saving
from generator.posters.files import (
    ON_PAPER,
    PosterFile,
    building_files,
    company_files,
    current_names,
    in_part,
    make_document,
    make_routes,
    make_table,
    make_test_page,
    one_file,
)
from generator.posters.fonts import without_glyph
from generator.posters.notices import Notices, building_needs_secret
from generator.posters.printing import Press
from generator.posters.published import poster_targets
from generator.posters.selection import Choice, changed_since, select, with_slugs
from generator.posters.sheets import CUT, SHEETS, labels_of, parse_sheet, refuse_code
from generator.posters.views import LAYOUTS, Document, Labels, Layout, Notice

__all__ = [
    "CUT",
    "LAYOUTS",
    "ON_PAPER",
    "SHEETS",
    "Choice",
    "Document",
    "Labels",
    "Layout",
    "Notice",
    "Notices",
    "PosterFile",
    "Press",
    "building_files",
    "building_needs_secret",
    "changed_since",
    "company_files",
    "current_names",
    "fonts",
    "in_part",
    "labels_of",
    "make_document",
    "make_routes",
    "make_table",
    "make_test_page",
    "one_file",
    "parse_sheet",
    "poster_targets",
    "refuse_code",
    "saving",
    "select",
    "with_slugs",
    "without_glyph",
]
