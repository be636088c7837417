"""`domchat import`: import a spreadsheet, with a report of each row; nothing is written unless the result is valid."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build import Options
from generator.build.publishing import ForeignFolderError
from generator.commands.arguments import Commands, options_of, path, shared
from generator.commands.data_lock import data_locked
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.ids import history_texts, new_id, used_ids
from generator.commands.import_differences import FORMATS, tell_differences
from generator.commands.import_questions import Asked, by_file, leave_table, missing_houses, questions_of
from generator.commands.import_reading import Source, Table, read_file, unusable
from generator.commands.import_registers import ALSO, city_of, read_all, rows_of, write_registers
from generator.commands.import_report import (
    write_changes,
    write_counts,
    write_phones,
    write_questions,
    write_tables,
    write_warnings,
    write_way,
)
from generator.commands.screen import quoted, say, show, write
from generator.commands.text_files import read_text, write_texts
from generator.datafiles import SITE_FILE, Drafts, Folder, check_folder, read_folder
from generator.datafiles.editing import Put, edited
from generator.spreadsheets.plans import (
    Blame,
    ImportOptions,
    Merge,
    NewCompany,
    Plan,
    company_file,
    laid_out,
    new_texts,
    plain_values,
)
from generator.spreadsheets.questions import Answers, Meaning, answers_in, is_questions, read_answers
from generator.spreadsheets.registers import City
from generator.spreadsheets.rows import HouseRow, ReadRow, RefusedRow
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
    import_options: ImportOptions = ImportOptions()
    dry_run: bool = False


class Read(Struct, frozen=True, kw_only=True):
    """What was read: the sheets of a table, the city in the registers, or answers to questions with what they say."""

    tables: list[Table] = field(default_factory=list)
    city: City | None = None
    answers: Answers | None = None
    meaning: Meaning = field(default_factory=Meaning)

    @property
    def rows(self) -> list[ReadRow]:
        """Return all rows."""
        return [*rows_of(self.tables, self.city), *self.meaning.rows]

    @property
    def companies(self) -> Mapping[str, NewCompany] | None:
        """Return what is known of companies besides the data, by ИНН and ОГРН."""
        return self.city.companies if self.city else self.answers.companies if self.answers else None


class Done(Struct, kw_only=True):
    """The result of an import. `problems` are errors not caused by any row: nothing was written then."""

    read: Read
    plan: Plan
    after: Drafts
    today: date
    problems: Report = field(default_factory=Report)
    warnings: list[Problem] = field(default_factory=list)
    texts: Mapping[str, str] = {}  # of changed files, by name in the data folder
    written: int = 0  # files


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        parents=shared("data", "out", "today"),
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
    import_options = ImportOptions(
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
        import_options=import_options,
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
        return tell_differences(options_of(arguments), done.texts, done.read.city, arguments.format, _asked(done))
    return _tell(done, order, options_of(arguments))


def _asked(done: Done) -> int:
    return sum(row.weight for row in done.read.rows if isinstance(row, RefusedRow)) + len(done.plan.questions)


def _tell(done: Done, order: Order, options: Options) -> int:
    for table in done.read.tables:
        write_tables(table)
    if done.read.city is not None:
        write_registers(done.read.city)
    write_changes(done.plan)
    write_questions(done.plan, done.read.rows)
    show(done.problems, write)
    write_warnings(done.warnings)
    write_counts(done.plan, done.read.rows)
    if done.read.answers:
        write_phones(done.read.meaning.phones, len(done.read.meaning.open_phones))
    leave_questions(done, order, options)
    if done.problems.failed:
        say("Данные не изменены: получившееся не прошло бы проверку.")
        return BAD_DATA
    if order.dry_run:
        say("Данные не изменены: это пробный запуск.")
    elif done.written:
        say(f"Записано: {plural(done.written, 'файл', 'файла', 'файлов')} в {options.data}.")
    else:
        say("Данные не изменены: менять нечего.")
    return BAD_DATA if not done.texts and not done.plan.same else DONE


def leave_questions(done: Done, order: Order, options: Options, place: Path | None = None) -> None:
    """Leave the questions in a table and say where it is; a dry run says only how many houses they are about.

    `place`: the folder in which the next command is typed, if it is not this one.
    """
    read, meaning = done.read, done.read.meaning
    name = order.files[0].name
    asked = [Asked(file=f"{name}, {one.name}" if one.name else name, rows=one.rows) for one in read.tables]
    asked += [Asked(file=one.name, rows=one.rows) for one in (read.city.files if read.city else ())]
    questions = [*questions_of(done.plan, [*asked, *by_file(meaning)]), *meaning.open_phones]
    if not questions or done.problems.failed:
        return
    table = None
    if not order.dry_run:
        companies = (read.companies or {}).values()
        try:
            table = leave_table(questions, companies, done.after, options.out, done.today)
        except ForeignFolderError as error:
            say(f"Таблица вопросов не записана: {error} создано не этой программой; добавьте --out ПАПКА")
            return
    shown = table.relative_to(place) if table and place else table
    command = f"domchat import {quoted(str(shown))}"
    command += "" if place or options.data == Path("data") else f" --data {quoted(str(options.data))}"
    write_way(missing_houses(questions, done.after), table, command)


def import_table(options: Options, order: Order) -> Done | Bad | Report:
    """Read the table, merge it with the data and write; a `Report` contains the errors of the present data."""
    report = Report()
    folder = read_folder(options.data, report)
    drafts, report = check_folder(folder, report, options.day_in)
    if report.failed:
        return report
    if order.import_options.company:
        company = drafts.company_meant(order.import_options.company)
        if isinstance(company, Bad):
            return company
        order = replace(order, import_options=replace(order.import_options, company=company))
    read = _read(order, drafts)
    if isinstance(read, Bad):
        return read
    texts: dict[str, str] = {}
    if read.answers is not None:
        texts = _settings(read.answers, folder, drafts)
        if texts:
            folder = folder.with_texts(texts)
            drafts, report = check_folder(folder, Report(), options.day_in)
        if report.failed:
            return report
        read = replace(read, meaning=read_answers(read.answers, drafts))
    return _Merging(options, folder, drafts, report, texts).run(read, order)


def _settings(answers: Answers, folder: Folder, drafts: Drafts) -> dict[str, str]:
    """Return the text of site.yaml with the answers that are about the whole city, if it changes."""
    assert folder.site is not None
    if not answers.slash_means or (drafts.site and "slash_means" in drafts.site.given):
        return {}
    edit = Put(path=("slash_means",), value=answers.slash_means)
    return {SITE_FILE: edited(read_text(Path(folder.site.path)), [edit])}


def _read(order: Order, drafts: Drafts) -> Read | Bad:
    """Return what the files say; a `Bad` says why they can't be read."""
    sheets: list[tuple[str, Sheet]] | Bad | None = None
    if not (order.columns or order.sheets or order.import_options.company):
        sheets = read_all(order.files)
    if isinstance(sheets, Bad):
        return sheets
    return _ours(sheets or [], order, drafts) or _table(sheets, order, drafts)


