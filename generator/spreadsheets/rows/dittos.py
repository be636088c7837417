"""Ditto marks («-//-», «то же») → the value above them: people write so for a street or a company that repeats."""

import re
from collections.abc import Iterable, Iterator

from generator.addresses import fold
from generator.spreadsheets.rows.columns import Layout
from generator.spreadsheets.tables.cells import Cell, Row

_REPEATED = (
    *("address", "settlement_type", "settlement", "street_type", "street"),
    *("company", "company_inn", "company_ogrn"),
)
_QUOTES = "\"'«»„“”‘’`′″〃״"
_SIGNS = rf"[-–—=_.]*(?:[{_QUOTES}]{{1,4}}|/{{2,}}|\\{{2,}}|~+)[-–—=_.]*"
_WORDS = r"(?:то|те|та|тот|там|так)-?же(?:самое|самая)?|также"
_DITTO = re.compile(rf"(?:{_SIGNS}|[{_QUOTES}(]?(?:{_WORDS})[.)]?[{_QUOTES}]?)")
_BEFORE_A_HOUSE = re.compile(
    rf"\s*(?:[-–—=]\s*)?(?:[{_QUOTES}]{{1,4}}|/{{2,}}|~+)(?:\s*[-–—=])?[\s,]+(?=[дД№\d])"
    rf"|\s*(?:то|те|та|там|тот)\s?же[\s,]+(?=[дД№\d])",
    re.IGNORECASE,
)


def undittoed(rows: Iterable[Row], layout: Layout) -> Iterator[Row]:
    """Yield the rows with the values that ditto marks stand for; a mark below nothing is left out."""
    columns = [at for name in _REPEATED for at in layout.columns.get(name, ())]
    above: dict[int, Cell] = {}
    for row in rows:
        marks = [at for at in columns if at in row.cells and is_ditto(row.cells[at].text)]
        above |= {at: row.cells[at] for at in columns if at in row.cells and at not in marks}
        told = {at: above[at] for at in marks if at in above}
        yield Row(row.number, {at: one for at, one in row.cells.items() if at not in marks} | told) if marks else row


def is_ditto(text: str) -> bool:
    """Return True for a text that only says that the value above repeats."""
    if not text or len(text) > 20 or text[0].isdecimal():  # noqa: PLR2004
        return False
    return _DITTO.fullmatch(fold("".join(text.split()))) is not None


def after_ditto(line: str) -> str:
    """Return the house in an address whose street is a ditto mark: «д. 7» for «-//- д. 7»; "" for other lines."""
    found = _BEFORE_A_HOUSE.match(line)
    return line[found.end() :] if found else ""
