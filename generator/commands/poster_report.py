"""What `domchat posters` says when it is done: which notices to take down, which are missing, which files are old."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from generator.city import Building, Site
from generator.commands.outdated import Outdated
from generator.commands.poster_labels import about_labels
from generator.posters import Labels
from generator.text import Report, plural

_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.[a-z]+)?|invalid|test|localhost)$")  # RFC 2606, and our samples'
_LISTED = 20  # houses or files named on the screen


class Done(Struct, frozen=True, kw_only=True):
    """The result of an order. `made` files were typeset, `written` ones changed on disk."""

    report: Report
    place: Path  # the file if it is one, else the folder
    companies: tuple[str, ...] = ()  # slugs of those that were asked for
    files: int = 0
    notices: int = 0
    made: int = 0
    written: int = 0
    outdated: Outdated | None = None
    waiting: tuple[Building, ...] = ()  # left out: the link that only their notices may show is missing
    small: tuple[Building, ...] = ()  # letters on their stickers are hard to read
    unprintable: tuple[tuple[str, str], ...] = ()  # letters that the fonts lack, and a text with them
    sample: str = ""  # the site's address, if it is that of a sample
    stale: tuple[Path, ...] = ()  # earlier files under names that are no longer used


def sample_address(site: Site) -> str:
    """Return the address of a site on a host that is nobody's, such as that of the samples; "" for a demonstration."""
    host = urlsplit(site.base_url).hostname or ""
    return site.base_url if _NOBODYS.search(host) and not site.demo else ""


def summary(done: Done, labels: Labels | None) -> str:
    """Return the closing line without its full stop: what was made, and of how many files how many are new."""
    forms = ("наклейка", "наклейки", "наклеек") if labels else ("объявление", "объявления", "объявлений")
    count = done.notices * (labels.copies if labels else 1)
    made = "лист для пробы" if labels and labels.test else plural(count, *forms)
    files = plural(done.files, "файл", "файла", "файлов")
    return f"Готово: {made}, {files} PDF, заново {done.made}, записано {done.written}"


def tell(done: Done, labels: Labels | None) -> Iterator[str]:
    """Yield everything to know before printing and hanging."""
    if done.sample:
        yield f"Не вешайте эти объявления: на них адрес образца, {done.sample}. Впишите в site.yaml свой base_url."
    yield from _about_changes(done.outdated, done.companies)
    yield from _about_waiting(done)
    for letters, where in done.unprintable:
        yield f"Вместо «{letters}» на объявлении будет «?», таких букв нет в его шрифте: {where}"
    if done.small:
        houses = plural(len(done.small), "дома", "домов", "домов")
        yield f"На наклейках {houses} буквы мельче 5 пунктов: адрес длинный; возьмите лист с наклейками крупнее."
        yield from _some(building.address.full for building in done.small)
    if done.files:
        yield from about_labels(labels, done.notices, done.files)


def _about_changes(outdated: Outdated | None, companies: tuple[str, ...]) -> Iterator[str]:
    """Yield how the changes are known, and the notices to take down."""
    if outdated is None:
        return
    if outdated.note:
        yield outdated.note
    counts = Counter(word for words in outdated.changes.values() for word in words)
    if counts:
        some = (f"{word} — {plural(count, 'дом', 'дома', 'домов')}" for word, count in counts.most_common())
        yield f"Изменилось: {'; '.join(some)}."
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
