"""What a row of a table may be: a house as the row tells it, a row refused, a row that is no house."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from generator.addresses import Address

Base = Mapping[tuple[str, str], Mapping[str, str]]
"""What our own workbook held when it was made: (id, number of the chat) → column → text."""


class Remark(Struct, frozen=True, kw_only=True):
    """Something about a cell or a row: where it is, why it was not taken over, what to do."""

    place: str
    text: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" + (f"\n    что сделать: {self.hint}" if self.hint else "")


class CompanyName(Struct, frozen=True, kw_only=True):
    """The company that a row names, by whatever it is told."""

    name: str = ""
    inn: str = ""
    ogrn: str = ""


class HouseRow(Struct, frozen=True, kw_only=True):
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


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A row whose house can't be understood."""

    place: str
    remarks: tuple[Remark, ...]
    weight: int = 1


class PassedRow(Struct, frozen=True, kw_only=True):
    """A row that is no house: a sum, a heading, a repeated header."""

    place: str
    text: str


ReadRow = HouseRow | RefusedRow | PassedRow
