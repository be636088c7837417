"""A street spelled in two ways by its houses is one street, on its page and on the company's."""

from pathlib import Path

from tests.built_sites import AT_ROOT, build_site
from tests.small_city import write_small_city


def test_a_company_lists_a_street_once(tmp_path: Path):
    houses = ("8-е Марта, 7", "8 Марта, 5", "8-е Марта, 1", "Ленина, 2")
    records = (f'id: 7K3Q{number}\naddress: "улица {house}"' for number, house in enumerate(houses))
    built = build_site(write_small_city(tmp_path / "data", *records), tmp_path / "out", AT_ROOT)
    page = built.documents["uk/proba/index.html"]
    assert [one.text.replace("\u00a0", " ") for one in page.all("h3") if "Марта" in one.text] == ["улица 8-е Марта"]
