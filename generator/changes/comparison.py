"""Two sets of facts → the changes, what a thief would do first."""

from collections.abc import Iterator

from generator.changes.buildings import compare_buildings
from generator.changes.change import Change
from generator.changes.facts import Facts
from generator.changes.links import moved_links
from generator.changes.organizations import Places, compare_organizations, compare_values

_ORDER = ("site", "organization", "phone", "link", "building")


def compare(old: Facts, new: Facts) -> tuple[Change, ...]:
    """Return all changes: suspicious ones first, then by subject and place."""
    found = [*_settings(old, new), *compare_organizations(old, new), *moved_links(old, new)]
    found += compare_buildings(old, new)
    return tuple(sorted(found, key=lambda one: (not one.suspicious, _ORDER.index(one.subject), one.place, one.text)))


def _settings(old: Facts, new: Facts) -> Iterator[Change]:
    """The site's own address and contact are printed and trusted; printed ids lead where `retired` says."""
    places = Places(new.site, new.places)
    yield from compare_values("сайт", old.settings, new.settings, places, "site", suspicious=True)
    yield from compare_values("выведенный номер", old.retired, new.retired, places, "site", suspicious=True)
