"""Reads the address of a row, from one cell or several."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from generator.addresses import Address, Reading, Refusal, fold, parse_line
from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.dittos import after_ditto
from generator.spreadsheets.rows.premises import is_premises_register
from generator.spreadsheets.rows.row_cells import BadCellError, RowCells
from generator.text import Bad, unbound

_HOUSE_PARTS = ("house", "corpus", "building", "litera")
_WORDS = {"corpus": "корп.", "building": "стр.", "litera": "лит."}
_OWN_WORD = re.compile(r"(?:корпус|корп|кор|к|строение|стр|с|литера?|лит|л)\b\.?\s*№?\s*\w", re.IGNORECASE)
_SOLE_HOUSE_KIND = "жилой"  # ГИС ЖКХ's word for a one-family house


def read_address(cells: RowCells, building: str) -> tuple[Address | None, str, tuple[int, ...]]:
    """Return the address, its line as written, and the entrances named in it.

    None if the row identifies its house otherwise: by id, ФИАС code, or as a further entrance of the previous row.
    """
    kind = cells.cell("house_kind")
    if kind and is_premises_register(cells.layout) and fold(kind.text) == _SOLE_HOUSE_KIND:
        cells.refuse("house_kind", "это не многоквартирный дом", "такие дома справочнику не нужны")
    line, column = _line(cells)
    if not line:
        if building:
            return None, "", ()
        if cells.cell("fias") or (cells.around.before is not None and cells.cell("entrance")):
            return None, "", ()
        if "address" in cells.layout.columns or not cells.cell("street"):
            cells.refuse("address" if "address" in cells.layout.columns else "street", "нет адреса", "впишите его")
        cells.refuse("house", "не указан дом", "впишите номер дома")
    read = parse_line(line, cells.around.gazetteer)
    for told in (cells.around.street, cells.around.settlement):
        if told and isinstance(read.result, Refusal) and read.result.code == "no_street":
            line, read = _below(told, line, cells)
    if cells.around.settlement and not read.placed:
        line, read = _below(cells.around.settlement, line, cells)
    if isinstance(read.result, Refusal):
        raise BadCellError(cells.remark(column, read.result))
    _note_guesses(cells, column, read)
    return read.result, line, read.entrances


def _note_guesses(cells: RowCells, column: str, read: Reading) -> None:
    """Note what was guessed or left out of an address."""
    words = {note.code: note.words for note in read.notes}
    cells.assumed = "type_assumed" in words
    cells.aside = words.get("remark", "")
    if "settlement" in words and isinstance(read.result, Address):
        place = read.result.settlement or read.result.street.name
        # «нп. Русский Остров, п. Воевода»: the smaller place tells streets of one name apart.
        bad = Bad(
            code="settlement",
            text=f"дом записан в «{place}»; «{words['settlement']}» в адресе опущено",
            hint="если это не то место, исправьте адрес",
        )
        cells.remarks.append(replace(cells.remark(column, bad), guess=True))
    if "merged" in words:
        bad = Bad(
            code="merged",
            text=f"«{words['merged']}» понято как один дом",
            hint="если домов несколько, запишите каждый отдельной строкой",
        )
        cells.remarks.append(replace(cells.remark(column, bad), guess=True))


def _street_above(cells: RowCells) -> str:
    """Return the street of the previous row or of the heading above, for a line that only says that it repeats."""
    before = cells.around.before
    if before is not None and before.address is not None:
        place = before.address.settlement
        street = unbound(before.address.street.title)
        return f"н. п. {place}, {street}" if place else street
    if not cells.around.street:
        cells.refuse("address", "непонятно, какая улица повторяется: строка выше не прочитана", "напишите улицу здесь")
    return cells.around.street


def _below(told: str, line: str, cells: RowCells) -> tuple[str, Reading]:
    """Return the reading of a line below a street or settlement; a line that names a street may name another one."""
    alone, read = parse_line(line, cells.around.gazetteer), parse_line(f"{told}, {line}", cells.around.gazetteer)
    lacks = isinstance(alone.result, Refusal) and alone.result.code == "no_street"
    if isinstance(read.result, Refusal) and not lacks:
        return line, alone
    return f"{told}, {line}", read


def _line(cells: RowCells) -> tuple[str, str]:
    """Return the address on one line, and the column to name in messages about it."""
    house, whole = cells.cell("house"), cells.cell("address")
    street = cells.cell("street")
    if house and (street or not whole):
        return _joined(cells), "house"
    if whole:
        text = readings.address_text(whole, is_house=bool(cells.around.street))
        if isinstance(text, Bad):
            raise BadCellError(cells.remark("address", text))
        if house_alone := after_ditto(text):
            text = f"{_street_above(cells)}, {house_alone}"
        text = _with_type(cells, text)
        place = cells.text("settlement")
        text = f"{_settlement(cells)}, {text}" if place and fold(place) not in fold(text) else text
        if _lacks_house(cells, text):  # the house number has a column of its own
            text = ", ".join(filter(None, (text, " ".join(_parts(cells, _HOUSE_PARTS)))))
        return text, "address"
    return "", "address"


def _with_type(cells: RowCells, line: str) -> str:
    """Return the line with the street's type from its own column, unless the line has one."""
    kind = cells.text("street_type")
    read = parse_line(line, cells.around.gazetteer) if kind and not cells.cell("street") else None
    if read is None or not any(one.code == "type_assumed" for one in read.notes):
        return line
    typed = parse_line(f"{kind} {line}", cells.around.gazetteer)
    return line if isinstance(typed.result, Refusal) else f"{kind} {line}"


def _lacks_house(cells: RowCells, line: str) -> bool:
    if not any(name in cells.layout.columns for name in _HOUSE_PARTS):
        return False
    result = parse_line(line, cells.around.gazetteer).result
    return isinstance(result, Refusal) and result.code == "no_house"


def _settlement(cells: RowCells) -> str:
    kind, name = cells.text("settlement_type"), cells.text("settlement")
    return f"{kind} {name}" if kind else name if re.match(r"\w+\. ?\w", name) else f"н. п. {name}" if name else ""


def _joined(cells: RowCells) -> str:
    around, own = cells.around, cells.text("street")
    where = f"{cells.text('street_type')} {own}".strip()
    if own:
        told = ", ".join(filter(None, (_settlement(cells), where)))
        around.repeats = around.repeats or told == around.street
        around.street = told
    elif around.repeats or cells.text("settlement"):
        around.street = ""  # what the row lacks is not in a heading either
    house = " ".join(_parts(cells, _HOUSE_PARTS))
    return ", ".join(filter(None, (_settlement(cells), where, house)))


def _parts(cells: RowCells, names: Iterable[str]) -> list[str]:
    parts = []
    for name in names:
        cell = cells.cell(name)
        if cell is None or (name != "house" and cell.text == "0"):
            continue
        text = readings.house_part(cell)
        if isinstance(text, Bad):
            raise BadCellError(cells.remark(name, text))
        word = _WORDS.get(name, "")
        # «лит. Б» in the column «Корпус» stays a litera.
        parts.append(f"{word} {text}" if word and not _OWN_WORD.match(text) else text)
    return parts
