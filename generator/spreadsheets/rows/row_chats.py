"""The chats of a row: links in any column and form, the entrance and other fields of each."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from generator.spreadsheets.rows import readings
from generator.spreadsheets.rows.row_cells import RowCells
from generator.spreadsheets.rows.words_beside import beside_link, prohibition
from generator.text import Bad, parse_link, shorten

_OF_CHAT = ("owner", "share", "approval", "since", "checked", "checked_by", "shared", "unusual", "withdrawn")
# Where one of these can't be read, the link might be shown to whom it isn't meant for.
_RESTRICTING = ("owner", "share", "withdrawn")


def read_chats(cells: RowCells) -> Iterator[dict[str, Any]]:
    """Yield the fields of each chat."""
    before = len(cells.doubts)
    common = {name: cells.typed(name, doubt=True) for name in _RESTRICTING}
    entrance, several = _entrance(cells)
    unclear = "другая ячейка о чате непонятна" if len(cells.doubts) > before else _forbidden(cells)
    common |= {name: cells.typed(name, doubt=True) for name in _OF_CHAT if name not in _RESTRICTING}
    common = {name: value for name, value in common.items() if value is not None}
    _ask_struck(cells)
    links = [
        (link, told or readings.entrance_in(cells.layout.titles.get(at, "")))
        for at in cells.layout.columns.get("link", ())
        for link, told in _links(cells, at)
    ]
    links += _elsewhere(cells, {link.url for link, _ in links})
    for link, told in links:
        if unclear:
            _leave_link(cells, link.url, unclear)
            continue
        number = told or (None if several else entrance)
        if link.unusual and not common.get("unusual") and (cells.edited is None or "link" in cells.edited):
            _doubt_link(cells, link.url)
            continue
        yield {"link": link, **common, **({"entrance": number} if number else {})}
    if not links and (common or (entrance and cells.edited is not None)):
        yield {**common, **({"entrance": entrance} if entrance else {})}


def _entrance(cells: RowCells) -> tuple[int | None, bool]:
    """Return the entrance of the chat, and whether there are several."""
    cell = cells.cell("entrance")
    if cell is None:
        return cells.entrance, False
    numbers = readings.entrances(cell)
    if isinstance(numbers, Bad):
        cells.doubts.append(cells.remark("entrance", numbers))
        return None, False
    if len(numbers) > 1 and cells.edited is None:
        _note_entrances(cells, "entrance", cell.text)
    return (numbers[0] if len(numbers) == 1 else None), len(numbers) > 1


def _note_entrances(cells: RowCells, name: str, words: str, column: int | None = None) -> None:
    bad = Bad(
        code="entrance",
        text=f"чат подъездов «{shorten(words, 40)}» взят как чат всего дома",
        hint="на сайте чат бывает для одного подъезда или для всего дома; если дому он не подходит, уберите ссылку",
    )
    cells.remarks.append(replace(cells.remark(name, bad, column), guess=True))


def _links(cells: RowCells, column: int) -> list[Any]:
    cell = cells.row.cells.get(column)
    if cell is None or readings.is_nothing(cell) or (cells.edited is not None and "link" not in cells.edited):
        return []
    found = readings.looks_wrong(cell) or readings.chat_links(cells.clerks_link(cell))
    if isinstance(found, Bad):
        cells.doubts.append(cells.remark("link", found, column))
        return []
    if _has_words(cells, column, [link.url for link, _ in found]):
        return []
    words = readings.without_links(cell.text)
    if any(told is None for _, told in found) and readings.names_entrances(words) and cells.edited is None:
        _note_entrances(cells, "link", " ".join(words.split()), column)
    return found


def _ask_struck(cells: RowCells) -> None:
    """Ask about links that are struck out or in a comment: what they stand beside is taken without them."""
    for at in cells.layout.columns.get("link", ()):
        cell = cells.row.cells.get(at)
        for url in readings.struck_links(cell) if cell and (cell.value is not None or cell.comment) else ():
            bad = Bad(
                code="link",
                text=f"ссылка зачёркнута или стоит в примечании к ячейке, поэтому не взята: {url}",
                hint="если она больше не нужна, сотрите её; если верна, впишите в ячейку",
            )
            cells.doubts.append(cells.remark("link", bad, at))


def _elsewhere(cells: RowCells, taken: set[str]) -> list[Any]:
    """Return the invitation in another column if it is the row's only one; add questions about all others."""
    if cells.edited is not None:
        return []  # in our own workbook every link has its column, and unedited cells are not read
    known = {at for name, places in cells.layout.columns.items() if name != "address" for at in places}
    found = {
        link.url if not isinstance(link, Bad) else text: (link, at)
        for at, cell in sorted(cells.row.cells.items())
        if at not in cells.layout.columns.get("link", ())
        for text in readings.max_links(cell)
        for link in (parse_link(text),)
    }
    struck = {text for at, cell in cells.row.cells.items() for text in readings.struck_links(cell)}
    left = {url: pair for url, pair in found.items() if url not in taken}
    asked_already = any(readings.max_links(cells.row.cells[at]) for at in _link_columns(cells))
    if len(left) == 1 and not taken and not asked_already:
        ((link, at),) = left.values()
        if not isinstance(link, Bad) and link.kind == "invite" and at not in known and not struck:
            return [] if _has_words(cells, at, [link.url]) else [(link, None)]
    for url, (_, at) in left.items():
        bad = Bad(
            code="link",
            text=f"здесь стоит ссылка, которая не взята: {url}",
            hint="если это чат дома, перенесите её в столбец «Ссылка на чат»; если нет, уберите",
        )
        cells.doubts.append(cells.remark("link", bad, at))
    return []


