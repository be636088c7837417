"""The common form of all tables: sheets of rows of typed cells with places."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from generator.datafiles import FORBIDDEN

Value = str | int | float | bool | date | datetime | time | timedelta | None

MAX_CELLS = 1_500_000  # non-empty cells in a file; a register of 40,000 houses has a million
MAX_COLUMN = 16_384
_INVITE = re.compile(r"https?://max\.ru/join/[\w-]+")
_CONTROL = re.compile("_x000[0-9A-Da-d]_")  # line ends as some exporters write them
_FORMAT = re.compile(  # parts of number formats: words, signs, hidden text, and the position of the number
    r'"(?P<text>[^"]*)"|\\(?P<sign>.)|_.|\*.|\[[^\]]*\]|(?P<number>[#0?][#0?,.]*|General|Основной)'
)


class Cell(Struct, frozen=True):
    """A value, the target of the cell's hyperlink, its formula without «=», the text that is struck out, the comment.

    What is struck out is not part of the value: people strike out what no longer holds.
    """

    value: Value
    link: str = ""
    formula: str = ""
    struck: str = ""
    comment: str = ""

    @property
    def text(self) -> str:
        """Return the value as one would type it: «12» for 12.0, 02.09.2018 for a date; without invisible characters.

        The apostrophe that marks text in Excel is removed too.
        """
        match self.value:
            case None:
                return ""
            case bool():
                return "да" if self.value else "нет"
            case float():
                return str(int(self.value)) if self.value.is_integer() else f"{self.value:.15g}"
            case datetime() | date():
                return self.value.strftime("%d.%m.%Y") if self.value.year >= 1000 else str(self.value)  # noqa: PLR2004
            case time():
                return self.value.strftime("%H:%M")
            case _:
                text = FORBIDDEN.sub("", _CONTROL.sub("", str(self.value))).strip()
                return text[1:].strip() if text[:1] == "'" and "'" not in text[1:] else text


def unstruck(cell: Cell) -> Cell:
    """Return a cell that is struck out as a whole."""
    return Cell(None, cell.link, cell.formula, cell.text or cell.link)


def commented(cell: Cell | None, comment: str) -> Cell | None:
    """Return the cell with its comment; one on an empty cell matters only if it has a link."""
    if cell is None and "max.ru/" not in comment:
        return None
    return replace(cell or Cell(None), comment=comment)


def runs_cell(runs: Iterable[tuple[str, bool]], link: str = "", formula: str = "") -> Cell:
    """Return the cell for runs of text, each with whether it is struck out."""
    parts = list(runs)
    kept, struck = ("".join(text for text, is_struck in parts if is_struck is wanted) for wanted in (False, True))
    return Cell(kept if kept.strip() else None, link, formula, struck.strip())


class Row(Struct, frozen=True):
    """A row with its number from 1; non-empty cells by column from 0."""

    number: int
    cells: dict[int, Cell]


class Sheet(Struct):
    """A sheet with its rows from top to bottom, which may be read lazily.

    `merged` are blocks (first row, last row, column) whose value is in the first row. `register` is the name of the
    public register that the sheet is a part of. `hidden_rows` are the numbers of rows that Excel doesn't show,
    `loose` the links to MAX that stand in no cell: on pictures and in text boxes. `part` are the columns of one of
    several lists that stand side by side.
    """

    name: str
    rows: Iterable[Row]
    hidden: bool = False
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    register: str = ""
    hidden_rows: tuple[int, ...] = ()
    loose: tuple[str, ...] = ()
    part: range | None = None

    @property
    def title(self) -> str:
        """Return the name, with the columns if it is a part of the sheet: «Дома, столбцы E–H»."""
        if self.part is None:
            return self.name
        columns = f"столбцы {column_letters(self.part.start)}–{column_letters(self.part.stop - 1)}"
        return f"{self.name}, {columns}" if self.name else columns

    def cut(self, part: range) -> "Sheet":
        """Return the sheet with only these columns of its rows."""
        kept = [Row(row.number, {at: cell for at, cell in row.cells.items() if at in part}) for row in self.rows]
        last = max((at for row in kept for at in row.cells), default=part.start)
        merged = [block for block in self.merged if block[2] in part]
        shown = range(part.start, last + 1)
        return replace(self, rows=[row for row in kept if row.cells], merged=merged, part=shown)


def shown_number(value: float, pattern: str) -> Value:
    """Return a number as shown by a format with text («0" корп. 1"»), else the number."""
    shown, words, placed = "", "", False
    for found in _FORMAT.finditer(pattern.partition(";")[0]):
        word = found["text"] or found["sign"] or ""
        shown, words = shown + word, words + word
        if found["number"] and not placed:
            shown, placed = shown + Cell(value).text, True
    return shown.strip() if placed and any(map(str.isalnum, words)) else value


def column_letters(column: int) -> str:
    """Return the name of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the column with this name, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def loose_links(text: str) -> tuple[str, ...]:
    """Return the invitations in the XML of what lies above the cells."""
    return tuple(dict.fromkeys(_INVITE.findall(text)))


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: C12."""
    return f"{column_letters(column)}{row}"


class UnreadableError(Exception):
    """The file is not a table or may not be read; says what is wrong and what to do."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text, self.hint = text, hint


class Counter:
    """Counts the cells of a file, so that it can't fill the memory."""

    def __init__(self) -> None:
        self.cells = 0

    def add(self, cells: int) -> None:
        """Add to the count; raise if there are too many."""
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise UnreadableError(
                f"в таблице больше {MAX_CELLS // 1000} тысяч заполненных ячеек",
                "разделите её на несколько файлов или уберите лишние столбцы",
            )
