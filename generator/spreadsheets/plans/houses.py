"""Groups the rows of one house, and finds rows whose meaning the import itself would change.

A row finds its house by an address. If the table also changes which house has this address (an id with two
addresses, another row that makes it a second address of its own house), the row means one house now and another
after the import. Then nothing of it is imported: all rows involved become questions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import Address
from generator.spreadsheets.aliases import understood
from generator.spreadsheets.plans.chats import shown
from generator.spreadsheets.plans.finding import Finder, ask, is_its
from generator.spreadsheets.plans.plan import ImportOptions, Known
from generator.spreadsheets.rows.rows import HouseRow, Remark

_IF_ONE = "если дом один, пишите его адрес одинаково"

_Asked: TypeAlias = Iterator[tuple[HouseRow, str, str]]  # row, question, advice


class House(Struct, kw_only=True):
    """The rows of one house: `known` is its record, or `slug` the company of a new one.

    `separate`: people said that it is not the house with a similar address.
    """

    slug: str
    known: Known | None
    separate: bool = False
    rows: list[HouseRow] = field(default_factory=list)


def contradictions(houses: Collection[House], rows: Iterable[HouseRow], options: ImportOptions) -> dict[str, Remark]:
    """Return the questions about rows, by place of the row."""
    named = _Named(rows, houses, options)
    found: dict[str, Remark] = {}
    for house in houses:
        for part in (_at_two_addresses(house), _renamed(house, named), _recoded(house, named), _aliased(house, named)):
            for row, text, hint in part:
                found.setdefault(row.place, ask(row, text, hint))
    return found


def counting(rows: Iterable[HouseRow], name: str, options: ImportOptions) -> list[HouseRow]:
    """Return the rows of a house whose value of a field counts.

    A row without a company only fills gaps of those with one, unless the whole list is of one company.
    """
    told = [row for row in rows if name in row.values]
    return [row for row in told if row.company.name and not options.company] or told


def addressed(rows: Sequence[HouseRow], finder: Finder) -> list[HouseRow]:
    """Return the rows; one with only an unknown ФИАС code gets the address of another row with this code."""
    told: dict[str, dict[str, HouseRow]] = defaultdict(dict)
    for row in rows:
        code = row.values.get("fias")
        if code and code not in finder.by_fias and (row.id or row.address is not None):
            told[code].setdefault(_house_key(row, finder), row)

    def completed(row: HouseRow) -> HouseRow:
        namesakes = [*told.get(row.values.get("fias", ""), {}).values()]
        if row.id or row.address is not None or len(namesakes) != 1:
            return row
        return replace(row, id=namesakes[0].id, address=namesakes[0].address, line=namesakes[0].line)

    return [completed(row) for row in rows]


def _house_key(row: HouseRow, finder: Finder) -> str:
    known = [finder.by_id[row.id]] if row.id in finder.by_id else finder.by_address.get(_key(row), [])
    return known[0].draft.get("address").key if known else _key(row)


def repeated_codes(houses: Iterable[House], rows: Iterable[HouseRow]) -> dict[str, list[HouseRow]]:
    """Return the ФИАС codes with several addresses, at most one of which is right, and a row of each."""
    known = {row.place: house.known.draft.get("address") for house in houses if house.known for row in house.rows}
    named: dict[str, dict[str, HouseRow]] = defaultdict(dict)
    for row in rows:
        address = known.get(row.place, row.address)
        if address is not None and "fias" in row.values:
            named[row.values["fias"]].setdefault(address.key, row)
    return {code: list(by_address.values()) for code, by_address in named.items() if len(by_address) > 1}


class _Named:
    """The rows that find a house by address or ФИАС code."""

    def __init__(self, rows: Iterable[HouseRow], houses: Iterable[House], options: ImportOptions) -> None:
        self.options = options
        self._by_name: dict[tuple[str, str], list[HouseRow]] = defaultdict(list)
        known = {row.place: house.known for house in houses if house.known for row in house.rows if row.id}
        for row in rows:
            if row.place in known and is_its(row.address, known[row.place]):
                continue  # it finds its house by id, whatever other rows change
            if row.address is not None:
                self._by_name["key", row.address.key].append(row)
                self._by_name["loose", row.address.loose_key].append(row)
            self._by_name["fias", row.values.get("fias", "")].append(row)

    def with_address(self, address: Address, *, of_none: House, or_alike: bool = False) -> list[HouseRow]:
        """Return the rows with this address, or a similar one, that don't belong to the house."""
        name = ("loose", address.loose_key) if or_alike and not self.options.alike_are_new else ("key", address.key)
        return self._beside(name, of_none)

    def with_fias(self, code: str, *, of_none: House) -> list[HouseRow]:
        """Return the rows with this code that don't belong to the house."""
        return self._beside(("fias", code), of_none)

    def _beside(self, name: tuple[str, str], house: House) -> list[HouseRow]:
        own = {row.place for row in house.rows}
        return [row for row in self._by_name.get(name, ()) if row.place not in own]


