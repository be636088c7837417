"""The public registers, recognised by the titles of their columns."""

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from generator.addresses import fold

FRT_HOUSES, FRT_COMPANIES = "frt-houses", "frt-companies"
GIS_HOUSES, GIS_COMPANIES = "gis-houses", "gis-companies"
LICENCES = "licences"

WEIGHT, FLATS = 20_000, 20_001  # columns added here: the number of a house's rows and of its flats


class Register(Struct, frozen=True, kw_only=True):
    """A register: its name, who publishes it and where, and the columns that are read, with their titles.

    Titles are letters and digits in lower case. Columns that are not listed, such as the names of persons, are left
    out as soon as a file is opened. A file with all columns of `marks` is recognised.
    """

    called: str
    publisher: str
    link: str
    where: str
    columns: Mapping[str, tuple[str, ...]]
    marks: tuple[str, ...]


_FRT = "аис.фрт.рф, «Открытые данные»"
_DORMITORY = "и в полном объеме используется в качестве общежития"
_GIS = "dom.gosuslugi.ru"
_FUND, _OF_THE_FUND = "ППК «Фонд развития территорий»", "https://аис.фрт.рф/opendata"
_STATE_SYSTEM = "ГИС ЖКХ"

REGISTERS: Mapping[str, Register] = {
    FRT_HOUSES: Register(
        called="реестр домов ФРТ",
        publisher=_FUND,
        link=_OF_THE_FUND,
        where=f"{_FRT}: «Реестр домов», export-reestrmkd",
        columns={
            "region_type": ("shortname region",),
            "region": ("formalname region",),
            "area": ("formalname area",),
            "settlement_type": ("shortname city",),
            "settlement": ("formalname city",),
            "street_type": ("shortname street",),
            "street": ("formalname street",),
            "house": ("house number",),
            "building": ("building",),
            "corpus": ("block",),
            "litera": ("letter",),
            "address": ("address",),
            "fias": ("houseguid",),
            "company_id": ("management organization id",),
            "house_kind": ("house type",),
            "alarm": ("is alarm",),
            "floors": ("floor count max",),
            "entrances": ("entrance count",),
            "flats": ("living quarters count",),
        },
        marks=("address", "house", "company_id"),
    ),
    FRT_COMPANIES: Register(
        called="реестр управляющих организаций ФРТ",
        publisher=_FUND,
        link=_OF_THE_FUND,
        where=f"{_FRT}: «Реестр управляющих организаций», export-reestruo",
        columns={
            "company_id": ("id",),
            "full_name": ("name full",),
            "short_name": ("name short",),
            "inn": ("inn",),
            "ogrn": ("orn", "ogrn"),
            "phone": ("phone",),
            "email": ("email",),
            "site": ("site",),
        },
        marks=("company_id", "full_name", "short_name"),
    ),
    GIS_HOUSES: Register(
        called="сведения об ОЖФ из ГИС ЖКХ",
        publisher=_STATE_SYSTEM,
        link=f"https://{_GIS}/",
        where=f"{_GIS}: «Реестр объектов жилищного фонда», «Скачать»",
        columns={
            "address": ("адрес ожф",),
            "fias": ("глобальный уникальный идентификатор дома по фиас",),
            "managed": ("способ управления",),
            "company_ogrn": ("огрн организации осуществляющей управление домом",),
            "company": ("наименование организации осуществляющей управление домом",),
            "house_kind": ("тип дома",),
            "alarm": ("состояние",),
            "dormitory_region": (f"дом находится в собственности субъекта российской федерации {_DORMITORY}",),
            "dormitory_city": (f"дом находится в муниципальной собственности {_DORMITORY}",),
            "premises_kind": ("тип помещения блока",),
            "demolished": ("дата сноса объекта",),
            "premises": ("номер помещения блока",),
        },
        marks=("address", "fias", "managed", "company_ogrn"),
    ),
    GIS_COMPANIES: Register(
        called="реестр поставщиков информации ГИС ЖКХ",
        publisher=_STATE_SYSTEM,
        link=f"https://{_GIS}/",
        where=f"{_GIS}: «Реестр поставщиков информации»",
        columns={
            "full_name": ("полное наименование",),
            "short_name": ("сокращенное наименование",),
            "ogrn": ("огрн",),
            "inn": ("инн",),
            "site": ("официальный сайт в сети интернет",),
            "phone": ("телефон",),
            "email": ("адрес электронной почты",),
        },
        marks=("full_name", "short_name", "ogrn"),
    ),
    LICENCES: Register(
        called="реестр лицензий",
        publisher=_STATE_SYSTEM,
        link=f"https://{_GIS}/",
        where=f"{_GIS}: «Реестр лицензий субъекта Российской Федерации»",
        columns={
            "licence": ("номер лицензии",),
            "status": ("статус лицензии",),
            "full_name": ("наименование фио лицензиата",),
            "inn": ("инн",),
            "ogrn": ("огрн огрнип", "огрн"),
            "fias": ("код дома по фиас",),
            "since": ("дата начала полномочий по управлению домом",),
            "until": ("дата окончания полномочий по управлению домом",),
        },
        marks=("licence", "status", "fias"),
    ),
}
HOUSES = (FRT_HOUSES, GIS_HOUSES)


def recognised(titles: Mapping[int, str]) -> str:
    """Return the name of the register that has these titles, or ""."""
    known = {bare(title) for title in titles.values()}
    for name, register in REGISTERS.items():
        if all(any(title in known for title in register.columns[mark]) for mark in register.marks):
            return name
    return ""


def places_of(register: str, titles: Mapping[int, str]) -> Mapping[str, tuple[int, ...]]:
    """Return the place of each column of a register."""
    by_title: dict[str, int] = {}
    for at, title in sorted(titles.items()):
        by_title.setdefault(bare(title), at)
    found: dict[str, tuple[int, ...]] = {}
    for name, called in REGISTERS[register].columns.items():
        place = next((by_title[title] for title in called if title in by_title), None)
        if place is not None:
            found[name] = (place,)
    return found


@cache
def bare(title: str) -> str:
    """Return the letters and digits of a title, with one space between its words."""
    return " ".join(re.findall(r"[^\W_]+", fold(title[:300])))
