"""Rules of texts shown to people."""

from collections.abc import Iterable, Iterator

from generator.datafiles.drafts import Drafts
from generator.datafiles.fields import all_records
from generator.datafiles.kinds import Either, ListOf, Nested, ValueType
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import warning
from generator.datafiles.value_types import EMERGENCY_PHONE, LINE, MARKDOWN, PHONE
from generator.text import (
    Bad,
    Phone,
    Place,
    Problem,
    foreign_markup,
    is_mobile,
    mobile_number,
    private_persons,
    shorten,
)


def markup_is_ours(drafts: Drafts) -> Iterator[Problem]:
    """A text contains no unsupported markup: HTML, entities, headings, footnotes, tables."""
    drafted = [(one, "about") for one in drafts.organizations()]
    drafted += [(building, "note") for _slug, building in drafts.buildings()]
    for draft, field in drafted:
        found = foreign_markup(draft.get(field) or "")
        if found:
            yield warning(
                draft.at(field),
                "markup-shown",
                f"«{shorten(found)}» — не та разметка, что понимает сайт: жители увидят эти знаки",
                "напишите простыми словами; можно **важное**, *курсив*, списки с «-» и [ссылки](https://example.ru/)",
            )


def persons_stay_private(drafts: Drafts) -> Iterator[Problem]:
    """No text and no telephone that residents see is a private person's."""
    for organization in drafts.organizations():
        yield from _persons(organization, frozenset(number.tel for number in organization.get("own_mobiles") or ()))


def _persons(draft: Draft, own: frozenset[str]) -> Iterator[Problem]:
    """Yield what a draft and those in it tell of persons; `own` are the organisation's numbers."""
    for name in _TOLD_IN[draft.record.name]:
        value = draft.values.get(name)
        if type(value) is tuple:
            for index, item in enumerate(value):
                yield from _person(item, draft.at(name, index), own)
        elif value is not None:
            yield from _person(value, draft.at(name), own)


def _person(value: object, place: Place, own: frozenset[str]) -> Iterator[Problem]:
    told: Iterable[Bad] = ()
    if isinstance(value, Draft):
        yield from _persons(value, own)
    elif isinstance(value, Phone):
        if is_mobile(value.tel) and value.tel.partition(",")[0] not in own:
            told = (mobile_number(value.text),)
    elif isinstance(value, str):
        told = private_persons(value, own)
    for bad in told:
        yield warning(place, bad.code, bad.text, bad.hint)


def _holds_text(kind: ValueType) -> bool:
    match kind:
        case ListOf():
            return _holds_text(kind.item)
        case Either():
            return _holds_text(kind.short) or _holds_text(kind.long)
        case Nested():
            return any(_holds_text(field.type) for field in kind.record().fields)
    return kind in (LINE, MARKDOWN, PHONE, EMERGENCY_PHONE)


# For each record, the fields with text or telephones, and those with such records.
_TOLD_IN = {
    record.name: tuple(field.name for field in record.fields if _holds_text(field.type)) for record in all_records()
}
