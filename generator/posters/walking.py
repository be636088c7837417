"""The list for the person who hangs the notices: the first pages of a file, and CSV."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.city import Building, street_of
from generator.posters.notices import entrances
from generator.posters.views import HouseLine, Layout, Notice, StreetLines, WalkingList
from generator.text import NBSP, bind, guarded, guarded_id, plural, unbound

_ON_A_SHEET: Mapping[Layout, int] = {"a4": 1, "a5": 2, "sticker": 1}
_NAMES: Mapping[Layout, str] = {
    "a4": "Объявления A4 с полосками",
    "a5": "Объявления A5, по два на листе: разрежьте",
    "sticker": "Наклейки для лифтов и почтовых ящиков, по десять на листе: разрежьте",
}
Route = tuple[Building, Sequence[Notice]]
_PACK = 500  # sheets
_UNLISTED = "Ссылка только на объявлении: не выкладывайте его в интернет."
_UNKNOWN = "Сколько подъездов, в данных не указано: {}. Для такого дома здесь одно объявление."
_MARK = codecs.BOM_UTF8  # without it Excel assumes another encoding
_LEFT_OUT = "Не вошло: {}, ссылка на чат которых стоит только на объявлении. Их печатает сама компания."
_COLUMNS = (
    "Населённый пункт",
    "Улица",
    "Дом",
    "Код",
    "Подъезд",
    "Адрес под кодом",
    "Компания",
    "Повешено",
    "Примечание",
)
CSV_BEGINNING = _MARK + ";".join(_COLUMNS[:3]).encode()


def sheets(notices: int, layout: Layout) -> int:
    """Return the number of A4 sheets that the notices take."""
    return -(-notices // _ON_A_SHEET[layout])


def walking_list(title: str, routes: Sequence[Route], layout: Layout, left_out: int = 0) -> WalkingList:
    """Return the buildings in the order of their notices in the file."""
    count = sum(len(notices) for _, notices in routes)
    unknown = sum(building.entrances is None for building, _ in routes)
    counts = [_totals(len(routes), count), _paper(sheets(count, layout))]
    if left_out:
        counts.append(_LEFT_OUT.format(plural(left_out, "дом", "дома", "домов")))
    if unknown:
        counts.append(_UNKNOWN.format(plural(unknown, "дом", "дома", "домов")))
    return WalkingList(
        title=bind(f"Обход: {title}"),
        subtitle=bind(f"{_NAMES[layout]}."),
        counts=tuple(map(bind, counts)),
        streets=tuple(_streets(routes, layout)),
    )


def _totals(houses: int, notices: int) -> str:
    return f"{plural(houses, 'дом', 'дома', 'домов')}, {plural(notices, 'объявление', 'объявления', 'объявлений')}."


def _paper(count: int) -> str:
    packs = f", это {-(-count * 10 // _PACK) / 10:g} пачки по{NBSP}{_PACK}".replace(".", ",") if count > _PACK else ""
    return f"Нужно бумаги: {plural(count, 'лист', 'листа', 'листов')} A4{packs}. Печатайте с одной стороны."


def _streets(routes: Sequence[Route], layout: Layout) -> Iterable[StreetLines]:
    done = 0
    for street in _by_street(routes):
        lines = []
        for building, notices in street:
            lines.append(_line(building, notices, done, layout))
            done += len(notices)
        yield StreetLines(title=_street_title(street[0][0]), houses=tuple(lines))


def _by_street(routes: Iterable[Route]) -> Iterator[list[Route]]:
    for _, group in groupby(routes, key=lambda route: street_of(route[0])):
        yield list(group)


def _street_title(building: Building) -> str:
    address = building.address
    return f"{address.settlement}, {address.street.title}" if address.settlement else address.street.title


def _line(building: Building, notices: Sequence[Notice], before: int, layout: Layout) -> HouseLine:
    return HouseLine(
        house=building.address.house.title,
        id=building.id,
        entrances=tuple("" if one is None else str(one) for one in entrances(building)),
        first=sheets(before + 1, layout),
        last=sheets(before + len(notices), layout),
        note=_note(notices),
    )


def _note(notices: Sequence[Notice]) -> str:
    return bind(_UNLISTED) if any(notice.unlisted for notice in notices) else ""


def walking_csv(routes: Iterable[Route]) -> bytes:
    """Return the list as CSV for spreadsheets: UTF-8 with a byte order mark, semicolons, a line for each notice."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for street in _by_street(routes):
        first = street[0][0].address
        for building, notices in street:
            # «12/1» alone would open as the twelfth of January.
            place = (first.settlement, first.street.title, f"д. {building.address.house.title}")
            for row in _rows(building, notices):
                writer.writerow([*map(_cell, place), guarded_id(building.id), *map(_cell, row)])
    return _MARK + text.getvalue().encode()


def _rows(building: Building, notices: Sequence[Notice]) -> Iterator[tuple[str, ...]]:
    for notice, entrance in zip(notices, entrances(building), strict=True):
        number = "" if entrance is None else str(entrance)
        note = _UNLISTED if notice.unlisted else ""
        yield number, notice.code.host + notice.code.rest, notice.company, "", note


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return guarded(unbound(text))
