"""Houses: new and gone ones, ids that lead to another address, companies that change."""

from collections.abc import Iterator

from generator.changes.change import Change
from generator.changes.chats import compare_chats
from generator.changes.facts import BuildingFacts, Facts
from generator.changes.texts import compare_texts


def compare_buildings(old: Facts, new: Facts) -> Iterator[Change]:
    """Yield what became of each house, by id."""
    for number, after in new.buildings.items():
        before = old.buildings.get(number)
        if before is None:
            yield from _came(after, old, new)
        else:
            yield from _address(before, after)
            yield from _company(before, after, new)
            yield from compare_chats(_name(after), before.chats, after.chats)
            yield from _note(before.note, after)
    for number, before in old.buildings.items():
        if number not in new.buildings:
            yield _gone(before, old, new)


def _came(after: BuildingFacts, old: Facts, new: Facts) -> Iterator[Change]:
    again = " под номером, который был выведен из употребления" if after.id in old.retired else ""
    text = f"новый дом{again}: {_name(after)}, {_company_name(after.company, new)}"
    yield Change(subject="building", place=after.place, text=text, new=after.id, suspicious=bool(again))
    yield from compare_chats(_name(after), (), after.chats)
    yield from _note("", after)


def _note(before: str, after: BuildingFacts) -> Iterator[Change]:
    return compare_texts(f"{_name(after)}: примечание", before, after.note, after.note_place, "building")


def _address(before: BuildingFacts, after: BuildingFacts) -> Iterator[Change]:
    """A printed code leads to another house unless the new record knows the old address."""
    if before.keys & after.keys:
        if before.address != after.address:
            text = f"адрес дома {after.id}: {before.address} → {after.address}"
            yield Change(subject="building", place=after.place, text=text, old=before.address, new=after.address)
        return
    text = (
        f"номер {after.id} был у дома «{before.address}», теперь у «{after.address}»: "
        "напечатанные коды приведут жителей к другому дому"
    )
    yield Change(
        subject="building", place=after.place, text=text, old=before.address, new=after.address, suspicious=True
    )


def _company(before: BuildingFacts, after: BuildingFacts, new: Facts) -> Iterator[Change]:
    if before.company != after.company:
        text = f"{_name(after)}: другая компания: {before.company} → {_company_name(after.company, new)}"
        yield Change(subject="building", place=after.place, text=text, old=before.company, new=after.company)


def _gone(before: BuildingFacts, old: Facts, new: Facts) -> Change:
    for number, after in new.buildings.items():
        if number not in old.buildings and before.keys & after.keys:
            text = (
                f"у дома «{after.address}» другой номер: {before.id} → {number}; на его объявлениях напечатан прежний"
            )
            place = after.place
            return Change(subject="building", place=place, text=text, old=before.id, new=number, suspicious=True)
    target = new.retired.get(before.id, "")
    leads = f"; его номер теперь ведёт к «{new.buildings[target].address}»" if target in new.buildings else ""
    text = f"дома больше нет: {_name(before)}{leads}"
    return Change(subject="building", place=before.place, text=text, old=before.id)


def _name(building: BuildingFacts) -> str:
    return f"{building.address} ({building.id})"


def _company_name(slug: str, facts: Facts) -> str:
    known = facts.organizations.get(f"companies/{slug}")
    return known.name if known else slug
