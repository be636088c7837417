"""Sheets of labels: every sticker is on its label, measured in the printed picture; what is too small is refused."""

import pytest
import zxingcpp
from msgspec.structs import replace

from generator.commands.cli import main
from generator.posters.sheets import SHEETS, labels_of, parse_sheet, refuse_code
from generator.text.problems import Bad
from tests.built_sites import KEY
from tests.posters.papers import MM, boxes, codes, document, opened, payload, picture, text_of, typeset
from tests.posters.test_posters_boxes import LONG
from tests.posters.test_posters_codes import POOR
from tests.small_city import write_small_city

DPI = 200
# Written down once more: columns, rows, size of a label, the first corner, from corner to corner.
MEASURES = {
    "21": (3, 7, 70, 42.3, 0, 0, 70, 42.41),
    "63.5x38.1": (3, 7, 63.5, 38.1, 7.2, 15.15, 66.04, 38.1),
    "24": (3, 8, 70, 37, 0, 0, 70, 37.1),
    "65": (5, 13, 38.1, 21.2, 4.67, 10.9, 40.64, 21.17),
    "3666": (5, 13, 38.1, 21.2, 9.75, 10.63, 38.1, 21.2),
    "60 × 40 / 3 × 7 / 10 × 8,5 / 65 × 40": (3, 7, 60, 40, 10, 8.5, 65, 40),
    "70х42/3х7": (3, 7, 70, 42, 0, 1.5, 70, 42),  # with the Cyrillic letter
}


def labels(text, **more):
    sheet = parse_sheet(text)
    assert not isinstance(sheet, Bad), sheet
    return labels_of(sheet, **{"copies": 1, **more})


def printed(notices, text, **more):
    return typeset(document(notices, "sticker", labels=labels(text, **more)))


def corner(text, index):
    columns, _, _, _, left, top, step_x, step_y = MEASURES[text]
    return left + index % columns * step_x, top + index // columns * step_y


def places(page):
    """Return the corners (left, top, right, bottom) of all codes of a page in millimetres, row by row."""
    image = picture(page, DPI)
    found = [code.position for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]
    scale = 25.4 / DPI
    corners = [
        (one.top_left.x * scale, one.top_left.y * scale, one.bottom_right.x * scale, one.bottom_right.y * scale)
        for one in found
    ]
    return sorted(corners, key=lambda one: (round(one[1] / 5), one[0]))


@pytest.mark.parametrize("text", MEASURES)
def test_every_code_is_on_its_label(notice, text):
    columns, rows, width, height, *_ = MEASURES[text]
    with opened(printed([notice], text, copies=columns * rows)) as file:
        assert len(file) == 1
        found = places(file[0])
        assert set(codes(picture(file[0], DPI))) <= {payload(notice.code), payload(notice.code).upper()}
    assert len(found) == columns * rows
    offsets = []
    for index, (left, top, right, bottom) in enumerate(found):
        x, y = corner(text, index)
        quiet = (right - left) * 4 / notice.code.modules
        assert x + quiet - 0.3 <= left
        assert right + quiet <= x + width
        assert y + quiet - 0.3 <= top
        assert bottom + quiet <= y + height + 0.3
        offsets.append((left - x, top - y))
    for axis in (0, 1):
        values = [offset[axis] for offset in offsets]
        assert max(values) - min(values) < 0.5


@pytest.mark.parametrize("text", MEASURES)
@pytest.mark.parametrize("changes", [{}, LONG, {"entrance": "12"}])
def test_no_letter_leaves_its_label_or_the_printers_reach(notice, text, changes):
    columns, rows, width, height, *_ = MEASURES[text]
    with opened(printed([replace(notice, **changes)], text, copies=columns * rows)) as file:
        page_width, page_height = file[0].get_size()
        for box in boxes(file[0]):
            middle = (box.left + box.right) / 2 / MM, (box.top + box.bottom) / 2 / MM
            corners = (corner(text, index) for index in range(columns * rows))
            assert any(
                x <= middle[0] <= x + width and y <= middle[1] <= y + height
                and x - 0.1 <= box.left / MM and box.right / MM <= x + width
                and y - 0.1 <= box.top / MM and box.bottom / MM <= y + height
                for x, y in corners
            ), box  # fmt: skip
            assert min(box.left, box.top, page_width - box.right, page_height - box.bottom) >= 3.9 * MM, box


