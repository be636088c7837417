"""Reads public registers for an import, and reports what was taken of each of them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.addresses import place_key
from generator.commands.import_reading import Table
from generator.commands.screen import write
from generator.datafiles import Drafts
from generator.spreadsheets.registers import HOUSES, REGISTERS, City, RegisterFile, Wanted, join, read_any
from generator.spreadsheets.rows import HouseRow, ReadRow, RefusedRow
from generator.spreadsheets.tables import LIMITS, Limits, Sheet, UnreadableError, read_limited
from generator.text import Bad, plural, skeleton

ALSO = {"общежития": "dormitory", "блокированные": "terraced", "ижс": "single"}
# Of a large region: some seconds for every hundred megabytes that an archive unpacks to.
_LIMITS = Limits(cpu=60, clock=120)
_SHOWN = 30  # places of a region


def read_all(files: Sequence[Path]) -> list[tuple[str, Sheet]] | Bad:
    """Return the sheets with the names of their files: all of registers, or those of one ordinary table."""
    found: list[tuple[str, Sheet]] = []
    others: list[Path] = []
    for file in files:
        try:
            sheets = read_limited(file, _LIMITS if _is_packed(file) else LIMITS, read_any)
        except FileNotFoundError:
            return Bad(code="usage", text=f"файла {file} нет", hint="проверьте имя")
        except IsADirectoryError:
            return Bad(code="usage", text=f"{file} — папка, а нужен файл", hint="укажите таблицу в ней")
        except UnreadableError as error:
            return Bad(code="table", text=f"{file}: {error.text}", hint=error.hint)
        found += [(sheet.name or file.name, sheet) for sheet in sheets]
        others += [] if any(sheet.register for sheet in sheets) else [file]
    if others and len(files) > 1:
        known = ", ".join(register.called for register in REGISTERS.values())
        return Bad(
            code="table",
            text=f"{others[0]}: вместе загружают только реестры, а это обычная таблица",
            hint=f"загрузите её отдельно; узнаются {known}",
        )
    return found


def _is_packed(file: Path) -> bool:
    """Return True for a `.gz`, which may be a large one of ГИС ЖКХ."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(2) == b"\x1f\x8b"


def city_of(sheets: Sequence[tuple[str, Sheet]], name: str, also: frozenset[str], drafts: Drafts) -> City | Bad:
    """Return the houses of the site's city; `name` is the city that was asked for, if any."""
    gazetteer = drafts.gazetteer
    if name and place_key(name) != place_key(gazetteer.city):
        return Bad(
            code="usage",
            text=f"город этого сайта — {gazetteer.city}, а не {name}",
            hint="другой город начните в своей папке: domchat init папка --city …; посёлок впишите в settlements",
        )
    numbers = {company.get(number) or "" for company in drafts.companies.values() for number in ("inn", "ogrn")}
    names = frozenset(skeleton(company.get("name")) for company in drafts.companies.values())
    registers = [(name, sheet) for name, sheet in sheets if sheet.register]
    codes = frozenset(code for _, building in drafts.buildings() if (code := building.get("fias")))
    wanted = Wanted(kinds=also, known=frozenset(numbers - {""}), names=names, codes=codes)
    return join(registers, gazetteer, wanted)


def rows_of(tables: Iterable[Table], city: City | None) -> list[ReadRow]:
    """Return the rows of all tables and registers."""
    files = city.files if city else ()
    return [row for one in (*tables, *files) for row in one.rows]


def write_registers(city: City) -> None:
    """Say of each register what was taken and what was left out; every row is counted once."""
    for file in city.files:
        register = REGISTERS[file.register]
        write(f"{file.name}: {register.called}, {plural(file.total, 'строка', 'строки', 'строк')}.")
        if file.register in HOUSES:
            _write_houses(file)
    if city.strangers:
        write(f"Компаний без домов в этом городе, не взяты: {city.strangers}.")


def _write_houses(file: RegisterFile) -> None:
    here = sum(row.weight for row in file.rows if isinstance(row, (HouseRow, RefusedRow)))
    left = "".join(f", {reason} {number}" for reason, number in sorted(file.left_out.items()))
    write(f"  Этот город: {here}{left}; другие места: {file.elsewhere.total()}.")
    unknown = f"; с номером, которого нет в реестре компаний: {file.unjoined}" if file.unjoined else ""
    write(f"  Домов с компанией {file.joined}, без компании {file.without}{unknown}.")
    if file.emergency:
        write(f"  Аварийных домов среди взятых: {file.emergency}.")
    if file.unknown_kind:
        write(f"  Без указания, многоквартирный ли дом, взяты: {file.unknown_kind}.")
    if file.elsewhere:
        places = [f"{place} {number}" for place, number in file.elsewhere.most_common(_SHOWN)]
        more = len(file.elsewhere) - _SHOWN
        write(f"  Другие места: {', '.join(places)}" + (f" и ещё {more}" if more > 0 else "") + ".")
