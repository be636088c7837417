"""Preview pictures: present, of the right size, and showing the address."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from generator.build.pipeline import build, check
from generator.city.views import draw_facade
from generator.posters.previews.lettering import wrap
from generator.posters.previews.painting import paint
from generator.posters.previews.views import HEIGHT, WIDTH, Preview
from tests.built_sites import Built, options
from tests.cities import write_city

PLAIN = Preview(above="Домовые чаты Примерграда", says="Чат дома в MAX и телефоны", host="chat.example.ru", demo=False)


def test_every_page_names_a_picture_that_is_there(site: Built):
    named = set()
    for name, page in site.pages.items():
        address = page.meta("og:image")
        assert bool(address) == bool(page.canonical), name
        if address:
            assert address.startswith(site.base_url), name
            assert (page.meta("og:image:width"), page.meta("og:image:height")) == (str(WIDTH), str(HEIGHT))
            named.add(address.removeprefix(site.base_url))
    assert named == {name for name in site.names if name.endswith("preview.png")}
    for name in named:
        picture = Image.open(site.files / name)
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT)), name


def test_a_company_has_its_own_picture(city: Built):
    slug = city.city.companies[0].slug
    assert city.pages[f"uk/{slug}/index.html"].meta("og:image") == f"{city.base_url}uk/{slug}/preview.png"
    assert city.pages["index.html"].meta("og:image") == f"{city.base_url}preview.png"


def test_buildings_have_theirs_if_the_site_says_so(tmp_path: Path):
    write_city(tmp_path / "data", buildings=12, seed=3)
    with (tmp_path / "data/site.yaml").open("a", encoding="utf-8") as file:
        file.write("building_previews: true\n")
    city = check(options(tmp_path / "data", tmp_path / "out")).city
    assert city is not None
    result = build(options(tmp_path / "data", tmp_path / "out", key="a key of previews, 9c41"))
    assert result.published is not None
    pictures = {path.relative_to(tmp_path / "out/site").as_posix() for path in (tmp_path / "out/site").rglob("*.png")}
    assert pictures >= {f"{building.path}/preview.png" for building in city.buildings}
    page = (tmp_path / "out/site" / city.buildings[0].path / "index.html").read_text(encoding="utf-8")
    assert f'content="{city.site.base_url}{city.buildings[0].path}/preview.png"' in page
    again = build(options(tmp_path / "data", tmp_path / "again", key="a key of previews, 9c41"))
    assert again.published is not None
    for name in pictures:
        assert (tmp_path / "out/site" / name).read_bytes() == (tmp_path / "again/site" / name).read_bytes(), name


def test_a_picture_tells_its_house():
    previews = [replace(PLAIN, street="улица Ленина", number=number) for number in ("293", "294")]
    house = replace(previews[0], front=draw_facade(5, 4))
    pictures = list(map(paint, (*previews, replace(previews[0], demo=True), house)))
    assert len(set(pictures)) == 4
    assert all(len(picture) < 40_000 for picture in pictures)


def test_no_name_is_too_long():
    """Long texts are set smaller, never cut: the margins stay empty."""
    long = "Товарищество собственников недвижимости «Микрорайон имени пятидесятилетия Великого Октября»"
    previews = [
        replace(PLAIN, street=f"Новая Деревня, улица {long}", number="123А", rest="корпус 2 строение 14"),
        replace(PLAIN, title=f"{long} {long}", kind="Товарищество собственников жилья", above=long),
        replace(PLAIN, title="Сверхдлинноесловобезпробеловидефисов" * 4, host=f"{'domovye-chaty' * 4}.example.ru"),
    ]
    for content in map(paint, previews):
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        ground = picture.getpixel((0, 0))
        for x in (*range(40), *range(WIDTH - 40, WIDTH)):
            assert all(picture.getpixel((x, y)) == ground for y in range(0, HEIGHT, 3)), x
        for y in (*range(30), *range(HEIGHT - 20, HEIGHT)):
            assert all(picture.getpixel((x, y)) == ground for x in range(0, WIDTH, 3)), y
        rows = [any(picture.getpixel((x, y)) != ground for x in range(60, WIDTH - 60, 2)) for y in range(HEIGHT)]
        assert sum(now and not before for before, now in pairwise(rows)) >= 3, "the lines of the picture run together"


@pytest.mark.parametrize(("floors", "entrances"), [(1, 1), (2, 3), (5, 4), (9, 1), (30, 20), (30, 1)])
def test_the_house_stands_inside_its_plate(floors, entrances):
    """White on the plate's green, beside the number and as far from the white line as the text."""
    preview = replace(PLAIN, street="улица Ленина", number="293", front=draw_facade(floors, entrances))
    plain, drawn = (
        Image.open(io.BytesIO(paint(one))).convert("RGB") for one in (replace(preview, front=None), preview)
    )
    outside = [column_colours(picture, 60, 64) for picture in (plain, drawn)]
    assert outside[0] == outside[1] == {(248, 246, 240)}
    right = max(x for x in range(WIDTH) if column_colours(drawn, x, x + 1) & {(20, 83, 63)} and x < WIDTH - 64)
    assert column_colours(drawn, right - 60, right - 50) > {(255, 255, 255), (20, 83, 63)}, "a house near the border"


def column_colours(picture: Image.Image, left: int, right: int) -> set[object]:
    return {color for _, color in picture.crop((left, 130, right, 500)).getcolors(100_000)}


@pytest.mark.parametrize(("pair", "nearer"), [("ТА", 6), ("Гд", 10), ("AV", 6), ("УК", 0)])
def test_letters_are_kerned(pair, nearer):
    apart = sum(wrap(letter, 1000, 100).width for letter in pair)
    assert apart - wrap(pair, 1000, 100).width == pytest.approx(nearer, abs=2)
    assert bool(nearer) == (wrap(pair, 1000, 100).width < apart - 2)


def test_rare_letters_are_drawn():
    """Characters without a glyph are question marks."""
    assert wrap("Ћ漢☺Ў", 1000, 40).lines == ["Ћ??Ў"]
    shapes = {paint(replace(PLAIN, title=letter)) for letter in ("Ў", "У", "ҥ", "н", "Ё", "?")}
    assert len(shapes) == 6


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("улица Ленина", ["улица Ленина"]),
        ("улица имени Космонавта Поповича", ["улица имени", "Космонавта", "Поповича"]),
        ("дом\u00a0№\u00a05", ["дом\u00a0№\u00a05"]),
        ("domovye-chaty.primer-i-zarechny.example.ru", ["domovye-chaty.", "primer-i-", "zarechny.", "example.ru"]),
    ],
)
def test_lines_break_at_blanks_and_long_words_after_marks(text, lines):
    assert wrap(text, 320, 44).lines == lines
