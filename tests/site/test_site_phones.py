"""112 on a house's page: once, and never as the number to ask for a chat."""

from pathlib import Path

import pytest

from tests.built_sites import AT_ROOT, build_site
from tests.datafiles.folders import SITE, write

_COMPANY = """\
name: УК «Проба»
kind: uk
{phones}
buildings:
  - {{id: 7K3QX, address: "улица Ленина, 12"}}
"""
_SUPPLIER = "name: ООО «Газ»\nservices: [gas]\nemergency: '{number}'\nphones: [{{number: '+7 4242 72-00-01'}}]\n"
_AUTHORITY = "name: ЕДДС\ndispatch: '{number}'\n"


@pytest.fixture
def rows(tmp_path: Path):
    """Return a function: numbers of the organisations → (rows of telephones, text of the chat) of a house's page."""

    def build(company: str = "+7 4242 72-00-02", supplier: str = "+7 4242 72-00-03", authority: str = "112"):
        files = {
            "site.yaml": SITE,
            "companies/proba.yaml": _COMPANY.format(phones=f"dispatch: '{company}'"),
            "suppliers/gas.yaml": _SUPPLIER.format(number=supplier),
            "authorities/edds.yaml": _AUTHORITY.format(number=authority),
            "history.yaml": None,
        }
        site = build_site(write(tmp_path / "data", files), tmp_path / "out", AT_ROOT)
        page = site.documents["doma/ulitsa-lenina/12/index.html"]
        phones = page.with_class("phones")[0]
        found = [one.text for one in page.with_class("phone") if phones in one.above]
        return found, page.with_class("chat")[0].text

    return build


def test_112_is_there_once(rows):
    assert rows()[0] == ["+7 4242 72-00-02", "+7 4242 72-00-03", "112"]


def test_112_of_a_company_stands_at_its_row(rows):
    phones, chat = rows(company="112")
    assert phones == ["112", "+7 4242 72-00-03"]
    assert "112" not in chat
    assert "спросите: УК «Проба»" in chat.replace("\u00a0", " ")


def test_112_of_a_supplier_gives_way_to_its_own_number(rows):
    assert rows(supplier="112")[0] == ["+7 4242 72-00-02", "+7 4242 72-00-01", "112"]
