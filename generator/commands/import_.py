"""`domchat import`: a spreadsheet into the data, with a report row by row; nothing is written unless all is sound."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from generator.build import Options
from generator.commands.arguments import Commands, options_of
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.ids import choose_id, history_text, new_id, used_ids
from generator.commands.import_report import say_changes, say_columns, say_counts, say_questions
from generator.commands.screen import say, show
from generator.commands.text_files import read_text, write_texts
from generator.datafiles.drafts import Drafts
from generator.datafiles.editing import Append, Drop, Edit, Put, edited, new_file, plain
from generator.datafiles.folder import HISTORY_FILE, SITE_FILE, File, Folder, read_folder
from generator.datafiles.load import Loaded, understand
from generator.datafiles.nodes import compose
from generator.datafiles.yaml_writing import Yaml
from generator.problems import Bad, Problem, Report, nearest
from generator.spreadsheets.blame import Blame
from generator.spreadsheets.cells import Row, Sheet, UnreadableError
from generator.spreadsheets.columns import Layout, chosen_layout, find_layout
from generator.spreadsheets.companies import NewCompany
from generator.spreadsheets.merging import Merge, Plan, Question, Wishes
from generator.spreadsheets.rows import Base, HouseRow, PassedRow, ReadRow, RefusedRow
from generator.spreadsheets.sheet_reading import read_rows
from generator.spreadsheets.tables import read_tables
from generator.spreadsheets.workbook import BASE_SHEET, HELP_SHEET, read_base

_HEADER_ROWS = 60  # the header is looked for among so many
_ROUNDS = 30
_MAX_ROWS = 100_000
_SCHEMA = "# yaml-language-server: $schema=../../docs/schema/company.json"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be imported and how."""

    file: Path
    wishes: Wishes
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet that was understood, and its rows."""

    name: str
    layout: Layout
    rows: tuple[ReadRow, ...]


@dataclass(kw_only=True)
class Done:
    """What came of an import. `problems` are those that no row is to blame for: nothing was written then."""

    tables: list[Table]
    plan: Plan
    problems: Report = field(default_factory=Report)
    warnings: list[Problem] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        parents=[common],
        help="взять дома и ссылки из таблицы: xlsx, xls, ods, csv",
        description="Читает таблицу, сверяет её с данными и дописывает новое; остальное в файлах не трогает. "
        "Что непонятно, перечисляет по ячейкам. Ничего не пишет, если после этого данные не прошли бы проверку.",
    )
    add = command.add_argument
    add("file", type=Path, metavar="ФАЙЛ", help="таблица: .xlsx, .xls, .ods, .csv или .tsv")
    add("--company", default="", metavar="КОМПАНИЯ", help="чьи это дома: имя файла из companies без .yaml; "
        "без этого таблица должна сама называть компании")  # fmt: skip
    add("--columns", nargs="+", default=[], metavar="СТОЛБЕЦ=ГДЕ", help="где что стоит, если заголовки другие: "
        "Адрес=B «Ссылка на чат=Куда писать»")  # fmt: skip
    add("--sheet", nargs="+", default=[], metavar="ЛИСТ", help="только эти листы (обычно все, где есть дома)")
    add("--dry-run", action="store_true", help="показать, что изменится, и ничего не писать")
    add("--remove-missing", action="store_true", help="удалить дома, которых в таблице нет; их номера уйдут в retired")
    add("--alike-are-new", action="store_true", help="считать «13А» и «13 корп. А» разными домами, а не спрашивать")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    order = Order(
        file=arguments.file,
        wishes=Wishes(
            company=arguments.company,
            remove_missing=arguments.remove_missing,
            alike_are_new=arguments.alike_are_new,
        ),
        columns=tuple(arguments.columns),
        sheets=tuple(arguments.sheet),
        dry_run=arguments.dry_run,
    )
    done = import_table(options_of(arguments), order)
    if isinstance(done, Report):
        show(done)
        say("Сначала исправьте данные: таблицу сверяют только с верными.")
        return BAD_DATA
    if isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}" if done.hint else f"domchat: {done.text}")
        return BAD_DATA if done.code == "table" else WRONG_USAGE
    return _tell(done, order)


def _tell(done: Done, order: Order) -> int:
    for table in done.tables:
        say_columns(table.name, table.layout, table.rows)
    say_changes(done.plan)
    say_questions(done.plan, [row for table in done.tables for row in table.rows])
    show(done.problems)
    if done.warnings:
        say("Предупреждения проверки к тому, что получилось:")
        for problem in done.warnings:
            say(f"  {problem.text}" + (f" ({problem.hint})" if problem.hint else ""))
    if done.plan.removal_refused:
        say("Пока не все строки поняты, удалять нельзя: непонятая строка может быть как раз тем домом.")
    asked = say_counts(done.plan, [row for table in done.tables for row in table.rows])
    if done.problems.failed:
        say("Данные не изменены: получившееся не прошло бы проверку.")
        return BAD_DATA
    if order.dry_run:
        say("Данные не изменены: это пробный запуск.")
    elif done.written:
        say(f"Записано: {', '.join(done.written)}.")
    else:
        say("Данные не изменены: менять нечего.")
    return BAD_DATA if asked and not done.written and done.plan.empty and not done.plan.same else DONE


def import_table(options: Options, order: Order, choose: Callable[[str], str] = choose_id) -> Done | Bad | Report:
    """Read the table, merge it with the data and write; a `Report` says what is wrong with the data as they are."""
    report = Report()
    folder = read_folder(options.data, report)
    loaded = understand(folder, report, options.today, options.day_in)
    if loaded.city is None:
        return loaded.report
    if order.wishes.company and order.wishes.company not in loaded.drafts.companies:
        near = nearest(order.wishes.company, loaded.drafts.companies)
        hint = f"возможно, {near}" if near else f"есть: {', '.join(sorted(loaded.drafts.companies))}"
        return Bad(code="company", text=f"файла companies/{order.wishes.company}.yaml нет", hint=hint)
    tables = _read_file(order, loaded.drafts)
    if isinstance(tables, Bad):
        return tables
    rows = [row for table in tables for row in table.rows if isinstance(row, HouseRow)]
    refusal = _refuse(rows, tables, order)
    return refusal or _merge(options, order, loaded, folder, tables, rows, choose)


# --- the table


def _read_file(order: Order, drafts: Drafts) -> list[Table] | Bad:
    try:
        with order.file.open("rb") as file:
            return _read_sheets(list(_chosen(read_tables(file), order)), order, drafts)
    except FileNotFoundError:
        return Bad(code="usage", text=f"файла {order.file} нет")
    except IsADirectoryError:
        return Bad(code="usage", text=f"{order.file} — папка, а нужен файл")
    except UnreadableError as error:
        return Bad(code="table", text=f"{order.file}: {error.text}", hint=error.hint)


def _chosen(sheets: Any, order: Order) -> Any:  # noqa: ANN401
    names = []
    for sheet in sheets:
        names.append(sheet.name)
        if (sheet.name in order.sheets) if order.sheets else (not sheet.hidden or sheet.name == BASE_SHEET):
            yield sheet
    missing = [name for name in order.sheets if name not in names]
    if missing:
        raise UnreadableError(f"листа «{missing[0]}» в книге нет", f"есть: {', '.join(names)}")


def _read_sheets(sheets: list[Sheet], order: Order, drafts: Drafts) -> list[Table] | Bad:
    tables: list[Table] = []
    base: Base = {}
    for sheet in sheets:
        if sheet.name == BASE_SHEET:
            base = read_base(sheet)
    for sheet in sheets:
        if sheet.name in (BASE_SHEET, HELP_SHEET):
            continue
        rows = iter(sheet.rows)
        head = list(islice(rows, _HEADER_ROWS))
        layout = chosen_layout(order.columns, head) if order.columns else find_layout(head)
        if layout is None or not head:
            continue
        sheet.rows = _chained(head, rows)
        read = tuple(islice(read_rows(sheet, layout, drafts.gazetteer, base), _MAX_ROWS + 1))
        if len(read) > _MAX_ROWS:
            return Bad(code="table", text=f"{order.file}: больше {_MAX_ROWS} строк", hint="разделите таблицу на части")
        tables.append(Table(name=sheet.name, layout=layout, rows=read))
    if not tables:
        return Bad(
            code="table",
            text=f"{order.file}: не нашлось заголовка со столбцом «Адрес» или «Улица» и «Дом»",
            hint="назовите столбцы сами: --columns Адрес=B «Ссылка на чат=D»",
        )
    return tables


def _chained(head: Sequence[Row], rows: Any) -> Any:  # noqa: ANN401
    yield from head
    yield from rows


def _refuse(rows: Sequence[HouseRow], tables: Sequence[Table], order: Order) -> Bad | None:
    if not any(not isinstance(row, PassedRow) for table in tables for row in table.rows):
        return Bad(code="table", text=f"{order.file}: под заголовком нет ни одной строки", hint="")
    named = any(row.company.name or row.company.inn or row.id for row in rows)
    if rows and not order.wishes.company and not named:
        return Bad(
            code="usage",
            text="в таблице не сказано, чьи это дома",
            hint="укажите компанию: --company primer-1, или добавьте столбец «Управляющая компания»",
        )
    return None


# --- the merge


def _merge(  # noqa: PLR0913
    options: Options,
    order: Order,
    loaded: Loaded,
    folder: Folder,
    tables: list[Table],
    rows: list[HouseRow],
    choose: Callable[[str], str],
) -> Done:
    files = {file.slug: file for file in folder.sections.get("companies", ())}
    raws = {slug: _plain(file) for slug, file in files.items()}
    refused = any(isinstance(row, RefusedRow) for table in tables for row in table.rows)
    merge = Merge(loaded.drafts, raws, replace(order.wishes, all_read=not refused), _IdGiver(loaded.drafts, choose))
    blocked: dict[str, Question] = {}
    for _ in range(_ROUNDS):
        plan = merge.plan(rows, blocked)
        texts = _texts(plan, folder, raws, options.data)
        after = _check(options, folder, texts)
        found = Blame(after.drafts, plan).find(after.report)
        if not found:
            break
        blocked.update(found)
    done = Done(tables=tables, plan=plan)
    done.problems.add(problem for problem in after.report if problem.severity == "error")
    known = {(problem.code, problem.text) for problem in loaded.report}
    done.warnings = [one for one in after.report if one.severity == "warning" and (one.code, one.text) not in known]
    if not (done.problems.failed or order.dry_run or plan.empty):
        texts[options.data / HISTORY_FILE] = history_text(after.drafts)
        write_texts(texts)
        done.written = [str(path) for path in texts]
    return done


class _IdGiver:
    """Gives each new address an id, the same one in every round."""

    def __init__(self, drafts: Drafts, choose: Callable[[str], str]) -> None:
        self.used, self.given, self.choose = used_ids(drafts), dict[str, str](), choose

    def __call__(self, key: str) -> str:
        if key not in self.given:
            self.given[key] = new_id(self.used, self.choose)
            self.used.add(self.given[key])
        return self.given[key]


def _plain(file: File) -> Mapping[str, Any]:
    node = compose(file.text, file.path, Report())
    assert node is not None
    return plain(node)  # type: ignore[no-any-return]


def _texts(plan: Plan, folder: Folder, raws: Mapping[str, Mapping[str, Any]], data: Path) -> dict[Path, str]:
    """Return the texts of the files that change, with their own ends of lines."""
    paths = {file.slug: Path(file.path) for file in folder.sections.get("companies", ())}
    texts: dict[Path, str] = {}
    for slug in sorted({*plan.edits, *plan.added}):
        added = plan.added.get(slug, [])
        if slug in plan.new_companies:
            texts[data / "companies" / f"{slug}.yaml"] = new_file(_company(plan.new_companies[slug], added), _SCHEMA)
        elif edits := _edits(plan.edits.get(slug, []), added, raws[slug]):
            texts[paths[slug]] = edited(read_text(paths[slug]), edits)
    if plan.retired and folder.site:
        path = data / SITE_FILE
        texts[path] = edited(read_text(path), _retire(plan.retired, _plain(folder.site)))
    return texts


def _edits(edits: list[Edit], added: Sequence[dict[str, Yaml]], raw: Mapping[str, Any]) -> list[Edit]:
    stored = raw.get("buildings") or []
    gone = [edit for edit in edits if isinstance(edit, Drop) and len(edit.path) == 2]  # noqa: PLR2004
    if stored and len(gone) < len(stored):
        return [*edits, *(Append(path=("buildings",), value=new) for new in added)]
    if added:
        return [Put(path=("buildings",), value=list(added))]
    return [Drop(path=("buildings",))] if gone else []


def _retire(ids: Sequence[str], site: Mapping[str, Any]) -> list[Edit]:
    if site.get("retired"):
        return [Put(path=("retired", one), value=None) for one in ids]
    return [Put(path=("retired",), value=dict.fromkeys(ids))]


def _company(new: NewCompany, buildings: list[dict[str, Yaml]]) -> dict[str, Yaml]:
    numbers = {name: number for name, number in (("inn", new.inn), ("ogrn", new.ogrn)) if number}
    return {"name": new.name, "kind": new.kind, **numbers, "buildings": list(buildings)}


def _check(options: Options, folder: Folder, texts: Mapping[Path, str]) -> Loaded:
    """Check the data as they would be."""
    fresh = {
        str(path): File(path=str(path), slug=path.stem, text=text.replace("\r\n", "\n")) for path, text in texts.items()
    }
    companies = {file.path: file for file in folder.sections.get("companies", ())}
    site = fresh.pop(str(options.data / SITE_FILE), folder.site)
    companies.update(fresh)
    sections = {**folder.sections, "companies": tuple(companies[path] for path in sorted(companies))}
    return understand(replace(folder, site=site, sections=sections), Report(), options.today, options.day_in)
