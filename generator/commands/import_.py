"""`domchat import`: import a spreadsheet, with a report of each row; nothing is written unless the result is valid."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build import Options
from generator.commands.arguments import Commands, options_of, path, shared
from generator.commands.data_lock import data_locked
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.ids import history_texts, new_id, used_ids
from generator.commands.import_differences import FORMATS, tell_differences
from generator.commands.import_reading import Source, Table, read_file, unusable
from generator.commands.import_registers import ALSO, city_of, read_all, rows_of, write_registers
from generator.commands.import_report import write_changes, write_counts, write_questions, write_tables, write_warnings
from generator.commands.screen import say, show, write
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import SITE_FILE, Drafts, Folder, check_folder, read_folder
from generator.datafiles.editing import Put, edited
from generator.spreadsheets.plans import Blame, Merge, Plan, Wishes, company_file, laid_out, new_texts, plain_values
from generator.spreadsheets.registers import City
from generator.spreadsheets.rows import HouseRow, RefusedRow, Remark
from generator.spreadsheets.tables import Sheet
from generator.text import Bad, Problem, Report, plural

_MOST_HOUSES = 8_000  # of one company
_ALL = 1_000_000  # problems: rows are to blame for every one of them
_ROUNDS = 30  # in each, rows to which errors are due are taken out


class Order(Struct, frozen=True, kw_only=True):
    """What to import and how."""

    files: tuple[Path, ...]
    columns: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    city: str = ""
    also: frozenset[str] = frozenset()  # kinds of houses of a register, besides apartment houses
    wishes: Wishes = Wishes()
    dry_run: bool = False


class Done(Struct, kw_only=True):
    """The result of an import. `problems` are errors not caused by any row: nothing was written then."""

    tables: list[Table]
    plan: Plan
    city: City | None = None  # what registers say of it
    problems: Report = field(default_factory=Report)
    warnings: list[Problem] = field(default_factory=list)
    texts: Mapping[str, str] = {}  # of changed files, by name in the data folder
    written: int = 0  # files


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        parents=shared("data", "today"),
        help="взять дома и ссылки из таблицы: xlsx, xls, ods, csv",
        description="Читает таблицу, сверяет её с данными и дописывает новое; остальное в файлах не трогает. "
        "Что непонятно, перечисляет по ячейкам. Ничего не пишет, если после этого данные не прошли бы проверку.",
    )
    add = command.add_argument
    add("files", type=path, nargs="+", metavar="ФАЙЛ", help="таблица: .xlsx, .xls, .ods, .csv или .tsv; или реестры, "
        "как их публикуют ФРТ и ГИС ЖКХ: архивы .zip и .tar.gz, все сразу")  # fmt: skip
    add("--company", default="", metavar="КОМПАНИЯ", help="чьи это дома: имя файла из companies без "
        ".yaml, название или ИНН; "
        "без этого таблица должна сама называть компании")  # fmt: skip
    add("--columns", nargs="+", default=[], metavar="СТОЛБЕЦ=ГДЕ", help="где что стоит, если заголовки другие: "
        "Адрес=B «Ссылка на чат=Куда писать»")  # fmt: skip
    add("--sheet", nargs="+", default=[], metavar="ЛИСТ", help="только эти листы (обычно все, где есть дома)")
    add("--city", default="", metavar="ГОРОД", help="какой город взять из реестра области: тот, что назван в site.yaml")
    add("--also", nargs="+", default=[], choices=tuple(ALSO), metavar="КАКИЕ", help="какие дома, кроме "
        f"многоквартирных, взять из реестра: {', '.join(ALSO)}")  # fmt: skip
    add("--compare", action="store_true", help="ничего не писать, а сказать словами, что в реестрах иначе: дома, "
        "сменившие компанию, новые и пропавшие; компании с другим названием и без лицензии")  # fmt: skip
    add("--format", choices=tuple(FORMATS), default="text", help="вид отчёта --compare")
    add("--dry-run", action="store_true", help="показать, что изменится, и ничего не писать")
    add("--remove-missing", action="store_true", help="удалить дома, которых в таблице нет; их номера уйдут в retired")
    add("--alike-are-new", action="store_true", help="считать «13А» и «13 корп. А» разными домами, а не спрашивать")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    wishes = Wishes(
        company=arguments.company,
        remove_missing=arguments.remove_missing or arguments.compare,
        alike_are_new=arguments.alike_are_new,
        follow=arguments.compare,
    )
    order = Order(
        files=tuple(arguments.files),
        columns=tuple(arguments.columns),
        sheets=tuple(arguments.sheet),
        city=arguments.city,
        also=frozenset(ALSO[one] for one in arguments.also),
        wishes=wishes,
        dry_run=arguments.dry_run or arguments.compare,
    )
    with data_locked(arguments.data):
        done = import_table(options_of(arguments), order)
    if isinstance(done, Report):
        show(done, write)
        say("Сначала исправьте данные: таблицу сверяют только с верными.")
        return BAD_DATA
    if isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}" if done.hint else f"domchat: {done.text}")
        return BAD_DATA if done.code == "table" else WRONG_USAGE
    if arguments.compare:
        return tell_differences(options_of(arguments), done.texts, done.city, arguments.format, _asked(done))
    return _tell(done, order, arguments.data)


def _asked(done: Done) -> int:
    return sum(row.weight for row in rows_of([], done.city) if isinstance(row, RefusedRow)) + len(done.plan.questions)


def _tell(done: Done, order: Order, data: Path) -> int:
    rows = rows_of(done.tables, done.city)
    for table in done.tables:
        write_tables(table.name, table.layout, table.rows, hidden=table.hidden)
    if done.city is not None:
        write_registers(done.city)
    write_changes(done.plan)
    write_questions(done.plan, rows)
    show(done.problems, write)
    write_warnings(done.warnings)
    write_counts(done.plan, rows)
    if done.problems.failed:
        say("Данные не изменены: получившееся не прошло бы проверку.")
        return BAD_DATA
    if order.dry_run:
        say("Данные не изменены: это пробный запуск.")
    elif done.written:
        say(f"Записано: {plural(done.written, 'файл', 'файла', 'файлов')} в {data}.")
    else:
        say("Данные не изменены: менять нечего.")
    return BAD_DATA if done.plan.empty and not done.plan.same else DONE


def import_table(options: Options, order: Order) -> Done | Bad | Report:
    """Read the table, merge it with the data and write; a `Report` contains the errors of the present data."""
    report = Report()
    folder = read_folder(options.data, report)
    drafts, report = check_folder(folder, report, options.today, options.day_in)
    if report.failed:
        return report
    if order.wishes.company:
        company = drafts.company_meant(order.wishes.company)
        if isinstance(company, Bad):
            return company
        order = replace(order, wishes=replace(order.wishes, company=company))
    read = _read(order, drafts)
    if isinstance(read, Bad):
        return read
    return _Merging(options, folder, drafts, report, _IdGiver(drafts)).run(*read, order)


def _read(order: Order, drafts: Drafts) -> tuple[list[Table], City | None] | Bad:
    """Return the sheets of a table, or the city in the registers; a `Bad` says why neither can be read."""
    sheets: list[tuple[str, Sheet]] | Bad | None = None
    if not (order.columns or order.sheets or order.wishes.company):
        sheets = read_all(order.files)
    if isinstance(sheets, Bad):
        return sheets
    if sheets and any(sheet.register for _, sheet in sheets):
        city = city_of(sheets, order.city, order.also, drafts)
        return city if isinstance(city, Bad) else ([], city)
    if order.wishes.follow:
        return Bad(code="usage", text="сравнить можно только с реестром", hint="таблицу загрузите с --dry-run")
    if len(order.files) > 1:
        return Bad(code="usage", text="таблицы загружают по одной", hint="несколько файлов сразу — только реестры")
    source = Source(file=order.files[0], columns=order.columns, sheets=order.sheets)
    tables = read_file(source, drafts.gazetteer, [sheet for _, sheet in sheets] if sheets else None)
    if isinstance(tables, Bad):
        return tables
    return unusable(tables, source, order.wishes.company) or (tables, None)


class _IdGiver:
    """Gives each new address an id, the same one in every round, and after a dry run."""

    def __init__(self, drafts: Drafts) -> None:
        self.used, self.given = used_ids(drafts), dict[str, str]()

    def __call__(self, key: str) -> str:
        if key not in self.given:
            self.given[key] = new_id(self.used, Random(key).choice)  # noqa: S311 - no secret
            self.used.add(self.given[key])
        return self.given[key]


def _too_many(plan: Plan, drafts: Drafts) -> Bad | None:
    """Return a `Bad` if a company would have more houses than any has, as from a region's register."""
    houses = {slug: len(added) for slug, added in plan.added.items() if added}
    houses = {
        slug: new + len(drafts.companies[slug].get("buildings") or () if slug in drafts.companies else ())
        for slug, new in houses.items()
    }
    slug = max(houses, key=lambda one: houses[one], default="")
    if not slug or houses[slug] <= _MOST_HOUSES:
        return None
    return Bad(
        code="table",
        text=f"у одной компании ({slug}) стало бы {houses[slug]} домов",
        hint="так выглядит реестр области: разделите его на города, а компании пусть назовёт столбец",
    )


