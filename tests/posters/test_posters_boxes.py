"""Everything is on its page, 8 mm from the edge, in its box, whatever its length; measured."""

from collections import defaultdict

import pytest
import zxingcpp
from msgspec.structs import replace

from generator.posters.views import LAYOUTS, ChatLine, PhoneLine
from tests.posters.papers import EDGE, MM, boxes, opened, pdf

# As long as the longest of 141,573 real addresses, and longer.
STREET = (
    "улица Сельскохозяйственного академика Константина Эдуардовича Циолковского-Преображенского микрорайона Новый 2-й"
)
LONG = {
    "settlement": "посёлок Санаторное-Верхнедальнереченское",
    "street": STREET,
    "house": "128Б/3 корпус 12 строение 4 литера АБ",
    "address": f"посёлок Санаторное-Верхнедальнереченское, {STREET}, 128Б/3 корп. 12 стр. 4 лит. АБ",
    "short": f"посёлок Санаторное-Верхнедальнереченское, {STREET}, 128Б/3 корп. 12 стр. 4 лит. АБ",
    "entrance": "12",
}
COMPANY = (
    "Общество с ограниченной ответственностью «Управляющая компания «Жилищно-эксплуатационное объединение "
    "Южно-Сахалинского городского округа «Дальневосточная»»"
)
WORD = "Щ" * 120
HOST = "домовые-чаты-южно-сахалинска.spravochnik.пример.рф/gorod"


def stretched(notice, how):
    words = ChatLine(
        title="Официальный чат дома", text=f"Ведёт {COMPANY}. Ссылку проверили 22 ноября 2026 ({COMPANY})."
    )
    phones = tuple(
        PhoneLine(label="Приёмная директора по будням, кроме среды", number="+7 42422 0-00-00 доб. 123456")
        for _ in "ab"
    )
    long_company = {"company": COMPANY, "chats": (words,) * 3, "phones": phones}
    code = replace(notice.code, host=HOST, rest="/D/7K3QX-ABCDEFGHJK")
    hostile = '#eval("1+1") $x^2$ \\ *жирный* _курсив_ `code` [скобки] {фигурные} <метка> @ссылка // = - + / ~ "'
    return {
        "ordinary": notice,
        "a long address": replace(notice, **LONG),
        "a long company": replace(notice, **long_company),
        "all long": replace(notice, **LONG, **long_company, code=code),
        "one endless word": replace(
            notice, street=WORD, house="9" * 30, address=WORD, short=WORD, company=WORD, settlement=WORD
        ),
        "a long host": replace(notice, code=code),
        "hostile": replace(notice, street=hostile, house=hostile, address=hostile, short=hostile, company=hostile),
        "bare": replace(notice, chats=(), company="", phones=(), emergency=None, channel=None, entrance=""),
    }[how]


CASES = (
    "ordinary", "a long address", "a long company", "all long", "one endless word", "a long host", "hostile", "bare",
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("how", CASES)
def test_nothing_is_cut_off_or_runs_over(notice, layout, how):
    wanted = stretched(notice, how)
    with opened(pdf([wanted], layout)) as file:
        assert len(file) == 1
        page = file[0]
        found = boxes(page)
        width, height = page.get_size()
        assert min(box.left for box in found) >= EDGE - 1
        assert min(box.top for box in found) >= EDGE - 1
        assert max(box.right for box in found) <= width - EDGE + 1
        assert max(box.bottom for box in found) <= height - EDGE + 1
        assert not list(overlapping(found))
        seen = "".join(box.char for box in found)
        for text in (wanted.street, wanted.house) if layout != "sticker" else (wanted.address,):
            assert "".join(text.split()) in seen.replace("\u200b", "")


def overlapping(found):
    """Yield pairs of overlapping characters: text that ran from one box into another."""
    cells = defaultdict(list)
    for box in found:
        middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for other in cells[round(middle_x / 8), round(middle_y / 8)]:
            inside_x = other.left < middle_x < other.right
            if inside_x and other.top < middle_y < other.bottom and box != other:
                yield box, other
        for x in (-1, 0, 1):
            for y in (-1, 0, 1):
                cells[round(middle_x / 8) + x, round(middle_y / 8) + y].append(box)


@pytest.mark.parametrize("how", CASES)
def test_parts_of_the_notice_stay_in_their_places(notice, how):
    """No letter crosses the lines between the plate and the strips."""
    with opened(pdf([stretched(notice, how)])) as file:
        found = boxes(file[0])
    strips_top = (297 - 8 - 54) * MM
    for box in found:
        assert not box.top < strips_top - 1 < box.bottom
        assert not box.top < 52.5 * MM < box.bottom, "runs over the plate's foot"
        if box.top > strips_top:
            for index in range(1, 8):
                line = EDGE + index * (210 * MM - 2 * EDGE) / 8
                assert not box.left < line < box.right, "runs over a cut"


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one != "a4"])
@pytest.mark.parametrize("how", CASES)
def test_no_letter_crosses_a_cut(notice, layout, how):
    wanted = stretched(notice, how)
    with opened(pdf([wanted, wanted], layout)) as file:
        page = file[0]
        found = boxes(page)
        width, height = page.get_size()
        for box in found:
            assert not box.left < width / 2 < box.right
            if layout == "sticker":
                for row in range(1, 5):
                    assert not box.top < EDGE + row * (height - 2 * EDGE) / 5 < box.bottom


