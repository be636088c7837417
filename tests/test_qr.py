"""QR codes: equal to the library's, decoded to the payload, as small as possible."""

import random
from io import BytesIO

import pytest
import resvg_py
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_Q
from qrcode.main import QRCode

from generator.city.views.qr import QUIET_ZONE, _family, make_code, stock_matrix
from generator.text.ids import ALPHABET

PREFIXES = (
    "HTTPS://CHAT.EXAMPLE.RU/D/",
    "HTTPS://CHAT2.EXAMPLE.RU/D/",  # the id begins inside an alphanumeric pair
    "HTTPS://ORG.EXAMPLE.IO/chats/D/",  # byte mode, not alphanumeric
    "HTTPS://XN--80AAXITDBJK.XN--P1AI/D/",
)


def random_ids(count: int, length: int = 5) -> list[str]:
    rng = random.Random(7)
    return ["".join(rng.choice(ALPHABET) for _ in range(length)) for _ in range(count)]


def as_number(matrix: list[list[bool]]) -> int:
    return int("".join("01"[module] for row in matrix for module in row), 2)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_equal_to_the_stock_code_of_the_same_mask(prefix):
    family = _family(prefix, "/", 5)
    for building_id in random_ids(40):
        assert family.matrix(building_id) == as_number(stock_matrix(f"{prefix}{building_id}/", None, family.mask))


def test_unlisted_addresses_too():
    family = _family(PREFIXES[0], "/", 16)
    for building_id, secret in zip(random_ids(10), random_ids(10, 10), strict=True):
        varying = f"{building_id}-{secret}"
        assert family.matrix(varying) == as_number(stock_matrix(f"{PREFIXES[0]}{varying}/", None, family.mask))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_mask_is_the_stock_choice_of_the_first_code(prefix):
    code = QRCode(error_correction=ERROR_CORRECT_H, border=0)
    code.add_data(f"{prefix}00000/")
    code.best_fit()
    code.make(fit=False)
    if len(code.modules) == _family(prefix, "/", 5).modules:
        assert _family(prefix, "/", 5).mask == code.best_mask_pattern()


def test_the_highest_correction_that_costs_no_larger_code():
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data("HTTPS://CHAT.EXAMPLE.RU/D/7K3QX/")
    code.best_fit()
    made = make_code("HTTPS://CHAT.EXAMPLE.RU/D/", "7K3QX", "/")
    assert made.size == code.version * 4 + 17 + 2 * QUIET_ZONE == 37
    assert as_number(stock_matrix(made.payload)) == as_number(stock_matrix(made.payload, ERROR_CORRECT_H))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_drawn_codes_are_decoded(prefix):
    for building_id in random_ids(10):
        code = make_code(prefix, building_id, "/")
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}" width="{code.size * 6}" '
            f'height="{code.size * 6}"><rect width="100%" height="100%" fill="#fff"/>'
            f'<path d="{code.path}" stroke="#000"/></svg>'
        )
        picture = Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("L")
        [found] = zxingcpp.read_barcodes(picture)
        assert found.text == code.payload == f"{prefix}{building_id}/"
