"""Addresses that were printed or published once and lead on: printed ids, aliases, former names, history."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import zip_longest

from generator.caching import digest
from generator.city import ROOT, SECTIONS, City, Directory, former_paths, house_path, organization_path, street_path
from generator.city.views import Context
from generator.site.pages.heads import make_head
from generator.site.plans import Plan
from generator.site.views import GonePage, Page, RedirectPage

_GONE = "Этого дома больше нет в справочнике"


def find_redirects(directory: Directory) -> dict[str, str]:
    """Return all redirects as path → path of the page, both below the root, sorted.

    A page that exists always wins over a redirect from its address.
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
            if heir is None:  # retired, and nothing took its place; it may have been the last house of its street
                older.setdefault(path, f"D/{building_id}")
                older.setdefault(path.rpartition("/")[0], ROOT)
                continue
            older.setdefault(path, heir.path)
            # The street it stood in, and the settlement, may be gone as well.
            for old, new in zip_longest(_above(path), _above(heir.path)):
                if old:
                    older.setdefault(old, new or ROOT)
    return older


def _by_other_names(directory: Directory) -> dict[str, str]:
    """Return the addresses of houses and streets by the other names of streets, and the aliases."""
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
    """Return the pages above a house's, the nearest first, but for the list of all."""
    _, *names, _ = path.split("/")
    return ["/".join([ROOT, *names[:count]]) for count in range(len(names), 0, -1)]


def seen_by_redirects(city: City) -> bytes:
    """Return a digest of all that `find_redirects` looks at, but for what stands in the site's file."""
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


def redirect_plans(redirects: Mapping[str, str], directory: Directory, context: Context) -> Iterator[Plan]:
    """Plan the tiny pages that lead on, on hosts which know no redirects; a house's printed addresses go with it."""
    older = {old: new for old, new in redirects.items() if old.removeprefix("D/") not in directory.house_by_id}
    named = set(older.values())
    titles = {house.path: house.address.full for house in directory.houses if house.path in named}
    titles.update({street.path: street.street.title for street in directory.streets})
    titles.update({place.path: place.name for place in directory.settlements if place.name})
    titles.update({organization_path(one): one.name for one in directory.city.organizations})
    titles.update(dict.fromkeys(SECTIONS.values(), "Все организации"))
    titles[ROOT] = "Все улицы"
    for old, new in older.items():
        title = titles.get(new, _GONE)
        yield Plan(
            name=f"{old}/index.html",
            templates=("redirect.html",),
            seen=digest(old, new, title),
            pages=partial(_redirect, old, new, title, context),
        )
    for old, target in sorted(directory.city.site.retired.items()):
        if target is None:
            yield Plan(
                name=f"D/{old}/index.html",
                templates=("gone.html",),
                seen=digest(old),
                pages=partial(_gone, old, context),
            )


def redirect_page(old: str, new: str, title: str, context: Context) -> Page:
    """Return the page at one path that leads to another; both are below the root."""
    urls = context.urls
    view = RedirectPage(canonical=urls.absolute(new), target=urls.path(new), text=title)
    return Page(path=f"{old}/index.html", template="redirect.html", view=view)


def _redirect(old: str, new: str, title: str, context: Context) -> Iterator[Page]:
    yield redirect_page(old, new, title, context)


def _gone(building_id: str, context: Context) -> Iterator[Page]:
    head = make_head(context, path=None, title=_GONE, description="Код устарел.", index=False)
    view = GonePage(head=head, building_id=building_id)
    yield Page(path=f"D/{building_id}/index.html", template="gone.html", view=view)
