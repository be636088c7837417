"""What was read of files ↔ bytes: for the memo and for the pipe between processes.

Pickle, because nothing reads faster, but only values of the kinds below come out of it: whatever else somebody has
put into the bytes is refused before it does anything.

Buildings and what hangs on them are many, so they are written in columns, one for each field: then no step of reading
them back is Python's own.
"""

import io
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from generator.addresses import Address, House, Street
from generator.city import model
from generator.datafiles import facts
from generator.datafiles.extracts.one_file import RECORDS, FileReading
from generator.datafiles.extracts.side_files import SideFile
from generator.datafiles.fields import HISTORY, all_records
from generator.datafiles.kinds import Record
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.text import MaxLink, Phone, Place, Problem, Report

Packed = TypeVar("Packed", FileReading, SideFile)


class _Kind:
    """A class whose values are written as the tuple of their fields.

    Those that are many take their fields by position (they aren't `kw_only`), which no step of Python's own is for.
    """

    def __init__(self, kind: type[Struct]) -> None:
        self.names = kind.__struct_fields__
        self.values: Callable[[Any], tuple[Any, ...]] = attrgetter(*self.names)
        by_position = kind.__match_args__ == self.names
        self.make = kind if by_position else lambda *values: kind(**dict(zip(self.names, values, strict=True)))


# In this order: bytes name a kind by its number.
_CLASSES: tuple[type[Struct], ...] = (
    FileReading, SideFile, PrivateLink, Report, Place, Problem, Draft, Address, MaxLink, Phone, model.Channel,
    model.Chat, model.LabelledPhone, model.Former, model.Building, model.Company, model.Serves, model.Supplier,
    model.Authority,
    facts.OrganizationFacts, facts.BuildingFacts, facts.AddressFacts, facts.AliasFacts, facts.ChatFacts, facts.DateFact,
    facts.ServedFacts, facts.FormerFacts,
)  # fmt: skip
_NUMBERS = {kind: number for number, kind in enumerate(_CLASSES)}
_KINDS = [_Kind(kind) for kind in _CLASSES]
_RECORDS = {record.name: record for record in all_records((*RECORDS.values(), HISTORY))}


def pack(value: Packed) -> bytes:
    """Return the value as bytes."""
    packed = io.BytesIO()
    _Packer(packed, protocol=5).dump(value)
    return packed.getvalue()


def unpack(packed: bytes | None, kind: type[Packed]) -> Packed | None:
    """Return the value that was packed, or None if these are no bytes of a value of this kind."""
    try:
        found = _Unpacker(io.BytesIO(packed or b"")).load()
    except Exception:  # noqa: BLE001 - damaged bytes can raise anything
        return None
    return found if isinstance(found, kind) else None


class _Call(NamedTuple):
    """What one of the functions below makes of arguments when it is read."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401
        kind = type(value)
        number = _NUMBERS.get(kind)
        if number is not None:
            return _value, (number, *map(_in_columns, _KINDS[number].values(value)))
        written = _WRITTEN.get(kind)
        return written(value) if written else NotImplemented


def _in_columns(value: Any) -> Any:  # noqa: ANN401
    return _column(value) if type(value) is tuple and value and type(value[0]) in _NUMBERS else value


def _column(values: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return values of one field as they are written: what they consist of, if they are all of one kind."""
    kinds = set(map(type, values))
    gaps = type(None) in kinds and len(kinds) > 1
    if gaps:
        kinds.discard(type(None))
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind in _NUMBERS:
        known = [value for value in values if value is not None]
        number = _NUMBERS[kind]
        columns = (_column([*map(attrgetter(name), known)]) for name in _KINDS[number].names)
        call = _Call(_many, (number, *columns))
        return _Call(_with_gaps, (bytes(value is not None for value in values), call)) if gaps else call
    if kind is tuple and not gaps:
        inner = _column([*chain.from_iterable(values)])
        if type(inner) is _Call:
            return _Call(_groups, ([*map(len, values)], inner))
    return values


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(name)
        return found


def _value(number: int, *values: Any) -> Any:  # noqa: ANN401
    kind = _KINDS[number]
    if len(values) != len(kind.names):
        raise pickle.UnpicklingError
    return kind.make(*values)


def _many(number: int, *columns: Sequence[Any]) -> tuple[Any, ...]:
    kind = _KINDS[number]
    if len(columns) != len(kind.names) or len(set(map(len, columns))) != 1:
        raise pickle.UnpicklingError
    return tuple(map(kind.make, *columns))


def _with_gaps(filled: bytes, values: Iterable[Any]) -> list[Any]:
    rest = iter(values)
    return [next(rest) if one else None for one in filled]


def _groups(sizes: Iterable[int], values: Iterable[Any]) -> list[tuple[Any, ...]]:
    rest = iter(values)
    return [tuple(islice(rest, size)) for size in sizes]


def _record(name: str) -> Record:
    return _RECORDS[name]


# Equal streets and houses become one, as they are after reading.
@lru_cache(maxsize=65536)
def _street(kind: str, name: str) -> Street:
    return Street(type=kind, name=name)


@lru_cache(maxsize=65536)
def _house(*parts: str) -> House:
    return House(**dict(zip(_HOUSE, parts, strict=True)))


_HOUSE = House.__struct_fields__
_house_parts = attrgetter(*_HOUSE)
_WRITTEN: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    _Call: tuple,
    Street: lambda street: (_street, (street.type, street.name)),
    House: lambda house: (_house, _house_parts(house)),
    Record: lambda record: (_record, (record.name,)),
}
_OWN = (_value, _many, _with_gaps, _groups, _record, _street, _house)
_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    **{(__name__, own.__name__): own for own in _OWN},
    ("collections", "Counter"): Counter,
    ("datetime", "date"): date,
}
