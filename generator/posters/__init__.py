"""Notices for entrances: the checked city → PDF files to print, and lists for the people who hang them."""

from generator.posters import fonts, saving
from generator.posters.files import PosterFile, building_files, company_files, make_document, make_table, one_file
from generator.posters.notices import Notices, building_needs_secret
from generator.posters.printing import Press
from generator.posters.published import poster_targets
from generator.posters.selection import Choice, select
from generator.posters.views import LAYOUTS, Layout

__all__ = [
    "LAYOUTS",
    "Choice",
    "Layout",
    "Notices",
    "PosterFile",
    "Press",
    "building_files",
    "building_needs_secret",
    "company_files",
    "fonts",
    "make_document",
    "make_table",
    "one_file",
    "poster_targets",
    "saving",
    "select",
]
