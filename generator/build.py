"""The build as the list of its phases: read and check the data, make the files, publish them."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from generator.datafiles.load import Clock, Loaded, load
from generator.output import Published, claim, publish
from generator.posters.memo import Memo
from generator.posters.press import Press
from generator.posters.published import published_posters
from generator.problems import Place, Report
from generator.site.compression import compressed
from generator.site.files import needs_key, site_files
from generator.sources import read_sources

KEY_VARIABLE = "DOMCHAT_KEY"


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a build is told from outside; nothing below reads clock or environment."""

    data: Path
    out: Path
    day_in: Clock
    today: date | None = None
    base_url: str | None = None  # overrides the one of site.yaml
    key: str = ""
    own_sources: Path | None = None
    compress: bool = False
    offline: bool = True  # False: no service worker, whatever site.yaml says


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of a build: nothing was published if the report has errors."""

    report: Report
    published: Published | None


def check(options: Options) -> Loaded:
    """Read and check the data."""
    loaded = load(options.data, options.today, options.day_in)
    if loaded.city is None:
        return loaded
    site = loaded.city.site
    site = replace(site, base_url=options.base_url or site.base_url, offline=options.offline and site.offline)
    return replace(loaded, city=replace(loaded.city, site=site))


def build(options: Options) -> Result:
    """Check the data and, if it is sound, publish the site."""
    loaded = check(options)
    if loaded.city is not None and needs_key(loaded.city) and not options.key:
        report_missing_key(options.data, loaded.report)
        return Result(report=loaded.report, published=None)
    if loaded.city is None:
        return Result(report=loaded.report, published=None)
    sources = read_sources(options.own_sources)
    files = site_files(loaded.city, sources, loaded.today, options.key)
    if loaded.city.site.publish_posters:
        claim(options.out)
        press = Press(sources.posters, Memo.of(options.out))
        files = chain(files, published_posters(loaded.city, loaded.today, press))
    if options.compress:
        files = compressed(files)
    return Result(report=loaded.report, published=publish(options.out, files))


def report_missing_key(data: Path, report: Report) -> None:
    """Say how to make the key and why to keep it."""
    report.error(
        Place(str(data)),
        "no-key",
        f"есть чаты, ссылка на которые только на объявлении, но нет ключа {KEY_VARIABLE}",
        "создайте ключ один раз: python3 -c 'import secrets; print(secrets.token_hex(32))', задайте его переменной "
        f"{KEY_VARIABLE} и храните: с другим ключом все напечатанные коды этих домов перестанут работать",
    )
