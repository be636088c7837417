"""Posters for tests: documents of the synthetic city, typeset once, and the contents of their pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import pypdfium2 as pdfium
import zxingcpp
from msgspec import Struct
from PIL import Image
from pypdfium2 import raw

from generator.city.model import Building, City
from generator.city.urls import Urls
from generator.city.views.organizations import Context
from generator.datafiles.site_src import read_sources
from generator.posters.files import ON_PAPER
from generator.posters.notices import Notices
from generator.posters.typesetting import Typesetter
from generator.posters.views import CodeView, Document, Labels, Layout, Notice, WalkingList
from tests.built_sites import KEY
from tests.cities import TODAY

MM = 72 / 25.4  # points
EDGE = 8 * MM


class Box(Struct, frozen=True):
    """A character's box in points from the top left corner of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def typesetter() -> Typesetter:
    return Typesetter(read_sources().posters)


def notices_of(city: City, buildings: Sequence[Building], key: str = KEY) -> list[Notice]:
    maker = Notices(city=city, context=Context(site=city.site, urls=Urls(city.site.base_url), today=TODAY), key=key)
    return [notice for building in buildings for notice in maker.of(building)]


def document(
    notices: Sequence[Notice],
    layout: Layout = "a4",
    *,
    demo: bool = False,
    walking: WalkingList | None = None,
    labels: Labels | None = None,
) -> Document:
    return Document(
        title="Проба",
        author="Тесты",
        layout=layout,
        demo=demo,
        walking=walking,
        notices=tuple(notices),
        labels=labels or ON_PAPER,
    )


def pdf(notices: Sequence[Notice], layout: Layout = "a4", **more) -> bytes:
    """Return a PDF file, cached for all tests of the process."""
    return _kept(document(notices, layout, **more))


def typeset(document: Document) -> bytes:
    maker = typesetter()
    return maker.pdf(maker.prepare(document)[1])


_kept = cache(typeset)


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    file = pdfium.PdfDocument(content)
    try:
        yield file
    finally:
        file.close()


def picture(page: pdfium.PdfPage, dpi: int) -> Image.Image:
    return page.render(scale=dpi / 72).to_pil().convert("L")


def text_of(content: bytes) -> list[str]:
    """Return the text of each page with ordinary spaces and without line breaks."""
    with opened(content) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def boxes(page: pdfium.PdfPage) -> list[Box]:
    """Return the boxes of all visible characters."""
    height = page.get_height()
    textpage = page.get_textpage()
    found = []
    for index in range(textpage.count_chars()):
        # PDFium gives a hyphen at the end of a line as U+0002.
        char = chr(raw.FPDFText_GetUnicode(textpage, index)).replace("\x02", "-")
        left, bottom, right, top = textpage.get_charbox(index)
        if char.isprintable() and not char.isspace() and right > left:
            found.append(Box(char, left, height - top, right, height - bottom))
    return found


def codes(image: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode))


def payload(code: CodeView) -> str:
    """Return the payload that the text below the code implies."""
    host, slash, path = code.host.partition("/")
    return f"https://{host.encode('idna').decode()}{slash}{path}{code.rest}/".casefold()


def expected(notice: Notice, layout: Layout) -> list[str]:
    """Return the payloads of all codes on one notice."""
    own = {"a4": 9, "a5": 1, "sticker": 10}[layout]
    channel = [payload(notice.channel.code)] if notice.channel and layout != "sticker" else []
    return sorted([payload(notice.code)] * own + channel)
