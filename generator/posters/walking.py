"""The list for the person who hangs the notices: the first pages of a file, and CSV."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.city import Building, street_of
from generator.posters.views import HouseLine, Labels, Layout, Notice, StreetLines, WalkingList
from generator.text import NBSP, bind, guarded, guarded_id, plural, unbound

_ON_A_SHEET: Mapping[Layout, int] = {"a4": 1, "a5": 2, "sticker": 1}
_NAMES: Mapping[Layout, str] = {
    "a4": "Объявления A4 с полосками",
    "a5": "Объявления A5, по два на листе: разрежьте",
    "sticker": "Наклейки для лифтов и почтовых ящиков",
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


def sheets(notices: int, layout: Layout, labels: Labels | None = None) -> int:
    """Return the number of A4 sheets that the notices take; `labels` are those of stickers."""
    if labels is None:
        return -(-notices // _ON_A_SHEET[layout])
    return -(-(labels.start - 1 + notices * labels.copies) // labels.capacity)


def walking_list(  # noqa: PLR0913
    title: str,
    routes: Sequence[Route],
    layout: Layout,
    left_out: int = 0,
    labels: Labels | None = None,
    *,
    whole: bool = False,
) -> WalkingList:
    """Return the buildings in the order of their notices in the file."""
    count = sum(len(notices) for _, notices in routes)
    unknown = 0 if whole else sum(building.entrances is None for building, _ in routes)
    houses = len({building.path for building, _ in routes})  # companies may share one
    counts = [_totals(houses, count), _paper(sheets(count, layout, labels))]
    if left_out:
        counts.append(_LEFT_OUT.format(plural(left_out, "дом", "дома", "домов")))
    if unknown:
        counts.append(_UNKNOWN.format(plural(unknown, "дом", "дома", "домов")))
    return WalkingList(
        title=bind(f"Обход: {title}"),
        subtitle=bind(f"{_NAMES[layout]}{_on_labels(labels)}."),
        counts=tuple(map(bind, counts)),
        streets=tuple(_streets(routes, layout, labels)),
    )


def _on_labels(labels: Labels | None) -> str:
    if labels is None:
        return ""
    each = "" if labels.copies == 1 else f", каждая {plural(labels.copies, 'раз', 'раза', 'раз')}"
    return f": {labels.title} на листе{each}; разрежьте"


def _totals(houses: int, notices: int) -> str:
    return f"{plural(houses, 'дом', 'дома', 'домов')}, {plural(notices, 'объявление', 'объявления', 'объявлений')}."


def _paper(count: int) -> str:
    packs = f", это {-(-count * 10 // _PACK) / 10:g} пачки по{NBSP}{_PACK}".replace(".", ",") if count > _PACK else ""
    return f"Нужно бумаги: {plural(count, 'лист', 'листа', 'листов')} A4{packs}. Печатайте с одной стороны."


def _streets(routes: Sequence[Route], layout: Layout, labels: Labels | None) -> Iterable[StreetLines]:
    done = 0
    for street in _by_street(routes):
        lines = []
        for building, notices in street:
            lines.append(_line(building, notices, done, layout, labels))
            done += len(notices)
        yield StreetLines(title=_street_title(street[0][0]), houses=tuple(lines))


def _by_street(routes: Iterable[Route]) -> Iterator[list[Route]]:
    for _, group in groupby(routes, key=lambda route: street_of(route[0])):
        yield list(group)


def _street_title(building: Building) -> str:
    address = building.address
    return f"{address.settlement}, {address.street.title}" if address.settlement else address.street.title


def _line(
    building: Building, notices: Sequence[Notice], before: int, layout: Layout, labels: Labels | None
) -> HouseLine:
    return HouseLine(
        house=building.address.house.title,
        id=building.id,
        entrances=tuple("" if notice.door is None else str(notice.door) for notice in notices),
        first=_sheet_of(before, layout, labels),
        last=sheets(before + len(notices), layout, labels),
        note=_note(notices),
    )


def _sheet_of(index: int, layout: Layout, labels: Labels | None) -> int:
    """Return the number of the sheet on which a notice begins."""
    if labels is None:
        return sheets(index + 1, layout)
    return (labels.start - 1 + index * labels.copies) // labels.capacity + 1


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
            for row in _rows(notices):
                writer.writerow([*map(_cell, place), guarded_id(building.id), *map(_cell, row)])
    return _MARK + text.getvalue().encode()


def _rows(notices: Sequence[Notice]) -> Iterator[tuple[str, ...]]:
    for notice in notices:
        number = "" if notice.door is None else str(notice.door)
        note = _UNLISTED if notice.unlisted else ""
        yield number, notice.code.host + notice.code.rest, notice.company, "", note


def _cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return guarded(unbound(text))
