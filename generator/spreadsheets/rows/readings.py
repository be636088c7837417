"""Parses a cell: a typed value, None, or a `Bad` that says what to type instead."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from generator.addresses import fold
from generator.city import OWNERS, SHARES
from generator.datafiles import BUILDING, Either, Scalar
from generator.datafiles import value_types as t
from generator.spreadsheets.plain_fields import PLAIN
from generator.spreadsheets.tables.cells import Cell
from generator.text import Bad, MaxLink, is_inn, parse_id, parse_link, private_person, shorten
from generator.text import fold as fold_id

_NOTHING = frozenset(
    "- — – нет н/д нд н.д. ? не_заполнено не_присвоен нет_данных отсутствует не_указан не_указано не_выбран "
    "не_создан нет_чата null none nan #н/д #n/a".replace("_", "\0").split()
)
_YES, _NO = ("да", "yes", "true", "1", "+", "истина"), ("нет", "no", "false", "0", "ложь")
_OWNERS = {
    "company": ("ук", "тсж", "жск", "компания", "управляющая компания", "company"),
    "residents": ("жители", "жильцы", "собственники", "жителей", "residents"),
    "gosuslugi": ("госуслуги", "госуслуги.дом", "«госуслуги.дом»", "гис жкх", "официальный", "gosuslugi"),
}
_SHARES = {
    "site": ("на сайте", "сайт", "везде", "site"),
    "poster": ("на объявлении", "только на объявлении", "объявление", "poster"),
    "nowhere": ("нигде", "не показывать", "nowhere"),
}
OWNER_TITLES = {"company": "УК", "residents": "жители", "gosuslugi": "Госуслуги"}
SHARE_TITLES = {"site": "на сайте", "poster": "на объявлении", "nowhere": "нигде"}
assert OWNER_TITLES.keys() == OWNERS.keys()
assert SHARE_TITLES.keys() == SHARES.keys()

_MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = {words: number for names in (_MONTHS, _ENGLISH) for number, words in enumerate(names, 1)}
_A_MONTH = rf"(?P<month>{'|'.join(_MONTH)})[а-яa-z]*"
_DAY_AND_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})[ .-]{{0,2}}{_A_MONTH}\.?|{_A_MONTH.replace('month', 'first')}[ .-]+(?P<year>\d{{2}})"
)
_LONG_DATE = re.compile(rf"(\d{{1,2}}) {_A_MONTH} (\d{{4}})(?: ?г\.?(?:ода)?)?")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: ?г\.?)?(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_SERIALS = range(40_000, 60_000)  # days since 30 December 1899: from 2009 to 2064
_FIRST_CHATS = date(2025, 1, 1)  # MAX was opened in March 2025
_EPOCH = date(1899, 12, 30)
_URL = re.compile(r"(?:https?:/*)?(?:[a-z0-9-]+\.)*max\.ru(?:/[^\s,;]*)?", re.IGNORECASE)
_LINK_OF_CHAT = re.compile(r"(?:https?://)?(?:web\.)?\bmax\.ru/[^\s,;\"'<>«»()]+", re.IGNORECASE)
_OTHER_URL = re.compile(r"https?://\S+|\b(?:t\.me|vk\.com|chat\.whatsapp\.com|wa\.me)/\S+", re.IGNORECASE)
_HYPERLINK = re.compile(r'\s*(?:HYPERLINK|ГИПЕРССЫЛКА)\(\s*"([^"]*)"', re.IGNORECASE)
_SPAN = r"\d{1,2}(?:\s*(?:[-–—]|и)\s*\d{1,2})*"
_ENTRANCE = re.compile(
    rf"(?:подъезд\w*|под\.?|п\.|парадн\w*)\s*№?\s*({_SPAN}(?:,\s*{_SPAN})*)(?!\d)"
    rf"|(?:^\s*({_SPAN}(?:,\s*{_SPAN})+)|(?<!\d)({_SPAN}))\s*[-–]?\s*(?:й|ый|ой|ий|го|ого)?\s*(?:подъезд|парадн|под\b|п\.)",
    re.IGNORECASE,
)
_TOO_MANY = 99
_LONG = 200  # characters: a struck link is shown whole, lest it be lost


def is_nothing(cell: Cell | None) -> bool:
    """Return True if the cell has no value: empty, a dash, «не заполнено»."""
    if cell is None or (cell.value is None and not cell.link and not cell.formula and not cell.struck):
        return True
    return not cell.link and fold(" ".join(cell.text.split())).replace(" ", "\0") in _NOTHING


def looks_wrong(cell: Cell) -> Bad | None:
    """Return a `Bad` for a cell without a usable value: struck out, an Excel error, a formula never calculated."""
    if cell.struck and cell.value is None:
        return _bad(
            f"текст зачёркнут: «{cell.struck[:_LONG]}»",
            "если он верен, снимите зачёркивание; если нет, сотрите",
        )
    if cell.formula and not _HYPERLINK.match(cell.formula) and cell.value is None:
        return _bad(
            "здесь формула, и значения у неё нет", "откройте файл в Excel и сохраните, или впишите само значение"
        )
    text = cell.text
    if text.startswith("="):
        return _bad(f"здесь формула «{shorten(text, 40)}»", "впишите само значение")
    if text.startswith("#") and text.rstrip("!?").isupper():
        return _bad(f"здесь ошибка Excel «{shorten(text, 40)}»", "впишите само значение")
    return None


def house_part(cell: Cell) -> str | Bad:
    """Return a house's number, corpus or letter; detects what Excel turned into dates."""
    wrong = looks_wrong(cell)
    if wrong:
        return wrong
    value = cell.value
    if isinstance(value, (date, datetime)):
        return excel_date(value)
    if isinstance(value, (time, timedelta, bool)):
        return _bad(
            f"вместо номера дома стоит «{cell.text}»", "задайте ячейке формат «Текстовый» и наберите номер заново"
        )
    if isinstance(value, float) and not value.is_integer():
        seen = cell.text.replace(".", ",")
        return _bad(
            f"вместо номера дома стоит дробное число «{seen}»",
            f"если это дом {seen.replace(',', '/')}, так и наберите, задав ячейке формат «Текстовый»",
        )
    text = cell.text
    if re.match(r"0$|[-−–—]\s*\d", text):
        return _bad(f"номера дома {shorten(text, 40)} не бывает", "впишите настоящий номер дома")
    return _as_date(text) or text