def _link_columns(cells: RowCells) -> list[int]:
    return [at for at in cells.layout.columns.get("link", ()) if at in cells.row.cells]


def _forbidden(cells: RowCells) -> str:
    """Return the words of the row, or of the title above a link, that forbid to take its links, or ""."""
    if cells.edited is not None:
        return ""
    of_links = cells.layout.columns.get("link", ())
    titles = cells.layout.titles
    texts = [titles.get(at, "") for at in _link_columns(cells)]
    texts += [
        f"{titles.get(at, '')}: {cell.text}" for at, cell in sorted(cells.row.cells.items()) if at not in of_links
    ]
    texts += [cell.comment for cell in cells.row.cells.values()]
    words = next(filter(None, map(prohibition, texts)), "")
    return f"написано «{shorten(words, 60)}»" if words else ""


def _has_words(cells: RowCells, column: int, urls: list[str]) -> bool:
    """Return True after asking about words beside links; in the address's cell, words that are not its part."""
    known = cells.layout.columns
    of_address = column in known.get("address", ())
    own = [cells.text(name) for name in known if name not in ("link", "address" if of_address else "")]
    text = cells.aside if of_address else readings.without_links(cells.row.cells[column].text)
    words = beside_link(text, [*own, cells.around.gazetteer.city])
    if words:
        bad = Bad(
            code="link",
            text=f"рядом со ссылкой написано «{shorten(words, 60)}», поэтому она не взята: {' '.join(urls)}",
            hint="если по ссылке можно пускать жителей, уберите эти слова; если нет, уберите ссылку",
        )
        cells.doubts.append(cells.remark("link", bad, column))
    return bool(words)


def _leave_link(cells: RowCells, url: str, why: str) -> None:
    bad = Bad(
        code="link",
        text=f"ссылка не взята, потому что {why}: {url}",
        hint="исправьте ту ячейку: от неё зависит, кому показать ссылку",
    )
    cells.doubts.append(cells.remark("link", bad))


def _doubt_link(cells: RowCells, url: str) -> None:
    bad = Bad(
        code="link",
        text=f"приглашение необычной длины или с необычным концом, вероятно, обрезано: {url}",
        hint="скопируйте его в MAX заново; если открыли и оно работает, напишите «да» в столбце "
        "«Ссылка необычная, но работает»",
    )
    cells.doubts.append(cells.remark("link", bad))
