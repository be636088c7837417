"""`domchat posters`: PDF notices for entrances, with a list for the person who hangs them."""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build import Options, check
from generator.build.publishing import Folder
from generator.caching import Cache
from generator.city import Building, City, Urls, lacks_poster_link
from generator.city.views import Context
from generator.commands.arguments import Commands, options_of, path, shared, whole_number
from generator.commands.exit_codes import BAD_DATA, DONE, WRONG_USAGE
from generator.commands.outdated import Outdated, find_outdated
from generator.commands.poster_labels import add_label_options, read_labels
from generator.commands.poster_report import Done, sample_address, summary, tell
from generator.commands.progress import Progress
from generator.commands.screen import say, show
from generator.datafiles import Loaded, check_key, read_sources
from generator.posters import (
    LAYOUTS,
    ON_PAPER,
    Choice,
    Document,
    Labels,
    Layout,
    Notices,
    PosterFile,
    Press,
    building_files,
    building_needs_secret,
    company_files,
    current_names,
    in_part,
    make_document,
    make_routes,
    make_table,
    make_test_page,
    one_file,
    refuse_code,
    saving,
    select,
    with_slugs,
    without_glyph,
)
from generator.text import Bad, OwnSourceError, plural


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "posters",
        parents=shared("data", "out", "base-url", "today", "jobs"),
        help="сделать объявления для подъездов: PDF для печати",
        description="Делает PDF: для каждой компании один файл, в нём список для обхода и объявления по порядку домов. "
        "Если выбраны улицы или дома, то файл для каждого дома. Условия действуют вместе.",
    )
    add = command.add_argument
    add("--company", nargs="+", default=[], metavar="КОМПАНИЯ", help="дома компаний: имя файла из companies без .yaml, "
        "название или ИНН")  # fmt: skip
    add("--street", nargs="+", default=[], metavar="УЛИЦА", help="дома улиц: «Ленина», «проспект Мира»")
    add("--building", nargs="+", default=[], metavar="ДОМ", help="дома: «Ленина, 12» или знаки под кодом, 7K3QX")
    add("--entrance", nargs="+", type=whole_number, default=[], metavar="N", help="только эти подъезды")
    add(
        "--since",
        metavar="КОГДА",
        help="дома, чьи объявления с тех пор устарели: 01.11.2026, вчера, версия git",
    )
    add(
        "--layout",
        choices=LAYOUTS,
        help="a4 — с отрывными полосками (обычно), a5 — по два на листе, sticker — наклейки, по десять на листе",
    )
    add("--per", choices=("entrance", "house"), default="entrance", help="на каждый подъезд (обычно) или одно на дом")
    add_label_options(command)
    add("--each", action="store_true", help="файл для каждого дома, без списка для обхода")
    add("-o", dest="target", type=path, metavar="ФАЙЛ.pdf", help="всё в один файл; или папка (обычно output/posters)")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    order = _read_order(arguments)
    if isinstance(order, Bad):
        return _refuse(order)
    try:
        done = make_posters(options_of(arguments), order)
    except saving.ForeignFileError as error:
        say(f"domchat: {error} создан не этой программой, он не тронут; укажите другое имя: -o ФАЙЛ.pdf")
        return WRONG_USAGE
    if isinstance(done, Bad):
        return _refuse(done)
    show(done.report)
    if done.report.failed:
        say("Объявления не сделаны.")
        return BAD_DATA
    for line in tell(done, order.labels):
        say(line)
    if not done.files:
        say("Объявления не сделаны." if done.waiting else "Перепечатывать нечего: все выбранные объявления верны.")
        return BAD_DATA if done.waiting else DONE
    say(f"{summary(done, order.labels)}, {time.monotonic() - started:.1f} с → {done.place}")
    return DONE


