"""`domchat posters`: PDF notices for entrances, with a list for the person who hangs them."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.build import Options, check
from generator.build.publishing import Folder
from generator.caching import Cache
from generator.city import Building, City, Urls
from generator.city.views import Context
from generator.commands.arguments import Commands, day, options_of, path, shared
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.progress import Progress
from generator.commands.screen import say, show
from generator.datafiles import check_key, read_sources
from generator.posters import (
    LAYOUTS,
    Choice,
    Layout,
    Notices,
    PosterFile,
    Press,
    building_files,
    building_needs_secret,
    company_files,
    make_document,
    make_table,
    one_file,
    saving,
    select,
)
from generator.text import Bad, OwnSourceError, Report, plural


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "posters",
        parents=shared("data", "out", "base-url", "today", "jobs"),
        help="сделать объявления для подъездов: PDF для печати",
        description="Делает PDF: для каждой компании один файл, в нём список для обхода и объявления по порядку домов. "
        "Если выбраны улицы, дома или дата, то файл для каждого дома. Условия действуют вместе.",
    )
    add = command.add_argument
    add("--company", nargs="+", default=[], metavar="КОМПАНИЯ", help="дома компаний: имя файла из companies без .yaml")
    add("--street", nargs="+", default=[], metavar="УЛИЦА", help="дома улиц: «Ленина», «проспект Мира»")
    add("--building", nargs="+", default=[], metavar="НОМЕР", help="дома по номерам: 7K3QX 2ND4C")
    add("--since", type=day, metavar="ГГГГ-ММ-ДД", help="дома, чей чат открыт, проверен или отозван с этого дня")
    add(
        "--layout",
        choices=LAYOUTS,
        default="a4",
        help="a4 — с отрывными полосками (обычно), a5 — по два на листе, sticker — наклейки, по десять на листе",
    )
    add("--each", action="store_true", help="файл для каждого дома, без списка для обхода")
    add("-o", dest="target", type=path, metavar="ФАЙЛ.pdf", help="всё в один файл; или папка (обычно output/posters)")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    choice = Choice(
        companies=tuple(arguments.company),
        streets=tuple(arguments.street),
        buildings=tuple(arguments.building),
        since=arguments.since,
    )
    order = Order(choice=choice, layout=arguments.layout, each=arguments.each, target=arguments.target)
    try:
        done = make_posters(options_of(arguments), order)
    except saving.ForeignFileError as error:
        say(f"domchat: {error} создан не этой программой, он не тронут; укажите другое имя: -o ФАЙЛ.pdf")
        return WRONG_USAGE
    if isinstance(done, Bad):
        say(f"domchat: {done.text}; {done.hint}" if done.hint else f"domchat: {done.text}")
        return WRONG_USAGE
    show(done.report)
    if done.report.failed:
        say("Объявления не сделаны.")
        return BAD_DATA
    say(f"{_summary(done)}, {time.monotonic() - started:.1f} с → {done.folder}")
    return DONE


class Order(Struct, frozen=True, kw_only=True):
    """What to print and where to."""

    choice: Choice
    layout: Layout = "a4"
    each: bool = False  # a file for each building
    target: Path | None = None  # a file `….pdf` or a folder; by default `posters` in the output folder


class Done(Struct, frozen=True, kw_only=True):
    """The result of an order. `made` files were typeset, `written` ones changed on disk."""

    report: Report
    folder: Path
    files: int = 0
    notices: int = 0
    made: int = 0
    written: int = 0


def _summary(done: Done) -> str:
    return (
        f"Готово: {plural(done.notices, 'объявление', 'объявления', 'объявлений')}, "
        f"{plural(done.files, 'файл', 'файла', 'файлов')} PDF, заново {done.made}, записано {done.written}"
    )


def make_posters(options: Options, order: Order) -> Done | Bad:
    """Check the data and make the files; a `Bad` means that a criterion matches nothing."""
    if order.target is not None and order.target.is_file() and not _is_file(order.target):
        return Bad(
            code="target",
            text=f"{order.target} — это файл, и имя его не кончается на .pdf",
            hint="укажите файл, -o ФАЙЛ.pdf, или папку",
        )
    loaded = check(options)
    folder = order.target or options.out / "posters"
    if loaded.city is None:
        return Done(report=loaded.report, folder=folder)
    buildings = select(loaded.city, order.choice)
    if isinstance(buildings, Bad):
        return buildings
    if secret := list(filter(building_needs_secret, buildings)):
        check_key(options.key, loaded.city.key_mark, secret, options.data, loaded.report)
    sources = read_sources(options.own_sources)
    mine = (options.own_sources or Path()) / "posters"
    loaded.report.add(problem for problem in sources.report if Path(problem.place.path).is_relative_to(mine))
    if loaded.report.failed:
        return Done(report=loaded.report, folder=folder)
    Folder(options.out).claim()
    context = Context(site=loaded.city.site, urls=Urls(loaded.city.site.base_url), today=loaded.today)
    notices = Notices(city=loaded.city, context=context, key=options.key)
    press = Press(sources.posters, sources.own["posters"], Cache.of(options.out, "posters"), options.jobs)
    files = list(_plan(loaded.city, buildings, order))
    folder = folder.parent if _is_file(folder) else folder
    try:
        written = _print(files, notices, press, order, folder, ours=order.target is None)
    except OwnSourceError as error:
        loaded.report.add([error.problem])
        return Done(report=loaded.report, folder=folder)
    count = sum(file.notices for file in files)
    return Done(report=loaded.report, folder=folder, files=len(files), notices=count, made=press.made, written=written)


def _plan(city: City, buildings: tuple[Building, ...], order: Order) -> Iterator[PosterFile]:
    """Yield the files: one if its name is given, else one per company, or per building if single ones are chosen."""
    if order.target is not None and _is_file(order.target):
        yield one_file(city, buildings, order.target.stem)
    elif order.each or order.choice.streets or order.choice.buildings or order.choice.since:
        yield from building_files(buildings, order.layout)
    else:
        yield from company_files(city, buildings, order.layout)


def _is_file(target: Path) -> bool:
    return target.suffix.lower() == ".pdf"


def _print(  # noqa: PLR0913
    files: list[PosterFile], notices: Notices, press: Press, order: Order, folder: Path, *, ours: bool
) -> int:
    written = done = 0
    total = sum(file.notices for file in files)
    with Progress("объявления") as progress:
        for file, content in press.run(files, lambda file: make_document(file, notices, order.layout)):
            written += saving.put(folder / f"{file.name}.pdf", content, ours=ours)
            if file.listed:
                written += saving.put(folder / f"{file.name}.csv", make_table(file, notices), ours=ours)
            done += file.notices
            progress.show(done, total)
    return written
