"""Companies of the registers: joined by number, with contacts as the data has them.

The heads of companies are never read. A mobile number may be a person's own: it is not taken but asked about, and
not printed, because the report may be public.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generator.datafiles import value_types as t
from generator.datafiles.editing import Yaml
from generator.spreadsheets.registers.names import resident_name
from generator.spreadsheets.rows import Remark, is_nothing
from generator.spreadsheets.tables import Cell
from generator.text import Bad, Phone, is_inn, is_mobile, parse_ogrn, parse_phone, unbound

_NUMBER = re.compile(r"\+?\d[\d\s().–-]{4,}\d|\(\d{3,5}\)[\s\d.–-]{5,}\d")
_NATIONAL = 10  # digits
_MOST_PHONES = 5
_INN_OF_A_PERSON, _OGRN_OF_A_PERSON = 12, 15  # digits; those of a firm are shorter


class Company(Struct, kw_only=True):
    """A company: its name for residents ("" for a person, an ИП), its numbers and contacts.

    `licence` is the state of its licence if the register of licences is at hand.
    """

    place: str
    name: str
    kind: str
    inn: str = ""
    ogrn: str = ""
    contacts: dict[str, Yaml] = field(default_factory=dict)
    licence: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Return True for an individual entrepreneur."""
        return not self.name


def read_company(cells: Mapping[str, Cell], place: str) -> Company:
    """Return the company in a row; `cells` are those of known columns."""
    text = {name: " ".join(cell.text.split()) for name, cell in cells.items() if not is_nothing(cell)}
    name, kind = resident_name(text.get("short_name", ""), text.get("full_name", ""))
    company = Company(place=place, name=name, kind=kind)
    inn, ogrn = text.get("inn", ""), parse_ogrn(text.get("ogrn", ""))
    company.inn = inn if is_inn(inn) else "0" + inn if is_inn("0" + inn) else ""
    company.ogrn = "" if isinstance(ogrn, Bad) else ogrn
    if len(company.inn) == _INN_OF_A_PERSON or len(company.ogrn) == _OGRN_OF_A_PERSON:
        company.name = ""
    if company.is_person:
        return company  # contacts and numbers of a person
    phones = list(_phones(text.get("phone", ""), company))
    if phones:
        company.contacts["phones"] = [{"number": unbound(phone.text)} for phone in phones[:_MOST_PHONES]]
    for known, title, value in (("email", "почта", _email(text)), ("website", "сайт", _site(text))):
        if isinstance(value, Bad):
            company.remarks.append(Remark(place=place, text=f"{title}: {value.text}", hint=value.hint))
        elif value:
            company.contacts[known] = value
    return company


def _phones(text: str, company: Company) -> Iterator[Phone]:
    seen: set[str] = set()
    for found in _NUMBER.findall(text):
        digits = re.sub(r"\D", "", found)
        phone = parse_phone(f"+7 {found.strip()}" if len(digits) == _NATIONAL else found.strip())
        if isinstance(phone, Bad):
            hint = "впишите его в phones с кодом города"
            company.remarks.append(Remark(place=company.place, text="один из телефонов не похож на номер", hint=hint))
        elif is_mobile(phone.tel):
            hint = "если он самой компании, а не чей-то личный, впишите его в phones и в own_mobiles"
            number, text = company.inn or company.ogrn, "мобильный телефон не взят"
            company.remarks.append(Remark(place=company.place, text=text, hint=hint, kind="mobile", about=number))
        elif phone.tel not in seen:
            seen.add(phone.tel)
            yield phone


def _email(text: Mapping[str, str]) -> str | Bad:
    first = re.split(r"[\s,;]+", text.get("email", ""))[0]
    return t.EMAIL.parse(first) if first else ""


def _site(text: Mapping[str, str]) -> str | Bad:
    """Return the address of a site; registers write it without a scheme."""
    first = re.split(r"[\s,;]+", text.get("site", ""))[0]
    host = re.sub(r"^https?:/*", "", first, flags=re.IGNORECASE)
    return t.URL.parse(f"https://{host}") if "." in host else ""


class Companies(Struct, kw_only=True):
    """The companies of all files, found by id, ОГРН or ИНН."""

    by_id: dict[str, Company] = field(default_factory=dict)
    by_number: dict[str, Company] = field(default_factory=dict)

    def add(self, company: Company, company_id: str) -> None:
        """Add a company; another register's entry of the same number only fills gaps."""
        known = self.by_number.get(company.ogrn) or self.by_number.get(company.inn)
        if known is not None:
            known.contacts = {**company.contacts, **known.contacts}
            known.licence = known.licence or company.licence
            known.inn, known.ogrn = known.inn or company.inn, known.ogrn or company.ogrn
            if not known.contacts.get("phones"):
                known.remarks += company.remarks
        one = known or company
        self.by_number.update({number: one for number in (one.inn, one.ogrn) if number})
        if company_id:
            self.by_id[company_id] = one