def _at_two_addresses(house: House) -> _Asked:
    """Yield an id with two addresses, at least one of which is new to the house."""
    told = [row for row in house.rows if row.address is not None]
    if house.known is None or all(is_its(row.address, house.known) for row in told):
        return
    for row in told:
        other = next((one for one in told if _key(one) != _key(row)), None)
        if other is None:
            return
        text = (
            f"у дома {house.known.draft.get('id')} в таблице два адреса: здесь {_title(row)}, "
            f"а в другой строке ({other.place}) — {_title(other)}"
        )
        if row.id and other.id:
            yield row, text, "оставьте номер у одного из них; пока не взято ни то, ни другое"
        else:
            yield row, text, f"{_IF_ONE}; если разные, загрузите сначала строку с номером, потом отдельно другую"


def _renamed(house: House, named: _Named) -> _Asked:
    """Yield rows that give their house another address, if other rows mean the old or the new one."""
    if house.known is None:
        return
    building, old = house.known.draft.get("id"), house.known.draft.get("address")
    for row in house.rows:
        if not row.id or row.address is None or is_its(row.address, house.known):
            continue
        for other in named.with_address(old, of_none=house, or_alike=True):
            text = f"строка меняет адрес дома {building} ({shown(old.full)}), а прежний стоит и здесь: {other.place}"
            yield row, text, f"{_IF_ONE}; если разные, загрузите сначала эту строку, потом отдельно другую"
            text = f"адрес дома {building} ({shown(old.full)}) другая строка меняет: {row.place}, {_title(row)}"
            yield other, text, f"{_IF_ONE}; если разные, загрузите сначала ту строку, потом отдельно эту"
        for other in named.with_address(row.address, of_none=house):
            hint = f"если дом один, впишите номер {building} в обе строки; если разные, исправьте адрес"
            yield row, f"этот адрес строка даёт дому {building}, и он же стоит в другой строке: {other.place}", hint
            yield other, f"этот адрес другая строка даёт дому {building}: {row.place}", hint


def _recoded(house: House, named: _Named) -> _Asked:
    """Yield rows that give their house another ФИАС code, if other rows mean the old one."""
    old = house.known.draft.get("fias") if house.known else None
    told = [row for row in counting(house.rows, "fias", named.options) if row.values["fias"] != old]
    for row in (*told, *(row for row in house.rows if "fias" in row.cleared)) if old else ():
        for other in named.with_fias(str(old), of_none=house):
            hint = "исправьте код в одной из строк"
            yield row, f"строка меняет код ФИАС этого дома, а прежний стоит и здесь: {other.place}", hint
            yield other, f"этот код ФИАС — дома {house.known and house.known.draft.get('id')}, см. {row.place}", hint


def _aliased(house: House, named: _Named) -> _Asked:
    """Yield rows that add or remove an address of their house, if other rows mean that address."""
    before: tuple[Address, ...] = (house.known.draft.get("aliases") or ()) if house.known else ()
    told = [*counting(house.rows, "aliases", named.options), *(row for row in house.rows if "aliases" in row.cleared)]
    for row in told:
        after = _told_aliases(row, house)
        given = [one for one in after if one.key not in {old.key for old in before}]
        taken = [one for one in before if one.key not in {new.key for new in after}]
        for address in (*given, *taken):
            for other in named.with_address(address, of_none=house, or_alike=True):
                text = f"{shown(address.full)} — другой адрес этого дома, или это отдельный дом: {other.place}?"
                yield row, text, "если дом один, уберите ту строку; если разные, уберите адрес отсюда"
                text = f"{_title(other)} — отдельный дом, или это другой адрес дома из другой строки: {row.place}?"
                yield other, text, "если дом один, уберите эту строку; если разные, уберите адрес оттуда"
        for other in house.rows:
            if _key(other) in {one.key for one in taken}:
                hint = "добавьте его в другие адреса или пишите основной адрес дома"
                yield other, f"{_title(other)} — другой адрес этого дома, а таблица его убирает: {row.place}", hint
                yield row, f"строка убирает другой адрес дома, а он стоит здесь: {other.place}", hint


def _told_aliases(row: HouseRow, house: House) -> tuple[Address, ...]:
    """Return the other addresses that the row tells, or none if it clears them."""
    told: tuple[Address, ...] = row.values.get("aliases", ())
    own = row.address or (house.known.draft.get("address") if house.known else None)
    return understood(told, own.settlement) if own else told


def _key(row: HouseRow) -> str:
    return row.address.key if row.address else ""


def _title(row: HouseRow) -> str:
    return shown(row.address.full) if row.address else ""
