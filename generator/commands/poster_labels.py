"""Options of `domchat posters` for sheets of stickers, and what is said about such a sheet."""

import argparse
import math
import re
from collections.abc import Iterator

from generator.commands.arguments import whole_number
from generator.posters import CUT, SHEETS, Labels, labels_of, parse_sheet
from generator.text import NBSP, Bad

_MOST = 1000  # copies
_FARTHEST = 20  # millimetres that a printer may be off


def add_label_options(command: argparse.ArgumentParser) -> None:
    """Add the options to the command."""
    add = command.add_argument
    add(
        "--sheet", metavar="ЛИСТ", help="наклейки на готовых листах: 21, 24, 65, 70x37 или размеры, см. docs/posters.md"
    )
    add("--start", type=_positive, metavar="N", help="с какой по счёту наклейки начать: лист уже начат")
    add("--copies", type=_positive, metavar="N", help="сколько раз каждую наклейку (на готовом листе обычно 1)")
    add("--shift", type=_shift, metavar="X,Y", help="сдвинуть наклейки вправо и вниз, в миллиметрах: 0.5,-1")
    add("--test-page", action="store_true", help="вместо наклеек — лист для пробы на простой бумаге: какой нужен сдвиг")


def _bad(text: str, hint: str) -> Bad:
    return Bad(code="labels", text=text, hint=hint)


def read_labels(arguments: argparse.Namespace) -> Labels | Bad | None:
    """Return the sheet of stickers, or None for other notices; a `Bad` for options that do not fit together."""
    only = [name for name in ("start", "copies", "shift", "test_page") if getattr(arguments, name)]
    if arguments.sheet is None and arguments.layout != "sticker":
        if not only:
            return None
        name = only[0].replace("_", "-")
        return Bad(
            code="labels", text=f"--{name} бывает только у наклеек", hint="добавьте --sheet 21 или --layout sticker"
        )
    if arguments.layout not in (None, "sticker"):
        return Bad(
            code="labels", text=f"--sheet и --layout {arguments.layout} вместе не указывают", hint="оставьте одно"
        )
    sheet = CUT if arguments.sheet is None else parse_sheet(arguments.sheet)
    if isinstance(sheet, Bad):
        return sheet
    start = arguments.start or 1
    if start > sheet.capacity:
        return Bad(
            code="labels", text=f"--start {start}: на листе {sheet.title}", hint=f"нужно от 1 до {sheet.capacity}"
        )
    copies = arguments.copies or (sheet.capacity if sheet.cut else 1)
    return labels_of(sheet, copies=copies, start=start, shift=arguments.shift or (0, 0), test=arguments.test_page)


def about_labels(labels: Labels | None, notices: int, files: int) -> Iterator[str]:
    """Yield the sheet in words, and where its free labels begin."""
    if labels is None or labels.cut:
        return
    yield f"Лист: {labels.title} ({labels.columns} × {labels.rows}). Печатайте «100{NBSP}%», без подгонки под лист."
    others = [sheet for sheet in SHEETS if sheet.capacity == labels.capacity and sheet.name != labels.name]
    if others:
        some = ", ".join(f"{one.size}{' вплотную' if one.is_tight else ''}: --sheet {one.name}" for one in others)
        yield f"Сверьте с упаковкой; есть и {some}"
    if labels.test:
        yield "Напечатайте пробу на простой бумаге и сложите на просвет с листом наклеек: на какое деление придётся"
        yield "край наклейки, такой и нужен сдвиг, сначала вправо, потом вниз: --shift X,Y"
        if labels.shift:
            yield f"Эта проба уже со сдвигом {labels.shift}: то, что увидите на ней, прибавьте к нему."
        return
    free = (labels.start - 1 + notices * labels.copies) % labels.capacity + 1
    if files == 1 and free > 1:
        yield f"Последний лист занят до {free - 1} из {labels.capacity}, в следующий раз: --start {free}"


def _positive(text: str) -> int:
    """Return a number from 1 to 1000."""
    number = whole_number(text)
    if not 1 <= number <= _MOST:
        raise argparse.ArgumentTypeError(f"«{text}» не подходит, нужно число от 1 до {_MOST}")
    return number


def _shift(text: str) -> tuple[float, float]:
    """Return two lengths in millimetres."""
    found = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;]\s*([+-]?\d+(?:\.\d+)?)\s*", text.replace("−", "-"))
    lengths = (float(found[1]), float(found[2])) if found else (math.inf, math.inf)
    if max(map(abs, lengths)) > _FARTHEST:
        raise argparse.ArgumentTypeError(
            f"«{text}» — не сдвиг; нужно вправо и вниз в миллиметрах, дробь через точку: 0.5,-1, не больше {_FARTHEST}"
        )
    return lengths
