"""Two states of the data → the changes, most important first."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from generator.changes.buildings import compare_buildings
from generator.changes.change import Change
from generator.changes.links import moved_links, private_links
from generator.changes.organizations import compare_organizations
from generator.changes.site import compare_history, compare_settings, compare_sources
from generator.datafiles import Contents

_ORDER = ("phone", "link", "organization", "building", "source", "site")


class State(Struct, frozen=True, kw_only=True):
    """The inputs of a site: the data, and the city's own files by their names below `folder`."""

    data: Contents
    sources: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = "site_src"


def compare(old: State, new: State) -> tuple[Change, ...]:
    """Return all changes: suspicious ones first, then by subject and place.

    Organisations that can't be read in one of the states are left out of both.
    """
    broken = old.data.unread | new.data.unread
    before, after = _without(old.data, broken), _without(new.data, broken)
    found = [
        *compare_settings(before, after),
        *compare_history(before, after),
        *compare_organizations(before, after),
        *compare_buildings(before, after),
        *moved_links(before, after),
        *private_links(before, after),
        *compare_sources(new.folder, old.sources, new.sources),
    ]
    return tuple(sorted(found, key=lambda one: (not one.suspicious, _ORDER.index(one.subject), one.place, one.text)))


def _without(data: Contents, slugs: frozenset[str]) -> Contents:
    kept = {key: one for key, one in data.organizations.items() if key.partition("/")[2] not in slugs}
    return replace(data, organizations=kept)