def test_the_smallest_label_can_be_read(notices):
    """38 × 21 mm: a square of the code is 0.4 mm or larger, letters of addresses are not smaller than 5 points."""
    with opened(printed(notices, "65")) as file:
        for page in file:
            for left, _, right, _ in places(page):
                assert (right - left) / max(notice.code.modules for notice in notices) >= 0.4
            capitals = [box.bottom - box.top for box in boxes(page) if box.char in "АБВГЕКМНПСТЧDVXZ"]
            assert min(capitals) >= 5 * 0.65  # a capital of PT Sans is 0.7 of the size
        found = [code for page in file for code in codes(picture(page, 300))]
    assert sorted(text.casefold() for text in found) == sorted(payload(notice.code) for notice in notices)


# The longest street names of Yuzhno-Sakhalinsk.
REAL = (
    "ул.\u00a0Космонавта Поповича, 128Б", "ул.\u00a02-я\u00a0Красносельская, 430 корп. 2",
    "Коммунистический пр-кт, 430 корп. 2", "Железнодорожный\u00a0пер.,\u00a012А",
)  # fmt: skip


@pytest.mark.parametrize("text", ["65", "3666", "48.5x25.4", "21"])
def test_real_addresses_are_not_tiny(notice, text):
    some = [replace(notice, short=short, address=short, entrance="12") for short in REAL]
    with opened(printed(some, text)) as file:
        capitals = [box.bottom - box.top for box in boxes(file[0]) if box.char in "БВГКНПЖ128430"]
    assert min(capitals) >= 5 * 0.7  # points; so are the smallest words of the warning


def test_letters_too_small_to_read_are_told(run, tmp_path):
    """By the template's own measure, so it holds for the city's own templates too."""
    data = tmp_path / "data"
    long = "переулок Первых Строителей Сахалинской Железной Дороги Дальнего Востока, 128Б корп. 2"
    records = (f'id: 7K3QX\naddress: "{long}"\nentrances: 12', 'id: 2ND4C\naddress: "улица Мира, 1"')
    write_small_city(data, *records)
    code, told = run("--data", data, "--sheet", "65", "-o", tmp_path / "all.pdf")
    assert code == 0
    assert "На наклейках 1 дома буквы мельче 5 пунктов: адрес длинный; возьмите лист с наклейками крупнее." in told
    assert "128Б корп. 2" in told
    assert "Мира, 1" not in told
    with opened((tmp_path / "all.pdf").read_bytes()) as file:
        assert min(box.bottom - box.top for box in boxes(file[0]) if box.char in "СЖДВБ128") < 5 * 0.7
    assert "мельче" not in run("--data", data, "--sheet", "12")[1]


def test_a_used_sheet_is_continued(notices):
    with opened(printed(notices[:5], "21", start=19, copies=2)) as file:
        assert [len(places(page)) for page in file] == [3, 7]
        x, y = corner("21", 18)
        left, top, *_ = places(file[0])[0]
        assert x < left < x + 70
        assert y < top < y + 42.3
        assert places(file[1])[0][1] < 42.3


def test_a_shift_moves_everything(notice):
    sheet = "63.5x38.1"  # its margins are wide enough
    with opened(printed([notice], sheet)) as file, opened(printed([notice], sheet, shift=(1.5, -2))) as shifted:
        [before], [after] = places(file[0]), places(shifted[0])
    assert after[0] - before[0] == pytest.approx(1.5, abs=0.2)
    assert after[1] - before[1] == pytest.approx(-2, abs=0.2)


@pytest.mark.parametrize("text", MEASURES)
@pytest.mark.parametrize("shift", [(2, -2), (-2, 2), (4, 4)])
def test_a_shift_pushes_nothing_to_where_no_printer_reaches(notice, text, shift):
    columns, rows, width, height, *_ = MEASURES[text]
    with opened(printed([notice], text, copies=columns * rows, shift=shift)) as file:
        page_width, page_height = file[0].get_size()
        found = boxes(file[0])
        for box in found:
            assert min(box.left, box.top, page_width - box.right, page_height - box.bottom) >= 3.8 * MM, box
            x, y = (box.left + box.right) / 2 / MM - shift[0], (box.top + box.bottom) / 2 / MM - shift[1]
            corners = (corner(text, index) for index in range(columns * rows))
            assert any(left <= x <= left + width and top <= y <= top + height for left, top in corners), box
        edges = places(file[0])
        assert len(edges) == columns * rows
        assert min(min(left, top, 210 - right, 297 - bottom) for left, top, right, bottom in edges) >= 4.2


