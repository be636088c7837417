"""`domchat region`: the cities of a region and their portal."""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.build.object_storage import NoCredentialsError, StorageError
from generator.commands.arguments import (
    Commands,
    clock_of,
    day,
    key_of_environment,
    parent_parser,
    path,
    processes,
    processors,
)
from generator.commands.exit_codes import BAD_DATA, DONE, FAILURE, WRONG_USAGE
from generator.commands.failures import describe
from generator.commands.progress import Progress
from generator.commands.publish import (
    add_how,
    add_target,
    inner_target,
    publish_site,
    storage,
    storage_settings,
    write_changed,
)
from generator.commands.revisions import changed_files
from generator.commands.screen import REPORT_FORMATS, say, show, show_as, write
from generator.datafiles import CITIES, REGION_FILE
from generator.region import (
    CityDone,
    CityTask,
    ClusterLostError,
    NoDaskError,
    Region,
    RegionCity,
    Storage,
    address_clashes,
    build_city,
    build_portal,
    build_through_storage,
    check_city,
    city_as_built,
    city_in_storage,
    hand_over,
    load_region,
    run_alone,
    run_on_dask,
)
from generator.site import PortalCity
from generator.text import Bad, Report, nearest, plural

_CITIES = ("город", "города", "городов")
_SHOWN = 10  # names in one sentence


class _WrongUsageError(Exception):
    """The command can't be done as it was asked for; says why."""


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "region",
        help="регион: много городов и общий портал",
        description="Папка региона: region.yaml и cities/ГОРОД/data. Каждый город строится и отдельно, командой build.",
    )
    command.set_defaults(needs_city=False)
    steps = command.add_subparsers(title="что сделать", required=True, metavar="ДЕЛО")
    _add_build(steps)
    check = steps.add_parser(
        "check",
        parents=[_where(), _how(), _which()],
        help="проверить region.yaml и все города, ничего не строя",
        description="Говорит обо всех ошибках региона и его городов сразу.",
    )
    check.add_argument("--format", choices=REPORT_FORMATS, default="text", help="вид отчёта")
    check.set_defaults(run=partial(_run, _check))
    plan = steps.add_parser(
        "plan",
        parents=[_where()],
        help="назвать города, которые изменились с версии git",
        description="Для тех, у кого нет кластера: списки для xargs, GNU parallel и матрицы сборок.",
    )
    plan.add_argument("--since", metavar="ВЕРСИЯ", help="ветка, метка или версия (без неё — все города)")
    plan.add_argument("--format", choices=("lines", "matrix", "json"), default="lines", help="вид списка")
    plan.set_defaults(run=partial(_run, _plan))
    publish = steps.add_parser(
        "publish",
        parents=[_where()],
        help="переложить построенные города и портал в обычную папку или в хранилище S3",
        description="Портал — в саму папку, город — в её папку с именем города. Чужие файлы не тронет.",
    )
    add_target(publish)
    publish.set_defaults(run=partial(_run, _publish))


def _add_build(steps: Commands) -> None:
    build = steps.add_parser(
        "build",
        parents=[_where(), _how(), _which()],
        help="построить изменившиеся города и портал",
        description="Город с ошибками в данных остаётся прежним и не мешает остальным. Что построено, второй раз не "
        "строится: прерванную сборку запустите снова.",
    )
    build.add_argument(
        "--compress", action="store_true", help="положить рядом сжатые копии .gz и .br: для nginx, который их отдаёт"
    )
    build.add_argument("--no-cache", action="store_true", help="сделать всё заново, ничего не беря из прошлых сборок")
    build.add_argument(
        "--store",
        type=storage,
        metavar="s3://…",
        help="закрытое хранилище, откуда исполнители без общего диска берут города; нужен и --publish",
    )
    build.add_argument(
        "--publish", type=storage, metavar="s3://…", help="хранилище, куда эти исполнители сразу публикуют города"
    )
    add_how(build)
    build.set_defaults(run=partial(_run, _build))


def _where() -> argparse.ArgumentParser:
    parent = parent_parser()
    parent.add_argument("--region", type=path, metavar="ПАПКА", help="папка региона (обычно эта или папка выше)")
    parent.add_argument("--out", type=path, metavar="ПАПКА", help="куда строить (обычно output в папке региона)")
    return parent


def _how() -> argparse.ArgumentParser:
    parent = parent_parser()
    parent.add_argument(
        "--workers", type=processes, metavar="N", help="сколько процессов (обычно по числу ядер); 0 — город за городом"
    )
    parent.add_argument("--scheduler", metavar="АДРЕС", help="планировщик Dask вместо своих процессов: tcp://…:8786")
    parent.add_argument(
        "--today", type=day, metavar="ГГГГ-ММ-ДД", help="какой сегодня день (обычно по часовому поясу города)"
    )
    return parent


