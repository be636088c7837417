"""Results of reading a row: a house, a refused row, or a row that is not a house."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from generator.addresses import Address

_CELL = re.compile(r"(\D*)(\d{1,9})")

Base = Mapping[tuple[str, str], Mapping[str, str]]
"""What our own workbook held when it was made: (id, number of the chat) → column → text."""


class Remark(Struct, frozen=True, kw_only=True):
    """A remark about a cell or row: where it is, why it was not imported, what to do.

    `guess`: it was imported, as the text says.
    `kind` says which answer it needs (`questions.KINDS`); `about` is what the question is about besides the row: the
    other address, the number of a company.
    """

    place: str
    text: str
    hint: str = ""
    guess: bool = False
    kind: str = ""
    about: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" + (f"\n    что сделать: {self.hint}" if self.hint else "")


def in_order(remark: Remark) -> tuple[str, int, str]:
    """Return the key for sorting remarks by file and row."""
    sheet, _, cell = remark.place.rpartition(", ")
    letters, number = _CELL.fullmatch(cell).groups() if _CELL.fullmatch(cell) else (cell, "0")  # type: ignore[union-attr]
    return sheet, int(number), letters


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
    separate: bool = False  # people said that it is not the house with a similar address
    moves: bool = False  # people said that it went over to the company of the row
    assumed: bool = False  # the address doesn't say whether it is a street, an avenue or a lane
    same: bool = False  # unchanged since the workbook was made


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A row whose house can't be read. A row of a register keeps the rest, for the answer to the question about it."""

    place: str
    remarks: tuple[Remark, ...]
    weight: int = 1
    line: str = ""
    company: CompanyName = CompanyName()
    values: Mapping[str, str] = {}


class PassedRow(Struct, frozen=True, kw_only=True):
    """A row that is not a house: a total, a heading, a repeated header."""

    place: str
    text: str


ReadRow = HouseRow | RefusedRow | PassedRow