@pytest.mark.parametrize("layout", ["a4", "a5"])
@pytest.mark.parametrize("host", ["org.example.io/chats", "domovye-chaty-primera.example.ru"])
def test_the_sites_address_stays_whole_where_it_tells_a_fake(notice, layout, host):
    texts = {
        "steps": (notice.steps[0], f"Её адрес начинается с {host}"),
        "advice": f"Адрес начинается с {host}/ — вот.",
    }
    with opened(pdf([replace(notice, code=replace(notice.code, host=host), **texts)], layout)) as file:
        # PDFium takes some hyphens for soft ones.
        lines = file[0].get_textpage().get_text_range().replace("\ufffe", "-").splitlines()
    assert any(f"{host}/" in line and "/D/" not in line for line in lines), lines
    assert any(line.rstrip().endswith(host) and "/uk/" not in line for line in lines), lines


def test_no_number_is_left_alone_on_a_strip(notice):
    with opened(pdf([replace(notice, short="ул.\u00a08-е Марта,\u00a07")])) as file:
        found = [box for box in boxes(file[0]) if box.top > (297 - 8 - 54) * MM]
    # Strips are rotated: characters of one line have the same x there.
    comma = next(box for box in found if box.char == ",")
    assert any(box.char == "7" and abs(box.right - comma.right) < 4 for box in found)


def test_the_address_is_as_large_as_fits(notice):
    def size(**changes):
        with opened(pdf([replace(notice, **changes)])) as file:
            return max(box.bottom - box.top for box in boxes(file[0]) if box.top < 50 * MM)

    assert size(street="улица Ленина", house="12", entrance="") > 15 * MM
    assert size(street=STREET, house="12", entrance="") > 4 * MM


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ink_stays_from_the_edge(notice, layout):
    with opened(pdf([notice, notice], layout)) as file:
        image = file[0].render(scale=100 / 72).to_pil().convert("L").point(lambda value: 255 * (value < 200))
        left, top, right, bottom = image.getbbox()
        edge = 7.7 / 25.4 * 100
        assert left >= edge
        assert top >= edge
        assert right <= image.width - edge
        assert bottom <= image.height - edge


def test_the_large_code_is_80_mm(notice):
    with opened(pdf([replace(notice, channel=None)])) as file:
        image = file[0].render(scale=200 / 72).to_pil().convert("L")
    places = [found.position for found in zxingcpp.read_barcodes(image)]
    assert max(place.top_right.x - place.top_left.x for place in places) >= 80 / 25.4 * 200 - 2


def test_the_measure_sees_what_overlaps(notice):
    with opened(pdf([notice])) as file:
        found = boxes(file[0])
    moved = [
        replace(box, left=box.left + 1, right=box.right + 1, top=box.top + 1, bottom=box.bottom + 1) for box in found
    ]
    assert list(overlapping([*found, *moved]))