def _which() -> argparse.ArgumentParser:
    parent = parent_parser()
    parent.add_argument("cities", nargs="*", metavar="ГОРОД", help="имена папок (обычно все города)")
    return parent


def _run(step: Callable[[argparse.Namespace, Region, Report], int], arguments: argparse.Namespace) -> int:
    report = Report()
    try:
        folder = _find_region(arguments.region)
        region = load_region(folder, arguments.out or folder / "output", report)
        if region is None:
            show(report)
            return BAD_DATA
        return step(arguments, region, report)
    except (_WrongUsageError, NoCredentialsError) as error:
        say(f"domchat: {error}")
        return WRONG_USAGE
    except NoDaskError:
        say("domchat: для нескольких процессов нужен Dask; поставьте его: pip install 'domchat[region]'")
        return WRONG_USAGE
    except ClusterLostError:
        say("domchat: связи с планировщиком Dask нет; построенное осталось, запустите команду снова")
        return FAILURE
    except StorageError as error:
        say(f"domchat: {arguments.store}: {error}")
        return FAILURE


def _find_region(asked: Path | None) -> Path:
    """Return the region's folder: the one asked for, this one, or the nearest one above."""
    if asked is not None:
        return asked
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / REGION_FILE).is_file()), None)
    if found is None:
        raise _WrongUsageError(f"здесь нет файла {REGION_FILE}, и в папках выше тоже; укажите --region ПАПКА")
    if found != here:
        say(f"Регион: {os.path.relpath(found)}")
    return Path(os.path.relpath(found))


def _build(arguments: argparse.Namespace, region: Region, report: Report) -> int:
    if report.failed:
        show(report)
        say("Ничего не изменено.")
        return BAD_DATA
    started = time.monotonic()
    through = _storage(arguments)
    done = _all_done(arguments, region, build_through_storage if through else build_city, through)
    built = {one.slug: one.city for one in done}
    shown = [built.get(city.slug) or _as_built(city, through) for city in region.cities]
    today = clock_of(arguments)(region.draft.get("timezone") or ZoneInfo("UTC"))
    portal = build_portal(region, filter(None, shown), today, report, compress=arguments.compress)
    for one in done:
        report.merge(one.report)
    show(report)
    _tell_failures(done)
    changed = sum(1 for one in done if (what := one.sent or one.published) and what.changed + what.removed)
    failed = [one.slug for one in done if one.failed]
    left = f", остались прежними из-за ошибок: {_named(failed)}" if failed else ""
    seconds = time.monotonic() - started
    say(f"Готово: {plural(len(done), *_CITIES)}, изменилось {changed}{left}; {seconds:.1f} с → {region.portal.parent}")
    if portal is None:
        say("Портал не изменён.")
    elif through:
        addresses = [address for one in done if one.sent for address in one.sent.addresses]
        code = publish_site(arguments, region.portal, through.site, addresses)
        write_changed(arguments.changed, addresses)
        return max(code, _code(done, report))
    return _code(done, report)


def _storage(arguments: argparse.Namespace) -> Storage | None:
    """Return where workers without a shared disk take cities from, if they are to do so."""
    closed, site = arguments.store, arguments.publish
    if bool(closed) != bool(site):
        raise _WrongUsageError("--store и --publish нужны вместе")
    if not closed:
        if given := [f"--{name}" for name in ("verify", "gzip", "changed") if getattr(arguments, name)]:
            raise _WrongUsageError(f"{', '.join(given)}: только вместе с --store и --publish")
        return None
    if closed.bucket == site.bucket:
        raise _WrongUsageError(
            f"в {closed} будут закрытые ссылки: возьмите для --store другое хранилище, не то же, что у сайта"
        )
    return Storage(closed=closed, site=site, settings=storage_settings, gzip=arguments.gzip, verify=arguments.verify)


def _as_built(city: RegionCity, through: Storage | None) -> PortalCity | None:
    return city_in_storage(city.slug, through) if through else city_as_built(city.slug, city.out)


def _check(arguments: argparse.Namespace, region: Region, report: Report) -> int:
    done = _all_done(arguments, region, check_city)
    for one in done:
        report.merge(one.report)
    show_as(report, arguments.format)
    _tell_failures(done)
    return _code(done, report)


def _all_done(
    arguments: argparse.Namespace,
    region: Region,
    work: Callable[[CityTask], CityDone],
    through: Storage | None = None,
) -> list[CityDone]:
    """Return the results for all cities that were asked for, in the order of their names."""
    workers = processors() if arguments.workers is None else arguments.workers
    apart = bool(arguments.scheduler) or workers > 1
    chosen, clashes = _chosen(region, arguments.cities), address_clashes(region)
    refused = clashes if work is not check_city else {}  # a check tells what else is wrong with them
    tasks = [_task(city, arguments, 1 if apart else processors()) for city in chosen if city.slug not in refused]
    done, tasks = hand_over(tasks, through) if through else ([], tasks)
    done += [CityDone(slug=city.slug, report=clashes[city.slug]) for city in chosen if city.slug in clashes]
    whole = len(done) + len(tasks)
    with Progress("города") as progress:
        for one in _results(arguments, tasks, work, workers) if apart and tasks else run_alone(tasks, work):
            done.append(one)
            progress.show(len(done), whole)
    return sorted(done, key=lambda one: one.slug)


