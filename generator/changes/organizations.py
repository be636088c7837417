"""Organisations: their names, requisites, telephones and links; first of all a telephone and a link together."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.changes.change import Change, Subject
from generator.changes.chats import compare_chats, pairs
from generator.changes.facts import ChatFacts, Facts, OrganizationFacts
from generator.changes.texts import compare_texts
from generator.text import Place

_WORDS = {
    "dispatch": "аварийно-диспетчерская",
    "emergency": "аварийный телефон",
    "kind": "кто управляет",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "email": "почта",
    "website": "сайт",
}
_TEXTS = {"office": "где принимают", "hours": "часы работы", "about": "текст о себе"}


class Places(Struct, frozen=True):
    """Where each value stands; one that is gone, where its owner does."""

    owner: Place
    by_name: Mapping[str, Place]

    def of(self, name: str) -> Place:
        """Return the place of a value."""
        return self.by_name.get(name, self.owner)


def compare_organizations(old: Facts, new: Facts) -> Iterator[Change]:
    """Yield what became of each organisation, by section and slug."""
    for key, after in new.organizations.items():
        before = old.organizations.get(key)
        if before is None:
            text = f"новая организация: {after.name} ({key})"
            yield Change(subject="organization", place=after.place, text=text, new=key)
            yield from _texts({}, after)  # its name has just been told
            continue
        yield from _phones_and_links(key, old, new)
        yield from _itself(before, after)
        yield from _links(before, after)
    for key, before in old.organizations.items():
        if key not in new.organizations:
            text = f"организации больше нет: {before.name} ({key})"
            yield Change(subject="organization", place=before.place, text=text, old=key)


def _phones_and_links(key: str, old: Facts, new: Facts) -> Iterator[Change]:
    """Whoever takes over an organisation's page needs both: the link, and the telephone that would deny it."""
    before, after = old.organizations[key], new.organizations[key]
    phones = [name for name in before.phones if before.phones[name] != after.phones.get(name)]
    links = len(_lost(before.channels, after.channels)) + len(_lost(before.chats, after.chats))
    for number, building in new.buildings.items():
        known = old.buildings.get(number)
        if known and building.company == known.company == key.partition("/")[2]:
            links += len(_lost(known.chats, building.chats))
    if phones and links:
        text = f"{after.name}: вместе меняются телефоны и ссылки ({links}). Позвоните по прежнему номеру и спросите"
        was = ", ".join(before.phones[name] for name in phones)
        yield Change(subject="organization", place=after.place, text=f"{text}: {was}", old=was, suspicious=True)


def _lost(old: Sequence[ChatFacts], new: Sequence[ChatFacts]) -> list[ChatFacts]:
    """Return the chats whose link was replaced by another."""
    return [before for before, after in pairs(old, new) if before and after and before.url and before.url != after.url]


def _itself(before: OrganizationFacts, after: OrganizationFacts) -> Iterator[Change]:
    name, place = after.name, Places(after.place, after.places)
    yield from compare_values(name, before.requisites, after.requisites, place, "organization", suspicious=True)
    yield from compare_values(name, before.contacts, after.contacts, place, "organization", suspicious=False)
    yield from compare_values(name, before.phones, after.phones, place, "phone", suspicious=False)
    yield from compare_texts("другое название", before.name, name, after.place, "organization")
    yield from _texts(before.texts, after)


def _texts(before: Mapping[str, str], after: OrganizationFacts) -> Iterator[Change]:
    places = Places(after.place, after.places)
    for name, words in _TEXTS.items():
        old, new = before.get(name, ""), after.texts[name]
        yield from compare_texts(f"{after.name}: {words}", old, new, places.of(name), "organization")


def compare_values(  # noqa: PLR0913
    owner: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    places: Places,
    subject: Subject,
    *,
    suspicious: bool,
) -> Iterator[Change]:
    """Yield what became of each value by its name; `suspicious` is one that was replaced, not one that came."""
    for name in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            words = f"{before or 'не было'} → {after or 'нет'}"
            yield Change(
                subject=subject,
                place=places.of(name),
                text=f"{owner}: {_WORDS.get(name, name)}: {words}",
                old=before,
                new=after,
                suspicious=suspicious and bool(before),
            )


def _links(before: OrganizationFacts, after: OrganizationFacts) -> Iterator[Change]:
    yield from compare_chats(f"{after.name}, канал", before.channels, after.channels)
    yield from compare_chats(after.name, before.chats, after.chats)
