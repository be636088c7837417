"""Houses: added and removed ones, ids with another address, other companies."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.addresses import House
from generator.changes.change import Change
from generator.changes.chats import compare_chats
from generator.changes.organizations import organization_pairs
from generator.changes.values import compare_values, in_one_line
from generator.datafiles import Contents, Entry

_APART = {"id", "address", "settlement"}  # reported as the house's name
_NUMBERS = ("entrances", "flats", "floors", "fias", "location")  # in the line of a new house
_PRINTED = "напечатанные коды приведут жителей к другому дому"
_NO_CORRECTION = f"Если это не исправление ошибки, {_PRINTED}"


class _House(Struct, frozen=True):
    """A record of a building and the key of its company's file."""

    company: str
    entry: Entry

    @property
    def id(self) -> str:
        """Return its id, or ""."""
        return self.entry.get("id")

    @property
    def address(self) -> str:
        """Return its address as text."""
        return self.entry.get("address") or "адрес не прочитан"

    @property
    def name(self) -> str:
        """Return its address and id."""
        return f"{self.address} ({self.id or 'без номера'})"

    @property
    def keys(self) -> frozenset[str]:
        """Return the identities of its address and other addresses."""
        return frozenset(one.key for one in self.entry.addresses)

    @property
    def key(self) -> str:
        """Return the identity of its address, or ""."""
        return self.entry.addresses[0].key if self.entry.addresses else ""


