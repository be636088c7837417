"""Every link of the site has a target, and machine-readable files have the same addresses as pages."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.city.paths import house_path
from generator.text.ids import ALPHABET
from tests.built_sites import Built, problems
from tests.pages import Document

_ELSEWHERE = ("https://", "http://", "mailto:", "tel:")


def _file(site: Built, path: str) -> str:
    """Return the file that a static host sends for a path."""
    name = unquote(path).removeprefix(site.root)
    return f"{name}index.html" if not name or name.endswith("/") else name


def test_every_link_and_anchor_resolves(site: Built):
    def lost(name: str, document: Document):
        own = site.page_path(name)
        for element in document.having("href") + document.having("src"):
            target = element.get("href") or element.get("src")
            if target.startswith(_ELSEWHERE):
                continue
            parts = urlsplit(urljoin(own, target))
            if not parts.path.startswith(site.root):
                yield f"{name}: {target} leaves the site"
                continue
            file = _file(site, parts.path)
            if file not in site.names:
                yield f"{name}: {target} leads nowhere"
            elif parts.fragment and unquote(parts.fragment) not in site.documents[file].ids:
                yield f"{name}: {target} has no such anchor"

    assert [what for name, document in site.documents.items() for what in lost(name, document)] == []


def test_links_on_the_site_are_whole_paths(site: Built):
    """Relative ones would break on the 404 page, which is shown at any depth."""

    def relative(document: Document):
        return [
            one.get("href")
            for one in document.all("a")
            if not one.get("href").startswith((site.root, "#", *_ELSEWHERE)) or one.get("href").startswith("//")
        ]

    assert list(problems(site.documents, relative)) == []


def test_links_to_elsewhere_tell_nothing(site: Built):
    for name, document in site.pages.items():
        assert document.meta("referrer") == "no-referrer", name
        assert not document.having("target"), name


def test_no_page_is_an_orphan(site: Built):
    """Every public page can be reached from the home page."""
    reached, pending = set(), ["index.html"]
    while pending:
        name = pending.pop()
        if name in reached or name not in site.documents:
            continue
        reached.add(name)
        for link in site.documents[name].all("a"):
            target = link.get("href").partition("#")[0]
            if target.startswith(site.root):
                pending.append(_file(site, target))
    known = {name for name, document in site.pages.items() if document.canonical}
    assert known - reached == set()
    assert not reached & set(site.unlisted)


def test_canonical_addresses_are_those_of_the_files(site: Built):
    for name, document in site.pages.items():
        expected = urljoin(site.base_url, site.page_path(name))
        if document.canonical:
            assert document.canonical == document.meta("og:url") == expected
        else:
            assert not document.indexable, name
            assert not document.meta("og:url"), name


def test_the_sitemap_holds_what_may_be_found(site: Built):
    listed = re.findall(r"<loc>([^<]+)</loc>", site.text("sitemap.xml"))
    assert len(listed) == len(set(listed))
    assert listed == sorted(listed)
    wanted = {document.canonical for document in site.pages.values() if document.indexable}
    canonical = {document.canonical for document in site.pages.values() if document.canonical}
    assert wanted <= set(listed) <= canonical
    if not site.city.site.demo:
        assert set(listed) == wanted
        assert f"Sitemap: {site.base_url}sitemap.xml" in site.text("robots.txt").splitlines()


def test_a_live_site_may_be_found(city: Built):
    hidden = {name for name, document in city.pages.items() if not document.indexable}
    gone = {f"D/{old}/index.html" for old, new in city.city.site.retired.items() if new is None}
    assert hidden == {"404.html", "D/index.html", "net-svyazi/index.html", *gone, *city.unlisted}


def _redirects(site: Built) -> dict[str, str]:
    """Return all redirect pages: path from → path to, on the host."""
    return {site.page_path(name): document.refresh for name, document in site.stubs.items()}


def test_every_redirect_leads_to_a_page_at_once(site: Built):
    for old, new in _redirects(site).items():
        assert _file(site, new) in site.pages, f"{old} → {new}"
        stub = site.documents[_file(site, old)]
        assert stub.canonical == urljoin(site.base_url, new)
        assert [link.get("href") for link in stub.all("a")] == [new]


def test_every_id_leads_to_its_house(site: Built):
    redirects = _redirects(site)
    for building in site.city.buildings:
        assert redirects[f"{site.root}D/{building.id}/"] == f"{site.root}{building.path}/"
    for old, new in site.city.site.retired.items():
        if new is not None:
            assert redirects[f"{site.root}D/{old}/"] == redirects[f"{site.root}D/{new}/"]
        else:
            assert old in site.pages[f"D/{old}/index.html"].all("main")[0].text
            assert not site.pages[f"D/{old}/index.html"].indexable


def test_whatever_was_published_once_keeps_answering(site: Built):
    redirects = _redirects(site)
    path_of = {building.id: building.path for building in site.city.buildings}
    for building_id, paths in site.city.published.items():
        for path in paths:
            if building_id in path_of and path != path_of[building_id]:
                assert redirects.get(f"{site.root}{path}/") == f"{site.root}{path_of[building_id]}/", path
            elif new := site.city.site.retired.get(building_id):
                assert redirects.get(f"{site.root}{path}/") == f"{site.root}{path_of[new]}/", path


def test_other_names_lead_to_the_house(city: Built):
    redirects = _redirects(city)
    aliased = [building for building in city.city.buildings if building.aliases]
    assert aliased
    for building in aliased:
        for alias in building.aliases:
            old = house_path(alias, {})
            assert redirects[f"{city.root}{old}/"] == f"{city.root}{building.path}/"
    home = "/doma/osobaya/"
    for name in ("ulitsa-tsarskaya", "ulitsa-bazarnaya"):
        assert redirects[f"/doma/{name}/"] == home
        under = {new for old, new in redirects.items() if old.startswith(f"/doma/{name}/")}
        assert under == {
            home,
            *(f"/{one.path}/" for one in city.city.buildings if one.path.startswith("doma/osobaya/")),
        }


def test_the_list_for_hosts_agrees(site: Built):
    lines = [line.split() for line in site.text("_redirects").splitlines() if line and not line.startswith("#")]
    assert all(len(line) == 3 and line[2] == "301" for line in lines)
    rules = {old: new for old, new, _ in lines if "*" not in old}
    assert len(rules) == sum("*" not in line[0] for line in lines)
    assert rules == _redirects(site)


_ROW = re.compile(r'    "([^"]*)" "([^"]*)";')


def _map_of_nginx(site: Built) -> dict[str, str]:
    rows = _ROW.findall(site.text("redirects.nginx.conf"))
    rows = [(old, new) for old, new in rows if old]
    keys = [old.casefold() for old, _ in rows]
    assert len(keys) == len(set(keys)), "nginx refuses a map with the same string twice"
    return dict(rows)


def test_the_map_for_nginx_agrees(site: Built):
    rules = _map_of_nginx(site)
    for old, new in _redirects(site).items():
        assert rules[old] == rules[old.rstrip("/")] == new
    assert set(rules.values()) == set(_redirects(site).values())
    known = {name.casefold() for name in _redirects(site)}
    folded = str.maketrans("oil", "011")
    for old in rules:
        path = f"{old.rstrip('/')}/".casefold()
        section, _, building_id = path.removeprefix(site.root).partition("/")
        assert path in known or f"{site.root}{section}/{building_id.translate(folded)}" in known, old


@pytest.mark.parametrize("confused", ["0O", "1I", "1L"])
def test_nginx_knows_confused_spellings(city: Built, confused: str):
    right, wrong = confused
    rules = {old.casefold(): new for old, new in _map_of_nginx(city).items()}
    found = [building for building in city.city.buildings if right in building.id]
    assert found
    for building in found:
        assert rules[f"/D/{building.id.replace(right, wrong)}/".casefold()] == f"/{building.path}/"


def test_no_redirect_leads_to_a_redirect(site: Built):
    redirects = _redirects(site)
    assert not set(redirects) & set(redirects.values())
    rules = _map_of_nginx(site)
    assert not {old.casefold() for old in rules} & {new.casefold() for new in rules.values()}


def test_no_redirect_stands_in_a_pages_place(site: Built):
    pages = {site.page_path(name) for name in site.pages}
    assert not pages & set(_redirects(site))
    assert not {old.casefold() for old in _map_of_nginx(site)} & {page.casefold() for page in pages}


def test_the_404_page_confuses_the_same_letters_as_the_program(site: Built):
    from generator.text.ids import CONFUSED  # noqa: PLC0415 - the table in the script

    script = next(site.text(name) for name in site.names if name.startswith("assets/notfound"))
    listed = re.search(r"CONFUSED = \{(.*?)\}", script)
    assert listed
    pairs = dict(re.findall(r'"?(\w)"?: "(\w)"', listed[1]))
    assert pairs == {
        chr(typed): printed if isinstance(printed, str) else chr(printed) for typed, printed in CONFUSED.items()
    }
    assert set(pairs.values()) <= set(ALPHABET)
    assert f'data-root="{site.root}"' in site.text("404.html")