def _read_order(arguments: argparse.Namespace) -> "Order | Bad":
    labels = read_labels(arguments)
    if isinstance(labels, Bad):
        return labels
    if arguments.entrance and arguments.per == "house":
        return Bad(code="per", text="--entrance и --per house вместе не указывают", hint="оставьте одно из двух")
    return Order(
        choice=Choice(
            companies=tuple(arguments.company),
            streets=tuple(arguments.street),
            buildings=tuple(arguments.building),
            entrances=tuple(arguments.entrance),
        ),
        since=arguments.since,
        layout="sticker" if labels else arguments.layout or "a4",
        labels=labels,
        whole=arguments.per == "house",
        each=arguments.each,
        target=arguments.target,
    )


def _refuse(bad: Bad) -> int:
    say(f"domchat: {bad.text}; {bad.hint}" if bad.hint else f"domchat: {bad.text}")
    return WRONG_USAGE


class Order(Struct, frozen=True, kw_only=True):
    """What to print and where to."""

    choice: Choice
    since: str | None = None  # a day or a git revision: only buildings whose notices have changed
    layout: Layout = "a4"
    labels: Labels | None = None  # of stickers; by default a sheet of each, to be cut apart
    whole: bool = False  # one notice for each building, as opposed to each entrance
    each: bool = False  # a file for each building
    target: Path | None = None  # a file `….pdf` or a folder; by default `posters` in the output folder


def make_posters(options: Options, order: Order) -> Done | Bad:  # noqa: PLR0911 - one for each refusal
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
        return Done(report=loaded.report, place=folder)
    choice = with_slugs(loaded.city, order.choice)
    if isinstance(choice, Bad):
        return choice
    order = replace(order, choice=choice)
    chosen = _choose(options, order, loaded)
    if isinstance(chosen, Bad):
        return chosen
    found, outdated = chosen
    waiting = tuple(building for building in found if lacks_poster_link(building, loaded.city.site))
    buildings = tuple(building for building in found if building not in waiting)
    sample = sample_address(loaded.city.site)
    plan = Done(
        report=loaded.report,
        place=folder,
        companies=order.choice.companies,
        outdated=outdated,
        waiting=waiting,
        sample=sample,
    )
    if not buildings:
        return plan
    if secret := list(filter(building_needs_secret, buildings)):
        check_key(options.key, loaded.city.key_mark, secret, options.data, loaded.report)
    sources = read_sources(options.own_sources)
    mine = (options.own_sources or Path()) / "posters"
    loaded.report.add(problem for problem in sources.report if Path(problem.place.path).is_relative_to(mine))
    if loaded.report.failed:
        return Done(report=loaded.report, place=folder)
    context = Context(site=loaded.city.site, urls=Urls(loaded.city.site.base_url), today=loaded.today)
    notices = Notices(city=loaded.city, context=context, key=options.key)
    planned = _plan(loaded.city, buildings, order)
    files = [in_part(file, whole=order.whole, only=order.choice.entrances) for file in planned]
    if order.target is not None and _is_file(order.target):
        files = [replace(file, name=order.target.stem) for file in files]
    refusal = _refuse_labels(files, notices, order)
    if refusal:
        return refusal
    Folder(options.out).claim()
    press = Press(sources.posters, sources.own["posters"], Cache.of(options.out, "posters"), options.jobs)
    odd = _unprintable(buildings, notices)
    done = _make(files, notices, press, order, replace(plan, unprintable=odd))
    return done if order.target else replace(done, stale=tuple(saving.stale_files(folder, current_names(loaded.city))))


def _unprintable(buildings: Sequence[Building], notices: Notices) -> tuple[tuple[str, str], ...]:
    """Return the letters that the fonts of posters lack, each time with a text on a notice that has them."""
    texts: dict[str, None] = {}  # each once, in order
    for notice in (notice for building in buildings for notice in notices.of(building)):
        texts |= dict.fromkeys((notice.address, notice.company, *(phone.label for phone in notice.phones)))
        texts |= dict.fromkeys(chat.text for chat in notice.chats)
    return tuple((letters, text) for text in texts if (letters := without_glyph(text)))


