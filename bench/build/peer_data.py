"""The content of our site as JSON for the peers, so that they spend no time on YAML, validation or planning.

    <folder>/site.json            values that every page shows
             pages.json           list pages, streets and texts: each with `kind` and its template's values
             organizations.json   companies, suppliers, authorities by path («uk/uk-1»)
             houses/<company>.json  pages of one company's buildings; editing one chat changes one of these files

Views are ours (generator/site/views.py); houses refer to organisations by path.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from generator.build.pipeline import Options, check
from generator.city.directory import Directory, make_directory
from generator.city.urls import Urls
from generator.city.views.organizations import Context
from generator.city.views.values import OrganizationView
from generator.datafiles.site_src import read_sources
from generator.site.headers import POLICY
from generator.site.pages.front_matter import articles
from generator.site.pages.houses import HousePages
from generator.site.pages.lists import list_plans
from generator.site.pages.organizations import organization_plans
from generator.site.pages.redirects import find_redirects
from generator.site.pages.texts import published_articles, text_plans
from generator.site.views import ContactView, HousePage, OrganizationPage, Page, SearchView, SiteView


def write_peer_data(data: Path, folder: Path, today: date) -> None:
    """Load a data folder and write the peers' files."""
    city = check(Options(data=data, out=folder, day_in=lambda _: today)).city
    assert city is not None
    context = Context(site=city.site, urls=Urls(city.site.base_url), today=today)
    directory = make_directory(city)
    site = _site_view(context)
    search = _search_view(context)
    plans = chain(
        list_plans(directory, search, context),
        organization_plans(directory, context),
        text_plans(published_articles(articles(read_sources().pages, {}), context), site, context),
    )
    former = _Former(directory)
    _write(folder / "site.json", {**_plain(site), "search": _plain(search), "base_url": city.site.base_url})
    _write(folder / "pages.json", [_page(page, former) for plan in plans for page in plan.pages()])
    houses: dict[str, list[dict[str, Any]]] = defaultdict(list)
    streets = HousePages(directory, context, key="").plans()
    for page in (page for street in streets for page in street.pages() if page.template == "house.html"):
        house = _house(page, former, site.host)
        houses[house["records"][0]["organization"].rpartition("/")[2]].append(house)
    for company, rows in houses.items():
        _write(folder / "houses" / f"{company}.json", rows)
    _write(folder / "organizations.json", dict(_organizations(directory, context)))


def _site_view(context: Context) -> SiteView:
    """Return the values that every page shows; the peers have no search files."""
    site, root = context.site, context.urls.root
    return SiteView(
        title=site.title,
        city=site.city,
        region=site.region,
        demo=site.demo,
        root=root,
        host=context.urls.host,
        stale_after_days=site.stale_after_days,
        contact=ContactView(
            email=site.contact.email or "",
            phone=site.contact.phone.text if site.contact.phone else "",
            link=site.contact.link.url if site.contact.link else "",
        ),
        policy=POLICY,
        stylesheet=f"{root}assets/site.css",
        coverage_stylesheet="",
        worker=f"{root}worker.js" if site.offline else "",  # the texts mention it
        feed="",  # the peers make none
        page_script="",
        manifest="",
        touch_icon="",
        not_found_script=f"{root}assets/notfound.js",
        favicon=f"{root}assets/favicon.svg",
        no_script_stylesheet=f"{root}assets/noscript.css",
    )


def _search_view(context: Context) -> SearchView:
    folder = f"{context.urls.root}assets"
    return SearchView(
        loader=f"{folder}/loader.js",
        field=f"{folder}/field.js",
        module=f"{folder}/search.js",
        index=f"{folder}/index/",
        example="",
    )


_RECORD_SHARED = {"company", "name", "href"}  # the peers have these of the organisation


class _Former:
    """The former addresses of each page, and the titles for their redirects."""

    def __init__(self, directory: Directory) -> None:
        self._paths = defaultdict(list)
        for old, new in find_redirects(directory).items():
            self._paths[new].append(f"/{old}/")
        self._titles = {house.path: house.address.full for house in directory.houses}
        self._titles |= {street.path: street.street.title for street in directory.streets}

    def of(self, path: str) -> dict[str, Any]:
        return {"redirects": self._paths.get(path, []), "title": self._titles.get(path, "")}


def _page(page: Page, former: _Former) -> dict[str, Any]:
    path = page.path.removesuffix("index.html").rstrip("/")
    values = _plain(page.view)
    if isinstance(page.view, OrganizationPage):
        values["organization"] = path
    return {"kind": page.template.removesuffix(".html"), "path": path, **former.of(path), **values}


def _house(page: Page, former: _Former, host: str) -> dict[str, Any]:
    view = page.view
    assert isinstance(view, HousePage)
    path = page.path.removesuffix("/index.html")
    shared = {"records", "suppliers", "authorities", "code", "front"}  # the peers draw no houses
    values: dict[str, Any] = {
        name: _plain(getattr(view, name)) for name in view.__struct_fields__ if name not in shared
    }
    values["records"] = [
        {
            **{name: _plain(getattr(record, name)) for name in record.__struct_fields__ if name not in _RECORD_SHARED},
            "organization": _key(record.company),
        }
        for record in view.records
    ]
    return {
        **values,
        "path": path,
        **former.of(path),
        "code": view.code.payload,
        "code_typed": host + view.code_typed,
        "suppliers": [_key(one) for one in view.suppliers],
        "authorities": [_key(one) for one in view.authorities],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a view, or any field of one
    return to_builtins(value, enc_hook=str)  # `Markup` is the only type that JSON lacks


def _organizations(directory: Directory, context: Context) -> Iterator[tuple[str, dict[str, Any]]]:
    for page in (page for plan in organization_plans(directory, context) for page in plan.pages()):
        if isinstance(page.view, OrganizationPage):
            yield _key(page.view.organization), _plain(page.view.organization)


def _key(organization: OrganizationView) -> str:
    return organization.href.strip("/")


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_full(value), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _full(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the value without empty parts."""
    if isinstance(value, dict):
        return {name: _full(one) for name, one in value.items() if one}
    if isinstance(value, list | tuple):
        return [_full(one) for one in value]
    return value