def _ours(sheets: list[tuple[str, Sheet]], order: Order, drafts: Drafts) -> Read | Bad | None:
    """Return the city in registers, or the answers to questions; None for another table."""
    if any(sheet.register for _, sheet in sheets):
        city = city_of(sheets, order.city, order.also, drafts)
        return city if isinstance(city, Bad) else Read(city=city)
    answers = answers_in([sheet for _, sheet in sheets])
    return Read(answers=answers) if answers and not order.import_options.follow else None


def _table(sheets: list[tuple[str, Sheet]] | None, order: Order, drafts: Drafts) -> Read | Bad:
    if order.import_options.follow:
        return Bad(code="usage", text="сравнить можно только с реестром", hint="таблицу загрузите с --dry-run")
    if len(order.files) > 1:
        return Bad(code="usage", text="таблицы загружают по одной", hint="несколько файлов сразу — только реестры")
    source = Source(file=order.files[0], columns=order.columns, sheets=order.sheets)
    tables = read_file(source, drafts.gazetteer, [sheet for _, sheet in sheets] if sheets else None)
    if isinstance(tables, Bad):
        return tables
    if any(is_questions(table.layout.titles.values()) for table in tables if table.layout):
        hint = "загрузите её одну, без --company, --columns и --sheet"
        return Bad(code="usage", text=f"{source.file}: это таблица вопросов с ответами", hint=hint)
    return unusable(tables, source, order.import_options.company) or Read(tables=tables)


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

    def __init__(
        self, options: Options, folder: Folder, drafts: Drafts, report: Report, texts: Mapping[str, str]
    ) -> None:
        """`texts` are files that are to be written besides the plan's; `folder` has them already."""
        assert folder.site is not None
        self.options, self.folder, self.drafts, self.given = options, folder, drafts, texts
        self.known = {(problem.code, problem.text) for problem in report}
        files = folder.sections.get("companies", ())
        self.raws = {file.slug: plain_values(file) for file in files}
        self.site = plain_values(folder.site)
        self.originals = {company_file(file.slug): read_text(Path(file.path)) for file in files}
        self.stored_site = read_text(Path(folder.site.path))
        self.originals[SITE_FILE] = texts.get(SITE_FILE) or self.stored_site

    def run(self, read: Read, order: Order) -> Done | Bad:
        """Do all steps; a dry run does not write."""
        rows = read.rows
        import_options = replace(
            order.import_options,
            all_read=not any(isinstance(row, RefusedRow) for row in rows),
            some_houses=order.import_options.some_houses or read.answers is not None,
            left=frozenset(read.city.left if read.city else ()),
        )
        merge = Merge(self.drafts, self.raws, import_options, _IdGiver(self.drafts), read.companies)
        blocked = dict(read.meaning.blocked)
        for _ in range(_ROUNDS):
            plan = merge.plan([row for row in rows if isinstance(row, HouseRow)], blocked)
            for slug, edits in read.meaning.edits.items():
                plan.edits[slug] += edits
            if too_many := _too_many(plan, self.drafts):
                return too_many
            texts = new_texts(plan, self.raws, self.site, self.originals)
            after, report = self._check(texts)
            found = Blame(after, plan).find(report)
            if not found:
                break
            blocked.update(found)
        texts = {**self.given, **texts}
        assert self.drafts.site is not None
        today = self.options.day_in(self.drafts.site.get("timezone"))
        done = Done(read=read, plan=plan, after=after, today=today, texts=texts, warnings=self._new_warnings(report))
        done.problems.add(problem for problem in report if problem.severity == "error")
        if texts and not (done.problems.failed or order.dry_run):
            if read.city and not plan.empty:
                texts = {**texts, SITE_FILE: self._with_sources(texts.get(SITE_FILE), read.city)}
            stored = {**self.originals, SITE_FILE: self.stored_site}
            texts = {**laid_out(texts, stored), **history_texts(after, self.options.key)}
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
        return check_folder(folder, Report(limit=_ALL), self.options.day_in)

    def _new_warnings(self, report: Report) -> list[Problem]:
        return [one for one in report if one.severity == "warning" and (one.code, one.text) not in self.known]
