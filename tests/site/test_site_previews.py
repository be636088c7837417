"""Preview pictures: present, of the right size, and showing the address."""

import io
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from generator.build.pipeline import build, check
from generator.datafiles.site_src import picture_templates, read_sources
from generator.posters.previews.painting import Painter
from generator.posters.previews.views import HEIGHT, WIDTH, Preview
from tests.built_sites import Built, options
from tests.cities import write_city

PLAIN = Preview(above="Домовые чаты Примерграда", says="Чат дома в MAX и телефоны", host="chat.example.ru", demo=False)


def paint(*previews: Preview) -> list[bytes]:
    painter = Painter(picture_templates(read_sources()))
    return [painter.paint(preview) for preview in previews]


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
    result = build(options(tmp_path / "data", tmp_path / "out", key="k"))
    assert result.published is not None
    pictures = {path.relative_to(tmp_path / "out/site").as_posix() for path in (tmp_path / "out/site").rglob("*.png")}
    assert pictures >= {f"{building.path}/preview.png" for building in city.buildings}
    page = (tmp_path / "out/site" / city.buildings[0].path / "index.html").read_text(encoding="utf-8")
    assert f'content="{city.site.base_url}{city.buildings[0].path}/preview.png"' in page
    again = build(options(tmp_path / "data", tmp_path / "again", key="k"))
    assert again.published is not None
    for name in pictures:
        assert (tmp_path / "out/site" / name).read_bytes() == (tmp_path / "again/site" / name).read_bytes(), name


def test_a_picture_tells_its_house():
    previews = [replace(PLAIN, street="улица Ленина", number=number) for number in ("293", "294")]
    pictures = paint(*previews, replace(previews[0], demo=True))
    assert len(set(pictures)) == 3
    assert all(len(picture) < 80_000 for picture in pictures)


def test_no_name_is_too_long():
    """Long texts are set smaller, never cut: the margins stay empty."""
    long = "Товарищество собственников недвижимости «Микрорайон имени пятидесятилетия Великого Октября»"
    previews = [
        replace(PLAIN, street=f"Новая Деревня, улица {long}", number="123А", rest="корпус 2 строение 14"),
        replace(PLAIN, title=f"{long} {long}", kind="Товарищество собственников жилья", above=long),
        replace(PLAIN, title="Сверхдлинноесловобезпробеловидефисов" * 4, host=f"{'domovye-chaty' * 4}.example.ru"),
    ]
    for content in paint(*previews):
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        ground = picture.getpixel((0, 0))
        for x in (*range(40), *range(WIDTH - 40, WIDTH)):
            assert all(picture.getpixel((x, y)) == ground for y in range(0, HEIGHT, 3)), x
        for y in (*range(30), *range(HEIGHT - 20, HEIGHT)):
            assert all(picture.getpixel((x, y)) == ground for x in range(0, WIDTH, 3)), y
        rows = [any(picture.getpixel((x, y)) != ground for x in range(60, WIDTH - 60, 2)) for y in range(HEIGHT)]
        assert sum(now and not before for before, now in pairwise(rows)) >= 3, "the lines of the picture run together"
