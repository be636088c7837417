"""Rules that one record can't be checked for alone: each a function from all drafts to problems.

The first line of a rule's docstring is the rule in words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.addresses import Address, Street
from generator.datafiles.drafts import Drafts
from generator.datafiles.reading import Draft
from generator.links import MaxLink
from generator.paths import house_path
from generator.problems import Place, Problem, Report, nearest
from generator.typography import long_date

Rule = Callable[[Drafts, date], Iterator[Problem]]
_COORDINATES = 2
_UNUSUAL = "приглашение необычной длины или с необычным концом: вероятно, обрезано или с опечаткой"


def check_rules(drafts: Drafts, today: date, report: Report) -> None:
    """Report every breach of every rule."""
    for rule in RULES:
        report.add(rule(drafts, today))


def _warning(place: Place, code: str, text: str, hint: str = "") -> Problem:
    return Problem(place, code, text, hint, "warning")


def _chats(drafts: Drafts) -> Iterator[tuple[str, Draft | None, Draft]]:
    """Yield (name of whose chat it is, the building or None for an organisation's own, the chat)."""
    for organization in drafts.organizations():
        for chat in organization.get("chats") or ():
            yield str(organization.get("name")), None, chat
    for _, building in drafts.buildings():
        for chat in building.get("chats") or ():
            yield str(building.get("id")), building, chat


def contact_is_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A site says at least one way to report a mistake."""
    contact = drafts.site and drafts.site.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        yield Problem(
            contact.place, "no-contact", "не сказано, куда сообщать об ошибках", "укажите email, phone или link"
        )


def ids_are_unique(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An id belongs to one building and is not retired."""
    first: dict[str, Draft] = {}
    retired = (drafts.site and drafts.site.get("retired")) or {}
    for _slug, building in drafts.buildings():
        building_id = building.get("id")
        if building_id is None:
            continue
        if building_id in first:
            yield Problem(
                building.at("id"),
                "id-taken",
                f"номер {building_id} уже у другого дома: {first[building_id].at('id')}",
                "новый номер даст команда domchat ids; прежний оставьте дому, на объявлении которого он напечатан",
            )
        first.setdefault(building_id, building)
        if building_id in retired and drafts.site:
            yield Problem(
                building.at("id"),
                "id-retired",
                f"номер {building_id} выведен из употребления: {drafts.site.at('retired', building_id)}",
                "уберите его из retired или дайте дому новый номер командой domchat ids",
            )


def retired_ids_lead_somewhere(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A retired id leads to a building that there is, or to null."""
    if drafts.site is None or _incomplete(drafts):
        return
    known = {building.get("id") for _, building in drafts.buildings()}
    for old, new in (drafts.site.get("retired") or {}).items():
        if new is not None and new not in known:
            yield Problem(
                drafts.site.at("retired", old),
                "retired-target",
                f"номер {old} должен вести к дому {new}, но такого дома нет",
                "исправьте номер или напишите null: дома больше нет",
            )


def chat_has_one_form(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat's link is an invitation or a public name, and a strange token is accepted on purpose only."""
    for _owner, _building, chat in _chats(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink):
            yield from _check_chat_link(link, chat)
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if isinstance(link, MaxLink) and link.unusual:
                yield _warning(
                    channel.at("link"),
                    "link-unusual",
                    _UNUSUAL,
                    "откройте ссылку; если не работает, скопируйте её в MAX заново",
                )
    for private in drafts.links:
        link = private.draft.get("link")
        chat_of = _private_target(drafts, private.building, private.position)
        if isinstance(link, MaxLink) and isinstance(chat_of, Draft):
            yield from _check_chat_link(link, chat_of, private.draft.at("link"))


def _check_chat_link(link: MaxLink, chat: Draft, place: Place | None = None) -> Iterator[Problem]:
    place = place or chat.at("link")
    if link.kind not in ("invite", "public"):
        yield Problem(
            place,
            "link-not-chat",
            "эта ссылка ведёт не в чат, а на страницу организации или к боту",
            "возьмите приглашение в чат: https://max.ru/join/…",
        )
    if link.unusual and not chat.get("unusual"):
        yield Problem(
            place,
            "link-unusual",
            _UNUSUAL,
            "скопируйте его в MAX заново; если открыли и оно работает, добавьте unusual: true",
        )
    if chat.get("unusual") and not link.unusual:
        yield _warning(
            chat.at("unusual"), "needless-unusual", "это приглашение обычного вида, отметка не нужна", "уберите unusual"
        )


def one_link_one_building(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat's link stands at one building, unless each of them says `shared: true`."""
    users: dict[str, list[tuple[Draft, Draft, Place]]] = defaultdict(list)
    for _owner, building, chat in _chats(drafts):
        link = chat.get("link")
        if building is not None and isinstance(link, MaxLink):
            users[link.url].append((building, chat, chat.at("link")))
    for private in drafts.links:
        link = private.draft.get("link")
        target = _private_target(drafts, private.building, private.position)
        if isinstance(link, MaxLink) and isinstance(target, Draft):
            building = drafts.by_id()[private.building]
            users[link.url].append((building, target, private.draft.at("link")))
    for uses in users.values():
        if len({id(building) for building, _, _ in uses}) == 1:
            if len(uses) > 1:
                yield Problem(uses[1][2], "link-repeated", f"эта ссылка у дома уже есть: {uses[0][2]}", "оставьте одну")
            continue
        for _building, chat, place in uses:
            if not chat.get("shared"):
                other = next(where for _, _, where in uses if where != place)
                yield Problem(
                    place,
                    "link-taken",
                    f"та же ссылка стоит у другого дома: {other}",
                    "исправьте ссылку; если чат общий, напишите shared: true у каждого дома",
                )


def withdrawn_links_stay_away(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A withdrawn link is not offered anywhere else."""
    withdrawn: dict[str, Draft] = {}
    for _owner, _building, chat in _chats(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink) and "withdrawn" in chat.given:
            withdrawn.setdefault(link.url, chat)
    for _owner, _building, chat in _chats(drafts):
        link = chat.get("link")
        if isinstance(link, MaxLink) and link.url in withdrawn and "withdrawn" not in chat.given:
            yield Problem(
                chat.at("link"),
                "link-withdrawn",
                f"эта ссылка отозвана: {withdrawn[link.url].at('link')}",
                "поставьте новое приглашение или отзовите и здесь: withdrawn",
            )


def organization_link_carries_its_inn(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A MAX link of the organisation kind carries that organisation's ИНН."""
    for organization in drafts.organizations():
        for channel in organization.get("channels") or ():
            link = channel.get("link")
            if not isinstance(link, MaxLink) or not link.inn or link.inn == organization.get("inn"):
                continue
            if "inn" not in organization.given:
                text, hint = f"в ссылке ИНН {link.inn}, а у организации ИНН не указан", f'добавьте inn: "{link.inn}"'
            else:
                text = f"в ссылке ИНН {link.inn}, а у организации {organization.get('inn')}"
                hint = "исправьте ссылку или ИНН: это разные организации"
            yield Problem(channel.at("link"), "link-foreign-inn", text, hint)


def dates_are_not_ahead(drafts: Drafts, today: date) -> Iterator[Problem]:
    """What has happened has a date not after today."""
    dated = [(chat, name) for _, _, chat in _chats(drafts) for name in ("since", "checked", "withdrawn")]
    dated += [(channel, "checked") for org in drafts.organizations() for channel in org.get("channels") or ()]
    for draft, name in dated:
        day = draft.get(name)
        if day is not None and day > today:
            yield Problem(
                draft.at(name),
                "date-ahead",
                f"{long_date(day)} ещё не наступило: сегодня {long_date(today)}",
                "проверьте год и месяц",
            )


def one_address_one_record(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An address belongs to one record, or to several whose lists of entrances don't overlap."""
    by_key: dict[object, list[tuple[str, Draft]]] = defaultdict(list)
    for slug, building in drafts.buildings():
        address = building.get("address")
        if isinstance(address, Address):
            by_key[address.key].append((slug, building))
    for records in by_key.values():
        for index, (slug, building) in enumerate(records[1:], 1):
            for other_slug, other in records[:index]:
                lists = building.get("entrances"), other.get("entrances")
                parts = all(isinstance(entrances, tuple) for entrances in lists)
                if parts and slug != other_slug and not set(lists[0]) & set(lists[1]):
                    continue
                hint = (
                    "оставьте одну запись"
                    if slug == other_slug
                    else "если дом ведут две компании, перечислите подъезды каждой: entrances: [1, 2]"
                )
                yield Problem(
                    building.at("address"), "address-taken", f"этот дом уже есть: {other.at('address')}", hint
                )
                break


def aliases_are_other_addresses(drafts: Drafts, _: date) -> Iterator[Problem]:
    """An alias is an address that the building does not have yet."""
    for _slug, building in drafts.buildings():
        own = building.get("address")
        known = {own.key: "этот адрес уже стоит в поле address"} if isinstance(own, Address) else {}
        for index, alias in enumerate(building.get("aliases") or ()):
            if alias.key in known:
                yield Problem(building.at("aliases", index), "alias-needless", known[alias.key], "уберите его")
            known.setdefault(alias.key, "этот адрес в списке уже есть")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A page's address and what wants to stand there; equal owners may share it."""

    path: str
    owner: object
    place: Place
    hint: str


def page_addresses_are_unique(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Every address on the web leads to one thing; both sources of a clash are named."""
    taken: dict[str, _Claim] = {}
    for claim in _claims(drafts):
        if "" in claim.path.split("/"):
            yield Problem(
                claim.place,
                "page-nameless",
                "из этого названия не выходит адрес страницы",
                "напишите его русскими или латинскими буквами",
            )
            continue
        first = taken.setdefault(claim.path.casefold(), claim)
        if first.owner != claim.owner:
            text = f"адрес страницы /{claim.path}/ уже занят: {first.place}"
            yield Problem(claim.place, "page-taken", text, claim.hint)


def _claims(drafts: Drafts) -> Iterator[_Claim]:
    """Yield the pages of houses with those above them, then the redirects from aliases."""
    slugs = drafts.street_slugs
    places = [
        (building, address)
        for _, building in drafts.buildings()
        if isinstance(address := building.get("address"), Address)
    ]
    for building, address in places:
        name, street = address.settlement, address.street
        path = house_path(address, slugs, building.get("slug") or "")
        above = path.rpartition("/")[0]
        where = building.at("address")
        if name:
            place = building.at("settlement") if "settlement" in building.given else where
            hint = "если это одно место, пишите его название одинаково"
            yield _Claim(above.rpartition("/")[0], ("settlement", name), place, hint)
        hint = "дайте одной из улиц свой адрес в site.yaml: streets: [{name: …, slug: …}]"
        yield _Claim(above, ("street", name, street.key), where, hint)
        yield _Claim(path, ("house", address.key), where, "дайте одному из домов свой: slug: …")
    for building, address in places:
        for index, alias in enumerate(building.get("aliases") or ()):
            if alias.key != address.key:
                place = building.at("aliases", index)
                yield _Claim(house_path(alias, slugs), ("alias", address.key), place, "уберите этот адрес из aliases")


def look_alike_addresses(drafts: Drafts, _: date) -> Iterator[Problem]:
    """«13 корп. А» beside «13А» may or may not be the same house: a warning."""
    by_key: dict[object, tuple[object, Draft]] = {}
    for _slug, building in drafts.buildings():
        address = building.get("address")
        if not isinstance(address, Address):
            continue
        key, other = by_key.setdefault(address.loose_key, (address.key, building))
        if key != address.key:
            yield _warning(
                building.at("address"),
                "address-alike",
                f"«{address.title}» и «{other.get('address').title}» ({other.at('address')}) — возможно, один дом",
                "если дом один, оставьте одну запись",
            )


def entrances_exist(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat of one entrance belongs to an entrance of the building."""
    for _slug, building in drafts.buildings():
        entrances = building.get("entrances")
        if entrances is None or "entrances" in building.partial:
            continue
        known = entrances if isinstance(entrances, tuple) else range(1, entrances + 1)
        for chat in building.get("chats") or ():
            number = chat.get("entrance")
            if number is not None and number not in known:
                yield Problem(
                    chat.at("entrance"),
                    "no-entrance",
                    f"подъезда {number} у этого дома нет",
                    "исправьте номер здесь или в поле entrances",
                )


def location_is_on_earth(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A location is latitude, then longitude."""
    for _slug, building in drafts.buildings():
        location = building.get("location")
        if location is None or "location" in building.partial:
            continue
        latitude, longitude = location if len(location) == _COORDINATES else (999, 999)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
            yield Problem(
                building.at("location"),
                "location",
                "нужны два числа: широта, потом долгота",
                "например, location: [46.9591, 142.7381]",
            )


def serves_known(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that there are."""
    if _incomplete(drafts):
        return
    addresses = [a for _, b in drafts.buildings() if isinstance(a := b.get("address"), Address)]
    known: dict[str, set[object]] = {
        "companies": {*drafts.companies, *drafts.unread},
        "buildings": {building.get("id") for _, building in drafts.buildings()},
        "settlements": {address.settlement or drafts.gazetteer.city for address in addresses},
        "streets": {address.street for address in addresses},
    }
    words = {
        "companies": "управляющей компании",
        "buildings": "дома",
        "settlements": "населённого пункта",
        "streets": "улицы",
    }
    cures = dict.fromkeys(known, "проверьте, как это написано у домов сайта")
    cures["companies"] = "напишите имя файла из папки companies, без .yaml"
    for supplier in drafts.suppliers.values():
        serves = supplier.get("serves")
        if not isinstance(serves, Draft):
            continue
        for name, found in known.items():
            for index, item in enumerate(serves.get(name) or ()):
                if item in found:
                    continue
                shown = item.title if isinstance(item, Street) else item
                near = nearest(str(shown), [one.title if isinstance(one, Street) else str(one) for one in found])
                hint = f"возможно, {near}" if near else cures[name]
                yield Problem(serves.at(name, index), f"unknown-{name}", f"{words[name]} «{shown}» в данных нет", hint)


def private_links_have_a_chat(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A private link belongs to a chat that has no link in its company's file."""
    if _incomplete(drafts):
        return
    for private in drafts.links:
        target = _private_target(drafts, private.building, private.position)
        place = private.draft.place
        if isinstance(target, str):
            yield Problem(place, "private-target", target, "исправьте номер дома или чата в private/links.yaml")
        elif "link" in target.given:
            yield Problem(
                place, "private-twice", f"у этого чата ссылка уже есть: {target.at('link')}", "оставьте одну из двух"
            )


def _private_target(drafts: Drafts, building_id: str, position: int | None) -> Draft | str:
    """Return the chat that a private link is for, or in words why there is none."""
    building = drafts.by_id().get(building_id)
    if building is None:
        return f"дома с номером {building_id} нет"
    chats: Sequence[Draft] = building.get("chats") or ()
    if position is None:
        if len(chats) == 1:
            return chats[0]
        return f"у дома {building_id} чатов: {len(chats)}; укажите, какой по счёту"
    if 1 <= position <= len(chats):
        return chats[position - 1]
    return f"у дома {building_id} нет чата с порядковым номером {position}"


def poster_chats_have_a_link(drafts: Drafts, _: date) -> Iterator[Problem]:
    """A chat shared on the poster only has a link somewhere, or its printed codes will lead nowhere."""
    if drafts.site is not None and drafts.site.get("demo"):
        return  # a demonstration has no chats behind it
    private = {(link.building, link.position or 1) for link in drafts.links}
    for _slug, building in drafts.buildings():
        for position, chat in enumerate(building.get("chats") or (), 1):
            lacks = chat.get("share") == "poster" and "link" not in chat.given and "withdrawn" not in chat.given
            if lacks and (building.get("id"), position) not in private:
                yield _warning(
                    chat.place,
                    "poster-no-link",
                    "ссылка этого чата только на объявлении, но её нет ни здесь, ни в private/links.yaml",
                    "добавьте её в private/links.yaml: без ссылки напечатанный код никуда не приведёт",
                )


def contacts_are_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever manages buildings says how to be reached."""
    for company in drafts.companies.values():
        if company.get("kind") == "direct" or company.given & {"phones", "dispatch", "email"}:
            continue
        if not (drafts.site is not None and drafts.site.get("demo")):
            yield _warning(
                company.place, "no-phone", "у компании нет ни телефона, ни почты", "добавьте dispatch и phones"
            )


def nothing_published_is_lost(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Every id ever given is still in use or retired."""
    if drafts.history is None or drafts.site is None or _incomplete(drafts):
        return
    known = {building.get("id") for _, building in drafts.buildings()} | set(drafts.site.get("retired") or {})
    for old in drafts.history.get("published") or {}:
        if old not in known:
            yield Problem(
                drafts.history.at("published", old),
                "id-lost",
                f"номер {old} напечатан на объявлениях, но дома с ним больше нет",
                f"верните дом или добавьте в site.yaml: retired: {{{old}: номер другого дома или null}}",
            )


def _incomplete(drafts: Drafts) -> bool:
    """Tell whether some files or ids could not be read, so that «there is no such» can't be said."""
    return bool(drafts.unread) or any(
        "id" in building.given and building.get("id") is None for _, building in drafts.buildings()
    )


RULES: tuple[Rule, ...] = (
    contact_is_given,
    ids_are_unique,
    retired_ids_lead_somewhere,
    chat_has_one_form,
    one_link_one_building,
    withdrawn_links_stay_away,
    organization_link_carries_its_inn,
    dates_are_not_ahead,
    one_address_one_record,
    aliases_are_other_addresses,
    page_addresses_are_unique,
    look_alike_addresses,
    entrances_exist,
    location_is_on_earth,
    serves_known,
    private_links_have_a_chat,
    poster_chats_have_a_link,
    contacts_are_given,
    nothing_published_is_lost,
)
