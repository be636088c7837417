"""The list of PDF files: which buildings' notices each contains, and its walking list."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from generator.city import Building, City, in_walking_order
from generator.posters.notices import Notices, entrances
from generator.posters.sheets import CUT, labels_of
from generator.posters.views import Document, Labels, Layout
from generator.posters.walking import Route, walking_csv, walking_list
from generator.text import unbound

_TITLE = "Чат нашего дома в MAX"
ON_PAPER = labels_of(CUT, copies=CUT.capacity)  # a sheet of each sticker, to be cut apart


_CHANGED = "-izmeneniya"
_OTHER_LAYOUT = re.compile(rf"({_CHANGED})?(-(a5|sticker)(-[A-Za-z0-9.]+)?)?(-dom|-podezd(-\d+)+)?$")
_OF_NO_ADDRESS = re.compile(r"sticker-[A-Za-z0-9.-]+$")  # single houses on one sheet, a test page


class PosterFile(Struct, frozen=True, kw_only=True):
    """A file to make: its buildings, and its name below the folder of posters, without an ending."""

    name: str
    title: str
    buildings: tuple[Building, ...]
    listed: bool = False  # starts with a walking list
    whole: bool = False  # one notice for each building, as opposed to each entrance
    only: tuple[int, ...] = ()  # entrances, if not all
    left_out: int = 0  # number of buildings whose notices may not be in this file

    @property
    def notices(self) -> int:
        """Return the number of notices."""
        return sum(len(self.doors(building)) for building in self.buildings)

    def doors(self, building: Building) -> tuple[int | None, ...]:
        """Return the entrances that get a notice; None is the whole house."""
        if self.whole:
            return (None,)
        return tuple(one for one in entrances(building) if not self.only or one in self.only)


def company_files(
    city: City, buildings: Sequence[Building], layout: Layout, sheet: str = "", *, changed: bool = False
) -> Iterator[PosterFile]:
    """Yield one file for each company of these buildings; `changed` ones do not replace the file of all."""
    names = {company.slug: company.name for company in city.companies}
    ending = (_CHANGED if changed else "") + _suffix(layout, sheet)
    for slug, group in groupby(buildings, key=lambda building: building.company):
        yield PosterFile(name=slug + ending, title=names[slug], buildings=tuple(group), listed=True)


def building_files(buildings: Sequence[Building], layout: Layout, sheet: str = "") -> Iterator[PosterFile]:
    """Yield one file for each building, in a folder of its company: `primer-1/ulitsa-lenina-12a-7K3QX`."""
    for building in buildings:
        address = "-".join(building.path.split("/")[1:])
        name = f"{building.company}/{address}-{building.id}{_suffix(layout, sheet)}"
        yield PosterFile(name=name, title=building.address.full, buildings=(building,))


def one_file(city: City, buildings: tuple[Building, ...], name: str) -> PosterFile:
    """Return one file with all these buildings, street by street whatever the company: it is one walk."""
    if len(buildings) == 1:
        return PosterFile(name=name, title=buildings[0].address.full, buildings=buildings)
    slugs = {building.company for building in buildings}
    names = [company.name for company in city.companies if company.slug in slugs]
    title = names[0] if len(names) == 1 else city.site.title
    return PosterFile(name=name, title=title, buildings=in_walking_order(buildings, by_company=False), listed=True)


def in_part(file: PosterFile, *, whole: bool, only: tuple[int, ...]) -> PosterFile:
    """Return the file with a notice for each house, or for some entrances, under a name of its own."""
    suffix = "-dom" if whole else "-podezd-" + "-".join(map(str, only)) if only else ""
    return replace(file, name=file.name + suffix, whole=whole, only=only)


def current_names(city: City) -> Callable[[str], bool]:
    """Return a function that tells whether a name, without an ending, is one that the city's files have now."""
    names = {company.slug for company in city.companies} | {file.name for file in building_files(city.buildings, "a4")}

    def is_current(name: str) -> bool:
        return name in names or _OTHER_LAYOUT.sub("", name) in names or _OF_NO_ADDRESS.match(name) is not None

    return is_current


def make_document(file: PosterFile, notices: Notices, layout: Layout, sheet: Labels = ON_PAPER) -> Document:
    """Return the values that the templates see; `sheet` is that of stickers."""
    routes = make_routes(file, notices)
    labels = sheet if layout == "sticker" else None
    walking = None
    if file.listed and (labels is None or labels.cut):  # a list on a sheet of labels would waste the sheet
        walking = walking_list(file.title, routes, layout, file.left_out, labels, whole=file.whole)
    return Document(
        title=unbound(f"{_TITLE}: {file.title}"),
        author=notices.context.site.title,
        layout=layout,
        demo=notices.context.site.demo,
        walking=walking,
        notices=tuple(notice for _, some in routes for notice in some),
        labels=sheet,
    )


def make_test_page(notices: Notices, sheet: Labels) -> Document:
    """Return the page that shows where a printer prints the labels of a sheet."""
    title = unbound(f"Проба листа: {sheet.title}")
    author, demo = notices.context.site.title, False
    return Document(title=title, author=author, layout="sticker", demo=demo, walking=None, notices=(), labels=sheet)


def make_table(file: PosterFile, notices: Notices) -> bytes:
    """Return the walking list as CSV."""
    return walking_csv(make_routes(file, notices))


def make_routes(file: PosterFile, notices: Notices) -> list[Route]:
    """Return each building with its notices."""
    return [(building, tuple(notices.of(building, file.doors(building)))) for building in file.buildings]


def _suffix(layout: Layout, sheet: str) -> str:
    return "" if layout == "a4" else f"-{sheet or layout}"
