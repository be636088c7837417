"""The phases of a build: read and check the data, plan the targets, publish them."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build.publishing import Folder, Notes, Published, Publishing, publishing
from generator.build.publishing.publish import Watch
from generator.build.stamp import find_unchanged, make_stamp
from generator.caching import Cache, Target, code_digest, program_digest, without_collecting
from generator.city import City, Urls, poster_chats
from generator.datafiles import (
    WITHOUT_KEY,
    Clock,
    Loaded,
    Sources,
    check_key,
    lacks_known_key,
    load,
    read_folder,
    read_sources,
    report_lacking_key,
    report_without_key,
)
from generator.datafiles import Folder as DataFolder
from generator.text import OwnSourceError, Report, is_unicode

_READ, _PARTS = "data", "parts"  # kinds of caches: files read, and parts shared by many pages


class Options(Struct, frozen=True, kw_only=True):
    """Options of a build; nothing below reads clock or environment."""

    data: Path
    out: Path
    day_in: Clock
    base_url: str | None = None  # overrides the one of site.yaml
    key: str = ""
    own_sources: Path | None = None
    jobs: int = 1
    verify: bool = False  # read all published files again and repair them
    cache: bool = True  # False: nothing cached is used or stored
    watch: Watch | None = None
    waiting: Callable[[], object] = lambda: None  # called once if another build holds the output folder
    compress: bool = False  # write compressed copies too
    shared: Path | None = None  # the output folder of a region: its cities share the cache of parts
    offline: bool = True  # False: no service worker, whatever site.yaml says


class Profile(Struct):
    """The phases in order, with the wall and CPU seconds of each."""

    phases: list[tuple[str, float, float]] = field(default_factory=list)
    _last: tuple[float, float] = field(default_factory=lambda: _now())  # noqa: PLW0108 - it is defined below

    def reached(self, phase: str) -> None:
        """Record the end of a phase."""
        now = _now()
        self.phases.append((phase, now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def _now() -> tuple[float, float]:
    # Elapsed time, not the time of day. CPU includes processes that have ended.
    spent = os.times()
    return time.perf_counter(), spent.user + spent.system + spent.children_user + spent.children_system


class Result(Struct, frozen=True, kw_only=True):
    """The result of a build; nothing was published if the report has errors."""

    report: Report
    published: Published | None
    profile: Profile = field(default_factory=Profile)


def check(options: Options) -> Loaded:
    """Read and check the data."""
    report = Report()
    return _check(options, read_folder(options.data, report), report)


def _check(options: Options, data: DataFolder, report: Report) -> Loaded:
    """Check data that was read; `report` contains the problems of reading the folder."""
    loaded = load(data, report, options.day_in, cache=_cache(options, _READ), jobs=options.jobs)
    if loaded.city is None:
        return loaded
    site = loaded.city.site
    site = replace(site, base_url=options.base_url or site.base_url, offline=options.offline and site.offline)
    return replace(loaded, city=replace(loaded.city, site=site))


def check_everything(options: Options) -> Report:
    """Read and check the data, the key, and the city's own sources; without a key a build would fail, not a check."""
    loaded = check(options)
    report = loaded.report
    if loaded.city is not None and options.key != WITHOUT_KEY:
        _check_key(loaded.city, options, report, needed=False)
    report.add(_problems(read_sources(options.own_sources), options))
    return report


def build(options: Options) -> Result:
    """Check the data and, if it is valid, publish the site."""
    folder = Folder(options.out)
    with (
        without_collecting(),
        publishing(folder, options.jobs, verify=options.verify, cache=options.cache, waiting=options.waiting) as site,
    ):
        return _build(options, site)


def _build(options: Options, site: Publishing) -> Result:
    profile = Profile()
    program = program_digest()
    sources = read_sources(options.own_sources)
    report = Report()
    data = read_folder(options.data, report)
    stamp = make_stamp(program, data, report, sources, _options_as_text(options), options.key)
    profile.reached("входные файлы")
    if (
        options.cache
        and not options.verify
        and not sources.report.failed
        and (same := find_unchanged(site, stamp, options.day_in))
    ):
        profile.reached("осмотр сайта")
        return Result(report=same.report, published=same.published, profile=profile)
    site.start_background()
    loaded = _check(options, data, report)
    profile.reached("чтение и проверка данных")
    city = loaded.city
    report.add(_problems(sources, options))
    if city is not None:
        _check_key(city, options, report, needed=True)
    if city is None or report.failed:
        return Result(report=report, published=None, profile=profile)
    targets = _targets(city, sources, program, loaded.today, options)
    profile.reached("план страниц")
    notes = _notes(report, loaded.today, city) if is_unicode(str(options.data)) else None
    del loaded, city, data
    try:
        published = site.publish(targets, stamp=stamp, notes=notes, watch=options.watch)
    except OwnSourceError as error:
        report.add([error.problem])
        return Result(report=report, published=None, profile=profile)
    for cache in filter(None, (_cache(options, _READ), _cache(options, _PARTS))):
        cache.sweep()
    profile.reached("страницы и запись")
    return Result(report=report, published=published, profile=profile)


def _notes(report: Report, today: date, city: City) -> Notes:
    return Notes(tuple(report), today, city.site.timezone.key, Urls(city.site.base_url).file(""))


def _problems(sources: Sources, options: Options) -> Report:
    """Return the problems of the city's own sources."""
    if not any(sources.own.values()):
        return sources.report
    from generator.site import check_sources  # noqa: PLC0415 - most cities have none

    return check_sources(sources, _cache(options, _PARTS))


def _cache(options: Options, kind: str) -> Cache | None:
    """Return a cache, or None if it is turned off or there is no output folder: a check alone makes none."""
    if not options.cache or not Folder(options.out).mark.is_dir():
        return None
    return Cache.of(options.shared if options.shared and kind == _PARTS else options.out, kind)


def _check_key(city: City, options: Options, report: Report, *, needed: bool) -> None:
    houses = [building for building in city.buildings if poster_chats(building)]
    if options.key == WITHOUT_KEY:
        if houses:
            report_without_key(options.data, report)
    elif houses:
        check_key(options.key, city.key_mark, houses, options.data, report, needed=needed)
    elif lacks_known_key(options.key, city.key_mark):
        report_lacking_key(options.data, report, needed=needed)


def _targets(city: City, sources: Sources, program: str, today: date, options: Options) -> list[Target]:
    from generator.site import Setting, site_targets  # noqa: PLC0415 - not needed for an unchanged site
    from generator.site.previews import preview_targets  # noqa: PLC0415 - as above

    parts = _cache(options, _PARTS)
    key = options.key if options.key != WITHOUT_KEY else ""
    targets = site_targets(city, sources, Setting(program=program, code=code_digest(), today=today, key=key), parts)
    targets += preview_targets(city, program)
    if city.site.publish_posters:
        from generator.posters import poster_targets  # noqa: PLC0415 - most sites publish none

        targets += poster_targets(city, today, program, sources, _cache(options, "posters"))
    if options.compress:
        from generator.site import compressed  # noqa: PLC0415 - few builds compress

        targets = list(map(compressed, targets))
    return targets


def _options_as_text(options: Options) -> str:
    """Return the options that change the site's files, as text."""
    return f"{options.base_url or ''} {options.compress} {options.offline}"
