"""The table of a building's plain fields: each has a column of its own, with a number or text as in the data.

With a row here, the import recognises and reads the column, the export writes it, and reports have a name for
it. Other fields (addresses, entrances, coordinates, chats) are handled where they are read.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from generator.datafiles import BUILDING

COUNT = r"(?:количество|кол во|число|всего)"
REMARK = r"(?: .*)?"


class PlainField(Struct, frozen=True, kw_only=True):
    """A field of a building and its column.

    `title`, `width` and `help` are those of our own workbooks; `called` is its name in reports. `words` are
    patterns of other people's titles, as in `columns.Column`; wide ones would match titles of other columns.
    """

    name: str
    title: str
    words: tuple[str, ...] = ()
    kind: Literal["text", "number"]
    width: int
    help: str
    called: str


# In the order of the columns of our own workbooks: numbers beside the entrances, texts last.
_ROWS = (
    PlainField(
        name="flats",
        title="Квартир",
        words=(rf"{COUNT} (?:жилых )?квартир{REMARK}", "living quarters count", "квартир шт",
               rf"{COUNT} жилых помещений{REMARK}", "квартиры", rf"(?:{COUNT} )?кв", "apartments", "room count live",
               "quarters count", "room count", "living rooms amount"),
        kind="number",
        width=9,
        help="Сколько квартир.",
        called="квартир",
    ),
    PlainField(
        name="floors",
        title="Этажей",
        words=(rf"(?:наибольшее )?{COUNT} этажей{REMARK}", "этажность", "этажей шт", "этажи",
               rf"(?:{COUNT} )?(?:эт|этажн)",
               "floors max", "floor count max", "levels max", "number floors max", "floors"),
        kind="number",
        width=8,
        help="Сколько этажей.",
        called="этажей",
    ),
    PlainField(
        name="note",
        title="Примечание для жителей",
        kind="text",
        width=40,
        help="Что ещё надо знать жителям: увидят все на сайте.",
        called="примечание",
    ),
    PlainField(
        name="fias",
        title="Код ФИАС",
        words=(r"глобальный уникальный идентификатор дома по фиас", r".*\bфиас\b.*", "houseguid", r"fias(?: id)?"),
        kind="text",
        width=38,
        help="Код дома в ФИАС, если знаете.",
        called="код ФИАС",
    ),
)  # fmt: skip
PLAIN: Mapping[str, PlainField] = {row.name: row for row in _ROWS}
assert PLAIN.keys() <= BUILDING.by_name.keys()