def _as_date(text: str) -> Bad | None:
    """Return a `Bad` for a date saved as text («02.сен», «сен.18», «2018-09-02 00:00:00») or as its number, «45902»."""
    if text.isdecimal() and int(text) in _SERIALS:
        return excel_date(_EPOCH + timedelta(days=int(text)))
    iso = _ISO.fullmatch(text)
    try:
        if iso:
            return excel_date(date(int(iso[1]), int(iso[2]), int(iso[3])))
        if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
            return excel_date(date(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    except ValueError:
        return None
    found = _DAY_AND_MONTH.fullmatch(fold(text))
    if not found:
        return None
    month = next(n for words, n in _MONTH.items() if re.match(words, found["month"] or found["first"]))
    guess = f"{int(found['day'])}/{month}" if found["day"] else f"{month}/{int(found['year'])}"
    return _excel_date(text, guess)


def excel_date(value: date | datetime) -> Bad:
    """Return a `Bad` saying that Excel turned a number such as 2/9 into a date, and which number that may have been."""
    guess = f"{value.day}/{value.month}"
    other = f" или {value.month}/{value.day}" if value.month != value.day else ""
    if value.day == 1:  # Excel turns 12/18 into the first of December 2018
        other += f" или {value.month}/{value.year % 100}"
    return _excel_date(value.strftime("%d.%m.%Y"), guess + other)


def _excel_date(seen: str, guess: str) -> Bad:
    return Bad(
        code="excel-date",
        text=f"вместо номера дома стоит дата «{shorten(seen)}»: так Excel испортил номер с дробью, вероятно {guess}",
        hint="задайте столбцу формат «Текстовый» и наберите номер заново",
    )


def address_text(cell: Cell, *, is_house: bool = False) -> str | Bad:
    """Return the text of a cell with a whole address, or with a house if its street is told above."""
    wrong = looks_wrong(cell)
    if wrong:
        return wrong
    if is_house and not isinstance(cell.value, str):
        return house_part(cell)
    if not isinstance(cell.value, str):
        kind = "дата" if isinstance(cell.value, (date, datetime)) else "число"
        return _bad(f"вместо адреса стоит {kind} «{cell.text}»", "впишите адрес: «ул. Ленина, 12»")
    return " ".join(_LINK_OF_CHAT.sub(" ", cell.text).split()).strip(" ,;")  # the link is read separately


def typed(name: str, cell: Cell) -> Any:  # noqa: ANN401, C901, PLR0911 - one for each kind
    """Return the cell's value in the type of the data, None for nothing, or a `Bad`."""
    wrong = looks_wrong(cell)
    if wrong:
        return wrong
    match name:
        case "checked" | "since" | "withdrawn":
            return day(cell)
        case "approval" | "shared" | "unusual":
            return _yes_or_no(cell)
        case "owner":
            return _one_of(cell, _OWNERS)
        case "share":
            return _one_of(cell, _SHARES)
        case "entrances":
            return _count(name, cell)
        case "id":
            return parse_id(fold_id(cell.text))
        case "fias":
            return t.FIAS.parse(cell.text.lower().strip("{}"))
        case "location_latitude" | "location_longitude":
            return t.COORDINATE.parse(_decimal(cell.text))
        case "company_inn":
            return _inn(cell.text)
        case "checked_by":
            return _text(cell, t.MARKDOWN)
        case _:  # of a name that isn't there nothing can be guessed
            return _count(name, cell) if PLAIN[name].kind == "number" else _text(cell, _type(name))


def _bad(text: str, hint: str) -> Bad:
    return Bad(code="cell", text=text, hint=hint)


def _count(name: str, cell: Cell) -> int | Bad | None:
    text = re.sub(r"\s*(?:шт|подъезд\w*|квартир\w*|этаж\w*|кв|под|эт)\.?$", "", fold(cell.text))
    if text == "0":
        return None  # registers' ways of writing «unknown»
    if name == "floors" and re.fullmatch(r"\d{1,3}([-/,; ]+\d{1,3})+", text):
        text = max(re.findall(r"\d+", text), key=int)  # the highest of «5-9»
    return _type(name).parse(text)  # type: ignore[no-any-return]


def _text(cell: Cell, kind: Scalar) -> str | Bad:
    """Read what residents will see."""
    return private_person(cell.text) or kind.parse(cell.text)


def _type(name: str) -> Scalar:
    """Return the type of a building's field; for a number or a list, the number's type."""
    found = BUILDING.by_name[name].type
    kind = found.short if isinstance(found, Either) else found
    assert isinstance(kind, Scalar)
    return kind


def entrances(cell: Cell) -> tuple[int, ...] | Bad:
    """Return the entrances in «1», «1, 2, 5», «1-4», «2 подъезд»."""
    if isinstance(cell.value, (date, datetime)):
        return excel_date(cell.value)
    text = re.sub(r"подъезды?|под\.?|п\.|№|парадная", " ", fold(cell.text)).strip(" .")
    numbers: list[int] = []
    for piece in re.split(r"[,;и]|\s+и\s+", text):
        span = re.fullmatch(r"\s*(\d{1,2})(?:-?й)?(?:\s*[-–—]\s*(\d{1,2}))?\s*", piece)
        if not span or not 1 <= int(span[1]) <= int(span[2] or span[1]) <= _TOO_MANY:
            return _bad(
                f"«{shorten(cell.text, 40)}» не похоже на номера подъездов", "пишите «2» или «1, 2, 5» или «1-4»"
            )
        numbers += range(int(span[1]), int(span[2] or span[1]) + 1)
    return tuple(dict.fromkeys(numbers))


def day(cell: Cell) -> date | Bad:
    """Return the date of a chat, stored by Excel or typed by people."""
    found = _day(cell)
    if isinstance(found, date) and found < _FIRST_CHATS:
        text = f"{found.strftime('%d.%m.%Y')} чатов в MAX ещё не было"
        return _bad(text, "проверьте год: 01.11.2026")
    return found


def _day(cell: Cell) -> date | Bad:  # noqa: PLR0911 - one for each way to write it
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    text = cell.text
    if text.isdecimal() and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    try:
        if iso := _ISO.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if russian := _DATE.fullmatch(text):
            year = int(russian[3])
            return date(year if year > _TOO_MANY else 2000 + year, int(russian[2]), int(russian[1]))
        if long := _LONG_DATE.fullmatch(fold(text)):
            month = next(n for words, n in _MONTH.items() if re.match(words, long["month"]))
            return date(int(long[3]), month, int(long[1]))
    except ValueError:
        return _bad(f"даты «{shorten(text, 40)}» нет в календаре", "проверьте число и месяц: 01.11.2026")
    return _bad(f"«{shorten(text, 40)}» не похоже на дату", "пишите 01.11.2026")


def _yes_or_no(cell: Cell) -> bool | Bad:
    text = fold(cell.text)
    if text in _YES or text in _NO:
        return text in _YES
    return _bad(f"«{shorten(cell.text, 40)}» — не да и не нет", "пишите «да» или оставьте пустым")


def _one_of(cell: Cell, known: dict[str, tuple[str, ...]]) -> str | Bad:
    text = fold(cell.text)
    for value, words in known.items():
        if text in words:
            return value
    return _bad(
        f"«{shorten(cell.text, 40)}» здесь не бывает", f"пишите: {', '.join(words[0] for words in known.values())}"
    )


def _decimal(text: str) -> str:
    number = text.replace(",", ".")
    return f"{float(number):.6f}".rstrip("0").rstrip(".") if re.fullmatch(r"-?\d{1,3}\.\d+", number) else number


def _inn(text: str) -> str | Bad:
    """Return an ИНН, with a leading zero that Excel dropped."""
    if not is_inn(text) and is_inn("0" + text):
        return "0" + text
    return t.INN.parse(text)  # type: ignore[no-any-return]


def chat_links(cell: Cell) -> list[tuple[MaxLink, int | None]] | Bad:
    """Return the links of a cell (text, hyperlink or =HYPERLINK()), each with the entrance named before it."""
    target = cell.link
    if not target and cell.formula and (formula := _HYPERLINK.match(cell.formula)):
        target = formula[1]
    shown = cell.text if not cell.text.startswith("=") else ""
    if not target and cell.formula and not shown:
        return _bad("здесь формула, и ссылки в ней не видно", "впишите саму ссылку: https://max.ru/join/…")
    in_text = list(_URL.finditer(shown))
    if target and not in_text:
        link = _chat_link(target)
        return link if isinstance(link, Bad) else [(link, entrance_in(shown))]
    if not in_text:
        return _no_link(shown)
    links: list[tuple[MaxLink, int | None]] = []
    ends = [0, *(found.end() for found in in_text)]
    starts = [*(found.start() for found in in_text), len(shown)]
    told = [entrance_in(shown[end:start]) for end, start in zip(ends, starts, strict=True)]
    follows = told[0] is None and told[-1] is not None  # «https://max.ru/join/… — 2 подъезд»
    for found, number in zip(in_text, told[1:] if follows else told, strict=False):
        link = _chat_link(found[0].rstrip(".,;:)»\"'"))
        if isinstance(link, Bad):
            return link
        links.append((link, number))
    if target and len(links) == 1 and target.lower().rstrip("/") != links[0][0].url.lower():
        other = _chat_link(target)
        if isinstance(other, Bad) or other.url != links[0][0].url:
            return _bad(
                f"написана одна ссылка, а по щелчку открывается другая: {shorten(target)}",
                "проверьте, какая верна, и впишите её заново (Ctrl+K покажет, куда ведёт ячейка)",
            )
    return links


def max_links(cell: Cell) -> tuple[str, ...]:
    """Return all MAX addresses in a cell of any column: in text, hyperlink or formula."""
    return _max_links(f"{cell.text}\n{cell.link}\n{cell.formula}\n{cell.struck}\n{cell.comment}")


def struck_links(cell: Cell) -> tuple[str, ...]:
    """Return the MAX addresses that are struck out or stand in a comment."""
    return _max_links(f"{cell.struck}\n{cell.comment}")


def without_links(text: str) -> str:
    """Return what is written beside the links."""
    return _URL.sub(" ", text)


def _max_links(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.rstrip(".,;:)»\"'") for one in _LINK_OF_CHAT.findall(text)))


def _no_link(text: str) -> Bad:
    other = _OTHER_URL.search(text)
    if other:
        return _bad(f"«{shorten(other[0], 60)}» — не чат в MAX", "нужна ссылка вида https://max.ru/join/…")
    parsed = parse_link(text)
    assert isinstance(parsed, Bad)
    return (
        parsed if "/" in text else _bad(f"«{shorten(text, 60)}» — не ссылка", "нужна ссылка вида https://max.ru/join/…")
    )


def _chat_link(text: str) -> MaxLink | Bad:
    link = parse_link(text)
    if isinstance(link, Bad):
        return link
    if link.kind not in ("invite", "public"):
        return _bad(
            "ссылка ведёт не в чат, а на страницу организации или к боту", "нужно приглашение: https://max.ru/join/…"
        )
    return link


def entrance_in(words: str) -> int | None:
    """Return the entrance that the words name last; None for several, whose chat is the whole house's."""
    named = ["".join(found) for found in _ENTRANCE.findall(words)]
    return int(named[-1]) if named and named[-1].isdecimal() else None
