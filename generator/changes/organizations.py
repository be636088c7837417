"""Organisations: names, requisites, telephones and links; first of all a telephone changed together with a link."""

from collections.abc import Callable, Iterator, Sequence

from generator.changes.change import Change
from generator.changes.chats import chat_pairs, compare_chats
from generator.changes.pairing import pairs, reordered
from generator.changes.texts import compare_value
from generator.changes.values import compare_values, in_one_line, in_words, word
from generator.datafiles import Contents, Entry
from generator.text import Place, in_part, plural, skeleton

_FIRST = {"name", "kind", "inn", "ogrn", "dispatch", "emergency", "email", "website", "services"}
_IN_ITS_LINE = ("inn", "ogrn", "dispatch", "email", "website")
_PHONES = ("dispatch", "emergency")
_NOTHING = Entry(place=Place(""))

OrganizationPair = tuple[str, str, Entry, Entry]  # old and new keys, old and new entries


def organization_pairs(old: Contents, new: Contents) -> list[OrganizationPair]:
    """Return pairs of old and new organisations: matched by file, then by their contents."""
    found = [
        (key, key, old.organizations[key], new.organizations[key])
        for key in old.organizations
        if key in new.organizations
    ]
    gone = {key: one for key, one in old.organizations.items() if key not in new.organizations}
    came = {key: one for key, one in new.organizations.items() if key not in old.organizations}
    for same in _SAME:
        for key, before in list(gone.items()):
            wanted = same(before)
            match = next((name for name, one in came.items() if wanted and _meet(wanted, same(one))), None)
            if match:
                found.append((key, match, before, came.pop(match)))
                del gone[key]
    return found


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(other)


_SAME: tuple[Callable[[Entry], frozenset[str]], ...] = (
    lambda one: frozenset(filter(None, (one.get("inn"),))),
    lambda one: frozenset(filter(None, (skeleton(one.get("name")),))),
    lambda one: frozenset(house.get("id") for house in one.part("buildings") if house.get("id")),
)


def compare_organizations(old: Contents, new: Contents) -> Iterator[Change]:
    """Yield the changes of each organisation."""
    both = organization_pairs(old, new)
    for was, now, before, after in both:
        if was != now:
            text = f"{after.get('name')}: файл переименован, у страницы другой адрес: {was} → {now}"
            yield _change(after, text, old=was, new=now, suspicious=True)  # codes of its channels lead to the old one
        yield from _phones_and_links(before, after)
        yield from _content(before, after, known=True)
        yield from _first_inn(now, before, after, new)
    known = {id(one) for _, _, _, one in both}
    houses = {house.get("id") for _, house in old.buildings()}
    for key, after in new.organizations.items():
        if id(after) not in known:
            yield from _new(key, after, old, houses)
    kept = {id(one) for _, _, one, _ in both}
    for key, before in old.organizations.items():
        if id(before) not in kept:
            yield _change(before, f"организации больше нет: {before.get('name')} ({key})", old=key)


def _new(key: str, after: Entry, old: Contents, houses: set[str]) -> Iterator[Change]:
    """Yield all fields of a new organisation; residents of its existing houses will find it instead of another.

    If nobody knew it, its numbers and contacts stand in its line. Free texts may contain anything and keep their own.
    """
    known = not key.startswith("companies/") or any(one.get("id") in houses for one in after.part("buildings"))
    alike = next((one.get("name") for one in old.organizations.values() if _alike(one, after)), "")
    doubt = f"; её можно принять за «{alike}»" if alike else ""
    text = f"новая организация: {after.get('name')} ({key}){doubt}"
    told = {name: after.get(name) for name in ("name", "kind")}
    phones: tuple[Entry, ...] = ()
    if not (known or alike):
        phones = tuple(phone for phone in after.part("phones") if not phone.get("label"))
        told |= {name: after.get(name) for name in _IN_ITS_LINE}
        houses_of_it = [plural(len(after.part("buildings")), "дом", "дома", "домов")] * bool(after.part("buildings"))
        text += in_one_line(after, _IN_ITS_LINE, [*(f"телефон {one.get('number')}" for one in phones), *houses_of_it])
    yield _change(after, text, new=key, suspicious=bool(alike) or known)
    blank = Entry(place=after.place, values=told, parts={"phones": phones})
    yield from _content(blank, after, known=known or bool(alike))


def _alike(one: Entry, other: Entry) -> bool:
    return skeleton(one.get("name")) == skeleton(other.get("name")) or bool(
        one.get("inn") and one.get("inn") == other.get("inn")
    )


