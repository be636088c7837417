"""Rules of the site and of organisations."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from generator.city import Channel, Chat
from generator.datafiles.drafts import Drafts
from generator.datafiles.facts import ChatSpots, Facts, FileFacts
from generator.datafiles.reading import Draft
from generator.datafiles.rules.common import chats_of, warning
from generator.text import Problem, long_date, nearest, plural


def contact_is_given(facts: Facts, _: date) -> Iterator[Problem]:
    """The site has at least one way to report a mistake."""
    contact = facts.site and facts.site.get("contact")
    if isinstance(contact, Draft) and not contact.given:
        yield Problem(
            contact.place, "no-contact", "не сказано, куда сообщать об ошибках", "укажите email, phone или link"
        )


def contacts_are_given(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever manages buildings has a contact."""
    for company in drafts.companies.values():
        if company.get("kind") == "direct" or company.given & {"phones", "dispatch", "email"}:
            continue
        if not drafts.settings.demo:
            yield warning(
                company.place, "no-phone", "у компании нет ни телефона, ни почты", "добавьте dispatch и phones"
            )


def former_files_are_free(facts: Facts, _: date) -> Iterator[Problem]:
    """The former address of an organisation's page is no other's."""
    taken = {(file.section, file.slug): file.path for file in facts.files}
    for file in facts.files:
        for former, spot in zip(file.record.former, file.spots.former, strict=True) if file.record.former else ():
            key, place = (file.section, former.slug or ""), file.at(spot)
            if former.slug and key in taken:
                text = f"адрес страницы «{former.slug}» уже занят: {taken[key]}"
                yield Problem(place, "former-taken", text, "уберите slug или назовите другое прежнее имя файла")
            taken.setdefault(key, str(place))


def former_names_are_gone(drafts: Drafts, _: date) -> Iterator[Problem]:
    """Whoever was renamed is called by the new name everywhere in its file."""
    for organization in drafts.organizations():
        names = {former.get("name") for former in organization.get("former") or ()} - {None, organization.get("name")}
        left = [chat for _, chat in chats_of(drafts) if chat.get("checked_by") in names]
        if left:
            chats = plural(len(left), "чата", "чатов", "чатов")
            yield warning(
                left[0].at("checked_by"),
                "former-name",
                f"в checked_by у {chats} стоит прежнее название: {left[0].get('checked_by')}",
                f"замените на {organization.get('name')}",
            )


def dates_are_not_ahead(facts: Facts, today: date) -> Iterator[Problem]:
    """What has happened has a date not after today."""
    early = date.min
    for one in facts.chats(
        lambda chat: max(chat.since or early, chat.checked or early, chat.withdrawn or early) > today
    ):
        yield from _ahead(one.chat, one.file, one.spots, today)
    for file in facts.files:
        for number, channel in enumerate(file.record.channels):
            if channel.checked and channel.checked > today:
                yield from _ahead(channel, file, file.spots.channels[number], today)


def _ahead(dated: Chat | Channel, file: FileFacts, spots: ChatSpots, today: date) -> Iterator[Problem]:
    for name in ("since", "checked", "withdrawn"):
        day, spot = getattr(dated, name, None), getattr(spots, name)
        if day and spot and day > today:
            yield Problem(
                file.at(spot),
                "date-ahead",
                f"{long_date(day)} ещё не наступило: сегодня {long_date(today)}",
                "проверьте год и месяц",
            )


def serves_known(facts: Facts, _: date) -> Iterator[Problem]:
    """A supplier serves companies, buildings, streets and settlements that exist."""
    if facts.incomplete:
        return
    city = facts.settings.gazetteer.city
    settlements = {one.building.address.settlement for one in facts.buildings if one.key}
    known: dict[str, AbstractSet[str]] = {
        "companies": {file.slug for file in facts.files if file.section == "companies"} | facts.unread,
        "buildings": facts.by_id.keys(),
        "settlements": {name or city for name in settlements},
        "streets": facts.streets.keys(),
    }
    words = {
        "companies": "управляющей компании",
        "buildings": "дома",
        "settlements": "населённого пункта",
        "streets": "улицы",
    }
    cures = dict.fromkeys(known, "проверьте, как это написано у домов сайта")
    cures["companies"] = "напишите имя файла из папки companies, без .yaml"
    for supplier in facts.files:
        for one in supplier.spots.serves if supplier.section == "suppliers" else ():
            if one.key in known[one.kind]:
                continue
            streets = one.kind == "streets"
            near = nearest(
                one.title, [street.title for street in facts.streets.values()] if streets else known[one.kind]
            )
            hint = f"возможно, {near}" if near else cures[one.kind]
            text = f"{words[one.kind]} «{one.title}» в данных нет"
            yield Problem(supplier.at(one.spot), f"unknown-{one.kind}", text, hint)
