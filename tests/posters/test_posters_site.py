"""Notices on the site: only if configured, linked from pages, and never with an unlisted code."""

import re

import pytest

from generator.city.paths import poster_chats
from tests.built_sites import AT_ROOT, KEY, build_site, tree
from tests.cities import write_city
from tests.posters.papers import codes, notices_of, opened, picture, text_of
from tests.small_city import write_small_city


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A synthetic city with `publish_posters: true`."""
    folder = tmp_path_factory.mktemp("published")
    data = folder / "data"
    write_city(data, buildings=60, seed=7)
    with (data / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("publish_posters: true\n")
    return build_site(data, folder / "out", AT_ROOT, KEY)


def pdfs(built):
    return sorted(name for name in built.names if name.endswith(".pdf"))


def test_none_unless_the_site_says_so(city):
    assert not pdfs(city)
    assert not any("obyavleniya" in city.text(name) for name in city.documents)


def test_every_file_is_linked_and_every_link_has_its_file(published):
    linked = set()
    for name in published.documents:
        linked |= set(re.findall(r'href="/(obyavleniya/[^"]+\.pdf)"', published.text(name)))
    assert linked == set(pdfs(published))
    assert any(name.startswith("obyavleniya/uk/") for name in linked)


def test_one_with_an_unlisted_code_is_never_there(published):
    secret = [building.id for building in published.city.buildings if poster_chats(building)]
    assert secret
    secrets = list(published.unlisted.values())
    for name in pdfs(published):
        content = (published.files / name).read_bytes()
        assert name.rpartition("/")[2].removesuffix(".pdf") not in secret
        for text in text_of(content):
            assert not any(one in text for one in secrets)
            assert not any(f"/D/{one}" in text for one in secret)
    for name in pdfs(published)[:3]:
        with opened((published.files / name).read_bytes()) as file:
            for code in codes(picture(file[len(file) - 1], 100)):
                assert not any(one in code for one in secrets)


def test_a_companys_list_says_how_many_are_left_out(published):
    company = next(one for one in published.city.companies if any(map(poster_chats, one.buildings)))
    count = sum(map(poster_chats, company.buildings))
    first = text_of((published.files / f"obyavleniya/uk/{company.slug}.pdf").read_bytes())[0]
    assert f"Не вошло: {count} дом" in first


def test_a_building_has_its_notice(published):
    building = next(one for one in published.city.buildings if not poster_chats(one))
    pages = text_of((published.files / f"obyavleniya/{building.id}.pdf").read_bytes())
    assert all(f"/D/{building.id}" in page for page in pages)
    assert f'href="/obyavleniya/{building.id}.pdf"' in published.text(f"{building.path}/index.html")


def test_what_other_houses_decide_is_printed_anew(tmp_path):
    """The short name of a street, and the front of a house that another company shares."""
    first = "улица Капитана Дальнего Плавания Невельского, 2"
    shared = 'id: 2ND4C\naddress: "улица Мира, 1"\nentrances: [1]\nfloors: 5'
    data = write_small_city(tmp_path, f'id: 7K3QX\naddress: "{first}"', shared, site="publish_posters: true\n")
    company = "name: УК «Вторая»\nkind: uk\nemail: b@example.ru\nbuildings:\n"
    other = "  - {id: 9FQ2T, address: 'улица Мира, 1', entrances: [2], floors: 5}\n"

    def made(*records, out):
        (data / "companies" / "b.yaml").write_text(company + "".join(records), encoding="utf-8")
        built = build_site(data, tmp_path / out, AT_ROOT, KEY)
        return {one: (built.files / f"obyavleniya/{one}.pdf").read_bytes() for one in ("7K3QX", "2ND4C")}

    before = made(other, out="out")
    assert "ул. Невельского, 2" in text_of(before["7K3QX"])[0]
    after = (
        other.replace("[2]", "[2, 3]"),
        "  - {id: 4C8RZ, address: 'улица Адмирала Невельского, 1'}\n",
    )
    now = made(*after, out="out")
    assert now == made(*after, out="new")
    assert "ул. Невельского, 2" not in text_of(now["7K3QX"])[0]
    assert now["2ND4C"] != before["2ND4C"]


def test_a_build_from_nothing_gives_the_same_bytes(published, tmp_path):
    again = build_site(published.data, tmp_path / "out", published.base_url, KEY)
    assert {name: again.files.joinpath(name).read_bytes() for name in pdfs(again)} == {
        name: published.files.joinpath(name).read_bytes() for name in pdfs(published)
    }
    assert tree(again.files) == tree(published.files)


def test_the_third_step_names_a_button_of_the_page_that_the_code_leads_to(city):
    """What a notice tells people to press stands on the page, word for word."""
    seen = set()
    for building in city.city.buildings:
        for notice in notices_of(city.city, [building]):
            found = re.fullmatch(r"(?:Найдите «(.+)» и.)?[Нн]ажмите «(.+)»", notice.steps[2])
            if found:
                path = notice.code.rest.strip("/") if notice.unlisted else building.path
                page = re.sub(r"&nbsp;|\s", " ", city.text(f"{path}/index.html"))
                row, name = (re.sub(r"\s", " ", text or "") for text in found.groups())
                # Where two companies share a house, the button goes on with the entrances.
                assert re.search(rf"{re.escape(row)}.*>{re.escape(name)}(<|: подъезд)", page), notice.address
                seen.add(re.sub(r"\d+", "2", f"{row} {name}".strip()))
    assert seen >= {"Вступить в чат в MAX", "Подъезд 2 Вступить"}
