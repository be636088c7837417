"""What was read of files ↔ bytes: for the memo and for the pipe between processes.

Pickle, because nothing reads faster, but only values of the kinds below come out of it: whatever else somebody has
put into the bytes is refused before it does anything.
"""

import io
import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from generator import model
from generator.addresses import Address, House, Street
from generator.datafiles.aside import Aside
from generator.datafiles.extract import RECORDS, Extract
from generator.datafiles.fields import HISTORY, PRIVATE_LINK, Record, all_records
from generator.datafiles.private_links import PrivateLink
from generator.datafiles.reading import Draft
from generator.links import MaxLink
from generator.phones import Phone
from generator.problems import Place, Problem, Report

Packed = TypeVar("Packed", Extract, Aside)


class _Kind:
    """A class whose values are written as the tuple of their fields."""

    def __init__(self, kind: type) -> None:
        names = [field.name for field in fields(kind)]
        self.kind = kind
        self.values: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
        self.put = [getattr(kind, name).__set__ for name in names]


# In this order: bytes name a kind by its number.
_KINDS = [
    _Kind(kind)
    for kind in (
        Extract, Aside, PrivateLink, Report, Place, Problem, Draft, Address, MaxLink, Phone, model.Channel, model.Chat,
        model.LabelledPhone, model.Building, model.Company, model.Serves, model.Supplier, model.Authority,
    )
]  # fmt: skip
_NUMBERS = {one.kind: number for number, one in enumerate(_KINDS)}
_RECORDS = {record.name: record for record in all_records((*RECORDS.values(), HISTORY, PRIVATE_LINK))}


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


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:  # noqa: ANN401
        kind = type(value)
        number = _NUMBERS.get(kind)
        if number is not None:
            return _value, (number, *_KINDS[number].values(value))
        if kind is Street:
            return _street, (value.type, value.name)
        if kind is House:
            return _house, _house_parts(value)
        if kind is Record:
            return _record, (value.name,)
        return NotImplemented


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(name)
        return found


def _value(number: int, *values: Any) -> Any:  # noqa: ANN401
    known = _KINDS[number]
    one: Any = object.__new__(known.kind)
    for put, value in zip(known.put, values, strict=True):
        put(one, value)
    return one


def _record(name: str) -> Record:
    return _RECORDS[name]


# Equal streets and houses become one, as they are after reading.
@lru_cache(maxsize=65536)
def _street(kind: str, name: str) -> Street:
    return Street(type=kind, name=name)


@lru_cache(maxsize=65536)
def _house(*parts: str) -> House:
    return House(**dict(zip(_HOUSE, parts, strict=True)))


_HOUSE = [field.name for field in fields(House)]
_house_parts = attrgetter(*_HOUSE)
_ALLOWED = {
    (__name__, "_value"): _value,
    (__name__, "_record"): _record,
    (__name__, "_street"): _street,
    (__name__, "_house"): _house,
    ("collections", "Counter"): Counter,
    ("datetime", "date"): date,
}
