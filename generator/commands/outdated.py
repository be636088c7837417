"""Which notices on the walls are no longer right: compares what they show with what they showed at a revision.

The notices of both states are made and compared, so whatever a notice shows counts: the owner of a link, telephones,
the company, the address, the day of confirmation, the code.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build import Options, check
from generator.city import Building, City, Urls
from generator.city.views import Context
from generator.commands.revisions import revision_before, write_revision
from generator.datafiles import Loaded
from generator.posters import Notice, Notices, changed_since
from generator.text import Bad, parse_day, shorten

_PRIVATE = "private"
_NEW = "новый дом"
_DOORS = "подъезды"
WORDS = {  # what has changed → fields of a notice; the drawing is none of them: a floor more or less misleads nobody
    "адрес": ("settlement", "street", "house", "address", "short"),
    _DOORS: ("entrance", "door"),
    "чат": ("heading", "steps", "hint", "chats", "warning", "advice"),
    "код": ("code", "unlisted"),
    "телефоны": ("emergency", "phones", "rescue"),
    "название компании": ("company",),
    "каналы": ("channel",),
}
ON_STICKER = {"heading", "address", "short", "entrance", "door", "code", "warning", "emergency"}


class Outdated(Struct, frozen=True, kw_only=True):
    """What has changed on the notices of which buildings, the buildings that are gone, and how that is known."""

    changes: Mapping[str, tuple[str, ...]]  # of a building's id, in words
    gone: tuple[Building, ...] = ()
    note: str = ""


def find_outdated(options: Options, loaded: Loaded, since: str, *, stickers: bool = False) -> Outdated | Bad:
    """Compare with the state on the morning of a day, or at a git revision; `stickers` show less than other notices.

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
            return refusal if day or refusal.code != "unknown-revision" else _neither(since)
        before = check(replace(options, data=then, day_in=lambda _zone: loaded.today, cache=False)).city
        # Private links are seldom in git: then they are left out of both.
        if not (then / _PRIVATE).exists() and (options.data / _PRIVATE).exists():
            shutil.copytree(options.data, now, ignore=shutil.ignore_patterns(_PRIVATE, ".*"))
            city = check(replace(options, data=now, day_in=lambda _zone: loaded.today, cache=False)).city or city
    if before is None:
        what = f"В данных за {day:%d.%m.%Y} есть ошибки" if day else f"В версии {since} есть ошибки"
        if day:
            return _by_dates(city, day, what)
        return Bad(code="since", text=f"в версии {since} данные с ошибками, сравнить не с чем", hint="укажите другую")
    known = {building.id: building for building in city.buildings}
    gone = tuple(building for building in before.buildings if building.id not in known)
    shown = {word: [field for field in fields if not stickers or field in ON_STICKER] for word, fields in WORDS.items()}
    return Outdated(changes=dict(_changed(before, city, loaded.today, options.key, shown)), gone=gone)


def _neither(since: str) -> Bad:
    hint = (
        "день: 01.11.2026, «1 ноября», вчера; версия: имя ветки или метки, main, HEAD~1; в сборке скачайте всю историю"
    )
    return Bad(code="since", text=f"«{shorten(since)}» — такого дня нет, и версии git с этим именем тоже", hint=hint)


def _by_dates(city: City, day: date, why: str) -> Outdated:
    changes: dict[str, tuple[str, ...]] = {one.id: () for one in city.buildings if changed_since(one, day)}
    return Outdated(changes=changes, note=f"{why}: взяты дома, чей чат с этого дня открыт, проверен или отозван.")


def _changed(
    before: City, after: City, today: date, key: str, shown: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ids of the buildings whose notices differ, new ones included, and what differs."""
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
        if (
            record
            and record.digest == building.digest
            and record.company == building.company in same
            and old.short(record.address) == new.short(building.address)
        ):
            continue  # a notice shows nothing else
        words = _difference(tuple(old.of(record)), tuple(new.of(building)), shown) if record else (_NEW,)
        if words:
            yield building.id, words


def _difference(
    old: tuple[Notice, ...], new: tuple[Notice, ...], shown: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return what differs between the notices of a building, in words."""
    if len(old) != len(new):
        return (_DOORS,)
    return tuple(
        word
        for word, fields in shown.items()
        if any(getattr(a, field) != getattr(b, field) for a, b in zip(old, new, strict=True) for field in fields)
    )
