"""What `domchat posters` says when it is done: which notices to take down, which are missing, which files are old."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from generator.city import Building, Site
from generator.commands.outdated import Outdated
from generator.commands.poster_labels import about_labels
from generator.posters import Labels
from generator.text import Report, is_nobodys, plural

_LISTED = 20  # houses or files named on the screen


class Done(Struct, frozen=True, kw_only=True):
    """The result of an order. `made` files were typeset, `written` ones changed on disk."""

    report: Report
    folder: Path
    companies: tuple[str, ...] = ()  # slugs of those that were asked for
    files: int = 0
    notices: int = 0
    made: int = 0
    written: int = 0
    outdated: Outdated | None = None
    waiting: tuple[Building, ...] = ()  # left out: the link that only their notices may show is missing
    unprintable: tuple[tuple[str, str], ...] = ()  # letters that the fonts lack, and a text with them
    sample: str = ""  # the site's address, if it is that of a sample
    stale: tuple[Path, ...] = ()  # earlier files under names that are no longer used


def sample_address(site: Site) -> str:
    """Return the address of a site on a host that is nobody's, such as that of the samples; "" for a demonstration."""
    host = urlsplit(site.base_url).hostname or ""
    return site.base_url if is_nobodys(host) and not site.demo else ""


def summary(done: Done) -> str:
    """Return the closing line."""
    return (
        f"Готово: {plural(done.notices, 'объявление', 'объявления', 'объявлений')}, "
        f"{plural(done.files, 'файл', 'файла', 'файлов')} PDF, заново {done.made}, записано {done.written}"
    )


def tell(done: Done, labels: Labels | None) -> Iterator[str]:
    """Yield everything to know before printing and hanging."""
    if done.sample:
        yield f"Не вешайте эти объявления: на них адрес образца, {done.sample}. Впишите в site.yaml свой base_url."
    yield from _about_changes(done.outdated, done.companies)
    yield from _about_waiting(done)
    for letters, where in done.unprintable:
        yield f"Вместо «{letters}» на объявлении будет «?», таких букв нет в его шрифте: {where}"
    if done.files:
        yield from about_labels(labels, done.notices, done.files)


def _about_changes(outdated: Outdated | None, companies: tuple[str, ...]) -> Iterator[str]:
    """Yield how the changes are known, and the notices to take down."""
    if outdated is None:
        return
    if outdated.note:
        yield outdated.note
    gone = [building for building in outdated.gone if not companies or building.company in companies]
    if gone:
        yield f"Снимите объявления: {plural(len(gone), 'дома', 'домов', 'домов')} в данных больше нет."
        yield from _some(f"{building.address.full}, код {building.id}" for building in gone)


def _about_waiting(done: Done) -> Iterator[str]:
    """Yield which buildings were left out and why, and which earlier files must not be hung."""
    if done.waiting:
        houses = plural(len(done.waiting), "дом", "дома", "домов")
        yield f"Пропущено: {houses}, ссылка на чат только на объявлении, но её нет; код привёл бы не в чат."
        yield "  Верните data/private/links.yaml, а если ссылку не показывают вовсе, напишите share: nowhere."
        yield from _some(f"{building.address.full}, код {building.id}" for building in done.waiting)
    if done.stale:
        yield "Здесь остались прежние файлы, таких компаний и адресов в данных больше нет; не вешайте их, удалите:"
        yield from _some(map(str, done.stale))


def _some(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines indented; of many the first ones and how many more there are."""
    listed = list(lines)
    yield from (f"  {line}" for line in listed[:_LISTED])
    if len(listed) > _LISTED:
        yield f"  и ещё {len(listed) - _LISTED}"
