"""Telephone numbers as people write them → a number to dial and a number to read."""

import re

from msgspec import Struct

from generator.text.problems import Bad, shorten
from generator.text.typography import NBSP

# Digits and separators, then optionally an extension.
_SHAPE = re.compile(r"(\+?[0-9 ().–-]+)(?:,? ?(?:доб|вн)\.? ?([0-9]{1,6}))?")
_SHORT = re.compile(r"[0-9]{2,4}")
_LONGEST = 50
_LONGEST_SHORT = 4  # digits
_NATIONAL_DIGITS = 11
_FREE = "800"
_FREE_TOO = "804"
_NOBODY = "000"  # for examples: such a number can't be dialled
_MOST_DIGITS_OF_EMERGENCY = 3  # 112, 04; paid services have four digits


class Phone(Struct, frozen=True, array_like=True):
    """A number to dial (`tel`, as in `tel:`) and to read (`text`, with non-breaking spaces)."""

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
    refusal = _refuse_area(national[:3])
    if refusal:
        return refusal
    area = _area(shape[1], national)
    local = national[len(area) :]
    extension = shape[2] or ""
    lead = "8" if area == _FREE else "+7"
    spoken = f"{lead}{NBSP}{area}{NBSP}{_pairs(local)}"
    return Phone(
        tel=f"+7{national}" + (f",{extension}" if extension else ""),
        text=spoken + (f"{NBSP}доб.{NBSP}{extension}" if extension else ""),
    )


def parse_emergency_phone(text: str) -> Phone | Bad:
    """Return a number for emergencies: a full one, or a short one of two or three digits; or a `Bad`."""
    phone = parse_phone(text)
    if isinstance(phone, Phone) and _MOST_DIGITS_OF_EMERGENCY < len(phone.tel) <= _LONGEST_SHORT:
        return Bad(
            code="phone-short",
            text=f"«{shorten(text)}» не подходит для аварийной службы: за звонок на такой номер могут брать деньги",
            hint="напишите номер с кодом города, например +7 4242 00-00-00, или 112",
        )
    return phone


def _refuse_area(code: str) -> Bad | None:
    """Refuse ranges that are paid, abroad, or unassigned."""
    if code.startswith("80") and code not in (_FREE, _FREE_TOO):
        text = f"8 {code} — платный номер: с жителя возьмут деньги за каждую минуту"
    elif code[0] in "67":
        text = f"+7 {code} — номер Казахстана: такой звонок оплачивают как заграничный"
    elif code == "810" or (code[0] not in "3489" and code != _NOBODY):
        text = f"кода {code} в России нет: звонок уйдёт за границу или никуда"
    else:
        return None
    hint = "напишите номер с кодом города, например +7 4242 00-00-00"
    return Bad(code="phone-range", text=text, hint=hint)


def _area(written: str, national: str) -> str:
    """Return the area code as the editor separated it; in Russia it has 3 to 5 digits."""
    groups = re.findall(r"\d+", written)
    code = groups[1] if len(groups) > 1 and groups[0] in ("7", "8") else ""
    return code if re.fullmatch(r"\d{3,5}", code) else national[:3]


def _pairs(local: str) -> str:
    """Return 00-00-00 or 000-00-00."""
    head, tail = local[:-4], local[-4:]
    return f"{head}-{tail[:2]}-{tail[2:]}"
