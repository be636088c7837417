"""Compares the fields of two states of an entry, with their Russian names."""

from collections.abc import Collection, Iterator, Sequence

from generator.changes.change import Change, Subject
from generator.changes.texts import compare_value
from generator.city import KINDS, SERVICES, TOPICS
from generator.datafiles import Entry

_WORDS = {
    "dispatch": "аварийно-диспетчерская",
    "emergency": "аварийный телефон",
    "kind": "кто управляет",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "email": "почта",
    "website": "сайт",
    "name": "название",
    "publisher": "кто опубликовал",
    "date": "на какой день",
    "terms": "условия",
    "office": "где принимают",
    "hours": "часы работы",
    "about": "текст о себе",
    "services": "что поставляет",
    "serves": "кого обслуживает",
    "note": "примечание",
    "aliases": "другие адреса",
    "settlement": "населённый пункт",
    "entrances": "подъезды",
    "flats": "квартир",
    "floors": "этажей",
    "location": "место на карте",
    "fias": "код ФИАС",
    "slug": "адрес страницы",
    "title": "название",
    "topics": "о чём пишут",
    "entrance": "подъезд",
    "approval": "подтверждает администратор",
    "since": "когда открыт",
    "checked": "когда проверена",
    "checked_by": "кто проверял",
    "chat_id": "номер чата в MAX",
    "shared": "общий для нескольких домов",
    "unusual": "необычный вид ссылки",
    "separate": "другой дом, хотя адрес похож",
    "own_mobiles": "мобильные самой организации",
    "former": "прежние названия",
}
_OPTIONS = {"kind": KINDS, "services": SERVICES, "topics": TOPICS, "serves": {"all": "все дома сайта"}}


def word(name: str) -> str:
    """Return the Russian name of a field."""
    return _WORDS.get(name, name)


def compare_values(  # noqa: PLR0913
    owner: str,
    before: Entry,
    after: Entry,
    subject: Subject,
    *,
    first: Collection[str] = (),
    without: Collection[str] = (),
) -> Iterator[Change]:
    """Yield the change of each value; those in `first` are suspicious, those in `without` are reported elsewhere."""
    for name in dict.fromkeys((*before.values, *after.values)):
        if name not in without:
            both = in_words(name, before.get(name)), in_words(name, after.get(name))
            yield from compare_value(f"{owner}: {word(name)}", name, both, after.at(name), subject, first=name in first)


def in_one_line(one: Entry, names: Collection[str], more: Sequence[str] = ()) -> str:
    """Return the values of these fields for the line of a new entry: «: ИНН 6501156338, почта a@example.ru»."""
    told = [f"{word(name)} {in_words(name, one.get(name))}" for name in names if one.get(name)]
    return f": {', '.join((*told, *more))}" if told or more else ""


def in_words(name: str, value: str) -> str:
    """Return a value, with the Russian words for enumerated ones."""
    options = _OPTIONS.get(name)
    return "; ".join(options.get(one, one) for one in value.split("; ")) if options else value
