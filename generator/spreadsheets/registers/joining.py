"""Sheets of registers → the houses of one city with their companies, and counts of everything else."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import Gazetteer, place_key
from generator.spreadsheets.plans import NewCompany
from generator.spreadsheets.registers.companies import Companies, Company, read_company
from generator.spreadsheets.registers.houses import HouseReader, Where
from generator.spreadsheets.registers.kinds import (
    FRT_COMPANIES,
    FRT_HOUSES,
    GIS_COMPANIES,
    HOUSES,
    LICENCES,
    REGISTERS,
    Register,
    places_of,
)
from generator.spreadsheets.registers.licences import Licences
from generator.spreadsheets.rows import CompanyName, HouseRow, ReadRow, RefusedRow, Remark
from generator.spreadsheets.tables import Row, Sheet
from generator.text import Bad, skeleton

_LEFT_OUT = {
    "terraced": "блокированная застройка",
    "single": "жилые дома, не многоквартирные",
    "dormitory": "общежития и специализированный фонд",
    "demolished": "снесённые",
}


_DAY = re.compile(r"(?<!\d)(20\d\d)[-._]?(\d\d)[-._]?(\d\d)(?!\d)")
_TERMS = "условия использования в файле не указаны"


class RegisterFile(Struct, kw_only=True):
    """What was read of one register: houses and refused rows, numbers of rows left out by reason and by place."""

    name: str
    register: str
    rows: list[ReadRow] = field(default_factory=list)
    total: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    emergency: int = 0
    unknown_kind: int = 0
    joined: int = 0
    unjoined: int = 0
    without: int = 0  # houses for which the register names no company

    @property
    def day(self) -> str:
        """Return the day in the file's name as YYYY-MM-DD: `export-reestrmkd-25-20260901.csv`; "" if there is none."""
        for found in _DAY.finditer(self.name):
            with suppress(ValueError):
                return date(*map(int, found.groups())).isoformat()
        return ""


def _source(register: Register, day: str) -> dict[str, str]:
    return {
        "name": register.called,
        "publisher": register.publisher,
        **({"date": day} if day else {}),
        "link": register.link,
        "terms": _TERMS,
    }


class City(Struct, kw_only=True):
    """The city in the registers. `companies` are those of its houses, by ИНН and ОГРН."""

    files: list[RegisterFile] = field(default_factory=list)
    companies: dict[str, NewCompany] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    left: set[str] = field(default_factory=set)  # ФИАС codes and address keys of houses that were not taken
    strangers: int = 0  # companies of the registers without a house here
    licences: Licences = field(default_factory=Licences)
    spelled: Counter[str] = field(default_factory=Counter)  # the city's name
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)  # type and name

    @property
    def sources(self) -> list[dict[str, str]]:
        """Return what `sources` of site.yaml says of the registers."""
        days: dict[str, str] = {}
        for file in self.files:
            days[file.register] = max(days.get(file.register, ""), file.day)
        ordered = sorted(days, key=lambda register: (register not in HOUSES, [*REGISTERS].index(register)))
        return [_source(REGISTERS[register], days[register]) for register in ordered]


class Wanted(Struct, frozen=True, kw_only=True):
    """What to take: kinds of houses besides apartment houses.

    `known`, `names` and `codes` are what the data has: ИНН and ОГРН of companies, skeletons of their names, ФИАС codes.
    """

    kinds: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def join(sheets: Sequence[tuple[str, Sheet]], gazetteer: Gazetteer, wanted: Wanted) -> City | Bad:
    """Return the houses of the city; sheets come with the names of their files, in any order."""
    present = {sheet.register for _, sheet in sheets}
    if missing := _missing(present):
        return missing
    companies, city = Companies(), City()
    for register in (FRT_COMPANIES, GIS_COMPANIES):  # names are those of the first
        found = [(name, sheet) for name, sheet in sheets if sheet.register == register]
        city.files += [_read_companies(name, sheet, companies) for name, sheet in found]
    for name, sheet in sheets:
        if sheet.register == LICENCES:
            city.files.append(_read_licences(name, sheet, city.licences, companies))
    houses = [(name, sheet) for name, sheet in sheets if sheet.register in HOUSES]
    joining = _Joining(gazetteer, wanted, companies, city)
    for _, sheet in houses:
        joining.count_flats(sheet)
    city.files += [joining.run(name, sheet, alone=len(houses) == 1) for name, sheet in houses]
    _gather(city, companies, wanted)
    return city