def _results(
    arguments: argparse.Namespace, tasks: Sequence[CityTask], work: Callable[[CityTask], CityDone], workers: int
) -> Iterator[CityDone]:
    """Yield the results of a cluster; without Dask, of this process, unless a cluster was asked for."""
    try:
        yield from run_on_dask(tasks, work, workers=min(workers, len(tasks)), scheduler=arguments.scheduler or "")
    except NoDaskError:
        if arguments.scheduler or arguments.workers:
            raise
        say("Без Dask города строятся один за другим; быстрее будет с ним: pip install 'domchat[region]'")
        yield from run_alone(tasks, work)


def _task(city: RegionCity, arguments: argparse.Namespace, jobs: int) -> CityTask:
    # Workers of a cluster have working folders of their own.
    places = (city.data, city.out, city.out.parent.parent)
    shared_disk = arguments.scheduler and not getattr(arguments, "store", None)
    data, out, shared = (one.absolute() if shared_disk else one for one in places)
    return CityTask(
        slug=city.slug,
        folder=city.folder,
        data=data,
        out=out,
        shared=shared,
        day_in=clock_of(arguments),
        describe=describe,
        key=key_of_environment(),
        jobs=jobs,
        compress=getattr(arguments, "compress", False),
        cache=not getattr(arguments, "no_cache", False),
    )


def _chosen(region: Region, names: Sequence[str]) -> list[RegionCity]:
    known = {city.slug: city for city in region.cities}
    for name in names:
        if name not in known:
            near = nearest(name, known)
            raise _WrongUsageError(f"города {name} в регионе нет{f'; может быть, {near}?' if near else ''}")
    return [known[name] for name in dict.fromkeys(names)] or list(region.cities)


def _tell_failures(done: Sequence[CityDone]) -> None:
    for one in done:
        if one.failure:
            say(f"domchat: город {one.slug}: не получилось: {one.failure}")


def _code(done: Sequence[CityDone], report: Report) -> int:
    return FAILURE if any(one.failure for one in done) else BAD_DATA if report.failed else DONE


def _named(slugs: Sequence[str]) -> str:
    more = f" и ещё {len(slugs) - _SHOWN}" if len(slugs) > _SHOWN else ""
    return f"{', '.join(slugs[:_SHOWN])}{more}"


def _plan(arguments: argparse.Namespace, region: Region, _: Report) -> int:
    cities: Sequence[RegionCity] = region.cities
    if arguments.since is not None:
        changed = changed_files(region.folder, arguments.since)
        if isinstance(changed, Bad):
            raise _WrongUsageError(f"{changed.text}; {changed.hint}")
        if REGION_FILE not in changed:
            names = {name.split("/")[1] for name in changed if name.startswith(f"{CITIES}/")}
            cities = [city for city in cities if city.slug in names]
    match arguments.format:
        case "lines":
            write("".join(f"{city.slug}\n" for city in cities).removesuffix("\n")) if cities else None
        case "matrix":
            write(json.dumps({"city": [city.slug for city in cities]}))
        case "json":
            rows = [
                {"city": city.slug, "data": str(city.data), "out": str(city.out), "url": city.url} for city in cities
            ]
            write(json.dumps(rows, ensure_ascii=False, indent=1))
    return DONE


def _publish(arguments: argparse.Namespace, region: Region, _: Report) -> int:
    """Publish each city's site and then the portal's, so that what the portal leads to is there."""
    target = arguments.target
    if isinstance(target, Path) and (target / REGION_FILE).exists():
        raise _WrongUsageError(f"{target} — папка с данными региона, сайту в ней не место; укажите другую")
    addresses: list[str] = []
    codes = []
    clashes = address_clashes(region)
    for city in region.cities:
        if city.slug in clashes:
            show(clashes[city.slug])
            codes.append(BAD_DATA)
        elif city_as_built(city.slug, city.out) is None:
            say(f"Город {city.slug} ещё не построен: его показывать нечего.")
            codes.append(BAD_DATA)
        else:
            codes.append(publish_site(arguments, city.out, inner_target(target, city.folder), addresses))
    others = [city.folder.partition("/")[0] for city in region.cities]
    codes.append(publish_site(arguments, region.portal, target, addresses, others))
    write_changed(arguments.changed, addresses)
    return max(codes)
