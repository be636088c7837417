"""Open data: complete, in two equal formats, and no list of invitations for swindlers."""

import csv
import io
import json
import re

from tests.built_sites import Built

_NAMES = {f"data/v1/{name}.{ending}" for name in ("buildings", "organizations") for ending in ("json", "csv")}


def _json(site: Built, name: str) -> dict:
    return json.loads(site.text(f"data/v1/{name}.json"))


def _csv(site: Built, name: str) -> list[dict[str, str]]:
    text = (site.files / f"data/v1/{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_files_are_there(site: Built):
    assert {name for name in site.names if name.startswith("data/")} >= _NAMES


def test_every_building_is_there_once(site: Built):
    rows = _json(site, "buildings")["buildings"]
    assert sorted(row["id"] for row in rows) == sorted(building.id for building in site.city.buildings)
    path_of = {building.id: building.path for building in site.city.buildings}
    for row in rows:
        assert row["page"] == f"{site.base_url}{path_of[row['id']]}/"
        assert row["chat"] in ("link", "poster", "known", "none")
        assert set(row["owners"]) <= {"gosuslugi", "company", "residents"}
        assert row["printed"] == f"{site.base_url}D/{row['id']}/"
        assert row["settlement"]
        assert (row["checked_by"] in ("bot", "person")) == (row["checked"] is not None)
        assert row["checked"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", row["checked"])
    assert {row["chat"] for row in rows} == {"link", "poster", "known", "none"}


def test_every_organisation_is_there_once(site: Built):
    city = site.city
    rows = _json(site, "organizations")["organizations"]
    known = [one for group in (city.companies, city.suppliers, city.authorities) for one in group]
    assert sorted(row["name"] for row in rows) == sorted(one.name for one in known)
    canonical = {document.canonical for document in site.pages.values()}
    assert all(row["page"] in canonical for row in rows)
    assert {row["company"] for row in _json(site, "buildings")["buildings"]} <= {row["slug"] for row in rows}


def test_both_forms_say_the_same(site: Built):
    for name, key in (("buildings", "id"), ("organizations", "slug")):
        rows, cells = _json(site, name)[name], _csv(site, name)
        assert [row[key] for row in rows] == [row[key] for row in cells]
        assert set(cells[0]) == set(rows[0])
        for row, cell in zip(rows, cells, strict=True):
            for field, value in row.items():
                if value is None or value == []:
                    assert cell[field] == ""
                elif isinstance(value, int | float):
                    assert cell[field] == str(value)


def test_excel_reads_the_table(site: Built):
    for name in ("buildings", "organizations"):
        raw = (site.files / f"data/v1/{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\r\n") == raw.count(b"\n")


def test_no_cell_is_a_formula(site: Built):
    for name in ("buildings", "organizations"):
        for row in _csv(site, name):
            for cell in row.values():
                assert not re.match(r"[=@\t\r]|[+-](?![\d; +]+$)", cell), cell


def test_no_invitation_is_in_it(site: Built):
    for name in site.names:
        if name.startswith("data/"):
            assert "max.ru/join" not in site.text(name), name
            assert "SYNTHETIC" not in site.text(name), name


def test_channels_are_in_it(city: Built):
    rows = {row["slug"]: row for row in _json(city, "organizations")["organizations"]}
    for company in city.city.companies:
        assert {one["link"] for one in rows[company.slug]["channels"]} == {one.link.url for one in company.channels}


def test_unlisted_pages_are_named_nowhere(city: Built):
    assert len(city.unlisted) > 10
    assert set(city.unlisted) <= city.names
    for name in city.names:
        text = city.text(name)
        for page, secret in city.unlisted.items():
            assert secret not in text or name == page, name
    assert not [name for name in city.documents if name.startswith("D/") and "-" in name and name not in city.unlisted]


def test_unlisted_pages_are_hard_to_find(city: Built):
    for name in city.unlisted:
        document = city.documents[name]
        assert not document.indexable
        assert not document.canonical
        assert not document.meta("og:url")
        assert re.fullmatch(r"D/[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{10}/index\.html", name)


def test_links_stand_only_where_their_owner_lets_them(city: Built):
    """On the site, behind the printed code, or nowhere; a withdrawn link nowhere."""
    text_of = {name: city.text(name) for name in city.names}
    unlisted_of = {name[2:7]: name for name in city.unlisted}
    seen = {"site": 0, "poster": 0, "nowhere": 0, "withdrawn": 0}
    for building in city.city.buildings:
        for chat in building.chats:
            if chat.link is None:
                continue
            token = chat.link.url.partition("max.ru/")[2]
            found = {name for name, text in text_of.items() if token in text}
            if chat.withdrawn or chat.share == "nowhere":
                assert not found, token
                seen["withdrawn" if chat.withdrawn else "nowhere"] += 1
            elif chat.share == "poster":
                assert found == {unlisted_of[building.id]}, token
                seen["poster"] += 1
            else:
                assert f"{building.path}/index.html" in found, token
                assert not {name for name in found if name.startswith("data/") or not name.endswith(".html")}
                seen["site"] += 1
    assert all(seen.values()), seen
