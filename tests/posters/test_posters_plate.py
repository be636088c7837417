"""The address plate of a notice: the number large whatever the street, the house's front beside it if there is room."""

from textwrap import indent

import pytest
from msgspec.structs import replace
from PIL import ImageChops

from generator.build.pipeline import check
from generator.city import make_directory
from generator.city.views import draw_facade
from generator.posters.drawings import front_view
from tests.built_sites import options
from tests.datafiles.folders import SITE, write
from tests.posters.papers import MM, boxes, notices_of, opened, pdf, picture

FOOT = {"a4": 52.5, "a5": 44}  # millimetres from the top of the paper
STREETS = ["Мира", *(f"улица {'Садовая ' * count}".strip() for count in (1, 2, 3, 5, 8, 11, 14))]
FRONTS = {"high": (16, 1), "long": (5, 14), "usual": (5, 4), "low": (2, 1)}
DPI = 100


@pytest.mark.parametrize("layout", ["a4", "a5"])
@pytest.mark.parametrize("settlement", ["", "Санаторное"])
@pytest.mark.parametrize("house", ["8", "8 корпус 8"])
def test_the_number_is_twice_as_large_as_the_street(notice, layout, settlement, house):
    for street in STREETS:
        wanted = replace(notice, street=street, settlement=settlement, house=house, entrance="3", front=None)
        with opened(pdf([wanted], layout)) as file:
            plate = [box for box in boxes(file[0]) if box.top < FOOT[layout] * MM]
        numbers = [box.bottom - box.top for box in plate if box.char == "8"]
        capitals = [box.bottom - box.top for box in plate if box.char in "МС"]
        assert min(numbers) >= 1.97 * max(capitals), street


@pytest.mark.parametrize("layout", ["a4", "a5"])
@pytest.mark.parametrize("form", FRONTS)
def test_the_front_touches_no_letter_and_stays_in_the_plate(notice, layout, form):
    front = front_view(draw_facade(*FRONTS[form]), "#000")
    shown = 0
    for street in STREETS:
        for house in ("7", "12 корпус 2", "128Б/3 корпус 12 строение 4"):
            wanted = replace(notice, street=street, house=house, settlement="", entrance="3")
            with opened(pdf([replace(wanted, front=front)], layout)) as file:
                found, with_front = boxes(file[0]), picture(file[0], DPI)
            with opened(pdf([replace(wanted, front=None)], layout)) as file:
                assert boxes(file[0]) == found, "the letters are as large as without it"
                drawn = ImageChops.difference(with_front, picture(file[0], DPI)).getbbox()
            if drawn is None:
                continue
            shown += 1
            left, top, right, bottom = (value * 72 / DPI for value in drawn)
            assert top > 8 * MM
            assert bottom < FOOT[layout] * MM
            assert not [
                box for box in found if box.right > left and box.left < right and box.bottom > top and box.top < bottom
            ]
    assert shown >= 3


@pytest.mark.parametrize("layout", ["a4", "a5"])
@pytest.mark.parametrize("house", ["1 корпус 2", "12 литера Д", "12 строение 4"])
def test_letters_below_the_line_stay_in_the_plate(notice, layout, house):
    with opened(pdf([replace(notice, street="Мира", settlement="", house=house, front=None)], layout)) as file:
        plate = [box.bottom for box in boxes(file[0]) if box.top < FOOT[layout] * MM]
    assert max(plate) <= (FOOT[layout] - 2) * MM


def test_a_house_of_known_height_has_its_front(city, notices):
    houses = make_directory(city.city).house_by_id
    known = {one.id for one in notices if houses[one.id].floors and houses[one.id].entrances}
    assert known
    assert {notice.id for notice in notices if notice.front} == known


def test_a_house_shared_by_companies_is_drawn_whole(tmp_path):
    """The same front as on its page, on the notices of both."""
    parts = ("id: 7K3QX\nentrances: [1, 2]\nfloors: 9", "id: 2ND4C\nentrances: [3]")
    files = {"site.yaml": SITE} | {
        f"companies/uk-{number}.yaml": f"name: УК «{number}»\nkind: uk\nbuildings:\n  - address: ул. Ленина, 12\n"
        + indent(part, "    ") + "\n"
        for number, part in enumerate(parts)
    }  # fmt: skip
    write(tmp_path / "data", files)
    loaded = check(options(tmp_path / "data", tmp_path / "out"))
    assert loaded.city, list(map(str, loaded.report))
    whole = front_view(draw_facade(9, 3), "#000")
    assert [notice.front for notice in notices_of(loaded.city, loaded.city.buildings)] == [whole] * 3
