"""Recognises columns by the titles that people and registers use."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import fold
from generator.spreadsheets.plain_fields import COUNT, PLAIN, REMARK
from generator.spreadsheets.rows.readings import is_nothing, max_links
from generator.spreadsheets.tables.cells import MAX_COLUMN, Row, UnreadableError, column_letters, column_number
from generator.text import Bad, nearest, shorten

_LONGEST_HEADER = 300


class Column(Struct, frozen=True, kw_only=True):
    """A known column: its name here, its title in our own workbooks, titles used by others.

    `words` are patterns of the folded title without punctuation; if two columns match, the earlier pattern wins.
    """

    name: str
    title: str
    words: tuple[str, ...]


def _column(name: str, title: str, *words: str) -> Column:
    return Column(name=name, title=title, words=(re.escape(_bare(title)), *words))


def _bare(text: str) -> str:
    """Return letters and digits only: «кол во подъездов шт» for «Кол-во подъездов, шт.»."""
    return " ".join(re.findall(r"[^\W_]+", fold(text[:_LONGEST_HEADER])))


_OF_HOUSES = r"(?: дома| домов| мкд)?(?: в)?(?: max| макс| мах)?(?: \d+)?"

_OF_A_HOUSE = "(?:дома|домов|мкд|многоквартирного дома|жилого дома|ожф|объекта|строения|здания|помещения)"
_OF_OTHERS = (
    r"(?:почт|сайт|страниц|электрон|e ?mail|управляющ|организац|компани|юр|офис|контор|факт|регистрац|диспетч|аварийн"
    r"|собственник|прожив|корреспонд|директор|прием|(?<!\w)(?:ук|уо|тсж|тсн|жск|ип|рсо)(?!\w))"
)
_STREET_AND_HOUSE = r"улица (?:и )?(?:номер )?дома?(?: (?:и )?(?:корпус|строение|литера?))*"

# The first match counts, so narrow patterns come before wide ones. Sources of the titles: exports of ГИС ЖКХ and ФРТ, a
# scrape of Реформа ЖКХ, an insurer's workbook, and what clerks are asked to send.
COLUMNS = (
    _column("id", "Номер на сайте", "номер дома на сайте", "код дома на сайте"),
    _column("chat_number", "Номер чата"),
    _column("aliases", "Другие адреса", "другой адрес", "второй адрес", "угловой адрес"),
    *(_column(one.name, one.title, *one.words) for one in PLAIN.values()),
    _column("owner", "Чей чат", r"владелец(?: чата)?", "хозяин чата"),
    _column("entrance", "Подъезд чата", r"(?:номер )?(?:подъезда?|парадной|парадная)", "подъезд номер"),
    _column("share", "Где показывать ссылку", r"где показывать(?: .*)?"),
    _column("checked", "Дата проверки", r"дата (?:последней )?проверки(?: ссылки| чата)?", "проверен[ао]?",
            "ссылка проверена", "когда проверили"),
    _column("checked_by", "Кто проверил", r"кто проверил(?: .*)?", r"кем проверен[ао]?"),
    _column("since", "Чат открыт", r"дата (?:создания|открытия)(?: чата)?", r"чат (?:открыт|создан)(?: с)?"),
    _column("approval", "Вход с одобрения", r"вход по одобрению"),
    _column("shared", "Общий на несколько домов", r"общий(?: чат)?", "один чат на несколько домов"),
    _column("unusual", "Ссылка необычная, но работает"),
    _column("withdrawn", "Отозвана", "дата отзыва"),
    _column("link", "Ссылка на чат", r"ссылк[аи](?: .*)?",
            r"(?:нов|стар|прежн|текущ|актуальн|действующ)\w+ ссылк[аи](?: .*)?",
            r"(?:вставьте|укажите|введите|пришлите|скопируйте) ссылку(?: .*)?",
            rf"(?:домовой |общедомовой |общий |дом |информационный |официальный )?чаты?{_OF_HOUSES}",
            r"(?:ссылки на )?чаты? (?:по )?(?:подъездам|парадным|подъездов)(?: .*)?",
            rf"чаты? (?:домовой|общий|информационный|официальный|ук)(?: ук)?{_OF_HOUSES}",
            r"(?:информационный|официальный|домовой) канал(?: дома)?(?: в)?(?: max| макс| мах)?",
            r"приглашение(?: .*)?", rf"адрес (?:чата|группы|ссылки|канала){_OF_HOUSES}",
            r"max|макс|link|chat|чат подъезда",
            r"(?:группа|мессенджер|канал|сообщество)(?: дома)?(?: в)? (?:max|макс|мах)"),
    _column("entrances", "Подъездов", rf"{COUNT} (?:подъездов|парадных){REMARK}", r"подъездов(?: .*)?", "парадных",
            rf"(?:{COUNT} )?(?:под|пар)",
            "entrance count", "entrances", "doors"),
    _column("entrance_list", "Подъезды", r"(?:номера )?подъезды(?: .*)?", "подъезд ы", "номера подъездов"),
    _column("location_latitude", "Широта", "lat", "latitude"),
    _column("location_longitude", "Долгота", "lon", "lng", "long", "longitude"),
    _column("company_inn", "ИНН компании", r"инн(?: .*)?"),
    _column("company_ogrn", "ОГРН компании", r"огрн(?: .*)?"),
    _column("company", "Управляющая компания", r"управляющ(?:ая|ей) (?:компани[яи]|организаци[яи])",
            r"(?:наименование|название) (?:ук|организации|управляющей (?:компании|организации))",
            "наименование организации осуществляющей управление домом", "ук", "ук тсж", "компания", "организация",
            "management company", "mgmt company"),
    _column("premises", "Номер помещения (блока)", "номер помещения", "номер квартиры"),
    _column("premises_kind", "Тип помещения (блока)"),
    _column("house_kind", "Тип дома", "house type", "вид дома"),
    _column("settlement_type", "Тип населённого пункта", "shortname city", "type city", "adress typecity"),
    _column("settlement", "Населённый пункт", "нп", "город", "formalname city", "city", "adress city",
            "город населенный пункт"),
    _column("quarter", "Микрорайон", "мкр", "мкрн", "микрорайон квартал", "квартал"),
    _column("street_type", "Тип улицы", "type street", "shortname street", "adress typestreet"),
    _column("street", "Улица", r"(?:наименование|название) улицы", rf"(?!{_STREET_AND_HOUSE}$)улица(?: .*)?",
            "formalname street", "street",
            "street as written", "adress street"),
    _column("corpus", "Корпус", "корп", "к", "номер корпуса", "block", "adress block"),
    _column("building", "Строение", "стр", "building"),
    _column("litera", "Литера", "лит", "литер", "letter", "буква"),
    _column("house", "Дом", "номер дома", "дома", "д", "house number", "house", "adress house",
            r"house (?:cell )?as (?:read|written)", r"(?:номер |n )?д(?:ом)?"),
    Column(name="address", title="Адрес", words=(
        rf"(?:(?:укажите|введите|напишите) )?(?:полный |почтовый |ваш )?адрес (?:вашего )?{_OF_A_HOUSE}(?: .*)?",
        "адрес", r"(?:полный|почтовый) адрес",
        rf"адрес(?! .*{_OF_OTHERS})(?: .*)?", r"адреса(?: домов| мкд)?", r"место ?нахождени[ея](?: дома| мкд)?",
        "address", "adress", _STREET_AND_HOUSE, "дом адрес", "мкд", "многоквартирный дом", r"объект(?: управления)?")),
)  # fmt: skip

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
_SEVERAL = ("link",)  # may occur more than once
_NUMBER_SIGNS = ("№", "N", "No", "№№")
_NEVER_LINKS = ("shared", "since", "entrances", "entrance_list", "entrance")  # links below such a title are chats
_OF_A_PLACE = (
    "address",
    "settlement",
    "street",
    "house",
    "company",
)  # of two such columns neither is taken for the other


class Layout(Struct, frozen=True, kw_only=True):
    """The end of the header and the columns found; `unused` are titles without a meaning here."""

    header: int  # row number, 0 without a header
    columns: Mapping[str, tuple[int, ...]]
    titles: Mapping[int, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()  # columns that could each be that of the houses
    guessed: bool = False  # by what is in the columns

    def first(self, name: str) -> int | None:
        """Return the column with this name, if any."""
        found = self.columns.get(name)
        return found[0] if found else None

    @property
    def has_address(self) -> bool:
        """Return True if the columns identify houses."""
        return bool(self.columns.keys() & {"address", "id", "house", "fias"})


@cache
def meaning(title: str) -> tuple[str, int] | None:
    """Return the name of the column with this title, and the quality of the match (0 is best)."""
    bare = _bare(title)
    for column in COLUMNS if bare else ():
        for rank, words in enumerate(column.words):
            if re.fullmatch(words, bare):
                return column.name, rank
    return None


def find_layout(rows: Sequence[Row]) -> Layout | None:
    """Return the header found in the first rows of a sheet, if any; it may take two rows."""
    best: Layout | None = None
    values, linked = _values(rows), _of_links(rows)
    for nth, row in enumerate(rows):
        titles = {at: cell.text for at, cell in row.cells.items()}
        candidates = [(titles, linked & _never_links(titles))]
        if nth and rows[nth - 1].number == row.number - 1:
            above = {at: cell.text for at, cell in rows[nth - 1].cells.items()}
            below = _below_links(above, titles)
            entrances = {at: f"{titles[at]} подъезд" for at in below if titles[at].isdecimal()}
            candidates.append(({**above, **titles, **entrances}, linked & (_never_links(titles) | below)))
        for candidate, links in candidates:
            layout = _layout(candidate, row.number, values, links)
            if layout.has_address and (best is None or _size(layout) > _size(best)):
                best = layout
    return _with_entrances_of_chats(best, rows) if best else None


def _with_entrances_of_chats(layout: Layout, rows: Sequence[Row]) -> Layout:
    """Return the layout; «Подъезды» are those of a chat if a house has several rows, each with other entrances."""
    listed = layout.first("entrance_list")
    if listed is None or "link" not in layout.columns or "entrance" in layout.columns or not _places(layout):
        return layout
    told = [row for row in rows if row.number > layout.header and listed in row.cells]
    several = any(
        row.cells[listed].text != above.cells[listed].text
        and all(row.cells.get(at, above.cells.get(at)) == above.cells.get(at) for at in _places(layout))
        for above, row in pairwise(told)
    )
    if not several:
        return layout
    columns = {("entrance" if name == "entrance_list" else name): at for name, at in layout.columns.items()}
    return replace(layout, columns=columns)


def _places(layout: Layout) -> list[int]:
    names = ("address", "settlement", "street", "house", "corpus", "building", "litera")
    return [at for name in names for at in layout.columns.get(name, ())]


def _size(layout: Layout) -> tuple[int, int]:
    return len(layout.columns), len(layout.columns.get("link", ()))


def _values(rows: Sequence[Row]) -> Mapping[int, Sequence[str]]:
    """Return the values of each column."""
    values: dict[int, list[str]] = {}
    for row in rows:
        for at, cell in row.cells.items():
            values.setdefault(at, []).append(cell.text)
    return values


def _of_links(rows: Sequence[Row]) -> AbstractSet[int]:
    """Return the columns that hold MAX links and, below one or two titles, nothing else."""
    linked, filled = Counter[int](), Counter[int]()
    for row in rows:
        for at, cell in row.cells.items():
            filled[at] += not is_nothing(cell) and not cell.text.isdecimal()  # the columns may be numbered
            linked[at] += bool(max_links(cell))
    return {at for at, count in linked.items() if count and filled[at] - count <= 2}  # noqa: PLR2004


def _never_links(titles: Mapping[int, str]) -> AbstractSet[int]:
    """Return the columns whose title promises something that no link can be: «Общий», yes or no."""
    return {at for at, title in titles.items() if (known := meaning(title)) and known[0] in _NEVER_LINKS}


def _below_links(above: Mapping[int, str], titles: Mapping[int, str]) -> AbstractSet[int]:
    """Return the columns below a title of links over several columns: «Чаты в MAX» over «общий» and «по подъездам»."""
    groups = {at: above[max(one for one in above if one <= at)] for at in titles if at >= min(above, default=at + 1)}
    return {at for at, group in groups.items() if (known := meaning(group)) and known[0] == "link"}


def _layout(
    titles: Mapping[int, str], number: int, values: Mapping[int, Sequence[str]], links: AbstractSet[int]
) -> Layout:
    """Return the layout with these titles; `links` are columns of links, whatever their titles."""
    found: dict[str, list[tuple[int, int]]] = {}
    unused = []
    for at, title in sorted(titles.items()):
        known = ("link", 0) if at in links else meaning(title) or _of_entrance(title, values.get(at, ()))
        if known:
            found.setdefault(known[0], []).append((known[1], at))
        else:
            unused.append(shorten(title, 60))
    at = min((at for _, at in found.get("street", ())), default=-1) + 1
    if at and "house" not in found and titles.get(at, "").strip(" .:") in _NUMBER_SIGNS:
        found["house"] = [(0, at)]  # «Улица», «№»; before the street it is the row's number
        unused.remove(shorten(titles[at], 60))
    columns: dict[str, tuple[int, ...]] = {}
    rivals: list[int] = []
    for name, places in found.items():
        if name in _SEVERAL:
            columns[name] = tuple(at for _, at in places)
        else:
            # Addresses of houses differ from row to row; a constant one is the office's.
            ranks = [(name == "address" and _repeats(values.get(at, ())), rank) for rank, at in places]
            equal = [at for ours, (_, at) in zip(ranks, places, strict=True) if ours == min(ranks)]
            best = equal[0]
            told = [{*values.get(at, ())} - {titles[at]} for at in equal]
            if name in _OF_A_PLACE and any(one != told[0] for one in told):
                rivals += equal
            columns[name] = (best,)
            unused += [shorten(titles[at], 60) for _, at in places if at != best]
    return Layout(header=number, columns=columns, titles=titles, unused=tuple(unused), rivals=tuple(rivals))


def _of_entrance(title: str, values: Sequence[str]) -> tuple[str, int] | None:
    """Return the column of links if a title such as «2 подъезд» stands above links."""
    told = re.search(r"\d", title) and re.search(r"под(?:ъезд|\b)|парадн", fold(title))
    return ("link", 0) if told and any("max.ru/" in value for value in values) else None


def _repeats(values: Sequence[str]) -> bool:
    return len(set(values)) * 2 <= len(values)


def side_by_side(rows: Sequence[Row]) -> tuple[range, ...]:
    """Return the columns of each list if several stand side by side, with equal titles."""
    layout = find_layout(rows)
    titles = {at: _bare(title) or title.strip() for at, title in layout.titles.items()} if layout else {}
    twins = [at for at in layout.rivals if titles[at] == titles[min(layout.rivals)]] if layout else []
    columns, twins = sorted(titles), sorted(set(twins))
    if layout is None or len(twins) < 2:  # noqa: PLR2004
        return ()
    firsts = [columns.index(at) for at in twins]
    while firsts[0] and firsts[1] - 1 > columns.index(twins[0]):
        if len({titles[columns[first - 1]] for first in firsts}) > 1:
            break
        firsts = [first - 1 for first in firsts]  # «№» before each «Адрес»
    starts = [0, *(columns[first] for first in firsts[1:]), MAX_COLUMN]
    parts = tuple(range(start, end) for start, end in pairwise(starts))
    known = [{found[0] for at in columns if at in part and (found := meaning(layout.titles[at]))} for part in parts]
    return parts if len(set.intersection(*known)) > 1 else ()


def choices_of(choices: Sequence[str], part: range | None) -> Sequence[str]:
    """Return the choices of `--columns` that are about these columns: by letter, or by title in any of the lists."""
    if part is None:
        return choices
    letters = {choice: re.fullmatch("[A-Za-z]{1,3}", choice.partition("=")[2].strip()) for choice in choices}
    return [choice for choice, found in letters.items() if not found or column_number(found[0]) in part]


def chosen_layout(choices: Sequence[str], rows: Sequence[Row]) -> Layout:
    """Return the layout that `--columns` defines: «Адрес=B», or by title «Адрес=Место нахождения»."""
    found = find_layout(rows)
    columns: dict[str, tuple[int, ...]] = dict(found.columns) if found else {}
    header = found.header if found else 0
    titles = found.titles if found else {}
    for choice in choices:
        name, _, where = choice.partition("=")
        known = meaning(name)
        if not known or not where.strip():
            near = nearest(name, [column.title for column in COLUMNS])
            known_titles = ", ".join(f"«{column.title}»" for column in COLUMNS)
            raise UnreadableError(
                f"непонятно, что за столбец: «{shorten(choice)}»",
                f"пишите «Адрес=B»; возможно, «{near}»" if near else f"пишите «Адрес=B»; бывают {known_titles}",
            )
        place = _place(where.strip(), rows)
        if place is None:
            raise UnreadableError(
                f"столбца «{shorten(where)}» в таблице нет", "напишите букву столбца или его заголовок"
            )
        columns[known[0]] = (place[1],)
        header = max(header, place[0])
    return Layout(header=header, columns=columns, titles=titles)


def _place(where: str, rows: Sequence[Row]) -> tuple[int, int] | None:
    """Return (row of the title or 0, column) for a title or column letters."""
    for row in rows:
        for at, cell in row.cells.items():
            if cell.text and _bare(cell.text) == _bare(where):
                return row.number, at
    return (0, column_number(where)) if re.fullmatch("[A-Za-z]{1,3}", where) else None


def rivalry(layout: Layout) -> Bad | None:
    """Return the question which of several columns is meant, if each could be."""
    if not layout.rivals:
        return None
    places = " и ".join(f"«{shorten(layout.titles[at], 60)}» ({column_letters(at)})" for at in layout.rivals)
    name = next(name for name, (at, *_) in layout.columns.items() if at in layout.rivals)
    return Bad(
        code="table",
        text=f"непонятно, какой из столбцов взять: {places}",
        hint=f"назовите нужный: --columns {BY_NAME[name].title}={column_letters(layout.rivals[0])}",
    )


def describe(layout: Layout) -> str:
    """Return the recognised columns in words: «Адрес (B), Ссылка на чат (C)»."""
    places = sorted((at, BY_NAME[name].title) for name, found in layout.columns.items() for at in found)
    return ", ".join(f"{title} ({column_letters(at)})" for at, title in places)
