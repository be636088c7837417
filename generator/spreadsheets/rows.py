"""Rows of a table → houses as the table tells them; a message for each cell that can't be understood."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.addresses import Address, Gazetteer, Refusal, parse_line, parse_street
from generator.addresses.fold import fold
from generator.problems import Bad, shorten
from generator.spreadsheets import readings
from generator.spreadsheets.cells import Cell, Row, Sheet, cell_name
from generator.spreadsheets.columns import Layout, is_premises_register

_TOTAL = re.compile(r"(?:итого|всего|подытог|общий итог|промежуточный итог|total)\b.*", re.IGNORECASE | re.DOTALL)
_HOUSE_PARTS = ("house", "corpus", "building", "litera")
_STREET_PARTS = ("settlement_type", "settlement", "street_type", "street")
_HEADED = ("address", "settlement", "street", "house")  # above which a heading may stand
_PLAIN = ("fias", "flats", "floors", "note")
_OF_CHAT = ("owner", "share", "approval", "since", "checked", "checked_by", "shared", "unusual", "withdrawn")
_UNITS = (("settlement", "address"), ("location_latitude", "location_longitude"))  # edited together
_WORDS = {"corpus": "корп.", "building": "стр.", "litera": "лит."}
_SOLE_HOUSE_KIND = "жилой"  # of ГИС ЖКХ: a house of one family

Base = Mapping[tuple[str, str], Mapping[str, str]]
"""What our own workbook held when it was made: (id, number of the chat) → column → text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something about one cell: where it is, what it looks like, what to type."""

    place: str
    text: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" + (f"\n    что сделать: {self.hint}" if self.hint else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanyName:
    """The company that a row names, by whatever it is told."""

    name: str = ""
    inn: str = ""
    ogrn: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseRow:
    """A house as a row tells it. `weight`: how many rows of the table it stands for (flats of one house).

    `chats` are fields of the data's chat; `cleared` are columns that held something when we made the workbook.
    `remarks` are about cells that were left out, `doubts` about those for the lack of which the row isn't fully read.
    """

    place: str
    id: str = ""
    address: Address | None = None
    line: str = ""
    company: CompanyName = CompanyName()
    values: Mapping[str, Any] = field(default_factory=dict)
    chats: tuple[Mapping[str, Any], ...] = ()
    chat_number: int = 0
    cleared: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    weight: int = 1
    same: bool = False  # as it was when we made the workbook


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRow:
    """A row whose house can't be understood."""

    place: str
    remarks: tuple[Remark, ...]
    weight: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PassedRow:
    """A row that is no house: a sum, a heading, a repeated header."""

    place: str
    text: str


ReadRow = HouseRow | RefusedRow | PassedRow


def read_rows(sheet: Sheet, layout: Layout, gazetteer: Gazetteer, base: Base | None = None) -> Iterator[ReadRow]:
    """Read the rows below the header."""
    reader = _Reader(sheet.name, layout, gazetteer, base or {})
    below = (row for row in unmerged(sheet) if row.number > layout.header)
    if is_premises_register(layout):
        for row, weight, flats in collapsed(below, layout):
            yield reader.read(row, weight, flats)
    else:
        for row in below:
            yield reader.read(row)


