"""The columns of our own workbooks: their order, widths, choices and help texts."""

from collections.abc import Iterator

from msgspec import Struct

from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.rows.columns import BY_NAME
from generator.spreadsheets.rows.readings import OWNER_TITLES, SHARE_TITLES

YES = "да"


class SheetColumn(Struct, frozen=True, kw_only=True):
    """A column. `kind`: text, number, date, link, place (a coordinate) or locked; `choices` make a drop-down list."""

    name: str
    width: int
    help: str
    kind: str = "text"
    choices: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return the title, by which an import recognises the column."""
        return BY_NAME[self.name].title


def _column(name: str, width: int, words: str, kind: str = "text", choices: tuple[str, ...] = ()) -> SheetColumn:
    return SheetColumn(name=name, width=width, help=words, kind=kind, choices=choices)


def _plain(kind: str) -> Iterator[SheetColumn]:
    return (_column(one.name, one.width, one.help, kind) for one in PLAIN.values() if one.kind == kind)


COMPANY = _column("company", 32, "Кто управляет домом.")
COLUMNS = (
    _column("id", 9, "Номер даёт сайт. У нового дома оставьте пустым.", "locked"),
    _column("address", 38, "Улица и дом: «ул. Ленина, 12 корп. 2». Одна строка — один дом."),
    _column("settlement", 18, "Только если дом не в самом городе."),
    _column("link", 62, "Приглашение в чат целиком: https://max.ru/join/… Нет чата — оставьте пустым.", "link"),
    _column("checked", 13, "Когда вы последний раз открывали ссылку: 01.11.2026.", "date"),
    _column("checked_by", 20, "Какая организация открывала ссылку; имён не пишите."),
    _column("owner", 12, "Чей это чат. Пусто — управляющей компании.", "text", tuple(OWNER_TITLES.values())),
    _column("entrance", 10, "Номер подъезда, если чат только для него.", "number"),
    _column("share", 15, "Где хозяин чата разрешил показывать ссылку. Пусто — на сайте.", "text",
            tuple(SHARE_TITLES.values())),
    _column("shared", 12, "«да», если один чат на несколько домов.", "text", (YES,)),
    _column("approval", 12, "«да», если новых участников подтверждает администратор.", "text", (YES,)),
    _column("since", 12, "Когда чат открыли.", "date"),
    _column("withdrawn", 12, "С какого дня ссылкой пользоваться нельзя: чат взломан или закрыт.", "date"),
    _column("unusual", 13, "«да», если программа сочла ссылку обрезанной, а вы её открыли и она работает.", "text",
            (YES,)),
    _column("entrances", 11, "Сколько подъездов.", "number"),
    _column("entrance_list", 11, "Номера подъездов, если вы ведёте не все: 1, 2, 5."),
    *_plain("number"),
    _column("aliases", 30, "Другие адреса того же дома, через точку с запятой."),
    *_plain("text"),
    _column("location_latitude", 11, "Координаты, если знаете.", "place"),
    _column("location_longitude", 11, "Координаты, если знаете.", "place"),
    _column("chat_number", 8, "Даёт сайт: по нему он узнаёт чат дома.", "locked"),
)  # fmt: skip
