"""Telephone numbers as people write them → a number to dial and a number to read."""

import re

from msgspec import Struct

from generator.text.problems import Bad, shorten
from generator.text.typography import NBSP

# Digits and separators, then optionally an extension.
_SHAPE = re.compile(r"(\+?[0-9 ().–-]+)(?:,? ?(?:доб|вн)\.? ?([0-9]{1,6}))?")
_SHORT = re.compile(r"[0-9]{2,4}")
_LONGEST = 50
_NATIONAL_DIGITS = 11
_FREE = "800"


class Phone(Struct, frozen=True, array_like=True):
    """A number to dial (`tel`, as in `tel:`) and to read (`text`, spaces that don't break)."""

    tel: str
    text: str

    def __str__(self) -> str:
        return self.text


def parse_phone(text: str) -> Phone | Bad:
    """Return a Russian number with area code, a free 8 800 number, or a short one such as 112; or a `Bad`."""
    written = " ".join(text.split())
    if _SHORT.fullmatch(written):
        return Phone(tel=written, text=written)
    shape = _SHAPE.fullmatch(written) if len(written) <= _LONGEST else None
    digits = re.sub(r"[^0-9]", "", shape[1]) if shape else ""
    if not shape or len(digits) != _NATIONAL_DIGITS or not written.lstrip("(").startswith(("+7", "7", "8")):
        return Bad(
            code="phone",
            text=f"«{shorten(text)}» не похоже на номер телефона",
            hint="напишите номер с кодом города, например +7 4242 00-00-00",
        )
    national = digits[1:]
    area = _area(shape[1], national)
    local = national[len(area) :]
    extension = shape[2] or ""
    lead = "8" if area == _FREE else "+7"
    spoken = f"{lead}{NBSP}{area}{NBSP}{_pairs(local)}"
    return Phone(
        tel=f"+7{national}" + (f",{extension}" if extension else ""),
        text=spoken + (f"{NBSP}доб.{NBSP}{extension}" if extension else ""),
    )


def _area(written: str, national: str) -> str:
    """Return the area code as the editor separated it; in Russia it has 3 to 5 digits."""
    groups = re.findall(r"\d+", written)
    code = groups[1] if len(groups) > 1 and groups[0] in ("7", "8") else ""
    return code if re.fullmatch(r"\d{3,5}", code) else national[:3]


def _pairs(local: str) -> str:
    """Return 00-00-00 or 000-00-00."""
    head, tail = local[:-4], local[-4:]
    return f"{head}-{tail[:2]}-{tail[2:]}"
