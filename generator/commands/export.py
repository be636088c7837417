"""`domchat export`: a company's buildings as a workbook for its clerk; `--template` makes an empty one."""

import argparse
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.build import Options
from generator.commands.arguments import Commands, options_of, path, shared
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.screen import say, show
from generator.datafiles import Draft, Drafts, load_drafts
from generator.spreadsheets import HELP_SHEET, Contact, SheetRow, building_rows, make_workbook
from generator.text import Bad, Report, plural, unbound, write_whole

_CONTACTS = (("inn", "ИНН"), ("ogrn", "ОГРН"), ("dispatch", "Аварийная служба"), ("email", "Почта"),
             ("website", "Сайт"), ("office", "Офис"), ("hours", "Часы работы"))  # fmt: skip


class Order(Struct, frozen=True, kw_only=True):
    """What to export: one company's buildings, all (`company` empty), or none (`template`)."""

    company: str = ""
    template: bool = False
    target: Path | None = None


class Done(Struct, frozen=True, kw_only=True):
    """The result; nothing was written if the report has errors."""

    report: Report
    target: Path
    buildings: int = 0


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "export",
        parents=shared("data", "out", "today"),
        help="сделать таблицу Excel с домами компании, чтобы её дополнили и прислали обратно",
        description="Делает книгу .xlsx: дома и чаты компании, подсказки, выпадающие списки. Исправленную книгу берёт "
        "domchat import: он перенесёт в данные ровно то, что в ней исправили.",
    )
    command.add_argument("--company", default="", metavar="КОМПАНИЯ", help="имя файла из companies без .yaml; "
        "без этого — дома всех компаний")  # fmt: skip
    command.add_argument("--template", action="store_true", help="пустая таблица: только заголовки и подсказки")
    command.add_argument(
        "-o", dest="target", type=path, metavar="ФАЙЛ.xlsx", help="куда (обычно КОМПАНИЯ.xlsx в --out)"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    order = Order(company=arguments.company, template=arguments.template, target=arguments.target)
    done = export(options_of(arguments), order)
    if isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}")
        return WRONG_USAGE
    if done.report.failed:
        show(done.report)
        say("Таблица не сделана.")
        return BAD_DATA
    say(f"Готово: {plural(done.buildings, 'дом', 'дома', 'домов')} → {done.target}")
    return DONE


def export(options: Options, order: Order) -> Done | Bad:
    """Check the data and write the workbook; a `Bad` means that the order can't be carried out."""
    drafts, report = load_drafts(options.data, options.day_in)
    company = drafts.company_meant(order.company) if order.company and not report.failed else order.company
    if isinstance(company, Bad):
        return company
    target = order.target or options.out / f"{company or 'doma'}.xlsx"
    if target.suffix.lower() != ".xlsx":
        return Bad(code="usage", text=f"{target} — не имя книги Excel", hint="укажите -o ФАЙЛ.xlsx")
    if target.exists() and not _is_ours(target):
        return Bad(code="usage", text=f"{target} создан не этой программой, он не тронут", hint="укажите другое имя")
    if report.failed or drafts.site is None:
        return Done(report=report, target=target)
    rows = [] if order.template else list(_rows(drafts, company))
    today = options.day_in(drafts.site.get("timezone"))
    contacts = list(_contacts(drafts.companies[company])) if company else []
    content = make_workbook(rows, contacts, today, register=not company)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    return Done(report=report, target=target, buildings=len({row["id"] for row in rows}))


def _rows(drafts: Drafts, company: str) -> Iterator[SheetRow]:
    """Yield the rows by company, then by address."""
    for slug in [company] if company else sorted(drafts.companies):
        draft = drafts.companies[slug]
        buildings = draft.get("buildings") or ()
        for building in sorted(buildings, key=lambda one: (one.get("address").sort_key, one.get("id"))):
            yield from building_rows(building, draft.get("name"))


def _contacts(company: Draft) -> Iterator[Contact]:
    yield Contact(label="Название", text=company.get("name"))
    for phone in company.get("phones") or ():
        yield Contact(label=phone.get("label") or "Телефон", text=unbound(str(phone.get("number"))))
    for name, label in _CONTACTS:
        if company.get(name):
            yield Contact(label=label, text=unbound(str(company.get(name))))


def _is_ours(path: Path) -> bool:
    """Return True if the file is a workbook made by this command, edited or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return HELP_SHEET in archive.read("xl/workbook.xml").decode()
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError):
        return False