def _gather(city: City, companies: Companies, wanted: Wanted) -> None:
    """Find the companies of the city's houses; the others are only counted.

    Residents could not tell companies of one name apart, so these are named with their ИНН.
    """
    told = {row.company for file in city.files for row in file.rows if isinstance(row, HouseRow)}
    here: dict[int, Company] = {}
    for one in told:
        company = companies.by_number.get(one.inn) or companies.by_number.get(one.ogrn)
        if company is not None and not company.is_person:
            here[id(company)] = company
    names = Counter(skeleton(one.name) for one in here.values())
    for company in here.values():
        alike = names[skeleton(company.name)] > 1 or skeleton(company.name) in wanted.names
        new = NewCompany(
            slug="",
            name=f"{company.name} (ИНН {company.inn})" if alike and company.inn else company.name,
            kind=company.kind,
            inn=company.inn,
            ogrn=company.ogrn,
            contacts=company.contacts,
            remarks=tuple(company.remarks),
        )
        city.companies.update({number: new for number in (company.inn, company.ogrn) if number})
    everyone = {id(one) for one in (*companies.by_id.values(), *companies.by_number.values())}
    city.strangers = len(everyone - here.keys())


def _missing(present: AbstractSet[str]) -> Bad | None:
    """Return why the registers at hand are not enough."""
    if not present & frozenset(HOUSES):
        needed = REGISTERS[FRT_HOUSES]
        return Bad(code="table", text=f"нет реестра домов: нужен {needed.called}", hint=f"скачайте его: {needed.where}")
    if FRT_HOUSES in present and FRT_COMPANIES not in present:
        needed = REGISTERS[FRT_COMPANIES]
        return Bad(
            code="table",
            text=f"в реестре домов компании названы только номерами: нужен и {needed.called}",
            hint=f"скачайте его за тот же месяц: {needed.where}; и дайте оба файла одной командой",
        )
    return None


def _body(sheet: Sheet) -> tuple[Mapping[str, tuple[int, ...]], Iterator[Row]]:
    rows = iter(sheet.rows)
    head = next(rows)
    return places_of(sheet.register, {at: cell.text for at, cell in head.cells.items()}), rows


def _read_companies(name: str, sheet: Sheet, companies: Companies) -> RegisterFile:
    columns, rows = _body(sheet)
    file = RegisterFile(name=name, register=sheet.register)
    for row in rows:
        file.total += 1
        cells = {column: row.cells[at] for column, (at,) in columns.items() if at in row.cells}
        company = read_company(cells, f"«{name}», строка {row.number}")
        companies.add(company, cells["company_id"].text if "company_id" in cells else "")
    return file


def _read_licences(name: str, sheet: Sheet, licences: Licences, companies: Companies) -> RegisterFile:
    columns, rows = _body(sheet)
    file = RegisterFile(name=name, register=sheet.register)
    for row in rows:
        file.total += 1
        cells = {column: row.cells[at] for column, (at,) in columns.items() if at in row.cells}
        company = read_company(cells, f"«{name}», строка {row.number}")
        companies.add(company, "")
        licences.add(cells, company)
    return file


