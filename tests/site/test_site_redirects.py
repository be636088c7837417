"""Everything once printed or published still answers, whatever happened to the house, its street, its chat."""

from pathlib import Path

import pytest

from generator.commands import newcity
from tests.built_sites import AT_ROOT, KEY, Built, build_site
from tests.cities import invite
from tests.small_city import write_small_city

HOUSE = "id: 7K3QX\naddress: улица Ленина, 12"


def built(folder: Path, *buildings: str, site: str = "", history: str | None = None) -> Built:
    data = write_small_city(folder / "data", *buildings, site=site, history=history)
    return build_site(data, folder / "out", AT_ROOT, KEY)


def leads(site: Built, path: str) -> str:
    """Return the target of a redirect page."""
    refresh = site.documents[f"{path}/index.html"].refresh
    assert refresh, path
    return refresh


@pytest.mark.parametrize("now", ["withdrawn: 2026-11-20", "share: poster"])
def test_a_secret_address_without_its_link_leads_to_the_house(tmp_path: Path, now: str):
    live = built(tmp_path, f"{HOUSE}\nchat: {{link: {invite(1)}, share: poster}}")
    (secret,) = (path.removesuffix("/index.html") for path in live.unlisted)
    assert not live.documents[f"{secret}/index.html"].refresh
    link = f"link: {invite(1)}, share: poster, {now}" if "withdrawn" in now else now
    later = built(tmp_path, f"{HOUSE}\nchat: {{{link}}}")
    assert leads(later, secret).endswith("/doma/ulitsa-lenina/12/")


def test_the_folder_of_printed_addresses_lists_nothing(tmp_path: Path):
    site = built(tmp_path, f"{HOUSE}\nchat: {{link: {invite(1)}, share: poster}}")
    text = site.text("D/index.html")
    assert "7K3QX-" not in text
    assert 'name="q"' in text


def test_an_alias_in_a_renamed_street(tmp_path: Path):
    site = built(
        tmp_path,
        "id: 7K3QX\naddress: улица 8 Марта, 5\naliases: ['улица Мира, 20']",
        "id: 2ND4C\naddress: улица Мира, 1",
        site="streets:\n  - {name: улица Мира, former: [улица Ленина]}\n",
    )
    assert leads(site, "doma/ulitsa-lenina/20").endswith("/doma/ulitsa-8-marta/5/")


def test_a_settlement_with_another_name(tmp_path: Path):
    site = built(
        tmp_path,
        "id: 7K3QX\naddress: улица Мира, 1\nsettlement: Дальнее",
        history="published:\n  7K3QX: [doma/lugovoe/ulitsa-mira/1, doma/dalnee/ulitsa-mira/1]\n",
    )
    assert leads(site, "doma/lugovoe/ulitsa-mira/1").endswith("/doma/dalnee/ulitsa-mira/1/")
    assert leads(site, "doma/lugovoe/ulitsa-mira").endswith("/doma/dalnee/ulitsa-mira/")
    assert leads(site, "doma/lugovoe").endswith("/doma/dalnee/")


def test_a_settlement_that_joined_the_city(tmp_path: Path):
    site = built(tmp_path, HOUSE, history="published:\n  7K3QX: [doma/lugovoe/ulitsa-lenina/12]\n")
    assert leads(site, "doma/lugovoe/ulitsa-lenina").endswith("/doma/ulitsa-lenina/")
    assert leads(site, "doma/lugovoe").endswith("/doma/")


def test_the_street_of_a_house_that_is_gone(tmp_path: Path):
    site = built(
        tmp_path,
        HOUSE,
        site="retired: {2ND4C: null}\n",
        history="published:\n  2ND4C: [doma/ulitsa-mira/1]\n  7K3QX: [doma/ulitsa-lenina/12]\n",
    )
    assert leads(site, "doma/ulitsa-mira/1").endswith("/D/2ND4C/")
    assert leads(site, "doma/ulitsa-mira").endswith("/doma/")


def test_a_retired_id_that_leads_to_a_part_of_a_house_is_found_by_the_search(tmp_path: Path):
    site = "retired: {HB34D: 2ND4C}\n"
    data = write_small_city(tmp_path / "data", f"{HOUSE}\nentrances: [1]", site=site)
    other = "name: УК «Вторая»\nkind: uk\nbuildings:\n  - {id: 2ND4C, address: 'улица Ленина, 12', entrances: [2]}\n"
    (data / "companies" / "vtoraya.yaml").write_text(other, encoding="utf-8")
    built_site = build_site(data, tmp_path / "out", AT_ROOT, KEY)
    (ids,) = (built_site.text(name) for name in built_site.names if name.endswith("/i0.txt"))
    assert "HB34D" in ids
    assert leads(built_site, "D/HB34D").endswith("/doma/ulitsa-lenina/12/")


def test_a_renamed_organisation_is_found_by_its_old_name_and_address(tmp_path: Path):
    data = write_small_city(tmp_path / "data", HOUSE)
    (company,) = data.glob("companies/*.yaml")
    said = company.read_text(encoding="utf-8").replace(
        "name:", "former: [{name: УК «Заря», slug: zarya}, {slug: z}]\nname:"
    )
    company.rename(company.with_name("novaya.yaml")).write_text(said, encoding="utf-8")
    site = build_site(data, tmp_path / "out", AT_ROOT, KEY)
    for old in ("zarya", "z"):
        assert leads(site, f"uk/{old}").endswith("/uk/novaya/")
        assert f"/uk/{old}/ /uk/novaya/ 301" in site.text("_redirects")
    assert "Прежнее название: УК «Заря»" in site.text("uk/novaya/index.html").replace("\xa0", " ")
    (names,) = [
        site.text(name) for name in site.names if name.startswith("assets/search/") and name.endswith("/n0.txt")
    ]
    assert "uk\tУК «Заря» (теперь " in names
    assert names.split("\n")[0].split("\t")[2] == "novaya"


def test_a_company_that_is_gone_leaves_its_printed_code_an_answer(tmp_path: Path):
    site = built(tmp_path, HOUSE, history="published: {}\norganizations: [uk/davno, uk/proba]\n")
    assert leads(site, "uk/davno").endswith("/uk/")
    assert not site.documents["uk/proba/index.html"].refresh


def test_a_trial_build_without_the_key_has_no_secret_pages(tmp_path: Path):
    """In a city that has one: the workflows build so, in a clone that knows neither key nor private links."""
    history = "key: 1a2b3c4d\npublished: {7K3QX: [doma/ulitsa-lenina/12]}\n"
    data = write_small_city(tmp_path / "data", f"{HOUSE}\nchat: {{link: {invite(1)}, share: poster}}", history=history)
    site = build_site(data, tmp_path / "out", AT_ROOT, "-")
    assert not [name for name in site.names if name.startswith("D/7K3QX-")]
    assert leads(site, "D/7K3QX").endswith("/doma/ulitsa-lenina/12/")
    template = Path(newcity.__file__).parent / "template"
    trials = [(template / name).read_text("utf-8") for name in ("gitlab-ci.yml", "github/workflows/check.yml")]
    assert ['DOMCHAT_KEY: "-"' in trial for trial in trials] == [True, True]