def unmerged(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows, each with the value of the merged block that it lies in."""
    waiting = sorted(sheet.merged, reverse=True)
    open_blocks: dict[int, tuple[int, Cell]] = {}  # column → (last row, value)
    for row in sheet.rows:
        cells = row.cells
        for column, (last, cell) in list(open_blocks.items()):
            if last < row.number:
                del open_blocks[column]
            elif column not in cells:
                cells = {**cells, column: cell}
        while waiting and waiting[-1][0] <= row.number:
            first, last, column = waiting.pop()
            if first == row.number and column in row.cells:
                open_blocks[column] = (last, row.cells[column])
        yield Row(row.number, cells)


def collapsed(rows: Iterable[Row], layout: Layout) -> Iterator[tuple[Row, int, int]]:
    """Make one row of all the premises of a house: (its first row, how many rows, how many flats)."""
    names = ("fias", "address", *_STREET_PARTS, *_HOUSE_PARTS, "company", "house_kind")
    columns = [at for name in names if (at := layout.first(name)) is not None]
    houses: dict[tuple[str, ...], tuple[Row, int, set[str]]] = {}
    number, kind = layout.first("premises"), layout.first("premises_kind")
    for row in rows:
        key = tuple(row.cells[at].text if at in row.cells else "" for at in columns)
        first, weight, flats = houses.get(key) or (row, 0, set())
        homely = kind is None or (kind in row.cells and fold(row.cells[kind].text).startswith(("жил", "кварт")))
        if homely and number is not None and number in row.cells:
            flats.add(row.cells[number].text)
        houses[key] = (first, weight + 1, flats)
    for first, weight, flats in houses.values():
        yield first, weight, len(flats)


class _BadCellError(Exception):
    """The row can't be read because of this cell."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.text)
        self.remark = remark


class _Reader:
    """Reads the rows of one sheet; remembers the street of the last heading and the house of the last row."""

    def __init__(self, sheet: str, layout: Layout, gazetteer: Gazetteer, base: Base) -> None:
        self.sheet, self.layout, self.gazetteer, self.base = sheet, layout, gazetteer, base
        self.street = ""
        self.before: HouseRow | None = None
        self.seen: set[tuple[str, str]] = set()  # of `base`

    def read(self, row: Row, weight: int = 1, flats: int = 0) -> ReadRow:
        """Read one row."""
        passed = self._passed(row)
        if passed:
            return passed
        try:
            read = _OneRow(self, row).house()
        except _BadCellError as error:
            return RefusedRow(place=self.place(row), remarks=(error.remark,), weight=weight)
        if flats and "flats" not in read.values:
            read = replace(read, values={**read.values, "flats": flats})
        self.before = replace(read, weight=weight)
        return self.before

    def place(self, row: Row, column: int | None = None) -> str:
        """Name a row or a cell as Excel does."""
        where = f"строка {row.number}" if column is None else cell_name(row.number, column)
        return f"«{self.sheet}», {where}" if self.sheet else where

    def _passed(self, row: Row) -> PassedRow | None:
        texts = [cell.text for _, cell in sorted(row.cells.items())]
        filled = [text for text in texts if text]
        place = self.place(row)
        if filled and _TOTAL.fullmatch(filled[0]):
            return PassedRow(place=place, text=f"итог: {shorten(filled[0], 60)}")
        numbers = list(map(str, range(int(filled[0]), int(filled[0]) + len(filled)))) if _is_small(filled) else []
        if filled == numbers and len(filled) > 2 and row.number <= self.layout.header + 2:  # noqa: PLR2004
            return PassedRow(place=place, text="номера столбцов")
        if len(filled) > 1 and all(cell.text == self.layout.titles.get(at) for at, cell in row.cells.items()):
            return PassedRow(place=place, text="заголовки столбцов ещё раз")
        told = {at for name, places in self.layout.columns.items() if name not in _HEADED for at in places}
        if len(row.cells) == 1 and not told & row.cells.keys() and self._is_heading(texts[0], min(row.cells)):
            return PassedRow(place=place, text=f"заголовок: {shorten(filled[0], 60)}")
        return None

    def _is_heading(self, text: str, column: int) -> bool:
        """A line alone in its row: a street that the next rows belong to, a company, a district."""
        if not self.layout.columns.keys() & {"street", "address"}:
            street = parse_street(text, self.gazetteer)
            self.street = text if not isinstance(street, Refusal) else self.street
            return not isinstance(street, Refusal)
        if column == self.layout.first("street"):
            return False
        if column != self.layout.first("address"):
            return True
        result = parse_line(text, self.gazetteer).result
        return isinstance(result, Refusal) and result.code != "no_house" and not re.search(r"\d", text)


def _is_small(filled: list[str]) -> bool:
    return bool(filled) and filled[0] in ("1", "2")


class _OneRow:
    """Reads one row with data."""

    def __init__(self, reader: _Reader, row: Row) -> None:
        self.reader, self.row, self.layout = reader, row, reader.layout
        self.doubts: list[Remark] = []
        self.remarks: list[Remark] = []
        self.edited: frozenset[str] | None = None  # names of the columns that changed since we made the workbook
        self.cleared: frozenset[str] = frozenset()

    def house(self) -> HouseRow:
        """Return all that the row tells."""
        building = self._typed("id", needed=True) or ""
        number = self._text("chat_number")
        was = self.reader.base.get((building, number)) if building else None
        if was is not None and (building, number) not in self.reader.seen:
            self.reader.seen.add((building, number))
            self._compare(was)
        elif was is not None:  # a copied row: one more chat of the house
            number = ""
        address, line, entrances = self._address(building)
        values = self._values()
        if entrances and "entrances" not in values:
            values["entrances"] = entrances
        before = self.reader.before
        if address is None and not building and before is not None and "fias" not in values:
            building, address, line = before.id, before.address, before.line
        return HouseRow(
            place=self.reader.place(self.row),
            id=building,
            address=address,
            line=line,
            company=self._company(),
            values=values,
            chats=tuple(self._chats()),
            chat_number=int(number) if number.isdecimal() else 0,
            cleared=self.cleared,
            remarks=tuple(self.remarks),
            doubts=tuple(self.doubts),
            same=self.edited is not None and not self.edited and not self.cleared,
        )

    def _compare(self, was: Mapping[str, str]) -> None:
        """Find out what was changed in our own workbook: only that counts."""
        now = {name: self._shown(name) for name in self.layout.columns}
        edited = {name for name, text in now.items() if text and text != was.get(name, "")}
        self.cleared = frozenset(name for name, text in now.items() if not text and was.get(name, ""))
        for unit in _UNITS:
            if (edited | self.cleared) & set(unit):
                edited |= set(unit)
        self.edited = frozenset(edited)

    # --- cells

    def _cell(self, name: str) -> Cell | None:
        """Return the cell if it says something (and, in our own workbook, something new)."""
        at = self.layout.first(name)
        cell = self.row.cells.get(at) if at is not None else None
        if cell is None or readings.is_nothing(cell) or (self.edited is not None and name not in self.edited):
            return None
        return cell

    def _shown(self, name: str) -> str:
        at = self.layout.first(name)
        return self.row.cells[at].text if at is not None and at in self.row.cells else ""

    def _text(self, name: str) -> str:
        """Return what the cell says, edited or not."""
        at = self.layout.first(name)
        cell = self.row.cells.get(at) if at is not None else None
        return cell.text if cell and not readings.is_nothing(cell) else ""

    def _remark(self, name: str, bad: Bad | Refusal, column: int | None = None) -> Remark:
        at = self.layout.first(name) if column is None else column
        return Remark(place=self.reader.place(self.row, at), text=_clause(bad.text), hint=_clause(bad.hint))

    def _typed(self, name: str, *, needed: bool = False, doubt: bool = False) -> Any:  # noqa: ANN401
        cell = self._cell(name)
        value = readings.typed(name, cell) if cell else None
        if not isinstance(value, Bad):
            return value
        remark = self._remark(name, value)
        if needed:
            raise _BadCellError(remark)
        (self.doubts if doubt else self.remarks).append(remark)
        return None

    # --- the house

    def _address(self, building: str) -> tuple[Address | None, str, tuple[int, ...]]:
        kind = self._cell("house_kind")
        if kind and is_premises_register(self.layout) and fold(kind.text) == _SOLE_HOUSE_KIND:
            self._refuse("house_kind", "это не многоквартирный дом", "такие дома справочнику не нужны")
        line, column = self._line()
        if not line:
            if building:
                return None, "", ()
            if self._cell("fias") or (self.reader.before is not None and self._cell("entrance")):
                return None, "", ()
            if "address" in self.layout.columns or not self._cell("street"):
                self._refuse("address" if "address" in self.layout.columns else "street", "нет адреса", "впишите его")
            self._refuse("house", "не указан дом", "впишите номер дома")
        read = parse_line(line, self.reader.gazetteer)
        if isinstance(read.result, Refusal):
            raise _BadCellError(self._remark(column, read.result))
        return read.result, line, read.entrances

    def _refuse(self, name: str, text: str, hint: str) -> None:
        raise _BadCellError(self._remark(name, Bad(code="row", text=text, hint=hint)))

    def _line(self) -> tuple[str, str]:
        """Return the address in one line, and the name of the column to blame for it."""
        house, whole = self._cell("house"), self._cell("address")
        street = self._cell("street")
        if house and (street or self.reader.street or not whole):
            return self._joined(), "house"
        if whole:
            text = readings.address_text(whole)
            if isinstance(text, Bad):
                raise _BadCellError(self._remark("address", text))
            place = self._text("settlement")
            text = f"{self._settlement()}, {text}" if place and fold(place) not in fold(text) else text
            if self._lacks_house(text):  # it stands in columns of its own
                text = ", ".join(filter(None, (text, " ".join(self._parts(_HOUSE_PARTS)))))
            return text, "address"
        return "", "address"

    def _lacks_house(self, line: str) -> bool:
        result = parse_line(line, self.reader.gazetteer).result
        return isinstance(result, Refusal) and result.code == "no_house"

    def _settlement(self) -> str:
        kind, name = self._text("settlement_type"), self._text("settlement")
        return f"{kind} {name}" if kind else name if re.match(r"\w+\. ?\w", name) else f"г. {name}" if name else ""

    def _joined(self) -> str:
        kind, street = self._text("street_type"), self._text("street") or self.reader.street
        where = f"{kind} {street}".strip()
        house = " ".join(self._parts(_HOUSE_PARTS))
        return ", ".join(filter(None, (self._settlement(), where, house)))

    def _parts(self, names: Iterable[str]) -> list[str]:
        parts = []
        for name in names:
            cell = self._cell(name)
            if cell is None or (name != "house" and cell.text == "0"):
                continue
            text = readings.house_part(cell)
            if isinstance(text, Bad):
                raise _BadCellError(self._remark(name, text))
            word = _WORDS.get(name, "")
            bare = re.sub(
                rf"^(?:корпус|корп|кор|к|строение|стр|с|литера?|лит|л)\b\.?\s*№?\s*(?=\w)",
                "",
                text,
                flags=re.IGNORECASE,
            )
            parts.append(f"{word} {bare}" if word else text)
        return parts

    def _company(self) -> CompanyName:
        if self.edited is not None:
            return CompanyName()  # the id tells
        inn = self._typed("company_inn") or ""
        ogrn = self._text("company_ogrn")
        return CompanyName(name=" ".join(self._text("company").split()), inn=inn, ogrn=ogrn)

    # --- what is known of it

    def _values(self) -> dict[str, Any]:
        values = {name: self._typed(name) for name in _PLAIN}
        count, listed = self._typed("entrances"), self._cell("entrance_list")
        values["entrances"] = count
        if listed and count is None:
            numbers = readings.entrances(listed)
            if isinstance(numbers, Bad):
                self.remarks.append(self._remark("entrance_list", numbers))
            else:  # «4» says how many; «1, 2» and «1-4» say which
                values["entrances"] = numbers[0] if len(numbers) == 1 else numbers
        latitude, longitude = self._typed("location_latitude"), self._typed("location_longitude")
        if latitude is not None and longitude is not None:
            values["location"] = (latitude, longitude)
        if aliases := self._cell("aliases"):
            values["aliases"] = tuple(self._aliases(aliases))
        return {name: value for name, value in values.items() if value is not None}

    def _aliases(self, cell: Cell) -> Iterator[Address]:
        for line in re.split(r"[;\n]", cell.text):
            read = parse_line(line, self.reader.gazetteer).result if line.strip() else None
            if isinstance(read, Refusal):
                self.remarks.append(self._remark("aliases", read))
            elif read is not None:
                yield read

    def _chats(self) -> Iterator[dict[str, Any]]:
        common = {name: self._typed(name, doubt=True) for name in _OF_CHAT}
        common = {name: value for name, value in common.items() if value is not None}
        entrance, several = self._entrance()
        links = [pair for at in self.layout.columns.get("link", ()) for pair in self._links(at)]
        for link, told in links:
            number = told or (None if several else entrance)
            if link.unusual and not common.get("unusual") and (self.edited is None or "link" in self.edited):
                self._doubt_link(link.url)
                continue
            yield {"link": link, **common, **({"entrance": number} if number else {})}
        if not links and (common or (entrance and self.edited is not None)):
            yield {**common, **({"entrance": entrance} if entrance else {})}

    def _entrance(self) -> tuple[int | None, bool]:
        """Return the entrance that the chat is for, and whether it is for several."""
        cell = self._cell("entrance")
        numbers = readings.entrances(cell) if cell else ()
        if isinstance(numbers, Bad):
            self.doubts.append(self._remark("entrance", numbers))
            return None, False
        return (numbers[0] if len(numbers) == 1 else None), len(numbers) > 1

    def _links(self, column: int) -> list[Any]:
        cell = self.row.cells.get(column)
        if cell is None or readings.is_nothing(cell) or (self.edited is not None and "link" not in self.edited):
            return []
        found = readings.looks_wrong(cell) or readings.chat_links(cell)
        if isinstance(found, Bad):
            self.doubts.append(self._remark("link", found, column))
            return []
        return found

    def _doubt_link(self, url: str) -> None:
        bad = Bad(
            code="link",
            text=f"приглашение необычной длины или с необычным концом, вероятно, обрезано: {url}",
            hint="скопируйте его в MAX заново; если открыли и оно работает, напишите «да» в столбце "
            "«Ссылка необычная, но работает»",
        )
        self.doubts.append(self._remark("link", bad))


def _clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
