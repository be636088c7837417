"""`domchat posters`: PDF notices for entrances, with the list for the person who hangs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.build import Options, check, report_missing_key
from generator.commands.progress import Bar
from generator.commands.screen import say
from generator.model import Building, City
from generator.output import claim
from generator.posters import shelf
from generator.posters.files import PosterFile, building_files, company_files, make_document, make_table, one_file
from generator.posters.memo import Memo
from generator.posters.notices import Notices, building_needs_secret
from generator.posters.press import Press
from generator.posters.selection import Choice, select
from generator.posters.views import Layout
from generator.problems import Bad, Report
from generator.site.organizations import Context
from generator.site.urls import Urls
from generator.sources import read_sources
from generator.typography import plural


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be printed and where to."""

    choice: Choice
    layout: Layout = "a4"
    each: bool = False  # a file for each building
    target: Path | None = None  # a file `….pdf` or a folder; otherwise `posters` in the output folder
    jobs: int = 0


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of an order. `made` files were typeset anew, `written` ones changed on disk."""

    report: Report
    folder: Path
    files: int = 0
    notices: int = 0
    made: int = 0
    written: int = 0


def make_posters(options: Options, order: Order) -> Done | Bad:
    """Check the data and make the files; a `Bad` is a wish that names nothing."""
    loaded = check(options)
    folder = order.target or options.out / "posters"
    if loaded.city is None:
        return Done(report=loaded.report, folder=folder)
    buildings = select(loaded.city, order.choice)
    if isinstance(buildings, Bad):
        return buildings
    if not options.key and any(map(building_needs_secret, buildings)):
        report_missing_key(options.data, loaded.report)
        return Done(report=loaded.report, folder=folder)
    claim(options.out)
    context = Context(site=loaded.city.site, urls=Urls(loaded.city.site.base_url), today=loaded.today)
    notices = Notices(city=loaded.city, context=context, key=options.key)
    press = Press(read_sources(options.own_sources).posters, Memo.of(options.out), order.jobs)
    files = list(_plan(loaded.city, buildings, order))
    folder = folder.parent if _is_file(folder) else folder
    written = _print(files, notices, press, order, folder, ours=order.target is None)
    count = sum(file.notices for file in files)
    return Done(report=loaded.report, folder=folder, files=len(files), notices=count, made=press.made, written=written)


def _plan(city: City, buildings: tuple[Building, ...], order: Order) -> Iterator[PosterFile]:
    """Yield the files: one if its name is given, else one a company, or one a building where single ones are chosen."""
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
    written = 0
    progress = Progress(total=sum(file.notices for file in files))
    for file, content in press.run(files, lambda file: make_document(file, notices, order.layout)):
        written += shelf.put(folder / f"{file.name}.pdf", content, ours=ours)
        if file.listed:
            written += shelf.put(folder / f"{file.name}.csv", make_table(file, notices), ours=ours)
        progress.made(file)
    progress.end()
    return written


class Progress(Bar):
    """A bar where a person watches; otherwise a line for each file with a list."""

    def made(self, file: PosterFile) -> None:
        """Note that a file is ready."""
        self.add(file.notices)
        if file.listed and not self.watched:
            say(f"{file.name}.pdf: {plural(file.notices, 'объявление', 'объявления', 'объявлений')}")
