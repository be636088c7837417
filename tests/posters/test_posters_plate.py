"""The address plate of a notice: the number large whatever the street, the house's front beside it if there is room."""

import pytest
from msgspec.structs import replace
from PIL import ImageChops

from generator.city.views import draw_facade
from generator.posters.drawings import front_view
from tests.posters.papers import MM, boxes, opened, pdf, picture

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


def test_a_house_of_known_height_has_its_front(city, notices):
    known = {one.id for one in city.city.buildings if one.floors and isinstance(one.entrances, int) and one.entrances}
    assert known
    assert {notice.id for notice in notices if notice.front} == {
        one for one in known if one in {notice.id for notice in notices}
    }