def _choose(options: Options, order: Order, loaded: Loaded) -> tuple[tuple[Building, ...], Outdated | None] | Bad:
    """Return the buildings, and what has changed if that was asked for; then there may be none."""
    assert loaded.city is not None
    stickers = order.layout == "sticker"
    outdated = None if order.since is None else find_outdated(options, loaded, order.since, stickers=stickers)
    if isinstance(outdated, Bad):
        return outdated
    buildings = select(loaded.city, replace(order.choice, outdated=frozenset(outdated.changes) if outdated else None))
    if isinstance(buildings, Bad):
        return ((), outdated) if outdated and buildings.code == "nothing" else buildings
    if outdated:
        outdated = replace(outdated, changes={one.id: outdated.changes[one.id] for one in buildings})
    return buildings, outdated


def _make(files: list[PosterFile], notices: Notices, press: Press, order: Order, plan: Done) -> Done:
    """Typeset and write the files; `plan` has the report and where they go."""
    folder = plan.place.parent if _is_file(plan.place) else plan.place
    try:
        written = _print(files, notices, press, order, folder, ours=order.target is None)
    except OwnSourceError as error:
        plan.report.add([error.problem])
        return plan
    tiny = {one for file in files for one in press.tiny(_document(file, notices, order))} if order.labels else set()
    small = tuple(building for file in files for building in file.buildings if building.id in tiny)
    count = sum(file.notices for file in files)
    place = folder / f"{files[0].name}.pdf" if len(files) == 1 else folder
    return replace(plan, place=place, small=small, files=len(files), notices=count, made=press.made, written=written)


def _plan(city: City, buildings: tuple[Building, ...], order: Order) -> Iterator[PosterFile]:
    """Yield the files: one if its name is given, else one per company, or per building if single ones are chosen.

    Single stickers share a sheet of labels, so they are one file.
    """
    labels, choice = order.labels, order.choice
    sheet = f"sticker-{labels.name}" if labels and labels.name else ""
    if order.target is not None and _is_file(order.target):
        yield one_file(city, buildings, order.target.stem)
    elif labels and labels.test:
        yield PosterFile(name=f"{sheet or 'sticker'}-proba", title="", buildings=())
    elif not order.each and sheet and (choice.streets or choice.buildings or order.since) and len(buildings) > 1:
        yield one_file(city, buildings, sheet)
    elif order.each or choice.streets or choice.buildings:
        yield from building_files(buildings, order.layout, sheet)
    else:
        yield from company_files(city, buildings, order.layout, sheet, changed=order.since is not None)


def _refuse_labels(files: list[PosterFile], notices: Notices, order: Order) -> Bad | None:
    """Return why the stickers can't be printed on these labels, or None if they can."""
    labels = order.labels
    if labels is None or labels.test:
        return None
    if labels.start > 1 and len(files) > 1:
        count = plural(len(files), "файл", "файла", "файлов")
        return Bad(
            code="labels",
            text=f"--start {labels.start}: вышло бы {count}, а начатый лист один",
            hint="соберите всё в один, -o ФАЙЛ.pdf, или выберите компанию: --company",
        )
    routes = (notice for file in files for _, made in make_routes(file, notices) for notice in made)
    return refuse_code(labels, max(notice.code.modules for notice in routes))


def _is_file(target: Path) -> bool:
    return target.suffix.lower() == ".pdf"


def _print(  # noqa: PLR0913
    files: list[PosterFile], notices: Notices, press: Press, order: Order, folder: Path, *, ours: bool
) -> int:
    written = done = 0
    total = sum(file.notices for file in files)
    with Progress("объявления") as progress:
        for file, content in press.run(files, lambda file: _document(file, notices, order)):
            written += saving.put(folder / f"{file.name}.pdf", content, ours=ours)
            if file.listed:
                written += saving.put(folder / f"{file.name}.csv", make_table(file, notices), ours=ours)
            done += file.notices
            progress.show(done, total)
    return written


def _document(file: PosterFile, notices: Notices, order: Order) -> Document:
    labels = order.labels or ON_PAPER
    return make_test_page(notices, labels) if labels.test else make_document(file, notices, order.layout, labels)
