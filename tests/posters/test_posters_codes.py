"""Printed codes: each is decoded at any resolution, also from a poor print, to the right payload."""

import pytest
from PIL import Image, ImageFilter

from generator.city.urls import Urls
from generator.city.views.organizations import Context
from generator.posters.files import company_files, make_document
from generator.posters.notices import Notices
from generator.posters.views import LAYOUTS
from tests.built_sites import KEY
from tests.cities import TODAY
from tests.posters.papers import codes, expected, notices_of, opened, payload, pdf, picture, typesetter


def lower(found):
    return sorted(text.casefold() for text in found)


@pytest.fixture(scope="module")
def company_file(city):
    """Return the notices and the PDF of the smallest company with an unlisted code."""
    maker = Notices(
        city=city.city, context=Context(site=city.city.site, urls=Urls(city.base_url), today=TODAY), key=KEY
    )
    files = [make_document(file, maker, "a4") for file in company_files(city.city, city.city.buildings, "a4")]
    file = min(
        (file for file in files if any(notice.unlisted for notice in file.notices)), key=lambda file: len(file.notices)
    )
    return file.notices, typesetter().pdf(typesetter().prepare(file)[1])


@pytest.mark.parametrize("dpi", [100, 300])
def test_every_code_on_every_page_of_a_companys_file(company_file, dpi):
    notices, content = company_file
    with opened(content) as file:
        pages = list(file)[-len(notices) :]
        assert len(file) > len(notices)
        if dpi == 300:  # slow, so only one notice of a house
            some = {notice.id: index for index, notice in enumerate(notices)}.values()
            notices, pages = [notices[index] for index in some][:12], [pages[index] for index in some][:12]
        for notice, page in zip(notices, pages, strict=True):
            assert lower(codes(picture(page, dpi))) == expected(notice, "a4"), notice.address


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one != "a4"])
def test_other_layouts(notices, layout):
    some = notices[:4]
    with opened(pdf(some, layout)) as file:
        for dpi in (100, 300):
            found = [code for page in file for code in codes(picture(page, dpi))]
            assert lower(found) == sorted(code for notice in some for code in expected(notice, layout))


def tilted(image, degrees):
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def printed_at_97(image):
    small = image.resize((round(image.width * 0.97), round(image.height * 0.97)), Image.Resampling.BILINEAR)
    page = Image.new("L", image.size, 255)
    page.paste(small, ((image.width - small.width) // 2, (image.height - small.height) // 2))
    return page


def grey(image):
    return image.point([110 + value * 90 // 255 for value in range(256)])


POOR = {
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(1.6)),
    "tilted by 3°": lambda image: tilted(image, 3),
    "tilted by 7°": lambda image: tilted(image, -7),
    "grey": grey,
    "printed at 97 %": printed_at_97,
    "all at once": lambda image: printed_at_97(grey(tilted(image, 5).filter(ImageFilter.GaussianBlur(1)))),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("how", POOR)
def test_a_poor_print(notice, layout, how):
    with opened(pdf([notice], layout)) as file:
        image = POOR[how](picture(file[0], 200))
        assert lower(codes(image)) == expected(notice, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_demonstrations_mark_spoils_no_code(notice, layout):
    with opened(pdf([notice], layout, demo=True)) as file:
        assert lower(codes(picture(file[0], 100))) == expected(notice, layout)


def test_the_large_code_is_read_from_afar(notice):
    """A phone that sees the whole sheet in 350 pixels, about two to three pixels a module."""
    with opened(pdf([notice])) as file:
        assert payload(notice.code) in lower(codes(picture(file[0], 40)))


def test_no_code_holds_a_link_of_max(city):
    found = [notice.code.svg for notice in notices_of(city.city, city.city.buildings)]
    assert found
    with opened(pdf(notices_of(city.city, city.city.buildings[:3]))) as file:
        for page in file:
            assert not any("max.ru" in text.casefold() for text in codes(picture(page, 100)))