def _first_inn(key: str, before: Entry, after: Entry, new: Contents) -> Iterator[Change]:
    inn = after.get("inn")
    others = [
        f"{one.get('name')} ({name})"
        for name, one in new.organizations.items()
        if name != key and one.get("inn") == inn
    ]
    if inn and inn != before.get("inn") and others:
        text = f"{after.get('name')}: тот же ИНН {inn} у другой организации: {', '.join(others)}"
        yield _change(after, text, new=inn, suspicious=True)


def _content(before: Entry, after: Entry, *, known: bool) -> Iterator[Change]:
    """Yield all changed fields of an organisation; `known`: residents knew it before."""
    name = after.get("name") or before.get("name")
    others = (*_PHONES, "serves")
    yield from compare_values(name, before, after, "organization", first=_FIRST, without=others)
    for field in _PHONES:
        both, what = (before.get(field), after.get(field)), f"{name}: {word(field)}"
        yield from compare_value(what, field, both, after.at(field), "phone", first=True)
    yield from _phones(name, before.part("phones"), after.part("phones"))
    former = _former(before), _former(after)
    yield from compare_value(
        f"{name}: {word('former')}", "former", former, after.at("former"), "organization", first=True
    )
    # The organisations that serve a house give it emergency telephones.
    what, reach = f"{name}: {word('serves')}", (_reach(before), _reach(after))
    yield from compare_value(what, "serves", reach, after.at("serves"), "organization", first=True)
    for field, owner in (("channels", f"{name}, канал"), ("chats", name)):
        yield from compare_chats(owner, before.part(field), after.part(field), known=known, by=name)


def _former(one: Entry) -> str:
    """Return the former names of an organisation, with the addresses that its page had."""
    return "; ".join(" ".join(filter(None, (was.get("name"), was.get("slug")))) for was in one.part("former"))


def _phones(name: str, old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Change]:
    both = pairs(old, new, lambda one: one.get("number"), lambda one: one.get("label"), lambda _: True)
    for before, after in both:
        one = after or before
        if one is None:
            continue
        sides = before or _NOTHING, after or _NOTHING
        numbers = sides[0].get("number"), sides[1].get("number")
        labels = sides[0].get("label"), sides[1].get("label")
        what = f"{name}: {one.get('label') or 'телефон'}"
        yield from compare_value(what, "number", numbers, one.at("number"), "phone", first=bool(after))
        what = f"{name}: подпись телефона {one.get('number')}"
        yield from compare_value(what, "label", labels, one.at("label"), "phone", first=bool(before and after))
    if reordered(both, old, new):
        text = f"{name}: другой порядок телефонов, первым стоит {new[0].get('number')}"
        yield Change(subject="phone", place=new[0].place, text=text, suspicious=True)


def _reach(supplier: Entry) -> str:
    conditions = [f"{name}: {value}" for one in supplier.part("serves") for name, value in one.values.items()]
    return "; ".join(conditions) or in_words("serves", supplier.get("serves"))


def _phones_and_links(before: Entry, after: Entry) -> Iterator[Change]:
    """Yield changes of both a link and the telephone by which it could be verified: an attacker needs both."""
    was = [before.get(name) for name in _PHONES if before.get(name) not in ("", after.get(name))]
    now = {one.get("number") for one in after.part("phones")}
    was += [one.get("number") for one in before.part("phones") if one.get("number") not in now]
    links = sum(len(_lost(before.part(name), after.part(name))) for name in ("channels", "chats"))
    houses = {one.get("id"): one for one in before.part("buildings") if one.get("id")}
    for house in after.part("buildings"):
        if house.get("id") in houses:
            links += len(_lost(houses[house.get("id")].part("chats"), house.part("chats")))
    if was and links:
        text = (
            f"{after.get('name')}: вместе меняются телефоны и ссылки ({links}). "
            f"Позвоните по прежнему номеру и спросите: {', '.join(was)}"
        )
        yield Change(subject="phone", place=after.place, text=text, old=", ".join(was), suspicious=True)


def _lost(old: Sequence[Entry], new: Sequence[Entry]) -> list[str]:
    """Return the links that were removed."""
    return [
        in_part(before.get("link"))
        for before, after in chat_pairs(old, new)
        if before and before.get("link") and (after is None or after.get("link") != before.get("link"))
    ]


def _change(one: Entry, text: str, *, old: str = "", new: str = "", suspicious: bool = False) -> Change:
    return Change(subject="organization", place=one.place, text=text, old=old, new=new, suspicious=suspicious)