def _day_of(source: Mapping[str, str]) -> Mapping[str, str]:
    return {"date": source["date"]} if "date" in source else {}


class _Merging:
    """Plans the import, checks the resulting data, removes rows that cause errors, and writes."""

    def __init__(self, options: Options, folder: Folder, drafts: Drafts, report: Report, give_id: _IdGiver) -> None:
        assert folder.site is not None
        self.options, self.folder, self.drafts, self.give_id = options, folder, drafts, give_id
        self.known = {(problem.code, problem.text) for problem in report}
        files = folder.sections.get("companies", ())
        self.raws = {file.slug: plain_values(file) for file in files}
        self.site = plain_values(folder.site)
        self.originals = {company_file(file.slug): read_text(Path(file.path)) for file in files}
        self.originals[SITE_FILE] = read_text(Path(folder.site.path))

    def run(self, tables: list[Table], city: City | None, order: Order) -> Done | Bad:
        """Do all steps; a dry run does not write."""
        rows = rows_of(tables, city)
        all_read = not any(isinstance(row, RefusedRow) for row in rows)
        wishes = replace(order.wishes, all_read=all_read, left=frozenset(city.left if city else ()))
        merge = Merge(self.drafts, self.raws, wishes, self.give_id, city.companies if city else None)
        blocked: dict[str, Remark] = {}
        for _ in range(_ROUNDS):
            plan = merge.plan([row for row in rows if isinstance(row, HouseRow)], blocked)
            if too_many := _too_many(plan, self.drafts):
                return too_many
            texts = new_texts(plan, self.raws, self.site, self.originals)
            after, report = self._check(texts)
            found = Blame(after, plan).find(report)
            if not found:
                break
            blocked.update(found)
        done = Done(tables=tables, plan=plan, city=city, texts=texts, warnings=self._new_warnings(report))
        done.problems.add(problem for problem in report if problem.severity == "error")
        if not (done.problems.failed or order.dry_run or plan.empty):
            if city:
                texts = {**texts, SITE_FILE: self._with_sources(texts.get(SITE_FILE), city)}
            texts = {**laid_out(texts, self.originals), **history_texts(after, self.options.key)}
            write_texts({self.options.data / name: text for name, text in texts.items()})
            done.written = len(texts)
        return done

    def _with_sources(self, text: str | None, city: City) -> str:
        """Return the text of site.yaml, where the registers are sources; other sources and their fields stay."""
        given = {source["name"]: source for source in self.site.get("sources") or ()}
        for source in city.sources:
            given[source["name"]] = {**source, **given.get(source["name"], {}), **_day_of(source)}
        put = Put(path=("sources",), value=list(given.values()), order=("portal", "demo", "contact"))
        return edited(self.originals[SITE_FILE] if text is None else text, [put])

    def _check(self, texts: Mapping[str, str]) -> tuple[Drafts, Report]:
        """Check the data as they would be after the import."""
        folder = self.folder.with_texts(texts)
        return check_folder(folder, Report(limit=_ALL), self.options.today, self.options.day_in)

    def _new_warnings(self, report: Report) -> list[Problem]:
        return [one for one in report if one.severity == "warning" and (one.code, one.text) not in self.known]
