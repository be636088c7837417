"""Compares the site's settings, the history, and the city's own files in `site_src`."""

from collections.abc import Iterator, Mapping

from generator.changes.change import Change
from generator.changes.pairing import pairs, reordered
from generator.changes.texts import compare_value
from generator.changes.values import compare_values
from generator.datafiles import Contents, Entry
from generator.text import Place, shorten

# Settings that send nobody elsewhere. The others are printed and trusted, or redirect printed ids.
_PLAIN = {
    "region", "timezone", "stale_after_days", "publish_posters", "building_previews", "offline", "settlements"
}  # fmt: skip
_TEXTS = (".md", ".txt")


def compare_settings(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield the changes of the site's settings, its contact and its streets."""
    before, after = old.site, new.site
    first = {*before.values, *after.values} - _PLAIN
    first -= {name for name in after.values if name.startswith("retired.") and after.get(name) == "никуда"}
    yield from compare_values("сайт", before, after, "site", first=first)
    contacts = [one.part("contact")[0] if one.part("contact") else Entry(place=one.place) for one in (before, after)]
    ways = {name for one in contacts for name in one.values}
    yield from compare_values("сайт: куда писать о нём", contacts[0], contacts[1], "site", first=ways)
    blank = Entry(place=after.place)
    for was, now in pairs(before.part("sources"), after.part("sources"), lambda one: one.get("name")):
        owner = f"откуда сведения: {(now or was or blank).get('name')}"
        yield from compare_values(owner, was or blank, now or blank, "site")
    streets = before.part("streets"), after.part("streets")
    both = pairs(
        streets[0], streets[1], lambda one: one.get("name"), lambda one: one.get("former"), lambda one: one.get("slug")
    )
    for was, now in both:
        one = now or was or before
        blank, name = Entry(place=one.place), one.get("name") or "улица без названия"
        yield from compare_values(name, was or blank, now or blank, "site", first={"name", "aliases", "former", "slug"})
    if reordered(both, streets[0], streets[1]):
        yield Change(subject="site", place=after.at("streets"), text="сайт: другой порядок улиц")


def compare_history(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield addresses that lead to a house that never had them, and addresses that were dropped."""
    before, after = (one.history or Entry(place=new.site.place) for one in (old, new))
    pages = {(one.get("id"), page) for contents in (old, new) for _, one in contents.buildings() for page in one.pages}
    for name in dict.fromkeys((*before.values, *after.values)):
        was, now = ((one.get(name).split("; ") if one.get(name) else []) for one in (before, after))
        number = name.removeprefix("published.")
        strange = [page for page in now if page not in was and (number, page) not in pages]
        if name == "key":
            marks = before.get(name), after.get(name)
            yield from compare_value("отметка о ключе", name, marks, after.at(name), "site", first=bool(marks[0]))
        elif name == "organizations":
            sides = before.get(name), after.get(name)
            yield from compare_value("прежние страницы организаций", name, sides, after.at(name), "site", first=True)
        elif was != now:
            lost = [page for page in was if page not in now]
            words = f"приведут к нему: {', '.join(now) or 'ни один адрес'}"
            words += f"; не было таких адресов: {', '.join(strange)}" if strange else ""
            words += f"; больше не приведут: {', '.join(lost)}" if lost else ""
            text = f"адреса страниц дома {number}: {words}"
            yield Change(subject="site", place=after.at(name), text=text, suspicious=bool(strange or lost))


def compare_sources(folder: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Change]:
    """Yield the changes of the city's own files, by name below `folder`: any may change what residents see."""
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            shown = shorten(name, 200)  # a name may hold anything
            yield from _source(Place(f"{folder}/{shown}"), shown, old.get(name), new.get(name))


def _source(place: Place, name: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    what = f"{'новый ' if old is None else ''}файл сайта {name}"
    texts = (old or b"").decode(errors="replace"), (new or b"").decode(errors="replace")
    if new is None:
        yield Change(subject="source", place=place, text=f"файла сайта {name} больше нет", suspicious=True)
    elif name.endswith(_TEXTS):
        yield from compare_value(what, "source", texts, place, "source")
    else:
        text = f"{what}: шаблоны, программы и картинки меняют страницы как угодно, посмотрите его целиком"
        yield Change(subject="source", place=place, text=text, suspicious=True)
