"""Results of reading a row: a house, a refused row, or a row that is not a house."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from generator.addresses import Address

Base = Mapping[tuple[str, str], Mapping[str, str]]
"""What our own workbook held when it was made: (id, number of the chat) → column → text."""


class Remark(Struct, frozen=True, kw_only=True):
    """A remark about a cell or row: where it is, why it was not imported, what to do.

    `guess`: it was imported, as the text says.
    """

    place: str
    text: str
    hint: str = ""
    guess: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" + (f"\n    что сделать: {self.hint}" if self.hint else "")


class CompanyName(Struct, frozen=True, kw_only=True):
    """The company that a row names, in any way."""

    name: str = ""
    inn: str = ""
    ogrn: str = ""


class HouseRow(Struct, frozen=True, kw_only=True):
    """The house in a row. `weight` is the number of rows that it stands for (flats of one house).

    `chats` are fields of the data's chats; `cleared` are columns that had a value when the workbook was made.
    `remarks` are about cells left out, `doubts` about cells without which the row is not fully read.
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
    assumed: bool = False  # the address doesn't say whether it is a street, an avenue or a lane
    same: bool = False  # unchanged since the workbook was made


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A row whose house can't be read."""

    place: str
    remarks: tuple[Remark, ...]
    weight: int = 1


class PassedRow(Struct, frozen=True, kw_only=True):
    """A row that is not a house: a total, a heading, a repeated header."""

    place: str
    text: str


ReadRow = HouseRow | RefusedRow | PassedRow
