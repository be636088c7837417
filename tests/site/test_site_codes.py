"""The code on a building's page, rendered and decoded as by a phone."""

import io

import resvg_py
import zxingcpp
from PIL import Image

from generator.city.urls import Urls
from tests.built_sites import Built
from tests.pages import Document

_SIDE = 164


def _printed(base_url: str, building_id: str) -> str:
    """Return the payload, joined from its parts."""
    return "".join(Urls(base_url).printed(building_id))


def _drawing(document: Document) -> str:
    """Return the page's code as an SVG file, with the attributes from the stylesheet."""
    (svg,) = [element for element in document.all("svg") if any("code" in one.classes for one in element.above)]
    (path,) = [element for element in document.all("path") if svg in element.above]
    # The parser lower-cases attribute names, and SVG's are mixed case.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{_SIDE}" viewBox="{svg.get("viewbox")}">'
        f'<rect width="100%" height="100%" fill="#fff"/><path stroke="#000" fill="none" d="{path.get("d")}"/></svg>'
    )


def _typed(base_url: str, building_id: str) -> str:
    urls = Urls(base_url)
    return urls.host + urls.typed(building_id)


def _read(drawing: str) -> zxingcpp.Barcode:
    png = bytes(resvg_py.svg_to_bytes(svg_string=drawing))
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    return code


def test_every_houses_code_is_its_printed_address(site: Built):
    by_path: dict[str, list[str]] = {}
    for building in site.city.buildings:
        by_path.setdefault(building.path, []).append(building.id)
    step = 1 if site.root == "/" else 7  # below a path the codes are made by the same code
    for path, ids in list(by_path.items())[::step]:
        document = site.pages[f"{path}/index.html"]
        code = _read(_drawing(document))
        printed = [one for one in ids if code.text == _printed(site.base_url, one)]
        assert len(printed) == 1, f"{path}: {code.text}"
        typed = [one.text for one in document.with_class("typed") if any("code" in up.classes for up in one.above)]
        assert typed == [_typed(site.base_url, printed[0])]
        assert code.ec_level in ("Q", "H")


def test_only_houses_have_codes(site: Built):
    houses = {f"{building.path}/index.html" for building in site.city.buildings}
    assert {name for name, document in site.documents.items() if document.with_class("code")} == houses


def test_what_is_printed_is_what_was_promised(demo: Built, demo_below: Built):
    building_id = demo.city.buildings[0].id
    assert _printed(demo.base_url, building_id) == f"HTTPS://CHAT.EXAMPLE.RU/D/{building_id}/"
    assert _typed(demo.base_url, building_id) == f"chat.example.ru/D/{building_id}"
    assert _printed(demo_below.base_url, building_id) == f"HTTPS://ORG.EXAMPLE.IO/chats/D/{building_id}/"
    assert _typed(demo_below.base_url, building_id) == f"org.example.io/chats/D/{building_id}"
    assert _printed("https://чат.рф/", building_id) == f"HTTPS://XN--80A0BN.XN--P1AI/D/{building_id}/"
    assert _typed("https://чат.рф/", building_id) == f"чат.рф/D/{building_id}"


def test_no_code_holds_a_link_to_the_messenger(site: Built):
    for document in site.pages.values():
        for svg in document.all("svg"):
            assert "max.ru" not in svg.get("aria-label").lower()
