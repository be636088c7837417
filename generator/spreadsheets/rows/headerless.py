"""Sheets without a header → their columns by what is in them: addresses of this city and links, or only a guess."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.addresses import Gazetteer, Reading, Refusal, parse_line
from generator.spreadsheets.rows.columns import BY_NAME, Layout
from generator.spreadsheets.rows.readings import address_text, max_links
from generator.spreadsheets.rows.rows import RefusedRow, Remark
from generator.spreadsheets.tables.cells import Cell, Row, Sheet, column_letters
from generator.text import Bad

_MOST_CELLS = 10_000  # parsed to guess; of a longer sheet only the beginning
_BEGINNING = 60  # rows


class Guess(Struct, frozen=True, kw_only=True):
    """The columns of a sheet without a header; `sure` if nothing else stands in the sheet."""

    layout: Layout
    sure: bool

    @property
    def choices(self) -> str:
        """Return what to write behind `--columns`: «Адрес=A «Ссылка на чат=B»»."""
        found = ((BY_NAME[name].title, at) for name, places in self.layout.columns.items() for at in places)
        named = (f"{title}={column_letters(at)}" for title, at in found)
        return " ".join(f"«{choice}»" if " " in choice else choice for choice in named)


def guess(rows: Sequence[Row], gazetteer: Gazetteer) -> Guess | None:
    """Return the columns if one of them holds addresses of this city."""
    whole = sum(len(row.cells) for row in rows) <= _MOST_CELLS
    rows = rows if whole else rows[:_BEGINNING]
    read = [{at: one for at, cell in row.cells.items() if (one := _address(cell, gazetteer))} for row in rows]
    places = Counter(at for one in read for at in one)
    filled = Counter(at for row in rows for at, cell in row.cells.items() if cell.text)
    likely = [at for at, count in places.items() if count * 2 > filled[at]]
    if not likely:
        return None
    best = max(likely, key=lambda at: (places[at], -at))
    links = tuple(sorted({at for row in rows for at, cell in row.cells.items() if max_links(cell)} - {best}))
    columns = {"address": (best,), **({"link": links} if links else {})}
    linked = any(max_links(cell) for row in rows for cell in row.cells.values())
    plain = all(_is_plain(row, one.get(best), best) for row, one in zip(rows, read, strict=True))
    sure = whole and len(likely) == 1 and linked and plain
    return Guess(layout=Layout(header=0, columns=columns, guessed=True), sure=sure)


def _address(cell: Cell, gazetteer: Gazetteer) -> Reading | None:
    text = address_text(cell)
    read = None if isinstance(text, Bad) or not text else parse_line(text, gazetteer)
    if read is None or isinstance(read.result, Refusal):
        return None
    return read if not read.result.settlement or read.result.settlement in gazetteer.own_spelling.values() else None


def _is_plain(row: Row, address: Reading | None, column: int) -> bool:
    """Return True for an address with links and its number in the list, or a row of one text: a title, a total."""
    others = [cell for at, cell in row.cells.items() if at != column and cell.text and not cell.text.isdecimal()]
    if address is None:
        return len(row.cells) <= 1 and not any(map(max_links, row.cells.values()))
    flats = any(note.code in ("flat", "floor") for note in address.notes)
    return not flats and all(max_links(cell) for cell in others)


def loose_links(sheet: Sheet) -> Iterator[RefusedRow]:
    """Yield the links that lie above the cells: nobody can tell whose they are. No row of the sheet is refused."""
    place = f"«{sheet.title}», поверх ячеек" if sheet.title else "поверх ячеек"
    cells = (cell for row in (sheet.rows if sheet.loose else ()) for cell in row.cells.values())
    seen = {link for cell in cells for link in max_links(cell)}
    for link in sheet.loose:
        if link in seen:
            continue
        text = f"ссылка в надписи или за картинкой, и не видно, чей это чат: {link}"
        remark = Remark(place=place, text=text, hint="впишите её в строку дома")
        yield RefusedRow(place=place, remarks=(remark,), weight=0)


def left_links(sheet: Sheet) -> tuple[RefusedRow, ...]:
    """Return the rows with links of a sheet that can't be read without a header."""
    text = "здесь ссылка, но на листе нет заголовка, и непонятно, что где стоит"
    hint = "впишите над столбцами, что в них: «Адрес», «Ссылка на чат»"
    places = [
        f"«{sheet.title}», строка {row.number}" if sheet.title else f"строка {row.number}"
        for row in sheet.rows
        if any(map(max_links, row.cells.values()))
    ]
    return tuple(RefusedRow(place=place, remarks=(Remark(place=place, text=text, hint=hint),)) for place in places)