def test_a_shift_as_wide_as_the_label_is_refused():
    assert refuse_code(labels("65", shift=(12, 0)), 29).text.endswith("рядом с кодом не поместится адрес")
    assert refuse_code(labels("65", shift=(0, 16)), 29)


@pytest.mark.parametrize("shift", [(0, 0), (1, 2)])
def test_the_test_page_shows_the_outlines(shift):
    with opened(printed([], "65", test=True, shift=shift)) as file:
        image = picture(file[0], DPI)
        words = " ".join(file[0].get_textpage().get_text_range().split())
        numbers = "".join(box.char for box in boxes(file[0]))
    assert all(str(number) in numbers for number in range(1, 66))
    assert "65 наклеек 38,1 × 21,2 мм. Печатайте «100 %»" in words
    assert ("уже со сдвигом 1,2" in words) == (shift == (1, 2))
    for index in (0, 37, 64):
        x, y = corner("65", index)
        row = round((y + shift[1] + 4) / 25.4 * DPI)
        column = round((x + shift[0]) / 25.4 * DPI)
        line = [image.getpixel((column + off, row)) for off in range(-4, 5)]
        assert min(line[3:6]) < 120, line
        assert max(line) > 200


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_known_sheet_fits_its_paper(sheet):
    right = sheet.left + (sheet.columns - 1) * sheet.step_x + sheet.width
    bottom = sheet.top + (sheet.rows - 1) * sheet.step_y + sheet.height
    assert right <= 210
    assert bottom <= 297
    # The margins on both sides are alike, as on all of these sheets.
    assert abs(210 - right - sheet.left) < 0.8
    assert abs(297 - bottom - sheet.top) < 1.1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("22", "листа наклеек «22» программа не знает"),
        ("70x42.3", ""),
        ("l7160", ""),
        ("36522", "может быть, 3652?"),
        ("70x42", "программа не знает"),
        ("70x43/3x7", "не поместится: вышло 210 × 301 мм"),
        ("0x42/3x7", "есть ноль"),
        ("70x42/0x7", "есть ноль"),
        ("70x42/3x7/0x0/60x42", "заходят одна на другую"),
        ("../../etc", "программа не знает"),
    ],
)
def test_sheets_that_people_name(text, answer):
    found = parse_sheet(text)
    if answer:
        assert isinstance(found, Bad)
        assert answer in f"{found.text}; {found.hint}"
    else:
        assert not isinstance(found, Bad)


def test_a_label_too_small_for_its_code_is_refused():
    assert refuse_code(labels("65"), 29) is None
    assert refuse_code(labels("65"), 41) is None
    refused = refuse_code(labels("65"), 45)
    assert refused
    assert refused.text == "наклейка 38,1 × 21,2 мм мала: клетка кода вышла бы 0,37 мм, телефон прочтёт от 0,4 мм"
    assert refuse_code(labels("26x26/6x8"), 21).text.endswith("рядом с кодом не поместится адрес")


