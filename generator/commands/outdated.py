"""Which notices on the walls are no longer right: compares what they show with what they showed at a revision.

The notices of both states are made and compared, so whatever a notice shows counts: the owner of a link, telephones,
the company, the address, the day of confirmation, the code.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build import Options, check
from generator.city import Building, City, Urls
from generator.city.views import Context
from generator.commands.revisions import revision_before, write_revision
from generator.datafiles import Loaded
from generator.posters import Notices, changed_since
from generator.text import Bad, parse_day

_PRIVATE = "private"


class Outdated(Struct, frozen=True, kw_only=True):
    """The ids of the buildings whose notices have changed, the buildings that are gone, and how that is known."""

    ids: frozenset[str]
    gone: tuple[Building, ...] = ()
    note: str = ""


def find_outdated(options: Options, loaded: Loaded, since: str) -> Outdated | Bad:
    """Compare with the state on the morning of a day, or at a git revision.

    Without such a state in git, only what the data itself dates is known: chats opened, confirmed and withdrawn.
    """
    city = loaded.city
    assert city is not None, "only valid data has notices"
    day = parse_day(since, loaded.today)
    if day and day > loaded.today:
        return Bad(code="since", text=f"«{since}» ещё не наступило", hint="укажите день, когда объявления повесили")
    revision = revision_before(options.data, datetime.combine(day, time(), city.site.timezone)) if day else since
    if revision is None:
        assert day is not None
        return _by_dates(city, day, f"В git нет данных старше {day:%d.%m.%Y}")
    with tempfile.TemporaryDirectory(prefix="domchat-") as folder:
        then, now = Path(folder) / "then", Path(folder) / "now"
        refusal = write_revision(options.data, revision, then, suffix=".yaml")
        if refusal:
            return refusal if day else replace(refusal, hint=f"{refusal.hint}; или день: 01.11.2026, «1 ноября», вчера")
        before = check(replace(options, data=then, today=loaded.today, cache=False)).city
        # Private links are seldom in git: then they are left out of both.
        if not (then / _PRIVATE).exists() and (options.data / _PRIVATE).exists():
            shutil.copytree(options.data, now, ignore=shutil.ignore_patterns(_PRIVATE, ".*"))
            city = check(replace(options, data=now, today=loaded.today, cache=False)).city or city
    if before is None:
        what = f"В данных за {day:%d.%m.%Y} есть ошибки" if day else f"В версии {since} есть ошибки"
        if day:
            return _by_dates(city, day, what)
        return Bad(code="since", text=f"в версии {since} данные с ошибками, сравнить не с чем", hint="укажите другую")
    known = {building.id: building for building in city.buildings}
    gone = tuple(building for building in before.buildings if building.id not in known)
    return Outdated(ids=frozenset(_changed(before, city, loaded.today, options.key)), gone=gone)


def _by_dates(city: City, day: date, why: str) -> Outdated:
    ids = frozenset(building.id for building in city.buildings if changed_since(building, day))
    return Outdated(ids=ids, note=f"{why}: взяты дома, чей чат с этого дня открыт, проверен или отозван.")


def _changed(before: City, after: City, today: date, key: str) -> Iterator[str]:
    """Yield the ids of the buildings whose notices differ, new ones included."""
    old, new = (
        Notices(city=city, context=Context(site=city.site, urls=Urls(city.site.base_url), today=today), key=key)
        for city in (before, after)
    )
    records = {building.id: building for building in before.buildings}
    companies = {company.slug: company.digest for company in before.companies}
    same = {company.slug for company in after.companies if companies.get(company.slug) == company.digest}
    if before.site != after.site:
        same = set()
    for building in after.buildings:
        record = records.get(building.id)
        if record and record.digest == building.digest and record.company == building.company in same:
            continue  # a notice shows nothing else
        if record is None or tuple(old.of(record)) != tuple(new.of(building)):
            yield building.id
