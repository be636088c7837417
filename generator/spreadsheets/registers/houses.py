"""A row of a register of houses → a house of this city, or the reason why it is left out."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import Address, Gazetteer, fold, parse_line, parse_settlement, place_key
from generator.spreadsheets.registers.kinds import FLATS, WEIGHT
from generator.spreadsheets.rows import (
    BadCellError,
    HouseRow,
    Layout,
    RefusedRow,
    Remark,
    Surroundings,
    is_nothing,
    read_row,
)
from generator.spreadsheets.tables import Cell, Row

_ADDRESS_PARTS = ("settlement_type", "settlement", "street_type", "street", "house", "building", "corpus", "litera")
_VALUES = ("fias", "floors", "entrances", "flats")
_REGION_TYPE = r"край|обл|область|респ|республика|ао|аобл|автономн\w+ (?:округ|область)"
_REGION = re.compile(
    rf"(?:(?P<before>{_REGION_TYPE})\.? )?(?P<name>[А-ЯЁ][\w ()/—-]*?)(?: (?P<behind>{_REGION_TYPE})\.?)?",
    re.IGNORECASE,
)
_NOWHERE = Gazetteer(city="")
_TOWN = ("г", "город")
HouseKind: TypeAlias = Literal["apartments", "dormitory", "terraced", "single", "unknown"]


class Where(Struct, frozen=True):
    """The place of a house: the name that was looked for or the first one in the address, its type and district."""

    name: str
    type: str = ""
    area: str = ""

    @property
    def called(self) -> str:
        """Return the place as reports show it."""
        return " ".join(filter(None, (self.type, self.name))) + (f" ({self.area})" if self.area else "")

    @property
    def is_town(self) -> bool:
        """Return True if it is called a town."""
        return fold(self.type).strip(". ") in _TOWN


class HouseReader:
    """Reads the houses of one file. `flats`: the number of flats of each house, in all parts of its register."""

    def __init__(
        self,
        sheet: str,
        columns: Mapping[str, tuple[int, ...]],
        gazetteer: Gazetteer,
        flats: dict[tuple[str, str], int],
    ) -> None:
        self.columns, self.gazetteer, self.flats = columns, gazetteer, flats
        self._city = place_key(gazetteer.city)
        self._parts = self._around(sheet, (*_ADDRESS_PARTS, *_VALUES))
        self._line = self._around(sheet, ("address", *_VALUES))

    def _around(self, sheet: str, names: tuple[str, ...]) -> Surroundings:
        layout = Layout(header=1, columns={name: self.columns[name] for name in names if name in self.columns})
        return Surroundings(sheet=sheet, layout=layout, gazetteer=self.gazetteer, base={})

    def text(self, row: Row, name: str) -> str:
        """Return the text of a cell, "" for words that mean nothing."""
        cell = self.cell(row, name)
        return " ".join(cell.text.split()) if cell else ""

    def cell(self, row: Row, name: str) -> Cell | None:
        """Return a cell that means something."""
        cell = row.cells.get(self.columns.get(name, (-1,))[0])
        return None if is_nothing(cell) else cell

    def place(self, row: Row) -> str:
        """Return the name of a row."""
        return self._line.place(row)

    def weight(self, row: Row) -> int:
        """Return the number of the file's rows that this one stands for."""
        return int(row.cells[WEIGHT].text) if WEIGHT in row.cells else 1

    def region(self, row: Row) -> tuple[str, str]:
        """Return the type and name of the region: («край.», «Приморский»), from its columns or the whole address."""
        if named := self.text(row, "region"):
            return self.text(row, "region_type"), named
        for part in self.text(row, "address").split(",")[:3]:
            found = _REGION.fullmatch(part.strip())
            if found and (found["before"] or found["behind"]):
                return found["before"] or found["behind"], found["name"]
        return "", ""

    def where(self, row: Row) -> Where | None:
        """Return the city if the address names it, else a settlement of `site.yaml`, else the first place."""
        named = self.text(row, "settlement")
        if named:
            return Where(named, self.text(row, "settlement_type"), self.text(row, "area"))
        places = _places(self.text(row, "address"))
        keys = [place_key(place) for place in places]
        if self._city in keys:
            return Where(places[keys.index(self._city)])
        own = next((place for place, key in zip(places, keys, strict=True) if key in self.gazetteer.own_spelling), "")
        return Where(own or places[0]) if places else None

    def is_wanted(self, where: Where) -> bool:
        """Return True for the city itself and the settlements of `site.yaml`."""
        key = place_key(where.name)
        return key == self._city or key in self.gazetteer.own_spelling

    def kind(self, row: Row) -> HouseKind:
        """Return the kind of a house."""
        told = fold(self.text(row, "house_kind"))
        if any(fold(self.text(row, name)) in ("да", "true", "1") for name in ("dormitory_region", "dormitory_city")):
            return "dormitory"
        if "блокирован" in told:
            return "terraced"
        if "общежит" in told or "специализирован" in told:
            return "dormitory"
        if "многоквартирн" in told:
            return "apartments"
        return "single" if told else "unknown"

    def is_emergency(self, row: Row) -> bool:
        """Return True if the house is said to be in a state of emergency."""
        return fold(self.text(row, "alarm")) in ("да", "аварийный", "аварийное")

    def read(self, row: Row) -> HouseRow | RefusedRow:
        """Return the house, whose address is made of parts, or the whole line, whichever is understood better."""
        weight = self.weight(row)
        told = any(self.text(row, name) for name in ("street", "house"))
        parts = self._read(self._parts, row) if told else None
        line = self._read(self._line, row) if self.text(row, "address") else None
        read = self._better(parts, line, row)
        if isinstance(read, Remark):
            return self.refused(row, read)
        if (flats := self.flats.pop(self.key(row), 0)) and "flats" not in read.values:
            read = replace(read, values={**read.values, "flats": flats})
        return replace(read, weight=weight)

    def refused(self, row: Row, remark: Remark) -> RefusedRow:
        """Return the row as one that is not taken, with everything that an answer to the remark needs."""
        values = {name: text for name in _VALUES if (text := self.text(row, name))}
        line = self.text(row, "address")
        return RefusedRow(place=self.place(row), remarks=(remark,), weight=self.weight(row), line=line, values=values)

    def key(self, row: Row) -> tuple[str, str]:
        """Return what is the same in all parts of a register that have premises of this house."""
        return self.text(row, "address"), self.text(row, "fias")

    def count_flats(self, rows: Iterable[Row]) -> None:
        """Add the flats in one part of a register of premises to those of the other parts."""
        for row in rows:
            if FLATS in row.cells:
                key = self.key(row)
                self.flats[key] = self.flats.get(key, 0) + int(row.cells[FLATS].text)

    def _read(self, around: Surroundings, row: Row) -> HouseRow | Remark:
        around.street, around.settlement, around.before = "", "", None  # rows of registers don't depend on each other
        try:
            read = read_row(around, row)
        except BadCellError as error:
            return replace(error.remark, kind="address")
        if read.address is None:
            hint = "найдите дом в реестре и впишите его сами"
            return Remark(place=self.place(row), text="нет адреса", hint=hint, kind="address")
        return read

    def _better(self, parts: HouseRow | Remark | None, line: HouseRow | Remark | None, row: Row) -> HouseRow | Remark:
        if not isinstance(parts, HouseRow) or not isinstance(line, HouseRow):
            read = parts if isinstance(parts, HouseRow) else line if isinstance(line, HouseRow) else None
            hint = "такую строку реестра не понять"
            empty = Remark(place=self.place(row), text="нет адреса", hint=hint, kind="address")
            return read or line or parts or empty
        assert parts.address is not None
        assert line.address is not None
        if parts.address.key == line.address.key:
            return parts
        if self._names_more(line.address, parts.address, row):
            return line
        text = f"адрес из частей — {parts.address.full}, а целиком — {line.address.full}"
        hint = "узнайте, который верен, и впишите дом в файл его компании"
        return Remark(place=self.place(row), text=text.replace("\u00a0", " "), hint=hint, kind="address")

    def _names_more(self, line: Address, parts: Address, row: Row) -> bool:
        """Return True if the line has a village inside the place that the parts name: «о. Русский, п. Воевода, 2»."""
        if line.house.key != parts.house.key:
            return False
        inner = [place_key(place) for place in _places(self.text(row, "address"))]
        told = ("settlement",) if line.street.key == parts.street.key else ("settlement", "street")
        outer = {place_key(self.text(row, name)) for name in told} - {""}
        return outer <= set(inner[:-1]) and inner[-1] in {place_key(line.settlement), place_key(line.street.name)}


def _places(line: str) -> list[str]:
    """Return the settlements that an address names, from outside to inside."""
    named = [parse_settlement(part.strip(), _NOWHERE) for part in line.split(",") if part.strip()]
    found = [place for place in named if place]
    if not found:
        address = parse_line(line, _NOWHERE).result
        found = [address.settlement] if isinstance(address, Address) and address.settlement else []
    return found