class _Joining:
    """Reads one file of houses."""

    def __init__(self, gazetteer: Gazetteer, wanted: Wanted, companies: Companies, city: City) -> None:
        self.wanted, self.companies, self.city, self.gazetteer = wanted, companies, city, gazetteer
        self.flats: dict[tuple[str, str], int] = {}

    def count_flats(self, sheet: Sheet) -> None:
        """Count the flats of a part of a register of premises: its last house may go on in the next part."""
        columns, rows = _body(sheet)
        HouseReader("", columns, self.gazetteer, self.flats).count_flats(rows)

    def run(self, name: str, sheet: Sheet, *, alone: bool) -> RegisterFile:
        """Return what was read; rows of the only file are named without it."""
        columns, rows = _body(sheet)
        self.file = RegisterFile(name=name, register=sheet.register)
        self.reader = HouseReader("" if alone else name, columns, self.gazetteer, self.flats)
        here: defaultdict[str, list[tuple[Where, Row]]] = defaultdict(list)
        for row in rows:
            weight = self.reader.weight(row)
            self.file.total += weight
            where = self.reader.where(row)
            if where is None:
                self._refuse(row, "не сказано, в каком это городе", "узнайте и впишите дом сами")
            elif self.reader.is_wanted(where):
                here[place_key(where.name)].append((where, row))
            else:
                self.file.elsewhere[where.called] += weight
        for key, several in here.items():
            self._read_place(key, several)
        return self.file

    def _read_place(self, key: str, several: Sequence[tuple[Where, Row]]) -> None:
        """Read the houses of one place; a region may have several villages of one name."""
        meant = {where for where, _ in several if where.type or where.area}
        towns = {where for where in meant if where.is_town}
        chosen = towns if key == place_key(self.gazetteer.city) and towns else meant
        for where, row in several:
            self.city.spelled[where.name] += key == place_key(self.gazetteer.city)
            if where in meant - chosen:
                self.file.elsewhere[where.called] += self.reader.weight(row)
            elif len({where.area for where in chosen}) > 1 and where in chosen:
                places = ", ".join(sorted(where.called for where in chosen))
                self._refuse(row, f"мест с таким названием в реестре несколько: {places}", "впишите эти дома сами")
            else:
                self._take(row)

    def _refuse(self, row: Row, text: str, hint: str) -> None:
        remark = Remark(place=self.reader.place(row), text=text, hint=hint, kind="address")
        self._add(row, self._known(row, self.reader.refused(row, remark)))

    def _take(self, row: Row) -> None:
        kind = "demolished" if self.reader.text(row, "demolished") else self.reader.kind(row)
        if kind in _LEFT_OUT and kind not in self.wanted.kinds:
            self.file.left_out[_LEFT_OUT[kind]] += self.reader.weight(row)
            if kind != "demolished":
                self._spare(row, self.reader.read(row))
            return
        self.city.regions[self.reader.region(row)] += 1
        read = self._known(row, self.reader.read(row))
        if isinstance(read, HouseRow):
            self.file.emergency += self.reader.is_emergency(row)
            self.file.unknown_kind += kind == "unknown"
        self._add(row, read)

    def _known(self, row: Row, read: HouseRow | RefusedRow) -> HouseRow | RefusedRow:
        """Return the house of the data for a row that is not understood: people understood it once."""
        code = self.reader.text(row, "fias").lower()
        if isinstance(read, HouseRow) or code not in self.wanted.codes:
            return read
        return HouseRow(place=read.place, line=read.line, values={"fias": code}, weight=read.weight)

    def _add(self, row: Row, read: HouseRow | RefusedRow) -> None:
        """Add a row with its company."""
        if isinstance(read, HouseRow):
            read = self._with_company(read, row)
        elif (company := self._company(row)) is not None and not company.is_person:
            name = CompanyName(name=company.name, inn=company.inn, ogrn=company.ogrn)
            read = replace(read, company=name)
        if isinstance(read, RefusedRow):
            self._spare(row, read)
        self.file.rows.append(read)

    def _spare(self, row: Row, read: ReadRow) -> None:
        """Note that the register has a house although it is not taken."""
        self.city.left.add(self.reader.text(row, "fias").lower())
        if isinstance(read, HouseRow) and read.address is not None:
            self.city.left.add(read.address.key)

    def _company(self, row: Row) -> Company | None:
        """Return the company that a row names by its number."""
        by_id = self.companies.by_id.get(self.reader.text(row, "company_id"))
        return by_id or self.companies.by_number.get(self.reader.text(row, "company_ogrn"))

    def _with_company(self, house: HouseRow, row: Row) -> HouseRow | RefusedRow:
        told = [self.reader.text(row, name) for name in ("company_id", "company_ogrn", "company")]
        company = self._company(row)
        licensed = self.city.licences.manager(house.values.get("fias", ""))
        if company is None and any(told[1:]):
            company = self._named(row)
        elif company is None and licensed is not None:
            company = licensed
        if company is None:
            self.file.unjoined += bool(told[0])
            self.file.without += not told[0]
            return house
        self.file.joined += 1
        if company.is_person and not self.wanted.known & {company.inn, company.ogrn}:
            text = "дом ведёт индивидуальный предприниматель: имени человека программа сама не берёт"
            hint = "заведите его файл в companies, с ИНН, и загрузите снова"
            refused = self.reader.refused(row, Remark(place=house.place, text=text, hint=hint, kind="person"))
            return replace(refused, line=house.line)
        if licensed is not None and not {licensed.inn, licensed.ogrn} & {company.inn, company.ogrn} - {""}:
            text = f"по реестру домов это дом компании {company.name}, а по реестру лицензий — {licensed.name or 'ИП'}"
            doubt = Remark(
                place=house.place,
                text=text,
                hint="узнайте, кто ведёт дом; пока записано по реестру домов",
                kind="doubt",
            )
            house = replace(house, doubts=(*house.doubts, doubt))
        return replace(house, company=CompanyName(name=company.name, inn=company.inn, ogrn=company.ogrn))

    def _named(self, row: Row) -> Company:
        """Return a company that only the register of houses knows."""
        cells = {"full_name": self.reader.cell(row, "company"), "ogrn": self.reader.cell(row, "company_ogrn")}
        company = read_company({name: cell for name, cell in cells.items() if cell}, self.reader.place(row))
        self.companies.add(company, "")
        return self.companies.by_number.get(company.ogrn, company)
