"""Redirects from addresses once printed or published: ids, aliases, former street names, history."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from generator.caching import digest
from generator.city import ROOT, SECTIONS, City, Directory, former_paths, house_path, organization_path, street_path
from generator.city.views import Context
from generator.site.pages.heads import make_head
from generator.site.views import GonePage, Page, RedirectPage

TEMPLATES = ("redirect.html", "gone.html")
_GONE = "Этого дома больше нет в справочнике"


def find_redirects(directory: Directory) -> dict[str, str]:
    """Return all redirects as path → path of the page, both below the root, sorted.

    An existing page always wins over a redirect from its address.
    """
    redirects: dict[str, str] = {}
    pages = {house.path for house in directory.houses} | {street.path for street in directory.streets}
    pages |= {place.path for place in directory.settlements}
    pages |= set(map(organization_path, directory.city.organizations))
    for house_id, house in directory.house_by_id.items():
        redirects[f"D/{house_id}"] = house.path
    for old, new in directory.city.site.retired.items():
        if new is not None:
            redirects[f"D/{old}"] = directory.house_by_id[new].path
    older = _older_addresses(directory)
    redirects.update({old: new for old, new in older.items() if old not in pages})
    return {old: redirects[old] for old in sorted(redirects)}


def _older_addresses(directory: Directory) -> dict[str, str]:
    """Return what else leads to pages: other names of streets, aliases of houses, addresses of the past."""
    older = _by_other_names(directory) | former_paths(directory.city)
    for path in directory.city.organization_pages:  # of those that are gone; a page that there is wins
        older.setdefault(path, path.partition("/")[0])
    for building_id, paths in directory.city.published.items():
        heir = directory.house_by_id.get(directory.city.site.retired.get(building_id) or building_id)
        for path in paths:
            if heir is None:  # retired without a successor, possibly the last house of its street
                older.setdefault(path, f"D/{building_id}")
                older.setdefault(path.rpartition("/")[0], ROOT)
                continue
            older.setdefault(path, heir.path)
            # Its street and settlement may no longer exist either.
            for old, new in zip_longest(_above(path), _above(heir.path)):
                if old:
                    older.setdefault(old, new or ROOT)
    return older


def _by_other_names(directory: Directory) -> dict[str, str]:
    """Return the addresses of houses and streets under the streets' other names, and the aliases."""
    older: dict[str, str] = {}
    slugs = directory.city.street_slugs
    other_names = {known.street.key: (*known.former, *known.aliases) for known in directory.city.streets}
    for street in directory.streets:
        for name in other_names.get(street.street.key, ()):
            old = street_path(name, street.settlement, slugs)
            older.setdefault(old, street.path)
            for house in street.houses:
                older.setdefault(f"{old}/{house.path.rpartition('/')[2]}", house.path)
    for house in directory.houses:
        for alias in (alias for record in house.records for alias in record.aliases):
            path = house_path(alias, slugs)
            older[path] = house.path
            for name in other_names.get(alias.street.key, ()):
                older.setdefault(f"{street_path(name, alias.settlement, slugs)}/{path.rpartition('/')[2]}", house.path)
    return older


def _above(path: str) -> list[str]:
    """Return the paths above a house's, nearest first, without the list of all."""
    _, *names, _ = path.split("/")
    return ["/".join([ROOT, *names[:count]]) for count in range(len(names), 0, -1)]


def seen_by_redirects(city: City) -> bytes:
    """Return a digest of all that `find_redirects` uses, except `site.yaml`."""
    published = (text for building_id, paths in city.published.items() for text in (building_id, *paths, ""))
    renamed = [one.digest for one in city.organizations if one.former]
    known = "\n".join(map(organization_path, city.organizations)) if city.organization_pages else ""
    return digest(
        b"".join([building.place for building in city.buildings]),
        "\n".join(published),
        *renamed,
        known,
        *city.organization_pages,
    )


def redirect_pages(redirects: Mapping[str, str], directory: Directory, context: Context) -> Iterator[Page]:
    """Yield the tiny pages that lead on, on hosts which know no redirects; a house's printed addresses go with it."""
    older = {old: new for old, new in redirects.items() if old.removeprefix("D/") not in directory.house_by_id}
    named = set(older.values())
    titles = {house.path: house.address.full for house in directory.houses if house.path in named}
    titles.update({street.path: street.street.title for street in directory.streets})
    titles.update({place.path: place.name for place in directory.settlements if place.name})
    titles.update({organization_path(one): one.name for one in directory.city.organizations})
    titles.update(dict.fromkeys(SECTIONS.values(), "Все организации"))
    titles[ROOT] = "Все улицы"
    for old, new in older.items():
        yield redirect_page(old, new, titles.get(new, _GONE), context)
    for old, target in sorted(directory.city.site.retired.items()):
        if target is None:
            yield _gone(old, context)


def redirect_page(old: str, new: str, title: str, context: Context) -> Page:
    """Return a page that redirects from one path to another, both below the root."""
    urls = context.urls
    view = RedirectPage(canonical=urls.absolute(new), target=urls.path(new), text=title)
    return Page(path=f"{old}/index.html", template="redirect.html", view=view)


def _gone(building_id: str, context: Context) -> Page:
    head = make_head(context, path=None, title=_GONE, description="Код устарел.", index=False)
    return Page(
        path=f"D/{building_id}/index.html", template="gone.html", view=GonePage(head=head, building_id=building_id)
    )
