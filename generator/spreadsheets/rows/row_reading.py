"""One row → a house."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from generator.addresses import Address, Refusal, parse_line
from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.row_address import read_address
from generator.spreadsheets.rows.row_cells import RowCells, Surroundings
from generator.spreadsheets.rows.row_chats import read_chats
from generator.spreadsheets.rows.rows import CompanyName, HouseRow
from generator.spreadsheets.rows.words_beside import gone
from generator.spreadsheets.tables.cells import Cell, Row
from generator.text import Bad, shorten


def read_row(around: Surroundings, row: Row) -> HouseRow:
    """Return the house of a row; raises `BadCellError` if it can't be identified."""
    cells = RowCells(around, row)
    building = cells.typed("id", needed=True) or ""
    number = cells.text("chat_number")
    was = cells.around.base.get((building, number)) if building else None
    if was is not None and (building, number) not in cells.around.seen:
        cells.around.seen.add((building, number))
        cells.compare(was)
    elif was is not None:  # a copied row: a further chat of the house
        number = ""
    _check_struck(cells)
    address, line, entrances = read_address(cells, building)
    values = _values(cells)
    _note_forbidden(cells)
    _note_gone(cells)
    cells.entrance = entrances[0] if len(entrances) == 1 else None
    chats = tuple(read_chats(cells))
    if entrances and "entrances" not in values and not (cells.entrance and any("link" in chat for chat in chats)):
        values["entrances"] = entrances
    before = cells.around.before
    if address is None and not building and before is not None and "fias" not in values:
        building, address, line = before.id, before.address, before.line
    return HouseRow(
        place=cells.around.place(cells.row),
        id=building,
        address=address,
        line=line,
        company=_company(cells),
        values=values,
        chats=chats,
        chat_number=int(number) if number.isdecimal() else 0,
        cleared=cells.cleared,
        assumed=cells.assumed,
        remarks=tuple(cells.remarks),
        doubts=tuple(cells.doubts),
        same=cells.edited is not None and not cells.edited and not cells.cleared,
    )


_OF_THE_HOUSE = (
    *("id", "fias", "address", "settlement_type", "settlement", "street_type", "street", "house", "corpus", "building"),
    *("litera", "company", "company_inn", "company_ogrn"),
)


def _check_struck(cells: RowCells) -> None:
    """Refuse a row that is struck out where it names its house; note other text that is struck out."""
    for name, places in cells.layout.columns.items():
        cell = cells.row.cells.get(places[0])
        if cell is None or not cell.struck or name == "link":
            continue
        if cell.value is None and name in _OF_THE_HOUSE:
            cells.refuse(
                name,
                f"текст зачёркнут: «{shorten(cell.struck)}»",
                "если дом верен, снимите зачёркивание; если нет, сотрите",
            )
        if cell.value is not None:
            bad = Bad(code="cell", text=f"зачёркнутое не взято: «{shorten(cell.struck)}»", hint="сотрите его")
            cells.remarks.append(cells.remark(name, bad))


def _note_forbidden(cells: RowCells) -> None:
    """Note edits of our own workbook in columns that can't be edited."""
    if "address" in cells.cleared:
        bad = Bad(code="address", text="адрес стёрт, оставлен прежний", hint="впишите его снова")
        cells.doubts.append(cells.remark("address", bad))
    if cells.edited is not None and "company" in cells.edited | cells.cleared:
        bad = Bad(
            code="company",
            text="дом отнесён к другой компании: таблицей его не перенести",
            hint="перенесите запись вместе с номером из файла одной компании в файл другой",
        )
        cells.doubts.append(cells.remark("company", bad))


def _note_gone(cells: RowCells) -> None:
    """Note that a column which is not read says that the house is gone; it is taken all the same."""
    known = {at for places in cells.layout.columns.values() for at in places}
    for at, cell in sorted(cells.row.cells.items()):
        words = gone(cell.value) if at not in known and isinstance(cell.value, str) else ""
        if words:
            bad = Bad(code="gone", text=f"написано «{words}», а дом взят", hint="если он больше не ваш, уберите строку")
            cells.remarks.append(replace(cells.remark("address", bad, at), guess=True))
            return


def _company(cells: RowCells) -> CompanyName:
    if cells.edited is not None:
        return CompanyName()  # the id identifies the house
    inn = cells.typed("company_inn") or ""
    ogrn = cells.text("company_ogrn")
    return CompanyName(name=" ".join(cells.text("company").split()) or cells.around.company, inn=inn, ogrn=ogrn)


def _values(cells: RowCells) -> dict[str, Any]:
    values = {name: cells.typed(name) for name in PLAIN}
    count, listed = cells.typed("entrances"), cells.cell("entrance_list")
    values["entrances"] = count
    if listed and count is None:
        numbers = readings.entrances(listed)
        if isinstance(numbers, Bad):
            cells.remarks.append(cells.remark("entrance_list", numbers))
        elif cells.edited is None and (len(numbers) == 1 or re.fullmatch(r"1\s*[-–—]\s*\d+", listed.text)):
            values["entrances"] = numbers[-1]  # «4» and «1-4» are a number of entrances
        elif numbers:
            values["entrances"] = numbers
    latitude, longitude = cells.typed("location_latitude"), cells.typed("location_longitude")
    if latitude is not None and longitude is not None:
        values["location"] = (latitude, longitude)
    if aliases := cells.cell("aliases"):
        values["aliases"] = tuple(_aliases(cells, aliases))
    return {name: value for name, value in values.items() if value is not None}


def _aliases(cells: RowCells, cell: Cell) -> Iterator[Address]:
    for line in re.split(r"[;\n]", cell.text):
        read = parse_line(line, cells.around.gazetteer).result if line.strip() else None
        if isinstance(read, Refusal):
            cells.remarks.append(cells.remark("aliases", read))
        elif read is not None:
            yield read
