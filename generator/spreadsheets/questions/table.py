"""Questions → a workbook with a column for the answers.

It has the rest of each row too, so that the answers can be imported without the files that the rows stand in. The
names of persons and their phones are in no question, and chats are left out.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from msgspec import Struct
from xlsxwriter.workbook import Workbook

from generator.spreadsheets.aliases import in_one_line
from generator.spreadsheets.plans import NewCompany
from generator.spreadsheets.questions.kinds import KINDS, kind_of
from generator.spreadsheets.rows import HouseRow, RefusedRow, Remark
from generator.spreadsheets.rows.columns import BY_NAME
from generator.text import FORMULA_BEGINNINGS

SHEET, COMPANIES_SHEET = "Вопросы", "_компании"
FILE, NUMBER, LINE, QUESTION, CHOICE, ANSWER, KIND, ABOUT = (
    "Файл",
    "Строка",
    "Адрес, как в файле",
    "Вопрос",
    "Что можно ответить",
    "Ответ",
    "Вид вопроса",
    "О чём ещё",
)
_WIDTHS = {FILE: 18, NUMBER: 8, LINE: 42, QUESTION: 60, CHOICE: 38, ANSWER: 34, KIND: 12, ABOUT: 24}
KEPT = ("id", "company", "company_inn", "company_ogrn", "fias", "entrances", "entrance_list", "flats", "floors",
        "aliases", "location_latitude", "location_longitude")  # fmt: skip
COMPANY_COLUMNS = ("inn", "ogrn", "name", "kind", "phones", "email", "website")
_GREY, _YELLOW, _GREEN = "#EEEEEE", "#FFF8D6", "#DDEBDD"


class Question(Struct, frozen=True, kw_only=True):
    """A question: the file and number of its row, the address as written, the rest of the row."""

    file: str
    number: int
    remark: Remark
    line: str = ""
    row: HouseRow | RefusedRow | None = None


def make_questions(questions: Sequence[Question], companies: Sequence[NewCompany], made: date) -> bytes:
    """Return the workbook; `companies` are those that an answer may name and the data doesn't have."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": datetime(made.year, made.month, made.day), "author": "domchat"})  # noqa: DTZ001
        _write_questions(book, questions)
        sheet = book.add_worksheet(COMPANIES_SHEET)
        texts = [COMPANY_COLUMNS, *map(_company, companies)]
        for number, row in enumerate(texts):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)
        sheet.hide()
    return target.getvalue()


def _write_questions(book: Workbook, questions: Sequence[Question]) -> None:
    sheet = book.add_worksheet(SHEET)
    plain = {"num_format": "@", "text_wrap": True, "valign": "top"}
    head = book.add_format({**plain, "bold": True, "bg_color": _GREEN, "border": 1})
    told = book.add_format({**plain, "bg_color": _GREY})
    quoted = book.add_format({**plain, "bg_color": _GREY, "quote_prefix": True})
    answer = book.add_format({**plain, "bg_color": _YELLOW, "border": 1})
    titles = [*_WIDTHS, *(BY_NAME[name].title for name in KEPT)]
    at_answer = titles.index(ANSWER)
    for at, title in enumerate(titles):
        sheet.set_column(at, at, _WIDTHS.get(title, 16))
        sheet.write_string(0, at, title, head)
    for number, question in enumerate(questions, 1):
        for at, text in enumerate(_texts(question)):
            if text:
                sheet.write_string(number, at, text, quoted if text.startswith(FORMULA_BEGINNINGS) else told)
        sheet.write_blank(number, at_answer, None, answer)
        if choices := kind_of(question.remark.kind).choices:
            rule = {"validate": "list", "source": list(choices), "error_message": "Выберите из списка."}
            sheet.data_validation(number, at_answer, number, at_answer, rule)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(questions), 1), len(titles) - 1)
    sheet.set_column(at_answer + 1, len(titles) - 1, 14, None, {"level": 1, "hidden": True})


def _texts(question: Question) -> list[str]:
    remark, kind = question.remark, kind_of(question.remark.kind)
    told = {
        FILE: question.file,
        NUMBER: str(question.number or ""),
        LINE: question.line,
        QUESTION: remark.text,
        CHOICE: kind.answers if kind is not KINDS[""] or not remark.hint else remark.hint,
        ANSWER: "",
        KIND: remark.kind or "-",
        ABOUT: remark.about,
    }
    kept = _kept(question.row) if question.row else {}
    return [*told.values(), *(kept.get(name, "") for name in KEPT)]


def _kept(row: HouseRow | RefusedRow) -> dict[str, str]:
    company = {"company": row.company.name, "company_inn": row.company.inn, "company_ogrn": row.company.ogrn}
    if isinstance(row, RefusedRow):
        return {**row.values, **company}
    values: dict[str, Any] = dict(row.values)
    entrances, location = values.get("entrances"), values.pop("location", None)
    if isinstance(entrances, tuple):
        values["entrance_list"] = ", ".join(map(str, values.pop("entrances")))
    if "aliases" in values:
        settlement = row.address.settlement if row.address else ""
        values["aliases"] = "; ".join(in_one_line(one, settlement) for one in values["aliases"])
    if location:
        values["location_latitude"], values["location_longitude"] = location
    return {"id": row.id, **company, **{name: str(value) for name, value in values.items() if name in KEPT}}


def _company(one: NewCompany) -> tuple[str, ...]:
    phones = one.contacts.get("phones") or []
    assert isinstance(phones, list)
    numbers = "; ".join(str(phone["number"]) for phone in phones if isinstance(phone, dict))
    told = [str(one.contacts.get(name) or "") for name in ("email", "website")]
    return one.inn, one.ogrn, one.name, one.kind, numbers, *told