def compare_buildings(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield the changes of each house."""
    before = [_House(key, one) for key, one in old.buildings()]
    after = [_House(key, one) for key, one in new.buildings()]
    files = {was: now for was, now, _, _ in organization_pairs(old, new)}
    moves = _Moves(old, new, before, after)
    sharers = Counter(now.key for now in after)
    both = _pairs(before, after, new)
    for was, now in both:
        yield from _address(was, now, moves)
        yield from _company(was, now, files, old, new)
        yield from _content(was.entry, now, shared=sharers[now.key] > 1)
    yield from moves.together()
    paired = {id(one.entry) for pair in both for one in pair}
    known: dict[str, list[_House]] = defaultdict(list)
    for was in before:
        for key in was.keys:
            known[key].append(was)
    for now in after:
        if id(now.entry) not in paired:
            yield from _came(now, [was for key in sorted(now.keys) for was in known.get(key, ())], old, new)
    for was in before:
        if id(was.entry) not in paired:
            yield _gone(was, new)


def _pairs(before: list[_House], after: list[_House], new: Contents) -> list[tuple[_House, _House]]:
    """Return pairs of old and new records: matched by id, then by address and company, then by address."""
    found: list[tuple[_House, _House]] = []
    for same in (_same_id, _same_place, _same_address):
        taken = {id(one.entry) for pair in found for one in pair}
        waiting: dict[str, list[_House]] = {}
        for now in after:
            if id(now.entry) not in taken:
                waiting.setdefault(same(now, new), []).append(now)
        for was in before:
            key = same(was, new) if id(was.entry) not in taken else ""
            if key and waiting.get(key):
                found.append((was, waiting[key].pop(0)))
    return found


def _same_id(house: _House, _: Contents) -> str:
    return house.id


def _same_place(house: _House, new: Contents) -> str:
    key = _same_address(house, new)
    return key and f"{house.company} {key}"


def _same_address(house: _House, new: Contents) -> str:
    """Return the identity of the address with the present street names."""
    if not house.entry.addresses:
        return ""
    address = house.entry.addresses[0]
    return replace(address, street=new.streets.get(address.street.key, address.street)).key


def _came(now: _House, there: list[_House], old: Contents, new: Contents) -> Iterator[Change]:
    """Yield a new record; suspicious if its house existed, because residents would find other links `there`."""
    retired = f"retired.{now.id}" in old.site.values
    again = " под номером, который был выведен из употребления" if retired else ""
    whose = ", ".join(sorted(f"{was.name}, {_company_name(was.company, old)}" for was in there))
    text = f"новый дом{again}: {now.name}, {_company_name(now.company, new)}"
    text += f"; этот адрес уже был: {whose}" if there else ""
    text += in_one_line(now.entry, _NUMBERS)
    yield _change(now, text, new=now.id, suspicious=retired or bool(there))
    yield from _content(None, now, shared=bool(there))


class _Moves:
    """Finds new addresses that were another house's; counts the addresses that changed for one common reason."""

    def __init__(self, old: Contents, new: Contents, before: Sequence[_House], after: Sequence[_House]) -> None:
        self._old, self._new = old, new
        self._keys = [{key for house in houses for key in house.keys} for houses in (before, after)]
        self._streets = [{_street(house) for house in houses} for houses in (before, after)]
        self._counted: dict[tuple[str, str, str], list[_House]] = defaultdict(list)

    def between_houses(self, was: _House, now: _House) -> bool:
        """Return True if the new address was another house's, or the old one is."""
        return bool(now.keys & self._keys[0] or was.keys & self._keys[1])

    def counts(self, was: _House, now: _House) -> bool:
        """Return True if the address changed because its whole street did, or `slash_means`; then count it."""
        one, other = was.entry.addresses[0], now.entry.addresses[0]
        if was.key == now.key:
            return False
        if _same_address(was, self._new) == now.key:
            why = "renamed"
        elif self.between_houses(was, now):
            return False
        elif (one.house.key, one.settlement) == (other.house.key, other.settlement) and self._replaced(was, now):
            why = "corrected"
        elif _street(was) == _street(now) and self._slash_changed and _digits(one.house) == _digits(other.house):
            why = "slash"
        else:
            return False
        streets = (one.street.title, other.street.title) if why != "slash" else ("", "")
        self._counted[why, *streets].append(now)
        return True

    def _replaced(self, was: _House, now: _House) -> bool:
        """Return True if the old street has no houses any more, and the new one had none before."""
        return _street(was) not in self._streets[1] and _street(now) not in self._streets[0]

    @property
    def _slash_changed(self) -> bool:
        return self._old.site.get("slash_means") != self._new.site.get("slash_means")

    def together(self) -> Iterator[Change]:
        """Yield what was counted."""
        for (why, street, name), houses in self._counted.items():
            count = f"домов: {len(houses)}, их номера те же"
            if why == "renamed":
                text = f"у улицы другое название: {street} → {name}; {count}"
                yield Change(subject="building", place=self._new.site.at("streets"), text=text, old=street, new=name)
            elif why == "corrected":
                text = f"у домов другая улица: {street} → {name}; {count}. {_NO_CORRECTION}"
                yield _change(houses[0], text, old=street, new=name, suspicious=True)
            else:
                text = f"дробь в адресах читается иначе (slash_means), например: {houses[0].name}; {count}"
                yield Change(subject="building", place=self._new.site.at("slash_means"), text=text)


def _street(house: _House) -> tuple[str, str]:
    """Return the settlement and the street's identity, or empty ones."""
    address = next(iter(house.entry.addresses), None)
    return (address.settlement, address.street.key) if address else ("", "")


def _digits(house: House) -> list[str]:
    return re.findall(r"\d+", house.title)


def _address(was: _House, now: _House, moves: _Moves) -> Iterator[Change]:
    """Yield the change of a house's address: its printed code leads elsewhere, unless the address was corrected."""
    if was.id != now.id and was.id:
        numbers = f"{was.id} → {now.id or 'нет'}; на его объявлениях напечатан прежний"
        text = f"у дома «{now.address}» другой номер: {numbers}"
        yield _change(now, text, old=was.id, new=now.id, suspicious=True)
    elif was.id != now.id:
        yield _change(now, f"дому дан номер: {now.name}", new=now.id)
    if was.address == now.address or not (was.key and now.key):
        return
    if moves.counts(was, now):
        return
    text = f"адрес дома {now.id}: {was.address} → {now.address}"
    if not was.keys & now.keys:
        if moves.between_houses(was, now):
            text = f"номер {now.id} был у дома «{was.address}», теперь у «{now.address}»: {_PRINTED}"
        else:
            text += f". {_NO_CORRECTION}"
    yield _change(now, text, old=was.address, new=now.address, suspicious=was.key != now.key)


def _company(was: _House, now: _House, files: Mapping[str, str], old: Contents, new: Contents) -> Iterator[Change]:
    if files.get(was.company, was.company) != now.company:
        names = _company_name(was.company, old), _company_name(now.company, new)
        text = f"{now.name}: другая компания, и телефоны на странице её: {names[0]} → {names[1]}"
        yield _change(now, text, old=was.company, new=now.company, suspicious=True)


def _content(was: Entry | None, now: _House, *, shared: bool) -> Iterator[Change]:
    """Yield all changed fields of a record, or those given in a new one; `shared`: other records share its page."""
    before = was or now.entry.with_defaults_only()
    first = {"aliases", "slug", *(("entrances",) if shared else ())}
    without = _APART if was else {*_APART, *_NUMBERS}
    yield from compare_values(now.name, before, now.entry, "building", first=first, without=without)
    yield from compare_chats(now.name, before.part("chats"), now.entry.part("chats"), known=was is not None or shared)


def _gone(was: _House, new: Contents) -> Change:
    target = new.site.get(f"retired.{was.id}")
    address = next((one.get("address") for _, one in new.buildings() if one.get("id") == target), "") if target else ""
    leads = f"; его номер теперь ведёт к «{address}»" if address else ""
    return _change(was, f"дома больше нет: {was.name}{leads}", old=was.id)


def _company_name(key: str, contents: Contents) -> str:
    known = contents.organizations.get(key)
    return (known and known.get("name")) or key


def _change(house: _House, text: str, *, old: str = "", new: str = "", suspicious: bool = False) -> Change:
    return Change(subject="building", place=house.entry.place, text=text, old=old, new=new, suspicious=suspicious)