@pytest.fixture
def run(city, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("DOMCHAT_KEY", KEY)

    def command(*arguments):
        words = ["posters", "--data", str(city.data), "--out", str(tmp_path / "out"), "--today", "2026-11-22"]
        code = main([*words, *map(str, arguments)])
        return code, capsys.readouterr().err.replace("\u00a0", " ")

    return command


def test_one_sticker_again(run, city, tmp_path):
    building = next(one for one in city.city.buildings if isinstance(one.entrances, int) and one.entrances > 1)
    code, told = run("--sheet", "21", "--building", building.id, "--per", "house", "--start", 21)
    assert code == 0
    [path] = (tmp_path / "out" / "posters").rglob("*.pdf")
    assert path.name.endswith(f"{building.id}-sticker-3652-dom.pdf")
    [page] = text_of(path.read_bytes())
    assert page.count(f"/D/{building.id}") == 1
    assert "подъезд" not in page
    assert "Лист: 21 наклейка 70 × 42,3 мм" in told
    assert "Сверьте с упаковкой; есть и 63,5 × 38,1 мм: --sheet L7160" in told
    assert "Готово: 1 наклейка, 1 файл PDF" in told
    assert told.rstrip().endswith(f"→ {path}"), "where to find it"


def test_one_entrance_again(run, city, tmp_path):
    building = next(one for one in city.city.buildings if isinstance(one.entrances, int) and one.entrances > 2)
    assert run("--sheet", "21", "--building", building.id, "--entrance", "2")[0] == 0
    [path] = (tmp_path / "out" / "posters").rglob("*.pdf")
    assert path.name.endswith(f"{building.id}-sticker-3652-podezd-2.pdf")
    [page] = text_of(path.read_bytes())
    assert page.count(f"/D/{building.id}") == 1
    assert "подъезд 2" in page
    code, told = run("--building", building.id, "--entrance", "99")
    assert code == 2
    assert "подъезда 99 у выбранных домов нет" in told
    assert run("--entrance", "1", "--per", "house")[0] == 2


def test_single_houses_share_a_sheet(run, city, tmp_path):
    some = city.city.buildings[:3]
    code, told = run(
        "--sheet", "65", "--building", *(one.id for one in some), "--per", "house", "--copies", 3, "--start", 4
    )
    assert code == 0
    [path] = (tmp_path / "out" / "posters").rglob("*.pdf")
    [page] = text_of(path.read_bytes())
    assert [page.count(f"/D/{one.id}") for one in some] == [3, 3, 3]
    assert "Сверьте с упаковкой; есть и 38,1 × 21,2 мм вплотную: --sheet 3666" in told
    assert "Последний лист занят до 12 из 65, в следующий раз: --start 13" in told


def test_a_companys_labels_have_their_list_apart(run, city, tmp_path):
    slug = city.city.companies[0].slug
    assert run("--company", slug, "--sheet", "24")[0] == 0
    posters = tmp_path / "out" / "posters"
    assert sorted(path.name for path in posters.iterdir()) == [f"{slug}-sticker-3474.csv", f"{slug}-sticker-3474.pdf"]
    assert "Обход" not in text_of((posters / f"{slug}-sticker-3474.pdf").read_bytes())[0]


def test_ten_different_ones_on_the_sheet_that_is_cut(run, city, tmp_path):
    ids = [one.id for one in city.city.buildings[:12]]
    words = ("--layout", "sticker", "--copies", 1, "--per", "house", "-o", tmp_path / "all.pdf")
    assert run("--building", *ids, *words)[0] == 0
    pages = text_of((tmp_path / "all.pdf").read_bytes())
    assert [sum(page.count(f"/D/{one}") for one in ids) for page in pages if "Обход" not in page] == [10, 2]
    assert "Нужно бумаги: 2 листа A4" in pages[0]


def test_the_test_page(run, tmp_path):
    code, told = run("--sheet", "65", "--test-page", "--shift", "-1.5,2")
    assert code == 0
    assert "--shift X,Y" in told
    assert "Готово: лист для пробы, 1 файл PDF" in told
    assert [path.name for path in (tmp_path / "out" / "posters").iterdir()] == ["sticker-L7651-proba.pdf"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--copies", 2), "--copies бывает только у наклеек"),
        (("--test-page",), "--test-page бывает только у наклеек"),
        (("--layout", "a5", "--sheet", "21"), "--sheet и --layout a5 вместе не указывают"),
        (("--sheet", "21", "--start", 22), "--start 22: на листе 21 наклейка"),
        (("--sheet", "21", "--start", 2), "а начатый лист один"),
        (("--sheet", "25x10/8x20"), "мала: клетка кода"),
        (("--sheet", ""), "листа наклеек «» программа не знает"),
    ],
)
def test_what_does_not_fit_together_is_refused(run, words, answer, tmp_path):
    code, told = run(*words)
    assert code == 2
    assert answer in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--start", "0"), "нужно число от 1 до 1000"),
        (("--copies", "много"), "«много» — не целое число"),
        (("--shift", "0,5"), ""),
        (("--shift", "1"), "«1» — не сдвиг"),
        (("--shift", "1,5,0"), "«1,5,0» — не сдвиг"),
        (("--shift", "-1,300"), "не больше 20"),
    ],
)
def test_numbers_that_people_write(run, words, answer, capsys):
    if not answer:
        assert run("--sheet", "21", "-o", "all.pdf", "--company", "nobody", *words)[0] == 2  # only the company is wrong
        return
    with pytest.raises(SystemExit):
        run("--sheet", "21", *words)
    assert answer in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize("how", POOR)
@pytest.mark.parametrize("text", ["65", "48.5x25.4"])
def test_a_poor_print_of_a_small_label(notices, text, how):
    """As a phone sees it from 12 cm or so: 300 dots per inch."""
    longest = max(notices, key=lambda notice: notice.code.modules)
    with opened(printed([longest], text, copies=3)) as file:
        found = codes(POOR[how](picture(file[0], 300)))
    assert [one.casefold() for one in found] == [payload(longest.code)] * 3
